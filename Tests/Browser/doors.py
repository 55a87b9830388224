#!/usr/bin/env python3
"""The story of the doors: a poster is printed and its code read by a phone; a resident without an
account leaves a wish and follows it by a number; the office takes it over; a shop of the next
community lights it from the wall; a team of three goes for another; a calendar has the visit.

    doors.py
    doors.py --shots DIR      with a picture after each step
"""
import argparse
import datetime
import pathlib
import re
import signal
import sys
import urllib.request

import tools
import score
from acts import Desk, Phone, answer
from checks import Findings, axe
from doorways import SAID, Inbox, Resident, Wall, hang, partner_code
from driver import DESK, HALL, PHONE, Browser
from entering import enter, invited, staff, staff_in_browser
from stage import Stage, wish
from telling import Broken, expect

CHAIR = "借一张轮椅，推母亲去看花"
RESIDENT = {"name": "金阿婆", "phone": "0512-5550-1966", "door": "春分街3幢3单元601室"}
SHOP = "老街修车铺"
TEAM, THREE = "春分街巡逻队", ("李忠", "陈小燕", "马兰花")
SOFA = "把旧沙发从六楼搬下来"
TAPS_TO_LIGHT = 2


class Doors:
    """The people at the doors, and what has happened so far."""

    def __init__(self, street, options):
        self.street, self.options = street, options
        self.wanda, self.xintang, self.tell = street.wanda, street.xintang, street.teller
        self.steps, self.violations, self.foreign = 0, 0, 0
        self.findings, self.browsers, self.figures = Findings(), {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for browser in self.browsers.values():
            browser.close()

    def step(self, what, *shown):
        """What was done; of the pages that are shown, axe says what it thinks."""
        self.steps += 1
        for name, browser in self.browsers.items():
            browser.listen()
            for one in browser.violations + browser.foreign() + browser.errors:
                print(f"  ✗ {name}: {one}", flush=True)
            self.violations += len(browser.violations) + len(browser.errors)
            self.foreign += len(browser.foreign())
            if name in shown:
                axe(browser, self.findings, f"{name}, step {self.steps}")
                self.shoot(name, browser)
            browser.start_over()
        self.tell.step(what)

    def shoot(self, name, browser):
        if self.options.shots:
            self.options.shots.mkdir(parents=True, exist_ok=True)
            browser.shoot(self.options.shots / f"{self.steps:02} {name}.png")

    def browser(self, name, house, size):
        self.browsers[name] = Browser(self.street.address(house), size)
        return self.browsers[name]

    # The acts.

    def hang(self):
        """(1) The office prints a poster; its codes lead where they should."""
        desk = self.browser("office", self.wanda, DESK)
        staff_in_browser(desk, self.wanda, "office", "万达值班")
        self.desk, self.inbox = Desk(desk), Inbox(desk)
        folder = self.options.shots or self.street.folder
        folder.mkdir(parents=True, exist_ok=True)
        found, sheets = hang(desk, folder / "poster.png", folder / "poster.pdf",
                             name="春分街驿站", place="春分街口，报刊亭旁")
        base = self.street.address(self.wanda)
        [self.poster] = [one for one in found if one.startswith(base + "/wish")]
        expect("at=" in self.poster, f"the poster does not say where it hangs: {self.poster}")
        expect(base + "/wall" in found, f"no code leads to the wall: {found}")
        expect(sheets == 1, f"the poster takes {sheets} sheets")
        self.step("海报一张纸，二维码读得出 a poster on one sheet, its codes can be read", "office")

    def leave(self):
        """(2) A resident without an account: few taps, and a number."""
        self.resident = Resident(self.browser("resident", self.wanda, PHONE))
        self.resident.come(self.poster)
        self.step("扫码打开 the code opens the form", "resident")
        self.number, taps, keys = self.resident.leave(
            words=CHAIR, category="goods", **RESIDENT, **SAID)
        self.figures |= {"taps of a resident": taps, "letters": keys}
        expect(re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2,}", self.number),
               f"no number: {self.number}")
        expect(CHAIR not in self.street_says(), "it lies before the street already")
        self.step(f"留下心愿：点 {taps} 下、{keys} 个字，得到编号 a wish left, a number shown",
                  "resident")
        said = self.resident.reads(self.number, "社区")
        expect(RESIDENT["phone"] not in said, "following shows the phone")
        self.step("凭编号看到：等社区确认 the number says that it waits: " + said[:60], "resident")

    def street_says(self):
        """All that a neighbour has of the street's wishes."""
        return str(self.xintang.ask("/api/v1/wishes?state=open&log=street"))

    def take(self):
        """(3) The office finds it, takes it over and publishes it."""
        self.inbox.waits()
        desk = self.desk.browser
        found = self.inbox.one(CHAIR).text
        for words in RESIDENT.values():
            expect(words in found, f"the inbox does not say {words}")
        self.step("办公室的收件箱里有它，联系方式齐全 it lies in the office's inbox", "office")
        path = self.inbox.take(CHAIR)
        taken = re.search(r"/desk/wishes/([^/?]+/\d+)", path)[1]
        desk.go(f"/desk/wishes/{taken}/publish")
        self.desk.deed(taken, "publish")
        desk.until("it is published", lambda: "said=published" in desk.path)
        [self.chair] = [one["wish"][5:] for one in self.wanda.ask(
            "/api/v1/wishes?state=open&log=street")["wishes"] if one["title"] == CHAIR]
        self.street.see(self.chair)
        said = self.street_says()
        for words in RESIDENT.values():
            expect(words not in said, f"the street has {words}")
        self.resident.reads(self.number, "志愿者")
        self.step("确认后发布，街道只有心愿的话 taken over and published, words alone", "resident")

    def light(self):
        """(4) A shop of the next community comes in by its code and lights it from the wall."""
        hall = self.browser("hall", self.xintang, HALL)
        Wall(hall).sees(CHAIR)
        self.step("心愿上了新塘大厅的墙 it hangs on the wall of the next community's hall", "hall")
        office = staff(self.xintang, "office", "新塘值班")
        address = partner_code(office, SHOP, kind="shop", leader="周师傅",
                               phone="0512-5550-2222", offer="修车、借轮椅")
        phone = self.browser("shop", self.xintang, PHONE)
        enter(phone, address)
        wall = Wall(phone)
        wall.sees(CHAIR)
        taps = wall.light(self.chair)
        self.figures["taps to light"] = taps
        self.step(f"小店点 {taps} 下点亮 a shop lights it by {taps} taps", "shop")
        said = self.resident.reads(self.number, "新塘")
        for words in ("周师傅", "0512-5550-2222", RESIDENT["phone"]):
            expect(words not in said, f"following shows {words}")
        self.step("编号说谁会来 the number says who will come: " + said[:80], "resident")
        hall.until("the hall's screen shows it lit, by itself", lambda: Wall(hall).is_lit(CHAIR), 90)
        self.step("大厅的墙自己亮了 the wall in the hall shows it lit, untouched", "hall")

    def thank(self):
        """(5) The resident says by the number that it is done; it waits for the office."""
        said = self.resident.says(self.number, "done")
        expect("您告诉社区" in said, f"the page does not say that the office knows: {said}")
        self.step("居民凭编号说办好了 the resident says by the number that it is done", "resident")
        desk = self.desk.browser
        desk.go("/desk")
        expect("居民说：“办好了" in desk.one("main").text, "the office is not told")
        desk.go(f"/desk/wishes/{self.chair}")
        expect("居民说：“办好了" in desk.one("main").text, "the wish does not say it")
        self.step("办公室首页和心愿页看得到 it waits on the office's first page", "office")

    def join_forces(self):
        """(6) A team of three claims another wish; the office sees three names."""
        office = staff(self.xintang, "office", "新塘同事")
        office.get("/desk/teams").send("/desk/teams", name=TEAM, kind="team", leader=THREE[0])
        for name in THREE:
            person = self.xintang.people[name]
            office.get(f"/desk/volunteers/{person.number}").send(
                f"/desk/volunteers/{person.number}", deed="change", name=name, team=TEAM)
        sofa = wish(self.wanda, SOFA, "吴老伯")
        self.li = Phone(self.browser("李忠", self.xintang, PHONE), "李忠")
        enter(self.li.browser, invited(office, self.xintang.people["李忠"]))
        self.li.sees(sofa)
        taps = self.li.claim_as_team(sofa)
        self.figures["taps of a team"] = taps
        self.claimed = self.li.claim_of(SOFA)
        self.li.reads(self.claimed, "由您去")
        self.sofa = sofa
        self.step(f"队伍三人认领，点 {taps} 下 three claim as a team by {taps} taps", "李忠")
        desk = self.desk.browser
        self.desk.until("the office is told who comes", sofa, lambda: desk.all(
            "form:has(input[name=show][value=visitor])"))
        desk.send("form:has(input[name=show][value=visitor])")
        for name in THREE:
            desk.reads(name)
        self.step("万达看到来的三位 the office reads the three names", "office")

    def keep_calendar(self):
        """(7) A private link that a calendar reads: the visit, and nobody's door."""
        when = datetime.datetime.now() + datetime.timedelta(hours=3)
        when = when.replace(minute=0, second=0, microsecond=0)
        self.desk.until("a time can be proposed", self.sofa,
                        lambda: self.desk.has(self.sofa, "time"))
        self.desk.deed(self.sofa, "time", at=when.strftime("%Y-%m-%dT%H:%M"))
        self.li.reads(self.claimed, "可以吗")
        self.li.deed(self.claimed, "time")
        self.li.reads(self.claimed, "约好了")
        browser = self.li.browser
        browser.go("/my/profile")
        answer(browser, 'main form[action="/my/calendar"]')
        address = browser.one('main a[href*="/calendar.ics?key="]').get_attribute("href")
        with urllib.request.urlopen(address, timeout=30) as reply:
            text = reply.read().decode().replace("\r\n ", "")
        expect(text.startswith("BEGIN:VCALENDAR\r\n") and SOFA in text, f"no calendar: {text[:300]}")
        utc = when.astimezone(datetime.timezone.utc).strftime("%Y%m%dT%H%M00Z")
        expect(f"DTSTART:{utc}" in text, f"the visit is not at {utc}: {text}")
        for words in ("吴老伯", "0512-5550-1984", "春分街12幢"):
            expect(words not in text, f"the calendar says {words}")
        self.step("日历读到约好的上门，没有住户的信息 a calendar has the visit, and no door", "李忠")

    def play(self):
        for act in (self.hang, self.leave, self.take, self.light, self.thank, self.join_forces,
                    self.keep_calendar):
            act()


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shots", type=pathlib.Path)
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bad = {"violations": 0, "foreign": 0, "axe": 0, "too many taps": 0, "stopped": 0}
    steps = 0
    try:
        with Stage(options.yizhan, names=("chengbei", "wanda", "xintang")) as street:
            street.found("wanda", "xintang")
            street.xintang.register("马兰花")
            with Doors(street, options) as doors:
                try:
                    doors.play()
                finally:
                    steps = doors.steps
                    bad |= {"violations": doors.violations, "foreign": doors.foreign,
                            "axe": doors.findings.total}
                print("  " + ", ".join(f"{what} {count}" for what, count in doors.figures.items()),
                      flush=True)
                bad["too many taps"] = int(doors.figures["taps to light"] > TAPS_TO_LIGHT)
    except Broken as problem:
        print(f"  ✗ {problem}", flush=True)
        bad["stopped"] = 1
    score.end("doors", steps, bad)


if __name__ == "__main__":
    main()
