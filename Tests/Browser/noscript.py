#!/usr/bin/env python3
"""The main acts of office, volunteer, resident, shop and coordinator with scripts switched off in the
browser: which of them work.

    noscript.py
"""
import argparse
import datetime
import re
import signal
import sys

import tools
import noscript_doors
import photo
import score
from acts import Desk, Phone, fill
from driver import DESK, PHONE, Browser, WebDriverException
from entering import CODE, PASSWORD, code, enter
from stage import Stage, wish
from telling import Broken, expect

RESIDENT = {"name": "李阿爹", "phone": "0512-5550-1988", "door": "春分街8幢2单元501室"}
TITLE = "修一台用了几十年的老座钟"


class Acts(noscript_doors.DoorActs):
    """What is done without a script, one act after the other; each needs those before it."""

    def __init__(self, street):
        self.street, self.wanda = street, street.wanda
        self.desk_browser = Browser(street.address(self.wanda), DESK, script=False)
        self.phone_browser = Browser(street.address(self.wanda), PHONE, script=False)
        self.desk = Desk(self.desk_browser)
        self.phone = Phone(self.phone_browser, "王秀英")
        self.open_doors()

    def close(self):
        self.desk_browser.close()
        self.phone_browser.close()
        self.close_doors()

    def control(self):
        """No script runs: one that is on the page leaves no trace."""
        self.phone_browser.driver.get(
            "data:text/html,<p id=it>quiet</p><script>it.textContent='loud'</script>")
        expect(self.phone_browser.one("#it").text == "quiet", "scripts run")

    def staff_enter(self):
        browser = self.desk_browser
        browser.go(f"/enter?code={code(self.wanda, 'office')}")
        browser.fill(name="万达值班", password=PASSWORD, again=PASSWORD)
        browser.send("main form")
        browser.until("the desk", lambda: browser.path.startswith("/desk"))

    def sign_out_and_in(self):
        browser = self.desk_browser
        browser.send('form[action="/sign-out"]')
        browser.go("/sign-in")
        browser.fill(name="万达值班", password=PASSWORD)
        browser.send('form[action="/sign-in"]')
        browser.until("the desk again", lambda: browser.path.startswith("/desk"))

    def language(self):
        browser = self.desk_browser
        for tag in ("en", "zh"):
            browser.go("/desk")
            browser.send('form[action="/language"]')
            browser.until(f"the page in {tag}", lambda: browser.one("html").get_attribute(
                "lang").startswith(tag))

    def write(self):
        browser = self.desk_browser
        browser.go("/desk/wishes/new")
        form = browser.one('form[action="/desk/wishes/new"]')
        fill(browser, form, RESIDENT | {"category": "repair", "title": "打 13800138000 找我",
                                        "consent": "alliance"})
        browser.tap("button[value=preview]")
        browser.until("the preview shows what neighbours will see", lambda: browser.one(
            "#preview").text.strip())
        form = browser.one('form[action="/desk/wishes/new"]')
        fill(browser, form, {"title": TITLE})
        browser.tap("button[value=publish]")
        browser.until("it is published", lambda: "said=published" in browser.path)
        [self.wish] = [one["wish"][5:] for one in self.wanda.ask(
            "/api/v1/wishes?state=open&log=street")["wishes"] if one["title"] == TITLE]

    def wrong_field(self):
        browser = self.desk_browser
        browser.go("/desk/wishes/new")
        form = browser.one('form[action="/desk/wishes/new"]')
        fill(browser, form, RESIDENT | {"category": "repair"})
        browser.tap("button[value=write]")
        browser.until("the form says what is wrong", lambda: browser.all(".wrong .trouble"))
        expect(browser.one("[name=name]").get_attribute("value") == RESIDENT["name"],
               "what was typed is gone")

    def residents(self):
        browser = self.desk_browser
        browser.go("/desk/residents")
        field = browser.one('main form[action="/desk/residents"] input:not([type=hidden])')
        field.send_keys("李阿爹")
        browser.send('main form[action="/desk/residents"]')
        browser.reads("李阿爹")
        expect("李" not in browser.path and "%E6" not in browser.path, "the name is in the address")

    def phone_enter(self):
        person = self.wanda.people["王秀英"]
        browser = self.desk_browser
        browser.go(f"/desk/volunteers/{person.number}")
        browser.send(f'form[action="/desk/volunteers/{person.number}/invite"]')
        text = browser.until("the code", lambda: re.search(CODE, browser.text))[0]
        enter(self.phone_browser, "/enter?code=" + text)

    def claim(self):
        self.phone.sees(self.wish)
        expect(self.phone.claim(self.wish) == 2, "not two taps")
        self.claimed = self.phone.claim_of(TITLE)
        self.phone.reads(self.claimed, "轮到您了")

    def accept(self):
        self.phone.deed(self.claimed, "accept")
        self.phone.reads(self.claimed, "由您去")
        said = self.phone.contact(self.claimed)
        expect(RESIDENT["door"] in said, "no door")

    def agree(self):
        when = (datetime.datetime.now() + datetime.timedelta(hours=2)).replace(minute=0)
        self.desk.until("a time can be proposed", self.wish,
                        lambda: self.desk.has(self.wish, "time"))
        self.desk.deed(self.wish, "time", at=when.strftime("%Y-%m-%dT%H:%M"))
        self.phone.reads(self.claimed, "可以吗")
        self.phone.deed(self.claimed, "time")
        self.phone.reads(self.claimed, "约好了")

    def set_out(self):
        self.phone.deed(self.claimed, "set-out")
        self.phone.reads(self.claimed, "在路上")

    def serve(self):
        picture = self.street.folder / "taken.jpg"
        with Browser(self.street.address(self.wanda), DESK) as camera:
            picture.write_bytes(photo.taken(camera, 640, 480))
        self.phone_browser.go(self.claimed)
        self.phone.deed(self.claimed, "served", minutes="90", photo=picture)
        self.phone.reads(self.claimed, "已报完成")

    def settle(self):
        found = photo.tells(self.desk.fetch(self.desk.photo(self.wish)))
        expect(not found, f"the photo still tells {found}")
        self.desk.deed(self.wish, "settle")
        self.phone.reads(self.claimed, "已确认")

    def conclude(self):
        # The one before ended by itself, when its only place was served.
        name = wish(self.wanda, "每周一次量血压", "何奶奶")
        self.desk.open(name)
        self.desk.deed(name, "conclude")
        self.desk.until("it has ended", name, lambda: not self.desk.has(name, "conclude"))

    def hours(self):
        self.phone_browser.go("/my/hours")
        self.phone_browser.reads("1 个半小时")

    def phone_leaves(self):
        self.phone_browser.go("/my")
        self.phone_browser.send('form[action="/sign-out"]')
        self.phone_browser.go("/my")
        expect("/my" not in self.phone_browser.path or not self.phone_browser.all("[data-wish]"),
               "still signed in")


ACTS = (
    ("control", "对照：脚本真的关着 control: scripts are off"),
    ("staff_enter", "用一次性口令进来，自己定名字密码 staff come in by a code"),
    ("sign_out_and_in", "退出再登录 sign out and in again"),
    ("language", "换语言 change the language"),
    ("write", "写心愿：预览、改、发布 write a wish: preview, change, publish"),
    ("wrong_field", "填错了，所填都在，旁边说明 a wrong field, all that was typed stays"),
    ("residents", "查居民，地址里没有姓名 find a resident, no name in the address"),
    ("phone_enter", "请志愿者的手机进来 a volunteer's phone comes in"),
    ("claim", "两下认领 claim by two taps"),
    ("accept", "答应去，看联系方式 accept, read the contact"),
    ("agree", "约时间 agree a time"),
    ("set_out", "出发 on the way"),
    ("serve", "报完成，带照片 done, with a photo"),
    ("settle", "看照片，没有位置信息，确认 the photo without its place; confirm"),
    ("hours", "看时长 hours"),
    ("conclude", "心愿完成 the wish is fulfilled"),
    *noscript_doors.ACTS,
    ("phone_leaves", "手机退出 the phone signs out"),
)


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    tried, failed = 0, 0
    with Stage(options.yizhan, names=("chengbei", "wanda")) as street:
        street.wanda.extra = {"YIZHAN_WISHES_AUTOMATIC_ACCEPTANCE": "false"}
        street.found("wanda")
        acts = Acts(street)
        try:
            for name, words in ACTS:
                tried += 1
                try:
                    getattr(acts, name)()
                    street.teller.step(words)
                except (Broken, WebDriverException, AttributeError, ValueError) as problem:
                    failed += 1
                    print(f"  ✗ {words}: {problem}", flush=True)
        finally:
            acts.close()
    score.end("noscript", tried, {"do not work": failed})


if __name__ == "__main__":
    main()
