"""The street that the browser walks through: real nodes, people, and wishes in every state."""
import time

import tools
from drills import executable
from machine import House
from street import Street
from telling import Teller, eventually

NAMES = ("chengbei", "wanda", "xintang", "daguan")
RESIDENTS = {"李阿爹": ("0512-5550-1988", "春分街8幢2单元501室"),
             "吴老伯": ("0512-5550-1984", "春分街12幢1单元102室"),
             "金阿婆": ("0512-5550-1966", "春分街3幢3单元601室"),
             "何奶奶": ("0512-5550-1977", "春分街5幢1单元303室")}


class Quiet(Teller):
    """Says the steps; the commands by which the street is founded are no part of the story."""

    def command(self, where, line):
        pass


class Stage(Street):
    """A street whose nodes a browser can reach."""

    class House(House):
        """A node that lets one machine ask as often as many people would."""

        def environment(self):
            return super().environment() | {
                "YIZHAN_LIMITS_CONNECTIONS_PER_ADDRESS_MAXIMUM": "256",
                "YIZHAN_WISHES_SETTLING_SECONDS": "1"} | self.extra

    def __init__(self, yizhan=None, names=NAMES, lines=False):
        super().__init__(executable(yizhan), Quiet(False), lines=lines, names=names)

    def address(self, house):
        return f"http://127.0.0.1:{house.port}"


def wish(house, title, resident="李阿爹", publish=True, **terms):
    """Writes a wish down as the office does, and publishes it; its name without `wish/`."""
    phone, door = RESIDENTS[resident]
    draft = {"category": "errand", "title": title, "settlingSeconds": 0, "area": "万达片区",
             "resident": {"name": resident, "phone": phone, "door": door},
             "consent": {"givenBy": "本人", "words": "同意把联系方式告诉上门的那一位志愿者。"}}
    name = house.do("/api/v1/wishes", body=draft | terms)["wish"][5:]
    if publish:
        name = house.do(f"/api/v1/wishes/{name}/publish", body={"wordsConfirmed": True})["wish"][5:]
    return name


def furnish(street):
    """万达's wishes in every state that a page can show; what stands where."""
    wanda, xintang = street.wanda, street.xintang
    li, chen = xintang.people["李忠"], xintang.people["陈小燕"]
    wang = wanda.people["王秀英"]
    now = int(time.time())
    made = {
        "draft": wish(wanda, "每周一次量血压", "何奶奶", publish=False, category="health"),
        "open": wish(wanda, "陪独居老人散步说说话", "何奶奶", category="company",
                     body="每周一次，半小时就好。", urgency="today"),
        "skilled": wish(wanda, "劳动纠纷，想请懂法律的邻居看看材料", "吴老伯",
                        category="legal", skills=["legal"]),
        "accepted": wish(wanda, "修一台用了几十年的老座钟", category="repair",
                         body="老座钟不走了，盼有会修钟的邻居上门看看。"),
        "contested": wish(wanda, "一位八十四岁的老人需要一辆轮椅和一张坐便椅", "吴老伯",
                          category="goods", body="出院回家，行动不便，旧的也可以。"),
        "by hand": wish(wanda, "教一位老人用手机交水电费", "何奶奶", category="learning",
                        award="manual"),
        "served": wish(wanda, "把旧沙发搬下楼", "金阿婆"),
        "settled": wish(wanda, "帮两户老人把水提上六楼", "金阿婆", places=2),
        "ended": wish(wanda, "帮忙换一只灯泡", "金阿婆"),
        "soon late": wish(wanda, "今天下午取一趟药", "何奶奶", urgency="today",
                          **{"from": now, "until": now + 60}),
        "neighbour's": None,
    }
    draft = {"category": "company", "title": "教邻居包粽子的地方要一位帮手", "settlingSeconds": 0}
    name = xintang.do("/api/v1/wishes", body=draft)["wish"][5:]
    made["neighbour's"] = xintang.do(
        f"/api/v1/wishes/{name}/publish", body={"wordsConfirmed": True})["wish"][5:]
    for name in [one for key, one in made.items() if key != "draft"]:
        street.see(name, [wanda, xintang])
    claims = {}

    def claimed(kind, person):
        claims[kind, person.name] = person.claim(made[kind])
        return claims[kind, person.name]

    def has(person, claim, code):
        eventually(f"{person.name}: {code}", lambda: person.has(claim, code))
    for kind in ("accepted", "served", "settled"):
        has(li, claimed(kind, li), "awarded.accepted")
    first = claimed("contested", li)
    has(li, first, "awarded.accepted")
    for person in (chen, wang):
        has(person, claimed("contested", person), "standby")
    claimed("by hand", chen)
    claimed("by hand", wang)
    li.act(claims["served", "李忠"], "served", {"minutes": 45})
    li.act(claims["settled", "李忠"], "served", {"minutes": 90})
    eventually("the service is reported", lambda: any(
        one["claim"] == claims["settled", "李忠"] and one.get("servedMinutes")
        for one in wanda.state(made["settled"])["awards"]))
    wanda.do(f"/api/v1/wishes/{made['settled']}/settle", body={"claim": claims["settled", "李忠"]})
    wanda.do(f"/api/v1/wishes/{made['settled']}/conclude", body={"outcome": "fulfilled"})
    lost = claimed("ended", chen)
    has(chen, lost, "awarded.accepted")
    chen.act(lost, "withdraw")
    wanda.do(f"/api/v1/wishes/{made['ended']}/conclude",
             body={"outcome": "cancelled", "reason": "other"})
    street.made, street.claims = made, claims
    street.teller.step(f"{len(made)} 个心愿，各在一种状态 wishes in every state")


def alone(street, house):
    """A community's node on its first day: in no alliance, with one volunteer."""
    house.run("init", house.name, "--display-name", house.display)
    house.start()
    house.open_office()
    house.register("赵磊")
