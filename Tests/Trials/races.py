#!/usr/bin/env python3
"""Races on a street of five nodes: each wish is claimed at the same moment by 20 volunteers, four
at each node; some withdraw, decline, lose their place to the office, serve; the judge of histories
(histories.py) reads what everybody saw.

    python3 Tests/Trials/races.py [--times 1000] [--seed 7] [--yizhan PATH]

One run in four plays slower: the volunteers of one community claim one after another, so that
who has seen whom is certain. `--batch` wishes are open at once.
"""
import argparse
import concurrent.futures
import random
import signal
import sys
import threading
import time

import histories
import score
import stories
from chronicle import Chronicle, MEMBERS, Volunteer, WIDE, tally
from drills import executable
from street import Street
from telling import Teller, eventually

CLAIMERS_A_NODE = 4
# What becomes of a wish after the race, and how often.
ENDS = {"serve": 8, "withdraw": 3, "decline": 2, "revoke": 3, "cancel": 2, "stay": 2}


class Race:
    """The street with its volunteers, and one batch of wishes after another."""

    def __init__(self, street, generator):
        self.street, self.generator = street, generator
        self.houses = list(street.houses.values())
        self.chronicle = Chronicle(street)
        self.line = threading.Barrier(CLAIMERS_A_NODE * len(self.houses))
        self.pool = concurrent.futures.ThreadPoolExecutor(self.line.parties)
        self.wishes = self.claims = 0

    def house(self, wish):
        return self.street.houses[histories.member(wish)]

    def batch(self, size):
        """Plays a batch to its end; its faults."""
        volunteers = [
            Volunteer(house, house.do("/api/v1/volunteers", body={
                "name": f"志愿者{number}", "skills": ["errand"]})["token"])
            for house in self.houses for number in range(CLAIMERS_A_NODE)]
        ends = {self.publish(number): self.generator.choices(
            list(ENDS), list(ENDS.values()))[0] for number in range(size)}
        wishes = set(ends)
        for house in self.houses:
            eventually(f"{house.name} sees the wishes", lambda house=house: wishes
                       == self.chronicle.open_at(house, wishes))
        for wish in ends:
            self.volley(wish, volunteers)
            score.progress(f"{self.wishes} wishes, {self.claims} claims")
        self.rest(ends)
        self.after(ends)
        for wish, end in ends.items():
            if end not in ("stay", "serve"):
                self.chronicle.decide(
                    self.house(wish), wish, "conclude",
                    {"outcome": "cancelled", "reason": "other"}, outcome="cancelled")
        score.progress(f"{self.wishes} wishes, {self.claims} claims: judging")
        faults = self.chronicle.judge(wishes, self.houses, volunteers)
        for who in volunteers:
            who.leave()
        return faults

    def publish(self, number):
        house = self.houses[number % len(self.houses)]
        return house.publish(
            "提水上六楼", places=self.generator.randint(1, 3),
            settlingSeconds=self.generator.choice([0, 0, 1]),
            prefer=self.generator.choice([[], ["sameCommunity"]]))

    def volley(self, wish, volunteers):
        """All claim at the same moment, or those of one community one after another."""
        in_file = self.generator.random() < 0.25

        def run(place, who):
            self.line.wait(60)
            if in_file:
                time.sleep(0.04 * (place % CLAIMERS_A_NODE))
            return self.chronicle.claim(who, wish)[0]
        statuses = list(self.pool.map(run, range(len(volunteers)), volunteers))
        self.wishes += 1
        self.claims += sum(status == 201 for status in statuses)

    def rest(self, wishes):
        """Waits until each place of each wish is taken and the winner has said yes."""
        def is_full(wish):
            state = self.chronicle.state(self.house(wish), wish)
            held = histories.active(state)
            return len(held) == state["terms"]["places"] and all(
                one["accepted"] for one in held) and held
        return {wish: eventually(f"the places of {wish} are taken", lambda wish=wish: is_full(wish))
                for wish in wishes}

    def after(self, ends):
        """Some places become free again; some are served, confirmed and credited."""
        book = self.chronicle
        held = self.rest(ends)
        freed = {wish: end for wish, end in ends.items()
                 if end in ("withdraw", "decline", "revoke")}
        for wish, verb in freed.items():
            claim = self.generator.choice(held[wish])["claim"]
            owner = book.owners[claim].house
            if verb == "revoke":
                book.decide(self.house(wish), wish, "revoke",
                            {"claim": claim, "reason": "other"}, claim=claim)
                continue
            eventually("the winner knows", lambda: any(
                one["claim"] == claim for one in histories.active(book.state(owner, wish))))
            book.act(wish, claim, verb)
            eventually("the place is free", lambda: claim not in [
                one["claim"] for one in histories.active(book.state(self.house(wish), wish))])
        held |= self.rest(freed)
        served = [(wish, one["claim"]) for wish, end in ends.items() if end == "serve"
                  for one in held[wish]]
        minutes = {claim: self.generator.randint(1, 180) for _, claim in served}

        def shows(house, wish, claim, key):
            return any(one["claim"] == claim and one.get(key)
                       for one in histories.active(book.state(house, wish)))
        for wish, claim in served:
            eventually("the winner's node has the yes", lambda: shows(
                book.owners[claim].house, wish, claim, "accepted"))
            book.act(wish, claim, "served", minutes=minutes[claim])
        for wish, claim in served:
            eventually("the home hears of the service", lambda: shows(
                self.house(wish), wish, claim, "servedMinutes"))
            book.decide(self.house(wish), wish, "settle",
                        {"claim": claim, "minutes": minutes[claim]}, claim=claim,
                        minutes=minutes[claim])
        for wish in dict.fromkeys(wish for wish, _ in served):
            # All places are settled: the home concludes by itself.
            eventually(f"{wish} is fulfilled", lambda wish=wish: book.state(
                self.house(wish), wish).get("outcome") == "fulfilled")


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=1000, help="how many wishes")
    options.add_argument("--batch", type=int, default=50, help="wishes that are open at once")
    options.add_argument("--seed", default="20261122")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    control = {"bad histories found": stories.check_the_judge()}
    teller, faults = Teller(False), set()
    teller.command = lambda *_: None
    with Street(executable(options.yizhan), teller, names=MEMBERS) as street:
        for house in street.houses.values():
            house.extra = WIDE
        street.found(*MEMBERS[1:])
        street.chengbei.office = street.chengbei.run("token", "office").strip()
        race = Race(street, random.Random(options.seed))
        while race.wishes < options.times:
            faults |= race.batch(min(options.batch, options.times - race.wishes))
        print(f"  {race.claims} claims were answered 201", flush=True)
        control["claims"] = race.claims
        bad = tally(faults, street)
    score.end("races", race.wishes, bad, control)


if __name__ == "__main__":
    main()
