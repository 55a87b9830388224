"""Days on which a member changes: it leaves, its key is stolen, its machine goes back."""
import base64
import re
import shutil
import time

from telling import eventually, expect
from machine import House, free_port


def leaving(street, _):
    """社区退出 a community leaves: 大观名园 is suspended for good"""
    street.found()
    wanda, xintang, daguan, teller = street.wanda, street.xintang, street.daguan, street.teller
    li, zhao, sun = (street.person(name) for name in ("李忠", "赵磊", "孙丽"))
    clock = wanda.publish("修座钟", award="manual")
    water = wanda.publish("提水")
    theirs = daguan.publish("大观名园的心愿")
    for wish in (clock, water, theirs):
        street.see(wish)
    first, second = zhao.claim(clock), sun.claim(water)
    eventually("孙丽 has it", lambda: sun.contact(second))
    eventually("the claim is here", lambda: wanda.state(clock)["claims"])
    hers = daguan.write("只在本社区的心愿")
    street.agree([clock, water, theirs])
    teller.step("大观名园有认领、有派单、有自己的心愿 it has claims, an award, wishes of its own")

    street.chengbei.run("suspend", "daguan")
    for house in (wanda, xintang):
        eventually(f"{house.name} knows", lambda house=house: not next(
            one for one in house.ask("/api/v1/state")["members"]
            if one["member"] == "daguan")["active"])
    eventually("its claim is no more live", lambda: next(
        one for one in wanda.state(clock)["claims"]
        if one["claim"] == first)["verdict"]["code"] == "suspended")
    status, answer = wanda.call(
        "POST", f"/api/v1/wishes/{clock}/award", wanda.office, {"claim": first})
    expect(status == 409, f"an award to a suspended member: {status} {answer}")
    wanda.do(f"/api/v1/wishes/{water}/revoke", body={"claim": second, "reason": "other"})
    third, fourth = li.claim(clock), li.claim(water)
    eventually("the place is 李忠's", lambda: li.has(fourth, "awarded.accepted"))
    eventually("李忠's claim is at 万达", lambda: len(wanda.state(clock)["claims"]) == 2)
    wanda.do(f"/api/v1/wishes/{clock}/award", body={"claim": third})
    eventually("李忠 has the clock", lambda: li.has(third, "awarded.accepted"))
    expect("已暂停" in wanda.run("status"), "status says so")
    teller.step("它的认领退回，名额给了别人 its claims return, the places go to others")

    status, answer = xintang.call("POST", f"/api/v1/wishes/{theirs}/claims", li.token)
    expect(status == 403, f"a claim that nobody could award: {status} {answer}")
    late = daguan.publish("退出之后写的")
    time.sleep(3)
    expect(not xintang.awards(theirs), "its wishes are awarded to nobody outside")
    for house in (wanda, xintang, street.chengbei):
        expect(not house.sees(late), f"{house.name} sees what it wrote afterwards")
    expect("suspended" in daguan.log(), "the alliance answers 403")
    teller.step("它之后写的没人看到，它的心愿不再接受认领 what it writes now reaches nobody, its wishes take no claims")

    for what in ("wishes", "volunteers"):
        file = street.stick / f"daguan-{what}.csv"
        daguan.run("export", what, file)
        rows = file.read_text("utf-8-sig").splitlines()
        expect(len(rows) > 1, f"{what}: {rows}")
    own = sun.claim(hers)
    eventually("its own people go on", lambda: sun.has(own, "awarded.accepted"))
    sun.act(own, "served", {"minutes": 30})
    daguan.do(f"/api/v1/wishes/{hers}/settle", body={"claim": own})
    eventually("30 minutes", lambda: daguan.ask("/api/v1/my/hours", sun.token)["minutes"] == 30)
    teller.step("自己的数据照样导出，自己的社区照样服务 its own data and its own work stay")


def stolen_key(street, _):
    """密钥被偷 key stolen: somebody runs a node with a copy of 万达's folder"""
    street.found()
    chengbei, wanda, xintang, daguan = street.houses.values()
    teller = street.teller
    li, zhao = street.person("李忠"), street.person("赵磊")
    clock, water = wanda.publish("修座钟"), wanda.publish("提水", award="manual")
    street.see(clock), street.see(water)
    first = li.claim(clock)
    eventually("李忠 has it", lambda: li.contact(first))
    street.agree([clock, water])
    wanda.stop()
    thief = House.__new__(House)
    thief.__dict__ |= wanda.__dict__ | {
        "folder": street.folder / "thief", "data": street.folder / "thief/data",
        "port": free_port(), "process": None, "people": {}}
    thief.folder.mkdir(mode=0o700)
    shutil.copytree(wanda.data, thief.data)
    again = thief.folder / "again"
    shutil.copytree(wanda.data, again)
    street.strangers.append(thief)
    wanda.start()
    thief.start()
    thief.open_office()
    forged = thief.publish("小偷发布的心愿")
    street.see(forged, [chengbei, xintang, daguan])
    teller.step("小偷用复制的文件夹冒充万达 the thief's node passes for 万达")
    eventually("万达 has noticed", lambda: wanda.ask("/api/v1/state").get("copied"))
    real = wanda.publish("万达自己发布的心愿")
    street.see(real)
    said = wanda.run("status")
    expect("keys were used elsewhere" in said, f"status does not tell of the copy: {said}")
    teller.step("万达换了写入者照常工作，status 说密钥在别处用过 a new writer; status tells")
    chengbei.run("suspend", "wanda")
    eventually("403", lambda: "403" in thief.log() and "suspended" in thief.log())
    draft = thief.write("小偷又写的", "0512-5550-1000")
    status, _ = thief.call(
        "POST", f"/api/v1/wishes/{draft}/publish", thief.office, {"wordsConfirmed": True})
    expect(status == 409, f"nobody takes what the thief's writer writes, but it says {status}")
    # Who changes the program does not stop there: it goes on with what was stolen.
    thief.stop()
    shutil.rmtree(thief.data)
    again.rename(thief.data)
    thief.start()
    thief.open_office()
    thief.publish("号码已经用过的")
    late = thief.publish("停权之后发布的")
    teller.step("协调员停权：小偷得到 403 suspended: the thief gets 403")

    wanda.stop()
    said = wanda.run("keys", "renew")
    box = re.search(r"box +(\S+)", said)[1]
    identity = re.search(r"identity +(\S+)", said)[1]
    fingerprint = re.search(r"fingerprint +(\S+)", said)[1]
    expect(fingerprint_of(identity) == fingerprint, "the fingerprint is that of the key")
    chengbei.run("replace-keys", "wanda", "--", identity, box)
    chengbei.run("readmit", "wanda")
    wanda.start()
    wanda.open_office()
    wanda.run("keys", "export", street.stick / "wanda-new.keys")
    eventually("401", lambda: re.search(r"401[^\n]*signature", thief.log()))
    teller.step("新密钥，指纹核对过，重新加入；小偷得到 401 renewed and readmitted: 401")

    eventually("witnessed", lambda: not wanda.frozen())
    eventually("held again", lambda: not any(
        one["wish"][5:] in (clock, water)
        for one in wanda.ask("/api/v1/office/elsewhere")["wishes"]))
    expect(wanda.awards(clock) == [first], "李忠 keeps the place")
    second = zhao.claim(water)
    eventually("the claim is here", lambda: wanda.state(water)["claims"])
    wanda.do(f"/api/v1/wishes/{water}/award", body={"claim": second})
    eventually("赵磊 has the contact", lambda: zhao.contact(second) == "0512-5550-1988")
    teller.step("作证之后万达用新写入者收回心愿，照常派单 recovered, awards go on")

    after = thief.publish("还在冒充", "0512-5550-1000")
    time.sleep(3)
    for house in (chengbei, wanda, xintang, daguan):
        for wish in (late, after):
            expect(not house.sees(wish), f"{house.name} took what the thief wrote: {wish}")
    wanda.do(f"/api/v1/wishes/{forged}/conclude", body={"outcome": "cancelled"})
    street.agree([clock, water, forged, real])
    expect(wanda.state(forged)["outcome"] == "cancelled", "the forged wish is cancelled")
    teller.step("小偷之后写的都不算 what the thief writes has no effect")


def fingerprint_of(key):
    """As `keys renew` prints it: what two people compare by telephone."""
    import hashlib
    raw = base64.urlsafe_b64decode(key + "=")
    text = base64.b32encode(hashlib.sha256(raw).digest()).decode().lower()[:32]
    return "-".join(text[at:at + 4] for at in range(0, 32, 4))


def snapshot(street, _):
    """误还原快照 a snapshot restored by mistake: the key of the writer comes back with it"""
    street.found()
    wanda, xintang, teller = street.wanda, street.xintang, street.teller
    li, zhao = street.person("李忠"), street.person("赵磊")
    clock = wanda.publish("修座钟")
    street.see(clock)
    street.agree([clock])
    wanda.stop()
    kept = wanda.folder / "snapshot"
    shutil.copytree(wanda.data, kept)
    wanda.start()
    first = li.claim(clock)
    eventually("李忠 has the contact", lambda: li.contact(first))
    water = wanda.publish("快照之后的心愿")
    street.see(water)
    street.agree([clock, water])
    before = wanda.status()["writers"]["street"]
    teller.step("快照之后又派了一单、发布了一个心愿 after the snapshot: an award and a wish")

    wanda.kill()
    xintang.stop()
    shutil.rmtree(wanda.data)
    kept.rename(wanda.data)
    teller.command("wanda", "# 虚拟机还原到快照 the machine goes back to its snapshot")
    wanda.start()
    eventually("a new writer", lambda: wanda.ask("/api/v1/state").get("frozen"))
    eventually("waits for 新塘", lambda: wanda.frozen()["unwitnessed"] == ["xintang"])
    after = wanda.status()["writers"]["street"]
    expect(after != before, "the writer is another")
    second = zhao.claim(water)
    eventually("the claim is here", lambda: wanda.sees(water) and wanda.state(water)["claims"])
    time.sleep(1.5)
    expect(not wanda.awards(water), "nothing is awarded while frozen")
    teller.step(f"自己换了写入者并冻结 {before} → {after}: a new writer by itself, frozen")

    xintang.start()
    eventually("thawed", lambda: not wanda.frozen())
    eventually("赵磊 has it", lambda: zhao.has(second, "awarded.accepted"))
    expect(wanda.awards(clock) == [first], "one place, one award")
    expect(wanda.awards(water) == [second], "one place, one award")
    street.agree([clock, water])
    expect(wanda.ask("/api/v1/state")["forks"] == 0, "no fork")
    teller.step("邻居作证之后照常 after the witnesses it goes on, nothing is lost")
