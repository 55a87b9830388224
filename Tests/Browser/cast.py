"""Everybody for whom there are pages: whose node, at what size, and where they begin."""
import time

from entering import enter, invited, staff, staff_in_browser
from furniture import shop_code


class Role:
    """Somebody who looks at the pages: whose node, at what size, and where they begin.

    - halls: pages that hang in a hall as well.
    - papers: pages that are printed as well, and on how many sheets (0: as many as it takes).
    """

    def __init__(self, name, house, start, is_phone=False, enter=lambda browser, street: None,
                 halls=(), papers=()):
        self.name, self.house, self.start = name, house, start
        self.is_phone, self.enter = is_phone, enter
        self.halls, self.papers = halls, dict(papers)


def roles(street):
    """Everybody for whom there are pages. 大观 is a node of today: nothing has happened there."""
    wanda, xintang, daguan = street.wanda, street.xintang, street.daguan
    chengbei = street.chengbei
    desk = ["/desk"] + ["/desk/" + one for one in (
        "wishes?state=open", "wishes?state=ended", "wishes/new", "requests", "posters",
        "residents", "care", "volunteers", "teams", "partners", "words", "sheets", "duty", "group",
        "close", "node", "people")] + ["/board/report"]
    board = ["/board", "/board/report", "/board/report?month=" + time.strftime("%Y-%m")]
    members = ["/board/members", "/board/members/xintang"]
    doors = ["/wish", "/wish/follow", "/wall"]

    def office(house, role="office"):
        def enter_(browser, street):
            staff_in_browser(browser, house, role, f"{house.display}{role}")
        return enter_

    def phone(house, name):
        def enter_(browser, street):
            worker = staff(house, "office", f"{name}的同事")
            enter(browser, invited(worker, house.people[name]))
        return enter_
    phones = ["/my", "/my/claims", "/my/hours", "/my/profile"]
    return [
        Role("anyone", wanda, ["/", "/sign-in", "/enter", *doors], is_phone=True, halls=["/wall"]),
        Role("anyone at the alliance", chengbei, ["/", "/wall"], is_phone=True, halls=["/wall"]),
        Role("office", wanda, desk + [f"/desk/wishes/{one}" for one in street.made.values()],
             enter=office(wanda), papers={street.poster: 1}),
        Role("volunteer", xintang, phones + [f"/my/wishes/{street.made['open']}"] + [
            f"/my/claims/{claim}" for (_, name), claim in street.claims.items()
            if name == "李忠"], is_phone=True, enter=phone(xintang, "李忠")),
        Role("neighbour", xintang, phones + [
            f"/my/claims/{claim}" for (_, name), claim in street.claims.items()
            if name == "陈小燕"], is_phone=True, enter=phone(xintang, "陈小燕")),
        Role("shop", xintang, phones + ["/wall"], is_phone=True,
             enter=lambda browser, street: enter(browser, shop_code(xintang))),
        Role("grid worker", wanda, ["/desk"], enter=office(wanda, "grid")),
        Role("administrator", wanda, ["/admin"], enter=office(wanda, "administrator")),
        Role("first office", daguan, desk, enter=office(daguan)),
        Role("first volunteer", daguan, phones, is_phone=True, enter=phone(daguan, "赵磊")),
        Role("first administrator", daguan, ["/admin", "/admin/join"],
             enter=office(daguan, "administrator")),
        Role("first visitor", daguan, doors, is_phone=True),
        Role("auditor", chengbei, board, enter=office(chengbei, "auditor")),
        # The last: what happens here changes the street.
        Role("coordinator", chengbei, board + members, enter=office(chengbei, "coordinator"),
             papers={"/board/report": 0}),
    ]
