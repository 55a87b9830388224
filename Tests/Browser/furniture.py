"""What stands in the street besides wishes: posters, what residents have left, a shop, a team with
named members, proofs of skills; so that each page of board and doors has something to show."""
import html
import re
import time

from doorways import SAID
from entering import CODE, staff
from forms import Visitor
from stage import RESIDENTS, wish
from telling import eventually, expect

SHOP, TEAM = "老街修车铺", "春分街巡逻队"
STATION = {"name": "春分街驿站", "place": "春分街口，报刊亭旁"}
PLEAS = {"waiting": ("想请人教我用手机挂号", "何奶奶"),
         "declined": ("家里水管漏水，等不及了", "吴老伯"),
         "taken": ("阳台的花盆太重，搬不动", "金阿婆")}


def plea(house, what, resident, category="errand"):
    """Leaves a wish at a community's door, as a resident does; the number it is followed by."""
    phone, door = RESIDENTS[resident]
    visitor = Visitor(house).get("/wish")
    # Every box of the page is one to agree by.
    boxes = re.findall(r'<input[^>]*type="checkbox"[^>]*name="([^"]+)"', visitor.text)
    visitor.send("/wish", words=what, category=category, name=resident, phone=phone, door=door,
                 **SAID, **dict.fromkeys(boxes, "yes"))
    expect(visitor.status == 200, f"{what}: {visitor.status} {visitor.path}")
    found = re.search(r'data-role="number"[^>]*>(?:<[^>]+>)*\s*([0-9A-Z-]+)', visitor.text)
    expect(found, f"no number on the page: {visitor.text[-1500:]}")
    return found[1]


def request_of(office, title):
    """The address of a request in the office's inbox, by its words."""
    text = html.unescape(office.get("/desk/requests").text)
    at = text.index(title)
    found = re.search(r'action="(/desk/requests/[^"/]+)/', text[at:])
    expect(found, f"no deed for {title}")
    return found[1]


def hang_posters(street, office):
    """Stations and their posters; the address of the first."""
    for name, place in (STATION.values(), ("河边驿站", "运河桥下，亭子里")):
        office.get("/desk/posters").send("/desk/posters", name=name, place=place)
    found = re.search(r'href="(/desk/posters/[^"?]+)"', office.get("/desk/posters").text)
    expect(found, "no poster to look at")
    street.poster = found[1]


def ask_at_the_door(street, office):
    """What residents leave: one waits, one is declined, one is before the street."""
    street.numbers = {state: plea(street.wanda, *words) for state, words in PLEAS.items()}
    address = request_of(office, PLEAS["declined"][0])
    office.send(address + "/decline", reason="other-body", words="请打物业电话，他们马上来。")
    address = request_of(office, PLEAS["taken"][0])
    office.get(address + "/take").send("/desk/wishes/new", press="write")


def invite_shop(street, office):
    """A shop of 新塘 in the book; the address by which it comes in."""
    office.get("/desk/partners").send(
        "/desk/partners", name=SHOP, kind="shop", leader="周师傅", phone="0512-5550-2222",
        offer="修车、借轮椅")


def shop_code(house):
    """A code for the shop, as its office makes it."""
    office = staff(house, "office", f"{house.display}共建")
    office.get("/desk/partners").send("/desk/partners/invite", name=SHOP)
    return "/enter?code=" + re.search(CODE, office.text)[0]


def team_up(street, office):
    """李忠, 陈小燕 and 马兰花 claim as a team; their wish."""
    xintang, wanda = street.xintang, street.wanda
    xintang.register("马兰花")
    office.get("/desk/teams").send("/desk/teams", name=TEAM, kind="team", leader="李忠")
    three = [xintang.people[name] for name in ("李忠", "陈小燕", "马兰花")]
    for person in three:
        address = f"/desk/volunteers/{person.number}"
        office.get(address).send(address, deed="change", name=person.name,
                                 team=TEAM)
    name = wish(wanda, "把旧冰箱从六楼搬下来", "吴老伯")
    street.see(name, [wanda, xintang])
    claim = xintang.do(f"/api/v1/wishes/{name}/claims", three[0].token, {
        "as": "team", "members": [one.number for one in three]})["claim"]
    eventually("the team has the place", lambda: three[0].has(claim, "awarded.accepted"))
    street.made["team"], street.claims["team", "李忠"] = name, claim


def prove(street):
    """王秀英 has shown a certificate that runs out soon."""
    soon = time.strftime("%Y-%m-%d", time.localtime(time.time() + 30 * 86400))
    street.wanda.do(
        f"/api/v1/volunteers/{street.wanda.people['王秀英'].number}/proofs",
        body={"skill": "nursing", "document": "护士执业证书", "number": "320500199901011234",
              "issuer": "苏州市卫健委", "validUntil": soon})


def serve_often(street):
    """The same resident is served twice on one day, by two who may not know of one another."""
    wanda, chen = street.wanda, street.xintang.people["陈小燕"]
    name = wish(wanda, "陪着去医院拿报告", "金阿婆", category="company")
    street.see(name, [wanda, street.xintang])
    claim = chen.claim(name)
    eventually("the place is hers", lambda: chen.has(claim, "awarded.accepted"))
    chen.act(claim, "served", {"minutes": 60})
    eventually("the service is reported", lambda: any(
        one["claim"] == claim and one.get("servedMinutes")
        for one in wanda.state(name)["awards"]))
    wanda.do(f"/api/v1/wishes/{name}/settle", body={"claim": claim})


def furnish_doors(street):
    """Something for each page of board and doors."""
    wanda = staff(street.wanda, "office", "万达的同事")
    xintang = staff(street.xintang, "office", "新塘的同事")
    hang_posters(street, wanda)
    ask_at_the_door(street, wanda)
    invite_shop(street, xintang)
    team_up(street, xintang)
    prove(street)
    serve_often(street)
    street.teller.step("海报、来信、小店、队伍、证书 posters, pleas, a shop, a team, a proof")
