"""An office and its volunteers at work over HTTP: several at once, each with a connection of
their own, each noting what was acknowledged."""
import http.client
import json
import random
import threading

PHONE = "0512-5550-1988"


class Clerk:
    """One who calls a node; every command has a key of its own."""

    def __init__(self, port, token, name, acknowledged, refused):
        self.port, self.token, self.name = port, token, name
        self.acknowledged, self.refused, self.count = acknowledged, refused, 0
        self.line = None

    def call(self, method, path, body=None):
        """Status and JSON."""
        self.count += 1
        fields = {"Authorization": "Bearer " + self.token}
        if method == "POST":
            fields["Content-Type"] = "application/json"
            fields["Idempotency-Key"] = self.key = f"{self.name}-{self.count}"
        try:
            if self.line is None:
                self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            self.line.request(method, path, json.dumps(body or {}) if method == "POST" else None,
                              fields)
            answer = self.line.getresponse()
            return answer.status, json.loads(answer.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            raise

    def close(self):
        if self.line:
            self.line.close()
        self.line = None

    def do(self, path, body, effects):
        """A command; when it is acknowledged, notes what must be there from then on.

        `effects` makes them of the answer: pairs of a kind and what identifies it.
        """
        status, answer = self.call("POST", path, body)
        if 200 <= status < 300:
            self.acknowledged([("answer", self.key), *effects(answer)])
            return answer
        self.refused(status, answer, self.key)
        return None


class Office:
    """What goes on at one node: wishes written down and published, claims, services.

    `acknowledged` is called with the effects of each command the moment its answer is here,
    `refused` with status, answer and key of each that was not done.
    """

    def __init__(self, house, acknowledged, seed, refused=lambda *_: None):
        self.house, self.acknowledged, self.dice = house, acknowledged, random.Random(seed)
        self.refused = refused
        self.lock = threading.Lock()
        self.open, self.erasable, self.people = [], [], []
        self.done, self.broken, self.round = 0, None, 0
        self.stops = False

    def clerk(self, name, token=None):
        return Clerk(self.house.port, token or self.house.office, name, self.note,
                     self.refused)

    def note(self, effects):
        self.acknowledged(effects)
        with self.lock:
            self.done += 1

    def hire(self, clerk, name):
        def effects(answer):
            return [("volunteer", answer["volunteer"])]
        answer = clerk.do("/api/v1/volunteers", {"name": name, "skills": ["errand"]}, effects)
        if answer:
            with self.lock:
                self.people.append(answer["token"])

    def write_wish(self, clerk, dice):
        draft = {"category": "errand", "title": f"提水上六楼 {clerk.name} {clerk.count}",
                 "body": "水桶在楼下，电梯停用。" * dice.randint(1, 12), "settlingSeconds": 0,
                 "places": dice.randint(1, 3), "consent": {"givenBy": "本人", "words": "同意"},
                 "resident": {"name": "李阿爹", "phone": PHONE, "door": "春分街8幢501室"}}

        def written(answer):
            return [("event", answer["wish"][5:])]
        answer = clerk.do("/api/v1/wishes", draft, written)
        if not answer:
            return
        wish = answer["wish"][5:]
        if dice.random() < 0.15:
            with self.lock:
                self.erasable.append(wish)
            return

        def published(answer):
            return [("event", answer["wish"][5:]), ("record", answer["wish"][5:])]
        answer = clerk.do(f"/api/v1/wishes/{wish}/publish", {"wordsConfirmed": True}, published)
        if answer:
            with self.lock:
                self.open.append(answer["wish"][5:])

    def claim(self, clerk, office, dice):
        with self.lock:
            if not self.open:
                return
            wish = dice.choice(self.open[-40:])
        answer = clerk.do(f"/api/v1/wishes/{wish}/claims", {},
                          lambda answer: [("event", answer["claim"]), ("claim", answer["claim"])])
        if not answer:
            return
        claim, luck = answer["claim"], dice.random()
        if luck < 0.2:
            clerk.do(f"/api/v1/claims/{claim}/withdraw", {},
                     lambda _: [("kind", f"{wish} withdrawn")])
        elif luck < 0.5:
            served = clerk.do(f"/api/v1/claims/{claim}/served", {"minutes": 30},
                              lambda _: [("kind", f"{wish} served")])
            if served:
                office.do(f"/api/v1/wishes/{wish}/settle", {"claim": claim},
                          lambda _: [("kind", f"{wish} settled")])

    def erase(self, clerk):
        """Erases a wish that was written down and not published; its log is truncated then."""
        with self.lock:
            wish = self.erasable.pop() if self.erasable else None
        if wish:
            clerk.do(f"/api/v1/wishes/{wish}/erase", {"confirmed": True},
                     lambda _: [("forgotten", wish)])

    # Rounds.

    def work(self, until, hands=8, dying=False):
        """All hands work until it is said to be enough; with `dying` a node that goes away is no
        surprise."""
        self.round, self.stops, self.dying = self.round + 1, False, dying
        hands = [threading.Thread(target=self.hand, args=(number,), daemon=True)
                 for number in range(hands)]
        for hand in hands:
            hand.start()
        try:
            until(self)
        finally:
            self.stops = True
            for hand in hands:
                hand.join(40)
        if self.broken:
            raise self.broken

    def hand(self, number):
        dice = random.Random(f"{self.dice.random()} {self.round} {number}")
        office = self.clerk(f"o{self.round}-{number}")
        volunteers, one = {}, None
        try:
            while not self.stops:
                if number % 2 == 0 or not self.people:
                    luck = dice.random()
                    if luck < 0.1 or len(self.people) < 4:
                        self.hire(office, f"志愿者{number}-{office.count}")
                    else:
                        self.write_wish(office, dice)
                else:
                    with self.lock:
                        token = dice.choice(self.people)
                    if token not in volunteers:
                        name = f"v{self.round}-{number}-{len(volunteers)}"
                        volunteers[token] = self.clerk(name, token)
                    if one and one is not volunteers[token]:
                        one.close()
                    one = volunteers[token]
                    self.claim(one, office, dice)
        except (OSError, http.client.HTTPException, ValueError) as problem:
            if not self.dying:
                self.broken = problem
        finally:
            for clerk in [office, *volunteers.values()]:
                clerk.close()
