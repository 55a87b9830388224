"""Days on which something is lost: a laptop, a disk, the time, the line."""
import http.client
import re
import shutil
import signal
import sqlite3
import time

from telling import eventually, expect
from machine import Person


def lost_laptop(street, _):
    """丢了电脑 lost laptop: 万达's machine is gone; a backup, the keys and the list are elsewhere"""
    street.found()
    wanda, xintang, teller = street.wanda, street.xintang, street.teller
    li, zhao, wang = (street.person(name) for name in ("李忠", "赵磊", "王秀英"))
    clock = wanda.publish("修座钟")
    water = wanda.publish("提水上六楼", places=2)
    gone = wanda.publish("不想再留下的事", "0512-5550-1955")
    street.see(clock), street.see(water), street.see(gone)
    inside = wanda.write("只在本社区的心愿")
    keys = wanda.save_keys()
    backup = wanda.save("monday")
    wanda.run("check-backup", backup)
    teller.step("周一的备份和密钥在别处 backup and keys are elsewhere")

    first = li.claim(clock)
    eventually("李忠 has the contact", lambda: li.contact(first) == "0512-5550-1988")
    token = street.stick / "office-token"
    token.write_text(wanda.office)
    token.chmod(0o600)
    wanda.run("person", "--phone", "0512-5550-1955", "--token-file", token, "--erase",
              "--confirmed")
    for house in street.running():
        eventually(f"{house.name} erases", lambda house=house: house.state(gone).get("erased"))
    teller.step("备份之后：派单、联系方式已交、一件心愿按居民要求删除 "
                "after it: awarded, released, one wish erased")

    office, old = wanda.office, wang.token
    teller.command("wanda", "# kill -9, rm -r: the machine is gone")
    wanda.lose()
    second = zhao.claim(clock)
    third = zhao.claim(water)
    xintang.stop()
    teller.step("电脑没了，邻居照常认领 the machine is gone, neighbours go on claiming")

    wanda.restore(backup, keys)
    wanda.start()
    for token_of_before in (office, old):
        status, _ = wanda.call("GET", "/api/v1/wishes", token_of_before)
        expect(status == 401, f"a token of before the restore is answered {status}")
    wanda.open_office()
    eventually("waits for 新塘 alone", lambda: wanda.frozen()["unwitnessed"] == ["xintang"])
    said = wanda.run("status")
    expect("已冻结" in said and "xintang" in said, f"status: {said}")
    expect("冻结 frozen" in wanda.run("elsewhere"), "elsewhere lists the frozen wishes")
    token = wanda.run("token", "volunteer", "--number", wang.number).strip()
    wang = Person(wanda, wang.name, wang.number, token)
    fourth, fifth = wang.claim(water), wang.claim(inside)
    eventually("赵磊's claim is here", lambda: any(
        one["claim"] == third for one in wanda.state(water)["claims"]))
    time.sleep(1.5)
    expect(not wanda.awards(water), "nothing is awarded while frozen")
    teller.step("旧令牌作废；冻结，说明在等新塘 void tokens are refused; frozen, waits for 新塘")

    xintang.start()
    eventually("thawed", lambda: not wanda.frozen())
    eventually("both have a place", lambda: set(wanda.awards(water)) == {third, fourth})
    expect(wanda.awards(clock) == [first], f"one place, one award: {wanda.awards(clock)}")
    expect(zhao.has(second, "standby"), f"赵磊 stands by: {zhao.verdict(second)}")
    expect(li.contact(first) == "0512-5550-1988", "李忠 still has the contact")
    eventually("赵磊 has the contact", lambda: zhao.contact(third) == "0512-5550-1988")
    street.agree([clock, water, gone])
    teller.step("邻居作证之后自己解冻，一个名额一个人 thawed by itself, one award a place")
    expect(not wanda.awards(inside), "nobody can witness the own log")
    wanda.run("recover", inside)
    eventually("the inner wish too", lambda: wang.has(fifth, "awarded.accepted"))
    expect("wanda" not in wanda.run("elsewhere"), "nothing is frozen any more")
    teller.step("没上过街道的心愿由人逐个确认 inner wishes are taken out by a person")

    for house in street.running():
        expect(house.state(gone).get("erased"), f"{house.name} has the erased words again")
        expect(not house.state(gone)["words"]["title"], f"{house.name} shows the erased title")
    check_forgotten(street, [(gone, "0512-5550-1955")])
    teller.step("删除的仍然是删除的 what was erased stays erased")

    later = wanda.publish("新令牌照常办公")
    street.see(later)
    sixth = street.person("孙丽").claim(later)
    eventually("孙丽 has it", lambda: street.person("孙丽").has(sixth, "awarded.accepted"))
    li.act(first, "served", {"minutes": 90})
    eventually("served is here", lambda: wanda.state(clock)["awards"][0].get("servedMinutes"))
    wanda.do(f"/api/v1/wishes/{clock}/settle", body={"claim": first})
    hours = "/api/v1/my/hours"
    eventually("90 minutes", lambda: xintang.ask(hours, li.token)["minutes"] == 90)
    teller.step("办公照常，90 分钟记一次 the office goes on; 90 minutes, once")


def check_forgotten(street, erased):
    """The resident of an erased wish is unknown to the home's own office again."""
    for wish, phone in erased:
        status, answer = street.wanda.call(
            "POST", "/api/v1/people/report", street.wanda.office, {"phone": phone})
        left = [one for one in answer.get("wishes", []) if one["wish"] == f"wish/{wish}"]
        known = [key for one in left for key in ("contact", "consent", "title") if one.get(key)]
        expect(not known, f"万达 knows of an erased resident again: {known} of {wish}")


def dead_disk(street, _):
    """硬盘坏了 dead disk: the alliance's node comes back from its backup"""
    street.found("wanda", "xintang")
    chengbei, wanda, xintang, daguan = street.houses.values()
    teller = street.teller
    li = street.person("李忠")
    keys = chengbei.save_keys()
    backup = chengbei.save("sunday")
    street.join(daguan)
    zhao = street.person("赵磊")
    teller.step("联盟备份之后，大观名园才加入 daguan joins after the backup")

    clock, water = wanda.publish("修座钟"), wanda.publish("提水", places=2)
    street.see(clock), street.see(water)
    xintang.stop()
    xintang.extra = {"YIZHAN_WISHES_AUTOMATIC_ACCEPTANCE": "false"}
    xintang.start()
    first = li.claim(clock)
    eventually("offered", lambda: li.has(first, "awarded.offered"))
    wanda.signal(signal.SIGSTOP)
    li.act(first, "accept")
    eventually("the alliance has the yes", lambda: chengbei.state(clock)["awards"][0]["accepted"])
    xintang.stop()
    wanda.signal(signal.SIGCONT)
    eventually("sealed", lambda: wanda.ask("/api/v1/state")["parcelsWaiting"] == 1)
    time.sleep(1.5)
    chengbei.kill()
    with sqlite3.connect(chengbei.data / "yizhan.sqlite") as file:
        lay = file.execute(
            "SELECT count(*) FROM mail WHERE receiver = 'xintang' AND kind = 'parcel'"
        ).fetchone()[0]
    expect(lay == 1, f"{lay} parcels lay in the mailbox")
    teller.command("chengbei", "# kill -9, rm -r: the disk is dead")
    shutil.rmtree(chengbei.data)
    xintang.extra = {}
    xintang.start()
    teller.step("联盟的硬盘坏了，信箱里有一份密封件 the disk is dead, a parcel lay in its mailbox")

    second = zhao.claim(water)
    eventually("awarded without the alliance", lambda: zhao.has(second, "awarded.accepted"))
    third = li.claim(water)
    eventually("and xintang's", lambda: li.has(third, "awarded.accepted"))
    during = daguan.publish("联盟不在时发布")
    for house in (wanda, xintang):
        eventually(f"{house.name} sees it", lambda house=house: house.sees(during))
    expect(li.contact(first) is None, "no contact without a mailbox")
    teller.step("期间社区之间直接交换 communities exchange directly meanwhile")

    chengbei.restore(backup, keys)
    chengbei.start()
    chengbei.open_office()
    eventually("the roster has 大观名园", lambda: "daguan" in [
        one["member"] for one in chengbei.ask("/api/v1/state")["members"] if one["active"]])
    teller.step("名册回来了，连备份之后加入的也在 the roster is back, daguan too")
    eventually("witnessed", lambda: not chengbei.frozen())
    street.agree([clock, water, during])

    def on_the_page():
        connection = http.client.HTTPConnection("127.0.0.1", chengbei.port, timeout=30)
        try:
            connection.request("GET", "/")
            return "联盟不在时发布" in connection.getresponse().read().decode()
        finally:
            connection.close()
    eventually("the feed is on the alliance's page", on_the_page)
    teller.step("联盟页面上的心愿和各社区一样 the feed is back, all replicas are equal")

    eventually("what waited arrives", lambda: zhao.contact(second) and li.contact(third))
    teller.step("等着的密封件自己送到 parcels that waited arrive by themselves "
                "(五分钟之内 within five minutes, after a long outage)")
    wanda.stop()
    wanda.start()
    eventually("the parcel came again", lambda: li.contact(first) == "0512-5550-1988")
    teller.step("丢了的密封件重发并送到 the lost parcel is sent again "
                "(十分钟内自动；重启则立即 within ten minutes by itself, at once after a restart)")
    eventually("all receipts", lambda: wanda.ask("/api/v1/state")["parcelsWaiting"] == 0)
    key = chengbei.run("invite", "pingjiang", "--display-name", "平江社区").strip()
    expect(key.startswith("yzj_"), "the alliance invites again")
    teller.step("都签收了，联盟照常邀请 all receipts are in, the alliance invites again")


def wrong_clock(street, _):
    """时钟错了 wrong clock: 大观名园 is two hours ahead, then 万达 is"""
    expect(shutil.which("faketime"), "apt-get install faketime")
    street.found()
    wanda, daguan, teller = street.wanda, street.daguan, street.teller
    zhao = street.person("赵磊")
    clock, water = wanda.publish("修座钟"), wanda.publish("提水", places=2)
    street.see(clock), street.see(water)
    daguan.stop()
    before = len(daguan.log())
    daguan.clock = "+7200s"
    daguan.start()
    first = zhao.claim(water)
    eventually("refused for the clock", lambda: "signature.clock" in daguan.log()[before:])
    skew = re.search(r'401 \{[^\n]*skewSeconds\\?":\\?"(-?\d+)', daguan.log()[before:])
    expect(skew and 7100 < int(skew[1]) < 7300, f"the skew is named: {skew}")
    teller.step(f"快两小时：别的节点答 401，差 {skew[1]} 秒 refused with 401 and the skew")
    said = daguan.run("doctor", fails=True)
    expect("时钟比本机快 -7" in said and "NTP" in said, f"doctor: {said}")
    alliance = next(one for one in daguan.status()["members"] if one["member"] == "chengbei")
    expect(-7300 < int(alliance.get("clockSkewSeconds", 0)) < -7100, f"status: {alliance}")
    time.sleep(1)
    expect(zhao.has(first, "provisional"), "the claim is kept")
    teller.step("doctor 和 status 说出时钟错了 doctor and status say it; the claim is kept")

    daguan.stop()
    daguan.clock = ""
    daguan.start()
    eventually("the claim arrives", lambda: zhao.has(first, "awarded.accepted"))
    eventually("the contact too", lambda: zhao.contact(first) == "0512-5550-1988")
    expect("fail" not in daguan.run("doctor"), "doctor is content")
    teller.step("对时之后照常，什么也没丢 the clock is right: goes on, nothing is lost")

    slow = wanda.publish("派单前等二十秒", settlingSeconds=20)
    street.see(slow)
    wanda.stop()
    wanda.clock = "+7200s"
    wanda.start()
    second = street.person("王秀英").claim(slow)
    wanda.stop()
    wanda.clock = ""
    wanda.start()
    eventually("awarded although it came 'in two hours'", lambda: wanda.awards(slow) == [second])
    street.agree([clock, water, slow])
    teller.step("时钟拨回去之后派单不再多等两小时 a clock set back holds up no award")


def line_down(street, _):
    """断线一周 line down for a week: minutes stand for it here; the simulator plays the week"""
    wanda, xintang, teller = street.wanda, street.xintang, street.teller
    street.found()
    wang, li, zhao = (street.person(name) for name in ("王秀英", "李忠", "赵磊"))
    clock, water = wanda.publish("修座钟"), xintang.publish("提水", places=1)
    away = xintang.publish("值守时认领")
    street.see(clock), street.see(water), street.see(away)
    lines = [*wanda.lines.values()] + [
        one.lines[wanda] for one in street.houses.values() if one is not wanda]
    for line in lines:
        line.cut()
    teller.command("wanda", "# 断线 the line is cut")
    claims = {wang: [wang.claim(clock), wang.claim(water), wang.claim(away)],
              li: [li.claim(clock), li.claim(water)], zhao: [zhao.claim(clock), zhao.claim(away)]}
    eventually("王秀英 has the clock", lambda: wang.has(claims[wang][0], "awarded.accepted"))
    eventually("李忠 has the water", lambda: li.has(claims[li][1], "awarded.accepted"))
    eventually("赵磊 has the other", lambda: zhao.has(claims[zhao][1], "awarded.accepted"))
    alone = wanda.publish("断线时写下的心愿")
    theirs = xintang.publish("另一边写下的心愿")
    for _ in range(10):
        time.sleep(1)
        # No place is given that the other side could give too.
        for person, claim in ((wang, claims[wang][1]), (li, claims[li][0])):
            expect(person.verdict(claim)["code"] in ("provisional", "standby"),
                   f"{person.name} while the line is cut: {person.verdict(claim)}")
    said = wanda.run("doctor", fails=True)
    expect("联系不上联盟" in said, f"doctor: {said}")
    teller.step("两边都认领、派单、写心愿，互不知道 claims, awards and wishes on both sides")

    for line in lines:
        line.heal()
    wishes = [clock, water, away, alone, theirs]
    street.see(alone), street.see(theirs)
    street.agree(wishes, 120)
    for person, own in claims.items():
        for claim in own:
            wish = person.house.ask(f"/api/v1/claims/{claim}", person.token)["wish"][5:]
            for house in street.running():
                known = [one["claim"] for one in house.state(wish)["claims"]]
                expect(claim in known, f"{house.name} lost {claim}")
    for wish in wishes[:3]:
        expect(len(wanda.awards(wish)) == 1, f"one award: {wanda.awards(wish)}")
    teller.step("恢复之后处处相同，一条没丢 healed: equal everywhere, nothing lost")

    for person, own in claims.items():
        told = [(one.get("claim"), one["code"], one.get("rank")) for one in person.told()]
        expect(len(told) == len(set(told)), f"{person.name} was told twice: {told}")
        for claim in own:
            expect(any(one[0] == claim for one in told), f"{person.name} was told nothing")
    for person, claim in ((li, claims[li][0]), (zhao, claims[zhao][0]), (wang, claims[wang][1])):
        last = [one["code"] for one in person.told() if one["claim"] == claim][-1]
        expect(person.verdict(claim)["code"] == last, f"{person.name}: {last}")
        expect("because" in person.verdict(claim), f"why: {person.verdict(claim)}")
    teller.step("每位志愿者各得一次通知和原因 each was told once, with the reason")
