#!/usr/bin/env python3
"""Sends commands over a line that doubles one request in ten, loses one in ten or its answer, and
lets later ones overtake; each is sent again under its key until it is answered, and must have been
done once (DUR-4). The nodes exchange over such lines as well, and must end up equal.

    messages --times 100000
    messages --times 2000 --seed 7 --yizhan .build/release/yizhan
"""
import asyncio
import collections

from score import progress
from deeds import Book, Clerk, Refused, accepted
from lossy import LossyLine
from reckoning import judge
from trial import Trial, main
from client import Unanswered, Wire, ready, spawn

CLERKS = 32
FATES = ("requests", "delivered", "doubled", "lost", "unanswered", "overtaken")
CONTROL_TIMES = 200  # Commands that are sent without a key, to see that the line does double.


class Messages(Trial):
    """One trial: the lines, and the clerks who work over them."""

    def __init__(self, street, times, seed):
        super().__init__(street, times, seed)
        self.free = Book("free")
        self.desks = {one: self.line(one, self.compare) for one in (self.wanda, self.xintang)}
        self.roads = {one: self.line(self.chengbei, self.compare_signed)
                      for one in (self.wanda, self.xintang)}
        self.bad["replays accepted"] = 0

    def line(self, house, compare):
        line = LossyLine(house.port, self.dice.random())
        line.compare = compare
        return line

    def compare(self, request, first, second):
        """Two copies of a command are answered alike, whenever they come."""
        if b"Idempotency-Key" not in request or not first or not second:
            return
        bodies = [one.partition(b"\r\n\r\n")[2] for one in (first, second)]
        if b"/claims HTTP/" in request.partition(b"\r\n")[0]:
            # The verdict is that of the hour.
            bodies = [body.partition(b',"verdict"')[0] for body in bodies]
        if bodies[0] != bodies[1]:
            self.bad["other answers"] += 1
            print(f"  ✗ two copies, two answers: {bodies}", flush=True)

    def compare_signed(self, request, *answers):
        """Of two copies of a signed request one is taken, the other is a replay (SIG-6)."""
        if all(answer and answer[9:10] == b"2" for answer in answers):
            self.bad["replays accepted"] += 1
            print(f"  ✗ taken twice: {request[:300]}", flush=True)
        self.control["replays refused"] = self.control.get("replays refused", 0) + any(
            answer and answer[9:12] == b"401" for answer in answers)

    def sender(self, house, keyed=True):
        wire = Wire(self.desks[house].port, f"127.0.0.1:{house.port}")
        dice = self.another()

        async def send(deed):
            key = deed.key if keyed else ""
            while True:
                try:
                    status, answer = await wire.call(
                        "POST", deed.path, deed.token, deed.body, key)
                except Unanswered:
                    await asyncio.sleep(dice.random() * 0.02)
                    continue
                if (answer := accepted(deed, status, answer)) is not None:
                    break
                await asyncio.sleep(0.05)
            self.answered += 1
            if keyed and dice.random() < 0.01:
                await self.send_other(wire, deed)
            return answer
        return send

    async def send_other(self, wire, deed):
        """The same key with another body is refused, however often it takes to hear that."""
        while True:
            try:
                status, answer = await wire.call(
                    "POST", deed.path, deed.token, deed.other_body, deed.key)
                break
            except Unanswered:
                continue
        if status != 422:
            self.note("other answers", deed, f"another body: {status} {answer}")

    async def clerk(self):
        one = Clerk(self.here, self.sender(self.wanda), self.wanda.office,
                    self.another())
        while len(self.here.deeds) < self.times:
            await one.story()
            progress(f"{self.answered} messages answered, "
                     f"{self.desks[self.wanda].fates['delivered']} delivered, "
                     f"{self.desks[self.wanda].fates['overtaken']} overtaken, "
                     f"{self.roads[self.wanda].fates['delivered']} exchanges, "
                     f"{sum(self.bad.values())} bad")

    async def neighbour(self, clerks):
        """新塘's volunteers claim what 万达 publishes."""
        one = Clerk(self.there, self.sender(self.xintang), self.xintang.office, self.dice)
        wire = self.wire(self.xintang)
        while self.here.street or not all(clerk.done() for clerk in clerks):
            if not self.here.street:
                await asyncio.sleep(0.02)
                continue
            wish = self.here.street.pop(0)
            if self.dice.random() > 0.1:
                continue
            while (await wire.ask(f"/api/v1/wishes/{wish}", one.office))[0] != 200:
                await asyncio.sleep(0.02)
            try:
                await one.claim(wish)
            except Refused as refusal:
                self.there.refusals.append(str(refusal))

    async def play(self):
        for line in [*self.desks.values(), *self.roads.values()]:
            await line.open()
        for house in (self.wanda, self.xintang):
            house.stop()
            house.lines = {self.chengbei: self.roads[house]}
            spawn(house)
            await ready(house)
        free = Clerk(self.free, self.sender(self.wanda, keyed=False), self.wanda.office,
                     self.another())
        for _ in range(CONTROL_TIMES):
            await free.write()
        async with asyncio.TaskGroup() as group:
            clerks = [group.create_task(self.clerk()) for _ in range(CLERKS)]
            group.create_task(self.neighbour(clerks))
        for line in self.desks.values():
            await asyncio.gather(*line.copies)
        self.tried = len(self.here.deeds)
        # The lines stay as they are: what is lost is sent again until it is there.
        await self.agree()
        for line in [*self.desks.values(), *self.roads.values()]:
            await line.close()

    def planted(self, found):
        self.control["doubled without keys"] = judge(self.free.deeds, found)[1]
        return sum(found[deed.mark] for deed in self.free.deeds)

    def tell(self):
        super().tell()
        both = {what: sum((line.fates for line in lines.values()), collections.Counter())
                for what, lines in (("commands", self.desks), ("exchange", self.roads))}
        for what, fates in both.items():
            print(f"  {what}: " + ", ".join(f"{fates[fate]} {fate}" for fate in FATES),
                  flush=True)
        # Each has happened to commands and between nodes, or the trial has proved less.
        for fate in FATES[2:]:
            counts = [fates[fate] for fates in both.values()]
            self.control[fate] = sum(counts) if all(counts) else 0


if __name__ == "__main__":
    main("messages", __doc__, Messages, 2000)
