#!/usr/bin/env python3
"""Five nodes on a bad network: each in a network namespace of its own, with packets lost by
nftables, forwarders that delay, drip, break off and lie about lengths (weather.py), one direction
cut, the alliance killed. Volunteers of all nodes claim, withdraw and serve meanwhile. Then all
heals, and the judge of histories (histories.py) reads what everybody saw.

    python3 Tests/Trials/network.py [--times 20] [--seconds 8] [--seed 7] [--yizhan PATH]

One storm is three parts of `--seconds` each: bad weather; a cut of one way beside it; the alliance
killed. Needs root, iproute2 and nftables. The control: while the cut lasts, the judge must find
that the nodes differ, and the weather must have spoilt something in each of its ways.
"""
import argparse
import collections
import concurrent.futures
import random
import signal
import sys
import time

import histories
import score
import stories
from chronicle import Chronicle, MEMBERS, Volunteer, WIDE, tally
from drills import executable
from telling import Teller, eventually
from weather import Ground, Weather, WindyStreet

LOST_OF_THOUSAND = 80
# Seconds. A storm of half a minute leaves pauses of half a minute, and then several things flow one
# after another: the claim, the award, the yes, the contact, each perhaps after a call that hangs.
HEALING = 150


class Storm:
    """One storm over a street, from the first cloud to the judge."""

    def __init__(self, street, chronicle, generator):
        self.street, self.ground, self.generator = street, street.ground, generator
        self.chronicle, self.houses = chronicle, list(street.houses.values())
        self.wishes, self.tried, self.done = [], collections.Counter(), set()
        self.volunteers = [
            Volunteer(house, house.do("/api/v1/volunteers", body={"name": f"志愿者{number}"})["token"])
            for house in self.houses for number in range(4)]
        self.pool = concurrent.futures.ThreadPoolExecutor(len(self.volunteers))

    def blow(self, seconds, weather):
        """Plays the storm; how many faults the judge sees while one way is cut."""
        alliance, *communities = self.houses
        self.ground.lose(LOST_OF_THOUSAND)
        weather.is_bad = True
        self.play(seconds)
        one, other = self.generator.sample(communities, 2)
        self.ground.cut(one.name, alliance.name, questions_only=self.generator.random() < 0.5)
        self.ground.cut(alliance.name, other.name, questions_only=False)
        self.play(seconds)
        differ = sum(kind == histories.DIFFER for history in self.gather_seen()
                     for kind, _ in histories.faults(history))
        self.ground.mend()
        alliance.kill()
        self.play(seconds)
        alliance.start()
        self.ground.lose(0)
        weather.is_bad = False
        return differ

    def gather_seen(self):
        """The histories of the wishes that have come to all nodes, as they differ now."""
        everywhere = set(self.wishes)
        for house in self.houses:
            everywhere &= self.chronicle.open_at(house, set(self.wishes))
        return self.chronicle.gather(everywhere, self.houses, self.volunteers)

    def play(self, seconds):
        """People go on with their day, at whatever node they are."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            running = [one for one in self.houses if one.process]
            house = self.generator.choice(running)
            self.wishes.append(house.publish(
                "提水上六楼", places=self.generator.randint(1, 3),
                settlingSeconds=self.generator.choice([0, 0, 1])))
            for house in running:
                self.decide(house)
            # Each does one thing, all at once: a claim, or something about an old one.
            seeds = [self.generator.random() for _ in self.volunteers]
            list(self.pool.map(self.act, self.volunteers, seeds))
            score.progress(f"{len(self.wishes)} wishes, {self.tried['claim']} claims, "
                           f"{self.tried['withdraw']} withdrawn, {self.tried['served']} served, "
                           f"{self.tried['settle']} settled")

    def act(self, who, seed):
        if not who.house.process:
            return
        own = random.Random(seed)
        wishes = self.wishes[-12:]
        if own.random() < 0.8:
            for wish in own.sample(wishes, min(3, len(wishes))):
                status, _ = self.chronicle.claim(who, wish)
                self.tried["claim"] += status == 201
            return
        mine = [claim for claim, owner in list(self.chronicle.owners.items())
                if owner is who and claim not in self.done]
        if not mine:
            return
        claim = own.choice(mine)
        status, answer = who.house.call("GET", f"/api/v1/claims/{claim}", who.token)
        if status != 200:
            return
        code, wish = answer["verdict"]["code"], answer["wish"].removeprefix("wish/")
        verb = "served" if code == "awarded.accepted" and own.random() < 0.7 else "withdraw"
        body = {"minutes": own.randint(1, 120)} if verb == "served" else {}
        if code in ("awarded.accepted", "standby", "provisional"):
            self.done.add(claim)
            status, _ = self.chronicle.do(
                wish, verb, who, f"/api/v1/claims/{claim}/{verb}", body, claim=claim, **body)
            self.tried[verb] += status == 200

    def decide(self, house):
        """The office confirms the services that it has heard of."""
        for wish in self.wishes[-30:]:
            if histories.member(wish) != house.name:
                continue
            for one in histories.active(self.chronicle.state(house, wish)):
                minutes = one.get("servedMinutes")
                if minutes is not None and one.get("settledMinutes") is None:
                    status, _ = self.chronicle.do(
                        wish, "settle", house, f"/api/v1/wishes/{wish}/settle",
                        {"claim": one["claim"], "minutes": minutes}, claim=one["claim"],
                        minutes=minutes)
                    self.tried["settle"] += status == 200

    def judge(self):
        """All heals; the faults that stay."""
        began = time.monotonic()
        for house in self.houses:
            eventually(f"{house.name} sees all wishes", lambda house=house: set(self.wishes)
                       == self.chronicle.open_at(house, set(self.wishes)), HEALING)
        faults = self.chronicle.judge(set(self.wishes), self.houses, self.volunteers, HEALING)
        print(f"  healed in {time.monotonic() - began:.0f} s: {len(self.wishes)} wishes, "
              f"{self.tried['claim']} claims", flush=True)
        for who in self.volunteers:
            who.leave()
        self.pool.shutdown()
        return faults


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=20, help="how many storms")
    options.add_argument("--seconds", type=float, default=8, help="of each part of a storm")
    options.add_argument("--seed", default="20261122")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    judged, faults, claims = stories.check_the_judge(), set(), 0
    teller, generator = Teller(False), random.Random(options.seed)
    teller.command = lambda *_: None
    weather, control = Weather(options.seed), collections.Counter()
    with Ground(MEMBERS) as ground, WindyStreet(
            executable(options.yizhan), teller, ground, weather) as street:
        for house in street.houses.values():
            house.extra |= WIDE
        street.found(*MEMBERS[1:])
        street.chengbei.office = street.chengbei.run("token", "office").strip()
        chronicle = Chronicle(street)
        for number in range(options.times):
            storm = Storm(street, chronicle, generator)
            control["differ while cut"] += storm.blow(options.seconds, weather)
            faults |= storm.judge()
            claims += storm.tried["claim"]
        dropped, bad = ground.dropped(), tally(faults, street)
    control |= {"bad histories found": judged, "packets lost": dropped["lost"],
                "packets cut": dropped["cut"]} | {
        kind: weather.counts[kind] for kind in Weather.SHARES if kind != "passed"}
    score.end("network", claims, bad, dict(control))


if __name__ == "__main__":
    main()
