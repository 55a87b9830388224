"""A trial of a street under load: how it begins, how its nodes agree, how all is counted."""
import argparse
import asyncio
import random
import signal
import sys
import time
import traceback

from drills import executable
from telling import Broken, Teller
from street import Street
from score import end, progress
from deeds import Book
from reckoning import Ledgers, control, differences, judge, unfolded
from client import Wire

QUIET_SECONDS = 120  # When nothing has moved for so long, nothing will.
SETTINGS = {
    "YIZHAN_LIMITS_CONNECTIONS_PER_ADDRESS_MAXIMUM": "128",
    "YIZHAN_LIMITS_REQUESTS_PER_PEER_PER_MINUTE": "60000", "YIZHAN_LOG_LEVEL": "error",
}


class Quiet(Teller):
    """The commands by which the street is founded are no part of the trial."""

    def command(self, where, line):
        pass

    def step(self, what):
        pass


class Trial:
    """The street, its books, and what was found; a trial says what happens by `play`."""

    # What has a column of its own on the scoreboard; anything else that is bad is summed up.
    headline = ("lost", "doubled")

    def __init__(self, street, times, seed):
        self.street, self.times, self.dice = street, times, random.Random(seed)
        self.wanda, self.xintang, self.chengbei = street.wanda, street.xintang, street.chengbei
        self.houses = (self.chengbei, self.wanda, self.xintang)
        # What 万达's clerks do, and 新塘's.
        self.here, self.there = Book(), Book("x")
        self.tried = self.answered = 0
        self.bad = dict.fromkeys((
            "lost", "doubled", "other answers", "refusals", "miscounted", "unequal replicas",
            "damaged files"), 0)
        self.control = {"bad histories": control()}

    def wire(self, house):
        return Wire(house.port, f"127.0.0.1:{house.port}")

    def another(self):
        """Dice for one clerk, so that others do not change what it throws."""
        return random.Random(self.dice.random())

    def note(self, what, deed, why):
        self.bad[what] += 1
        print(f"  ✗ {what}: {deed.kind} {deed.key} {deed.path}: {why}", flush=True)

    async def agree(self):
        """Waits until all nodes know as many events, show what they know, and every parcel has
        its receipt."""
        wires = {one: self.wire(one) for one in self.houses}
        known, deadline = None, 0
        while known is None or time.monotonic() < deadline:
            states = [(await wires[one].ask("/api/v1/state", one.office))[1]
                      for one in self.houses]
            now = [(state["events"], state["parcelsWaiting"], unfolded(house))
                   for state, house in zip(states, self.houses)]
            if len({one[0] for one in now}) == 1 and not any(one[1] + one[2] for one in now):
                break
            if now != known:
                known, deadline = now, time.monotonic() + QUIET_SECONDS
            progress("waiting for the nodes to be equal: " + ", ".join(
                f"{events} events, {parcels} parcels, {wishes} wishes to fold"
                for events, parcels, wishes in now))
            await asyncio.sleep(0.1)
        else:
            self.bad["unequal replicas"] += 1
        self.bad["unequal replicas"] += sum(
            state["forks"] + ("copied" in state) for state in states)

    def planted(self, found):
        """What the trial has planted in 万达's books; how many commands that were."""
        return 0

    def reckon(self):
        """Counts in the files of nodes that have stopped."""
        books = {self.wanda: self.here, self.xintang: self.there}
        names = {one: [each["name"] for each in one.ask("/api/v1/volunteers")["volunteers"]]
                 for one in books}
        for house in self.houses:
            house.stop()
        for house, book in books.items():
            own = [name for name in names[house] if name.startswith("志愿者 ")]
            with Ledgers(house) as ledgers:
                found = ledgers.effects(own)
                lost, doubled = judge(book.deeds, found)
                # Those whom the street began with stand in the audit trail as well.
                others = len(names[house]) - len(own)
                if house is self.wanda:
                    others += self.planted(found)
                self.bad["miscounted"] += abs(ledgers.audited() - len(book.deeds) - others)
                self.bad["damaged files"] += not ledgers.is_sound()
            self.bad["lost"] += lost
            self.bad["doubled"] += doubled
            self.bad["refusals"] += len(book.refusals)
            for refusal in book.refusals[:5]:
                print(f"  ✗ refused: {refusal}", flush=True)
        self.bad["unequal replicas"] += differences([Ledgers(one) for one in self.houses])

    def tell(self):
        """Figures that the score has no place for."""
        kinds = [deed.kind for deed in self.here.deeds]
        print("  万达: " + ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
              + f"; 新塘: {len(self.there.deeds)} commands", flush=True)


def play(trial):
    """Plays until the end, or until SIGTERM."""
    async def playing():
        # An exit out of the middle of the loop would leave its tasks hanging.
        asyncio.get_running_loop().add_signal_handler(
            signal.SIGTERM, asyncio.current_task().cancel)
        await trial.play()
    try:
        asyncio.run(playing())
    except asyncio.CancelledError:
        sys.exit(143)
    finally:
        signal.signal(signal.SIGTERM, leave)


def leave(*_):
    sys.exit(143)


def main(name, about, trial_of, times):
    """Plays one trial and prints its score; `times` when nothing else is asked for."""
    options = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=times)
    options.add_argument("--seed", default="20261122")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, leave)
    tried, bad, planted = 0, {"lost": 0, "doubled": 0}, {}
    try:
        with Street(executable(options.yizhan), Quiet(False)) as street:
            for house in street.houses.values():
                house.extra = SETTINGS
            street.found("wanda", "xintang")
            trial = trial_of(street, options.times, options.seed)
            bad, planted = trial.bad, trial.control
            play(trial)
            trial.reckon()
            trial.tell()
            tried = trial.tried
            if any(bad.values()):
                raise Broken("the files are kept")
    except* Broken as problems:
        print(f"  ✗ {problems.exceptions}", flush=True)
        bad["broken"] = int(not any(bad.values()))
    except* Exception as problems:
        traceback.print_exception(problems)
        bad["broken"] = 1
    for what in [what for what in bad if what not in trial_of.headline and bad[what]]:
        print(f"  ✗ {what}: {bad[what]}", flush=True)
    end(name, tried, {what: bad.get(what, 0) for what in trial_of.headline} | {
        "other": sum(count for what, count in bad.items() if what not in trial_of.headline)},
        planted)
