#!/usr/bin/env python3
"""Kills a node under load, again and again, and counts what it had acknowledged and lost, and
what it did twice (DUR-2, DUR-4, DUR-7). Three real nodes; clerks who send commands in parallel;
a neighbour whose volunteers claim; now and then the alliance's node is killed instead, and every
fifth time it is a SIGTERM.

    kills --times 1000
    kills --times 30 --seed 7 --yizhan .build/release/yizhan
"""
import asyncio
import collections
import signal
import statistics
import time

from score import progress
from deeds import Clerk, Deed, Refused, accepted
from reckoning import judge
from trial import QUIET_SECONDS, Trial, main
from client import Unanswered, ended, ready, spawn

CLERKS, CHECKERS = 12, 3
COMMANDS_BETWEEN = 100  # Between two kills there are fewer than so many, 新塘's included.
RESTART_SECONDS = 5  # A restart that takes longer is a bad one (DUR-2).
LIST_SECONDS = 20  # Within so long a list shows what the log has.
STOP_SECONDS = 10  # A stop on demand takes no longer (DUR-7).


class Kills(Trial):
    """One trial: who works on the street, and who kills."""

    headline = ("lost", "doubled", "slow restarts")

    def __init__(self, street, times, seed):
        super().__init__(street, times, seed)
        self.life, self.goes_on, self.again = 0, True, 0
        self.unchecked = collections.deque()
        self.restarts, self.stops, self.claimed, self.ghosts = [], [], [], []
        self.bad |= {"slow restarts": 0, "bad stops": 0, "unserved claims": 0}

    def sender(self, house, pause=0.02):
        """Sends a deed over a connection of its own, until it is answered."""
        wire, dice = self.wire(house), self.another()

        async def send(deed):
            await asyncio.sleep(dice.random() * pause)
            interrupted = 0
            while True:
                try:
                    status, answer = await wire.call(
                        "POST", deed.path, deed.token, deed.body, deed.key)
                except Unanswered:
                    interrupted += 1
                    await asyncio.sleep(0.01)
                    continue
                if (answer := accepted(deed, status, answer)) is not None:
                    break
                await asyncio.sleep(0.05)
            deed.life = self.life
            self.answered += 1
            self.again += interrupted > 0
            if house is self.wanda:
                deed.answer = answer
                self.unchecked.append(deed)
            return answer
        return send

    async def clerk(self):
        one = Clerk(self.here, self.sender(self.wanda), self.wanda.office,
                    self.another())
        while self.goes_on:
            await one.story()

    async def neighbour(self):
        """新塘's volunteers claim what 万达 publishes, so that both have news for the other."""
        one = Clerk(self.there, self.sender(self.xintang), self.xintang.office, self.dice)
        wire = self.wire(self.xintang)
        while self.goes_on or self.here.street:
            if not self.here.street:
                await asyncio.sleep(0.02)
                continue
            wish = self.here.street.pop(0)
            while (await wire.ask(f"/api/v1/wishes/{wish}", one.office))[0] != 200:
                await asyncio.sleep(0.05)
            try:
                await one.claim(wish)
                self.claimed.append(wish)
            except Refused as refusal:
                self.there.refusals.append(str(refusal))

    # What a later life says of what an earlier one acknowledged.

    async def checker(self):
        wire, dice = self.wire(self.wanda), self.another()
        while self.goes_on or self.unchecked:
            deed = self.unchecked.popleft() if self.unchecked else None
            if not deed or self.goes_on and deed.life == self.life:
                if deed:
                    self.unchecked.appendleft(deed)
                await asyncio.sleep(0.01)
                continue
            while True:
                try:
                    await self.check(deed, wire, dice)
                    break
                except Unanswered:
                    await asyncio.sleep(0.01)

    async def check(self, deed, wire, dice):
        if not await self.is_there(deed, wire):
            self.note("lost", deed, "not there after the restart")
        if dice.random() < 0.1:
            status, answer = await wire.call(
                "POST", deed.path, deed.token, deed.body, deed.key)
            if not 200 <= status < 300 or not deed.same(answer):
                self.note("other answers", deed, f"sent again: {status} {answer}")
        if dice.random() < 0.1:
            status, answer = await wire.call(
                "POST", deed.path, deed.token, deed.other_body, deed.key)
            if status != 422:
                self.note("other answers", deed, f"another body: {status} {answer}")

    async def is_there(self, deed, wire):
        """Asks the node, the way a person would see it."""
        if deed.kind == "register":
            status, _ = await wire.call("GET", "/api/v1/my/claims", deed.answer["token"])
            return status == 200
        if deed.kind in ("claim", "withdraw"):
            status, answer = await wire.call(
                "GET", "/api/v1/claims/" + deed.answer["claim"], deed.token)
            return status == 200 and (
                deed.kind == "claim" or answer["verdict"]["code"] in ("withdrawn", "closed"))
        wish = deed.answer["wish"] if deed.kind != "conclude" else "wish/" + deed.mark[1]
        status, answer = await wire.call("GET", "/api/v1/wishes/" + wish[5:], deed.token)
        if status != 200 or deed.kind == "conclude":
            return status == 200 and answer.get("outcome") == "cancelled"
        # The list is made from the log, right behind the commits.
        deadline = time.monotonic() + LIST_SECONDS
        while "words" not in answer:
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(0.01)
            status, answer = await wire.call("GET", "/api/v1/wishes/" + wish[5:], deed.token)
        return answer["words"]["title"] == deed.mark[1]

    # The kills.

    async def plant(self):
        """A command that is said to be answered and never was given, and one that is done twice
        since it has no key: what looks for them later must find both."""
        wire = self.wire(self.wanda)
        lost, twice = (Deed("write", (f"埋下的 {name}",), "/api/v1/wishes", self.wanda.office, {
            "category": "errand", "title": f"埋下的 {name}",
            "consent": {"givenBy": "本人", "words": "同意"}}, name) for name in ("ghost", "twin"))
        for _ in range(2):
            _, twice.answer = await wire.call("POST", twice.path, twice.token, twice.body)
        lost.answer = {"wish": twice.answer["wish"] + "00"}
        self.ghosts = [lost, twice]
        self.control["planted"] = int(not await self.is_there(lost, wire))

    async def play(self):
        for house in self.houses:
            await ready(house)
        await self.plant()
        async with asyncio.TaskGroup() as group:
            for _ in range(CLERKS):
                group.create_task(self.clerk())
            for _ in range(CHECKERS):
                group.create_task(self.checker())
            group.create_task(self.neighbour())
            for number in range(1, self.times + 1):
                await self.work(self.dice.randrange(COMMANDS_BETWEEN))
                house = self.chengbei if self.dice.random() < 0.1 else self.wanda
                await self.end(house, gently=number % 5 == 0)
                await self.begin(house)
                self.tried = number
                progress(f"{number} kills and stops, {self.answered} commands answered, "
                         f"slowest restart {max(self.restarts) * 1000:.0f} ms, "
                         f"{sum(self.bad.values())} bad")
            self.goes_on = False
        await self.settle()

    async def work(self, commands):
        """Lets them work for so many commands, or a second."""
        enough, deadline = self.answered + commands, time.monotonic() + 1
        while self.answered < enough and time.monotonic() < deadline:
            await asyncio.sleep(0.003)
        await asyncio.sleep(self.dice.random() * 0.01)

    async def end(self, house, gently):
        if not gently:
            await ended(house, signal.SIGKILL)
            return
        code, seconds = await ended(house, signal.SIGTERM)
        self.stops.append(seconds)
        wal = house.data / "yizhan.sqlite-wal"
        left = wal.stat().st_size if wal.exists() else 0
        if code != 0 or seconds > STOP_SECONDS or left:
            self.bad["bad stops"] += 1
            print(f"  ✗ SIGTERM: {house.name} ended with {code} in {seconds:.1f} s, "
                  f"{left} bytes left in the WAL", flush=True)

    async def begin(self, house):
        spawn(house)
        if self.dice.random() < 0.1:
            # Also while it starts.
            await asyncio.sleep(self.dice.random() * statistics.median(self.restarts or [0.1]))
            await ended(house, signal.SIGKILL)
            spawn(house)
        seconds = await ready(house)
        self.restarts.append(seconds)
        self.bad["slow restarts"] += seconds > RESTART_SECONDS
        if house is self.wanda:
            self.life += 1

    async def settle(self):
        """Faults have ended: what one node knows, all come to know, and every claim is served."""
        wire, deadline = self.wire(self.wanda), time.monotonic() + QUIET_SECONDS
        for wish in self.claimed:
            while True:
                _, state = await wire.ask(f"/api/v1/wishes/{wish}", self.wanda.office)
                if state.get("stages", {}).get("accepted") == 1:
                    break
                if time.monotonic() > deadline:
                    self.bad["unserved claims"] += 1
                    break
                await asyncio.sleep(0.05)
        await self.agree()

    def planted(self, found):
        self.control["planted"] += sum(judge(self.ghosts, found))
        return 2

    def tell(self):
        super().tell()
        print(f"  restarts: median {statistics.median(self.restarts) * 1000:.0f} ms, slowest "
              f"{max(self.restarts) * 1000:.0f} ms; stops: slowest "
              f"{max(self.stops or [0]) * 1000:.0f} ms; {self.again} commands were cut short and "
              "sent again", flush=True)


if __name__ == "__main__":
    main("kills", __doc__, Kills, 30)
