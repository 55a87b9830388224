"""The restore drill: double awards and forgotten erasures are counted."""
import base64
import itertools
import random
import threading
import time

from telling import Broken, eventually, expect
from losses import check_forgotten


class Run:
    """One restore: work, a backup in the middle of it, more work, a dead machine, the restore."""

    def __init__(self, street, number, dice, keys, files):
        self.street, self.number, self.dice = street, number, dice
        self.keys, self.files = keys, files
        self.wanda = street.wanda
        self.open, self.home, self.erased, self.claims = [], [], [], []
        self.places, self.read = {}, {}
        self.phones = itertools.count(1)

    def play(self):
        for _ in range(3):
            self.publish()
        self.write_home(), self.write_home()
        for _ in range(self.dice.randrange(5)):
            self.step(with_wanda=True)
        backup = {}
        worker = threading.Thread(
            target=lambda: backup.update(file=self.wanda.save(f"{self.number}")))
        worker.start()
        while worker.is_alive():
            self.step(with_wanda=True)
            time.sleep(self.dice.random() * 0.4)
        worker.join()
        expect(backup, "the backup was made")
        self.files.append(backup["file"])
        for _ in range(self.dice.randrange(2, 7)):
            self.step(with_wanda=True)
            time.sleep(self.dice.random() * 0.2)
        self.look()
        for _ in range(self.dice.randrange(1, 4)):
            self.erase()
        # Sometimes nobody has heard of it yet.
        time.sleep(self.dice.choice((0, 0.05, 0.3)))
        self.wanda.lose()
        for _ in range(self.dice.randrange(4)):
            self.step(with_wanda=False)
        self.wanda.restore(backup["file"], self.keys)
        self.wanda.start()
        self.wanda.open_office()
        self.wanda.give_tokens()
        eventually("thawed", lambda: not self.wanda.frozen())
        return self.count()

    # What people do; a no is an answer like another.

    def publish(self):
        places = self.dice.choice((1, 1, 2))
        phone = f"0512-{4000 + self.number}-{next(self.phones):04}"
        wish = self.wanda.publish(
            f"第{self.number}次演练的心愿", phone, places=places,
            award=self.dice.choice(("automatic", "automatic", "manual")))
        self.places[wish] = places
        self.open.append((wish, phone))
        self.street.see(wish)

    def write_home(self):
        phone = f"0512-{4000 + self.number}-{next(self.phones):04}"
        self.home.append((self.wanda.write("只在本社区", phone), phone))

    def step(self, with_wanda):
        people = [one for house in self.street.running() for one in house.people.values()
                  if with_wanda or house is not self.wanda]
        if not self.open:
            return
        wish, _ = self.dice.choice(self.open)
        kinds = ("claim", "claim", "claim", "withdraw") + (
            ("award", "revoke", "serve") if with_wanda else ())
        kind = self.dice.choice(kinds)
        if kind == "claim":
            person = self.dice.choice(people)
            status, answer = person.house.call(
                "POST", f"/api/v1/wishes/{wish}/claims", person.token)
            if status == 201:
                self.claims.append((person.name, answer["claim"], wish))
        elif kind == "award":
            claims = self.wanda.state(wish)["standby"]
            if claims:
                status, answer = self.wanda.call(
                    "POST", f"/api/v1/wishes/{wish}/award", self.wanda.office,
                    {"claim": self.dice.choice(claims)})
        elif kind == "revoke":
            claims = self.wanda.awards(wish)
            if claims:
                status, answer = self.wanda.call(
                    "POST", f"/api/v1/wishes/{wish}/revoke", self.wanda.office,
                    {"claim": self.dice.choice(claims), "reason": "noShow"})
        elif self.claims:
            name, claim, _ = self.dice.choice(self.claims)
            person = self.street.person(name)
            if person not in people:
                return
            status, answer = person.house.call(
                "POST", f"/api/v1/claims/{claim}/{'served' if kind == 'serve' else kind}",
                person.token, {"minutes": 30} if kind == "serve" else {})
        else:
            return
        if "status" in locals():
            expect(status < 500 and status != 401, f"{kind}: {status} {answer}")

    def erase(self):
        """A resident wants it gone; sometimes one whose wish never left the community."""
        books = [one for one in (self.open, self.home) if one]
        if not books:
            return
        book = self.dice.choice(books)
        at = self.dice.randrange(len(book))
        wish, phone = book[at]
        self.wanda.do("/api/v1/people/erase", body={"phone": phone, "confirmed": True})
        book.pop(at)
        self.erased.append((wish, phone))

    def look(self):
        """Who can open which contact now; remembered, for two may not have had one place."""
        able = {}
        for name, claim, wish in self.claims:
            person = self.street.person(name)
            if person.house is not self.wanda and person.contact(claim):
                able.setdefault(wish, set()).add(claim)
                self.read.setdefault(wish, set()).add(claim)
        return able

    # What must hold afterwards.

    def count(self):
        """Double awards and forgotten erasures, each with where it was found."""
        doubles, forgotten = [], []
        wishes = list(self.places)
        self.street.agree(wishes)
        able = self.look()
        for wish in wishes:
            for house in self.street.running():
                state = house.state(wish)
                active = [one for one in state["awards"] if not one.get("ended")]
                if len(active) > self.places[wish]:
                    doubles.append(f"{house.name}: {len(active)} awards of {wish}")
                if len({one["claim"] for one in active}) < len(active):
                    doubles.append(f"{house.name}: one claim twice on {wish}")
            if len(able.get(wish, ())) > self.places[wish]:
                doubles.append(f"{len(able[wish])} open capsules of {wish}")
            ended = {one["claim"]: one.get("ended") for one in state["awards"]}
            for claim in self.read.get(wish, ()):
                why = ended.get(claim, "never awarded")
                if why not in (None, "withdrawn", "declined", "person.noShow"):
                    doubles.append(f"{claim} has read the contact of {wish}, award: {why}")
        for wish, phone in self.erased:
            for house in self.street.running():
                status, state = house.call("GET", f"/api/v1/wishes/{wish}", house.office)
                if house is self.wanda and status != 200:
                    forgotten.append(f"万达 does not know {wish}: {status}")
                if status == 200 and any((state.get("words") or {}).values()):
                    forgotten.append(f"{house.name} has the words of {wish}")
            try:
                check_forgotten(self.street, [(wish, phone)])
            except Broken as problem:
                forgotten.append(str(problem))
            if able.get(wish):
                forgotten.append(f"the contact of {wish} can be read")
        return doubles, forgotten


def restore_drill(street, options):
    """从备份恢复 restore drill: work, a backup in the middle, kill -9, restore, count"""
    teller, times = street.teller, options.times
    street.found()
    keys = street.wanda.save_keys()
    files, doubles, forgotten, erased, awards = [], [], [], [], 0
    runs = []
    for number in range(1, times + 1):
        run = Run(street, number, random.Random(f"{options.seed}/{number}"), keys, files)
        two, lost = run.play()
        runs.append(run)
        doubles += [f"#{number} {one}" for one in two]
        forgotten += [f"#{number} {one}" for one in lost]
        erased += run.erased
        awards += sum(len(street.wanda.awards(wish)) for wish in run.places)
        for problem in two + lost:
            teller.note("✗ " + problem)
        teller.step(f"{number}/{times}: {len(run.places)} wishes, {len(run.claims)} claims, "
                    f"{len(run.erased)} erased")
    for run in runs:
        two, lost = run.count()
        doubles += [f"at the end #{run.number} {one}" for one in two]
        forgotten += [f"at the end #{run.number} {one}" for one in lost]
    for house in street.houses.values():
        house.stop()
    found = search_files(street, [phone for _, phone in erased])
    forgotten += [f"{phone} stands in {file}" for file, phone in found]
    summary = (f"restore drill ×{times}: double awards {len(doubles)}, "
               f"forgotten erasures {len(forgotten)}")
    print(f"  {summary} (seed {options.seed}; {len(erased)} erased, {awards} awards)", flush=True)
    expect(not doubles and not forgotten, "; ".join(doubles + forgotten))


def forms(secret):
    """A text as a careless program would leave it."""
    raw = secret.encode()
    yield from (raw, secret.encode("utf-16-le"), secret.encode("utf-16-be"),
                raw.hex().encode(), raw.hex().upper().encode())
    for shift in range(3):
        text = base64.b64encode(bytes(shift) + raw)
        yield text[shift + 1 if shift else 0:(shift + len(raw)) * 8 // 6]


def search_files(street, secrets):
    """Where a secret stands in a file of any node; first makes sure that it would be found."""
    planted = street.wanda.data / "planted"
    for form in forms("0512-5550-1999"):
        planted.write_bytes(b"\x07" + form + b"\x07")
        expect(any("0512-5550-1999" == one for _, one in searched(street, ["0512-5550-1999"])),
               f"the search does not find {form}")
    planted.unlink()
    return searched(street, secrets)


def searched(street, secrets):
    wanted = [(secret, form) for secret in secrets for form in forms(secret)]
    found = []
    for file in street.folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            found += [(file.name, secret) for secret, form in wanted if form in data]
    return found
