"""Writes down what people on a street see of its wishes: the histories that the judge reads."""
import collections
import http.client
import json
import shutil
import threading
import time

import histories
from telling import Broken, expect

MEMBERS = ("chengbei", "wanda", "xintang", "daguan", "pingjiang")
# Everything comes from one address here, and faster than people are; no rule changes by it.
WIDE = {"YIZHAN_LIMITS_REQUESTS_PER_PEER_PER_MINUTE": "100000",
        "YIZHAN_LIMITS_CONNECTIONS_PER_ADDRESS_MAXIMUM": "512"}
STRAINED = (OSError, http.client.HTTPException)


class Volunteer:
    """Somebody with a phone that stays connected; calls by one thread at a time."""

    def __init__(self, house, token):
        self.house, self.token, self.line = house, token, None

    def post(self, path, body=None):
        """Status and JSON; status 0 when there was no answer."""
        try:
            if self.line is None:
                self.line = http.client.HTTPConnection(
                    self.house.host, self.house.port, timeout=30)
            self.line.request("POST", path, json.dumps(body or {}), {
                "Authorization": "Bearer " + self.token, "Content-Type": "application/json"})
            answer = self.line.getresponse()
            return answer.status, json.loads(answer.read())
        except (*STRAINED, ValueError):
            self.leave()
            return 0, {}

    def leave(self):
        if self.line:
            self.line.close()
        self.line = None


class Chronicle:
    """What was done about each wish and what was seen of it. Safe from any thread."""

    def __init__(self, street):
        self.street, self.began = street, time.monotonic()
        self.commands, self.owners = collections.defaultdict(list), {}
        self.seen = {}  # Faults of a moment, by wish and words: nothing heals them.
        self.lock = threading.Lock()

    # What people do.

    def do(self, wish, verb, who, path, body=None, **more):
        """A command, by a volunteer or a house's office, with its times; status and answer."""
        at = time.monotonic() - self.began
        if isinstance(who, Volunteer):
            node, (status, answer) = who.house.name, who.post(path, body)
        else:
            node = who.name
            try:
                status, answer = who.call("POST", path, who.office, body)
            except STRAINED:
                status, answer = 0, {}
        until = time.monotonic() - self.began
        with self.lock:
            self.commands[wish].append(more | {
                "verb": verb, "node": node, "at": at, "until": until, "status": status}
                | ({"claim": answer["claim"]} if "claim" in answer else {}))
            if verb == "claim" and "claim" in answer:
                self.owners[answer["claim"]] = who
        return status, answer

    def claim(self, who, wish):
        return self.do(wish, "claim", who, f"/api/v1/wishes/{wish}/claims")

    def act(self, wish, claim, verb, **body):
        """What a claimant does about a claim."""
        status, answer = self.do(
            wish, verb, self.owners[claim], f"/api/v1/claims/{claim}/{verb}", body, claim=claim,
            **body)
        expect(status in (0, 200), f"{verb} of {claim}: {status} {answer}")

    def decide(self, house, wish, verb, body, **more):
        """What the wish's office does."""
        status, answer = self.do(
            wish, verb, house, f"/api/v1/wishes/{wish}/{verb}", body, **more)
        expect(status in (0, 200), f"{verb} of {wish}: {status} {answer}")

    # What people see.

    def state(self, house, wish):
        """A wish as a house shows it; what must not be at any moment is kept."""
        state = house.state(wish)
        for kind, words in histories.faults_now(state):
            with self.lock:
                self.seen[wish, kind, f"{house.name}: {words}"] = True
        return state

    def open_at(self, house, wishes):
        """Those of the wishes that a house lists."""
        listed, before = set(), ""
        while before is not None:
            page = house.ask(f"/api/v1/wishes?state=all&log=street&limit=200{before}")
            listed |= {one["wish"].removeprefix("wish/") for one in page["wishes"]}
            before = f"&before={page['next']}" if "next" in page else None
            if wishes <= listed:
                break
        return wishes & listed

    def gather(self, wishes, houses, volunteers):
        """The histories of some wishes as they are now."""
        claimed = {one["claim"] for wish in wishes for one in self.commands[wish]
                   if one.get("claim")}
        told, credits = collections.defaultdict(list), collections.defaultdict(list)
        for who in volunteers:
            after = 0
            while page := who.house.ask(f"/api/v1/my/notices?after={after}", who.token)["notices"]:
                after = page[-1]["number"]
                for one in page:
                    told[one["claim"]].append(one)
            for one in who.house.ask("/api/v1/my/hours", who.token)["credits"]:
                credits[one["claim"]].append(one["minutes"])
        released = collections.defaultdict(list)
        for house in houses:
            for one in self.releases(house, wishes):
                released[one["wish"].removeprefix("wish/")].append(one)
        for wish in wishes:
            ends = {house.name: self.state(house, wish) for house in houses}
            yield {"wish": wish, "home": histories.member(wish), "ends": ends,
                   "commands": self.commands[wish], "releases": released[wish],
                   "notices": {claim: told[claim] for claim in told.keys() | claimed},
                   "credits": credits, "contacts": self.contacts(ends[histories.member(wish)])}

    def contacts(self, state):
        """Who reads the contact: whoever was ever awarded is asked, and two who were not."""
        awarded = dict.fromkeys(one["claim"] for one in state["awards"])
        others = [one["claim"] for one in state["claims"] if one["claim"] not in awarded][:2]
        return {
            claim: self.owners[claim].house.call(
                "GET", f"/api/v1/claims/{claim}/contact", self.owners[claim].token)[0]
            for claim in [*awarded, *others] if claim in self.owners}

    def releases(self, house, wishes):
        """The house's releases of these wishes, oldest first; older ones lie behind them."""
        found, before = [], ""
        while before is not None:
            page = house.ask(f"/api/v1/releases{before}")
            here = [one for one in page["releases"] if one["wish"].removeprefix("wish/") in wishes]
            found += here
            before = f"?before={page['next']}" if "next" in page and here else None
        return found[::-1]

    def judge(self, wishes, houses, volunteers, seconds=60):
        """The faults that stay once the street has had time to come to rest; by wish."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                found = {(one["wish"], *fault) for one in self.gather(wishes, houses, volunteers)
                         for fault in histories.faults(one)}
            except Broken as problem:
                found = {("", histories.LOST_COMMANDS, f"a wish is not to be read: {problem}")}
            if not found or time.monotonic() > deadline:
                return found | {one for one in self.seen if one[0] in wishes}
            time.sleep(0.3)


def tally(faults, street):
    """How many of the worst kinds and of the others, for the scoreboard. Says the first three of
    each kind aloud, and keeps the nodes' files when there are any."""
    found = collections.Counter()
    for wish, kind, words in sorted(faults):
        found[kind] += 1
        if found[kind] <= 3:
            print(f"  ✗ {kind}: {wish}: {words}", flush=True)
    counts = {kind: found.pop(kind, 0) for kind in histories.WORST}
    counts["other faults"] = found.total()
    if faults:
        kept = shutil.copytree(street.folder, f"{street.folder}-kept",
                               ignore=shutil.ignore_patterns("*.sock"))
        print(f"  files: {kept}", flush=True)
    return counts
