"""What residents, a shop, a team and the coordinator do with scripts switched off."""
import re

from acts import answer
from doorways import FORM, SAID, Inbox, Resident, Wall
from driver import PHONE, DESK, Browser
from entering import PASSWORD, code, enter, staff
from furniture import TEAM, invite_shop, shop_code
from stage import wish
from telling import expect

PLEA = "想请人念念信"
RESIDENT = {"name": "吴老伯", "phone": "0512-5550-1984", "door": "春分街12幢1单元102室"}


class DoorActs:
    """Acts of people who have no account, of a shop, and of the street's coordinator."""

    def open_doors(self):
        address = self.street.address
        self.resident = Resident(Browser(address(self.wanda), PHONE, script=False))
        self.shop = Browser(address(self.wanda), PHONE, script=False)
        self.board = Browser(address(self.street.chengbei), DESK, script=False)
        self.inbox = Inbox(self.desk_browser)

    def close_doors(self):
        for browser in (self.resident.browser, self.shop, self.board):
            browser.close()

    def plea(self):
        self.resident.browser.go("/wish")
        self.number, _, _ = self.resident.leave(
            words=PLEA, category="company", **RESIDENT, **SAID)

    def plea_wrong(self):
        browser = self.resident.browser
        browser.go("/wish")
        self.resident.write(
            words=PLEA, category="company", **(RESIDENT | {"phone": "没有"}), **SAID)
        answer(browser, FORM)
        expect(browser.all(".wrong .trouble"), "the form does not say what is wrong")
        expect(browser.one("[name=name]").get_attribute("value") == RESIDENT["name"],
               "what was typed is gone")

    def follow(self):
        self.resident.reads(self.number, "社区")

    def take(self):
        self.inbox.waits()
        path = self.inbox.take(PLEA)
        taken = re.search(r"/desk/wishes/([^/?]+/\d+)", path)[1]
        self.desk_browser.go(f"/desk/wishes/{taken}/publish")
        self.desk.deed(taken, "publish")
        self.desk_browser.until(
            "it is published", lambda: "said=published" in self.desk_browser.path)
        [self.pleaded] = [one["wish"][5:] for one in self.wanda.ask(
            "/api/v1/wishes?state=open&log=street")["wishes"] if one["title"] == PLEA]
        self.resident.reads(self.number, "志愿者")

    def light(self):
        invite_shop(self.street, staff(self.wanda, "office", "万达的同事"))
        enter(self.shop, shop_code(self.wanda))
        wall = Wall(self.shop)
        wall.sees(PLEA)
        expect(wall.light(self.pleaded) <= 2, "more than two taps")

    def is_asked(self):
        self.shop.go("/my/claims")
        claims = [one.get_attribute("href") for one in self.shop.all('main a[href*="/my/claims/"]')]
        if claims:
            self.shop.go("/my/claims/" + claims[0].partition("/my/claims/")[2])
        return self.shop.all('main form[action$="/accept"]')

    def thank(self):
        self.shop.until("the shop is asked", self.is_asked)
        answer(self.shop, 'main form[action$="/accept"]')
        self.resident.reads(self.number, "会来")
        said = self.resident.says(self.number, "done")
        expect("您告诉社区" in said, "the page does not say that the office knows")

    def join_forces(self):
        office = staff(self.wanda, "office", "万达的另一位")
        office.get("/desk/teams").send("/desk/teams", name=TEAM, leader="王秀英")
        for name in ("王秀英", "周建国"):
            address = f"/desk/volunteers/{self.wanda.people[name].number}"
            office.get(address).send(address, deed="change", name=name, team=TEAM)
        name = wish(self.wanda, "把旧冰箱从六楼搬下来", "吴老伯")
        self.phone.sees(name)
        self.phone.claim_as_team(name)
        self.phone.claim_of("把旧冰箱从六楼搬下来")

    def coordinate(self):
        browser = self.board
        browser.go(f"/enter?code={code(self.street.chengbei, 'coordinator')}")
        browser.fill(name="街道协调员", password=PASSWORD, again=PASSWORD)
        browser.send("main form")
        browser.until("the board", lambda: browser.path.startswith("/board"))
        for path in ("/board/members", "/board/report"):
            browser.tap(f'a[href^="{path}"]')
            browser.until(path, lambda path=path: browser.path.startswith(path))

    def invite(self):
        browser = self.board
        browser.go("/board/members")
        answer(browser, 'main form[action="/board/members/invite"]', member="yunhe",
               displayName="运河社区")
        expect("yzj_" in browser.driver.page_source, "no key is shown")


ACTS = (
    ("plea_wrong", "居民填错了，所填都在 a resident's wrong field, all that was typed stays"),
    ("plea", "居民不用账号留下心愿，得到编号 a wish left without an account, a number shown"),
    ("follow", "凭编号查看 followed by its number"),
    ("take", "办公室收下、发布 the office takes it over and publishes it"),
    ("light", "小店两下点亮心愿 a shop lights it by two taps"),
    ("thank", "居民凭编号说办好了 the resident says by the number that it is done"),
    ("join_forces", "队伍认领 a team claims"),
    ("coordinate", "协调员看板、成员、月报 the coordinator's pages"),
    ("invite", "邀请一个社区，钥匙只显示一次 a community invited, its key shown"),
)
