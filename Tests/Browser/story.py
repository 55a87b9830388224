#!/usr/bin/env python3
"""The story of the street through its pages: an office's window, two volunteers' phones at two other
communities, a line that is cut and that loses answers; and the coordinator's board, open all the
while, from a community that falls silent to two claims that could not know of one another. Every
step is checked and told.

    story.py
    story.py --shots DIR      with a picture after each step
"""
import argparse
import datetime
import pathlib
import signal
import sys
import time

import tools
import photo
import score
from acts import KEPT, PAUSE, Desk, Phone, write_by_keys
from board import IN_TOUCH, LATE, Board, parted
from checks import Findings
from lines import WatchedLine
from driver import DESK, PHONE, Browser
from entering import enter, invited, staff, staff_in_browser
from stage import Stage, wish
from telling import Broken, expect

CLOCK = {"name": "李阿爹", "phone": "0512-5550-1988", "door": "春分街8幢2单元501室",
         "title": "修一台用了几十年的老座钟"}
MINUTES = 90
TAPS, SECONDS = 2, 20  # What a claim and a wish may cost.
WALK = "陪刚出院的老人走一走"
# So long the wish's office waits for claims: enough for a line that was healed a moment ago.
SETTLING_SECONDS = 20


class Story:
    """The people of the story, and what has happened so far."""

    def __init__(self, street, options):
        self.street, self.options = street, options
        self.wanda, self.tell = street.wanda, street.teller
        self.steps, self.violations, self.foreign = 0, 0, 0
        self.browsers, self.phones, self.figures = {}, {}, {}
        self.findings = Findings()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for browser in self.browsers.values():
            browser.close()

    def step(self, what):
        """What was done, with how the pages looked then, and whether they kept to themselves."""
        self.steps += 1
        for name, browser in self.browsers.items():
            browser.listen()
            for one in browser.violations + browser.foreign() + browser.errors:
                print(f"  ✗ {name}: {one}", flush=True)
            self.violations += len(browser.violations) + len(browser.errors)
            self.foreign += len(browser.foreign())
            if browser is self.board.browser:
                self.board.axe(self.findings, f"board, step {self.steps}")
            if self.options.shots:
                self.options.shots.mkdir(parents=True, exist_ok=True)
                browser.shoot(self.options.shots / f"{self.steps:02} {name}.png")
            browser.start_over()
        self.tell.step(what)

    # The acts.

    def come_in(self):
        """The office by a code of the console; each phone by a code of its own office."""
        desk = Browser(self.street.address(self.wanda), DESK)
        self.browsers["office"] = desk
        staff_in_browser(desk, self.wanda, "office", "万达值班")
        self.desk = Desk(desk)
        for house, name in ((self.street.xintang, "李忠"), (self.street.daguan, "赵磊")):
            line = WatchedLine(house.port)
            browser = Browser(self.street.address(house), PHONE, line=line)
            self.browsers[name] = browser
            office = staff(house, "office", house.name)
            enter(browser, invited(office, house.people[name]))
            self.phones[name] = Phone(browser, name)
        self.li, self.zhao = self.phones["李忠"], self.phones["赵磊"]
        browser = Browser(self.street.address(self.street.chengbei), DESK)
        self.browsers["coordinator"] = browser
        staff_in_browser(browser, self.street.chengbei, "coordinator", "街道协调员")
        expect(browser.path == "/board", f"a coordinator begins at {browser.path}")
        self.board = Board(browser)
        self.board.open()
        for house in (self.wanda, self.street.xintang, self.street.daguan):
            self.board.until_contact(house, IN_TOUCH)
        self.step("办公室、两部手机和协调员进来了 an office, two phones and the coordinator are in")

    def write(self):
        """(1) A wish in seconds, by the keyboard alone."""
        self.desk.browser.go("/desk/wishes/new")
        keys, seconds = write_by_keys(self.desk.browser, CLOCK, "1")
        self.figures |= {"keys": keys, "seconds": round(seconds, 1)}
        self.clock = self.published(CLOCK["title"])
        self.step(f"只用键盘写下并发布：{keys} 次按键，{seconds:.1f} 秒 "
                  f"written and published by keys alone")
        self.desk.browser.go("/desk/wishes/new")
        again = {"initials": "lad", "title": "请人把收音机也看一看"}
        keys, seconds = write_by_keys(self.desk.browser, again, "1")
        self.figures |= {"keys for somebody known": keys, "seconds then": round(seconds, 1)}
        self.published(again["title"])
        self.step(f"同一位居民，打 lad 就找到：{keys} 次按键，{seconds:.1f} 秒 "
                  "the same resident, found by initials")

    def published(self, title):
        """The name of the wish that has this title and lies before the street."""
        found = [one["wish"][5:] for one in self.wanda.ask(
            "/api/v1/wishes?state=open&log=street")["wishes"] if one["title"] == title]
        expect(len(found) == 1, f"{len(found)} wishes are called {title}")
        return found[0]

    def see(self):
        """(2) Both volunteers have it on their lists, and nothing of the resident."""
        for phone in self.phones.values():
            phone.sees(self.clock)
            self.silent(phone.browser)
        self.step("两部手机都看到了，没有住户的信息 both phones have it, without the resident")

    def silent(self, browser):
        """Nothing of the resident stands on the page, nor in its source."""
        text = browser.driver.page_source
        for secret in (CLOCK["name"], CLOCK["phone"], CLOCK["door"]):
            expect(secret not in text, f"{secret} stands at {browser.path}")

    def claim(self):
        """(3) The first claims by two taps and has it; the next is told why not yet."""
        taps = self.li.claim(self.clock)
        self.figures["taps"] = taps
        self.li_claim = self.li.claim_of(CLOCK["title"])
        self.li.reads(self.li_claim, "轮到您了")
        self.step(f"李忠点了 {taps} 下，名额给了他 claimed by {taps} taps, and awarded")
        self.zhao.sees(self.clock)
        self.zhao.claim(self.clock)
        self.zhao_claim = self.zhao.claim_of(CLOCK["title"])
        said = self.zhao.reads(self.zhao_claim, "候补[\\s\\S]*因为")
        self.step("赵磊候补，页面说了原因 standby, with its reason: " + " ".join(said.split())[:60])

    def lose_the_line(self):
        """(4) A tap without a line is kept and sent once when it is back; a tap whose answer is
        lost is sent again, and counts once."""
        phone = self.zhao
        title = "帮两户老人把水提上六楼"
        water = wish(self.wanda, title, "金阿婆", places=2)
        phone.sees(water)
        phone.browser.cut()
        phone.claim(water)
        said = self.kept()
        expect(not self.claims(water), "a claim came over a line that was cut")
        self.step("断线时点的，手机记下了 kept while the line is cut: " + said[:60])
        phone.browser.heal()
        phone.browser.until("the kept claim has arrived", lambda: self.claims(water))
        self.once(water, title)
        self.step("恢复以后发出，只有一次 sent when the line is back, once")
        title = "捐来的棉被请人分送"
        quilt = wish(self.wanda, title, "吴老伯", places=2)
        phone.sees(quilt)
        line = phone.browser.line
        line.deaf = True
        phone.claim(quilt)
        phone.browser.until("the claim has arrived, its answer has not", lambda: (
            line.lost and self.claims(quilt)))
        self.kept()
        line.deaf = False
        phone.browser.until("nothing is kept any more", lambda: not phone.browser.all(KEPT))
        self.once(quilt, title)
        self.step("答复丢了，再发一次，还是一份认领 its answer was lost, sent again, still one claim")

    def kept(self):
        """Waits until the page says that a tap is kept; its words."""
        [line] = self.zhao.browser.until(
            "the page says that the tap is kept", lambda: self.zhao.browser.all(KEPT))
        return " ".join(line.text.split())

    def claims(self, name):
        """The claims of a wish as its home has them."""
        return self.wanda.state(name)["claims"]

    def once(self, name, title):
        """One claim on the phone, one in the volunteer's community, one at the wish's home."""
        phone = self.zhao
        phone.claim_of(title)
        mine = self.street.daguan.ask("/api/v1/my/claims", phone_token(self.street, phone))
        made = [one for one in mine["claims"] if one["wish"] == "wish/" + name]
        expect(len(made) == 1, f"{len(made)} claims of one wish")
        expect(len(self.claims(name)) == 1, f"the home has {len(self.claims(name))} claims")

    def part(self):
        """(5) Nobody hears of 大观 any more, while the board is open."""
        self.walk = wish(self.wanda, WALK, "金阿婆", settlingSeconds=SETTLING_SECONDS)
        for phone in self.phones.values():
            phone.sees(self.walk)
        self.lines = parted(self.street, self.street.daguan)
        self.board.until_contact(self.street.daguan, IN_TOUCH)
        for line in self.lines:
            line.cut()
        self.parted_at = time.monotonic()
        self.step("大观与街道断开了 the line of 大观 is cut")

    def fall_silent(self):
        """(9) The board's row turns late by itself; then both sides claim, and know it not."""
        daguan, xintang = self.street.daguan, self.street.xintang
        self.board.until_contact(daguan, LATE)
        seconds = time.monotonic() - self.parted_at
        self.figures["seconds until the board says late"] = round(seconds)
        for house in (self.wanda, xintang):
            expect(self.board.contact(house) == IN_TOUCH, f"{house.name} is late, too")
        self.step(f"断开 {seconds:.0f} 秒后，看板自己说大观没有消息 the board turns late by itself: "
                  + self.board.words(daguan)[:60])
        for phone in (self.li, self.zhao):
            phone.sees(self.walk)
            phone.claim(self.walk)
            phone.claim_of(WALK)
        for house, phone in ((xintang, self.li), (daguan, self.zhao)):
            claims = house.state(self.walk)["claims"]
            expect(len(claims) == 1, f"{house.name} knows {len(claims)} claims, line cut")
        self.step("两边同时认领，谁也没看到谁 claimed on both sides, unseen by one another")

    def heal(self):
        """(10) The line is whole: in touch again, the same everywhere, and said in words."""
        began = time.monotonic()
        for line in self.lines:
            line.heal()
        self.board.until_contact(self.street.daguan, IN_TOUCH)
        seconds = time.monotonic() - began
        self.figures["seconds until in touch again"] = round(seconds)
        self.step(f"恢复 {seconds:.0f} 秒后，看板自己说联系正常 in touch again by itself")
        self.board.browser.until("the place is given", lambda: self.wanda.awards(self.walk))
        self.street.agree([self.walk])
        said = {}
        for phone in (self.li, self.zhao):
            claim = phone.claim_of(WALK)
            said[phone.name] = phone.reads(claim, "轮到您了", "候补[\\s\\S]*因为")
        won = [name for name, words in said.items() if "轮到您了" in words]
        expect(len(won) == 1, f"who has the place: {said}")
        self.step(f"各处一样：名额给了{won[0]} settled alike everywhere")
        words = self.board.contest(WALK)
        for name in ("新塘", "大观", "同时"):
            expect(name in words, f"the board does not say {name}: {words}")
        for name in (*said, CLOCK["name"], "金阿婆"):
            expect(name not in self.board.browser.driver.page_source, f"the board says {name}")
        self.step("看板用话说明怎么定的 the board says how it was settled: " + words[:120])

    def accept(self):
        """(6) The yes, and the contact for one pair of eyes."""
        self.li.reads(self.li_claim, "轮到您了")
        self.li.deed(self.li_claim, "accept")
        self.li.reads(self.li_claim, "由您去")
        self.li.browser.until("the contact has come", lambda: CLOCK["phone"] in self.li.contact(
            self.li_claim) or time.sleep(PAUSE))
        said = self.li.browser.text
        for secret in (CLOCK["name"], CLOCK["door"]):
            expect(secret in said, f"the contact lacks {secret}")
        self.zhao.browser.go(self.zhao_claim)
        self.silent(self.zhao.browser)
        expect(not self.zhao.has(self.zhao_claim, "contact"), "the standby is led to the contact")
        for address in (self.zhao_claim, self.li_claim):
            self.zhao.browser.go(address + "/contact")
            self.silent(self.zhao.browser)
        self.step("李忠看到电话和门牌，赵磊看不到 the contact is for one pair of eyes")

    def agree(self):
        """(7) A time, proposed by the office, answered by the volunteer; then on the way."""
        when = datetime.datetime.now() + datetime.timedelta(hours=2)
        when = when.replace(minute=0, second=0, microsecond=0)
        self.desk.until("a time can be proposed", self.clock,
                        lambda: self.desk.has(self.clock, "time"))
        self.desk.deed(self.clock, "time", at=when.strftime("%Y-%m-%dT%H:%M"))
        self.li.reads(self.li_claim, f"{when:%H:%M}，可以吗")
        self.li.deed(self.li_claim, "time")
        self.li.reads(self.li_claim, f"约好了：.*{when:%H:%M}")
        self.desk.until("the office reads the agreed time", self.clock, lambda: (
            f"{when:%H:%M}" in self.desk.browser.text))
        self.li.deed(self.li_claim, "set-out")
        self.li.reads(self.li_claim, "在路上")
        self.desk.until("the office reads that he is on his way", self.clock,
                        lambda: "路上" in self.desk.browser.text
                        or "出发" in self.desk.browser.text)
        self.step(f"约好 {when:%H:%M}，他出发了 a time agreed, and on the way")

    def serve(self):
        """(8) Done, with a photo that says nothing but its picture; confirmed; credited."""
        picture = self.street.folder / "taken.jpg"
        with Browser(self.street.address(self.wanda), DESK) as camera:
            picture.write_bytes(photo.taken(camera))
        expect(len(photo.tells(picture.read_bytes())) == 3, "the planted photo tells too little")
        self.li.browser.go(self.li_claim)
        self.li.deed(self.li_claim, "served", minutes=str(MINUTES), photo=picture)
        self.li.reads(self.li_claim, "已报完成")
        address = self.desk.photo(self.clock)
        self.check_photo(address)
        self.desk.deed(self.clock, "settle")
        self.li.reads(self.li_claim, "已确认")
        self.li.browser.go("/my/hours")
        self.li.browser.reads("1 个半小时")
        self.step(f"完成、照片、确认，{MINUTES} 分钟记在李忠名下 done, a photo, confirmed, credited")

    def check_photo(self, address):
        """The picture is there; what the phone had written into it is not."""
        image = self.desk.fetch(address)
        found = photo.tells(image)
        expect(not found, f"the photo still tells {found}")
        self.figures["photo bytes"] = len(image)

    def play(self):
        self.come_in()
        for act in (self.write, self.see, self.claim, self.lose_the_line, self.part, self.accept,
                    self.agree, self.serve, self.fall_silent, self.heal):
            act()


def phone_token(street, phone):
    """A token of the same volunteer, for looking at what the node has."""
    person = street.person(phone.name)
    return person.token


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
        with Stage(options.yizhan, lines=True) as street:
            for house in street.houses.values():
                house.extra = {"YIZHAN_WISHES_AUTOMATIC_ACCEPTANCE": "false"}
            street.found()
            with Story(street, options) as story:
                try:
                    story.play()
                finally:
                    steps = story.steps
                    bad |= {"violations": story.violations, "foreign": story.foreign,
                            "axe": story.findings.total}
                print("  " + ", ".join(f"{what} {count}" for what, count in story.figures.items()),
                      flush=True)
                bad["too many taps"] = int(story.figures["taps"] > TAPS)
    except Broken as problem:
        print(f"  ✗ {problem}", flush=True)
        bad["stopped"] = 1
    score.end("story", steps, bad)


if __name__ == "__main__":
    main()
