"""A forwarder between two ends of HTTP that loses, doubles, delays and overtakes whole requests."""
import asyncio
import collections
import itertools
import random

from machine import free_port
from client import HEAD_BYTES, Unanswered, Wire, message

DOUBLED, LOST, UNANSWERED, DELAYED = 0.10, 0.05, 0.05, 0.20  # Shares of all requests.
DELAY_SECONDS = 0.06  # Enough for a few others to overtake.
LATE_SECONDS = 0.5  # A second copy arrives so late at most, when its sender has gone on.


class LossyLine:
    """A line to a node on which one request in ten is doubled and one in ten is lost: half of
    those before they were done, half of them after. Others wait, so that later ones overtake."""

    def __init__(self, target, seed):
        self.target, self.port, self.dice = target, free_port(), random.Random(seed)
        self.fates = collections.Counter()
        self.numbers, self.newest = itertools.count(1), 0
        self.idle, self.server, self.ends, self.copies = [], None, set(), set()

    async def open(self):
        self.server = await asyncio.start_server(
            self.accept, "127.0.0.1", self.port, limit=HEAD_BYTES)

    def cut(self):
        if self.server:
            self.server.close()
            self.server = None

    async def close(self):
        self.cut()
        tasks = [*self.ends, *self.copies]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for wire in self.idle:
            wire.close()

    async def accept(self, reader, writer):
        self.ends.add(asyncio.current_task())
        try:
            while request := await message(reader):
                self.fates["requests"] += 1
                answer = await self.carry(b"".join(request), next(self.numbers))
                if answer is None:
                    break
                writer.write(answer)
                await writer.drain()
        except (OSError, EOFError, Unanswered, asyncio.LimitOverrunError,
                asyncio.CancelledError):
            pass  # An end that is gone, or the end of the trial.
        finally:
            self.ends.discard(asyncio.current_task())
            writer.close()

    async def carry(self, request, number):
        """What comes of a request: the answer, or nothing when the line breaks."""
        turn = self.dice.random()
        if turn < LOST:
            self.fates["lost"] += 1
            return None
        if turn < LOST + UNANSWERED:
            await self.deliver(request, number)
            self.fates["unanswered"] += 1
            return None
        if turn < LOST + UNANSWERED + DOUBLED:
            return await self.twice(request, number)
        if turn < LOST + UNANSWERED + DOUBLED + DELAYED:
            await asyncio.sleep(self.dice.random() * DELAY_SECONDS)
        return await self.deliver(request, number)

    async def twice(self, request, number):
        """Both copies at once, or the second when the first has long been answered."""
        self.fates["doubled"] += 1
        if self.dice.random() < 0.5:
            copies = await asyncio.gather(*(self.deliver(request, number) for _ in range(2)))
            self.compare(request, *copies)
            return self.dice.choice(copies)
        first = await self.deliver(request, number)
        task = asyncio.create_task(self.late(request, number, first))
        self.copies.add(task)
        task.add_done_callback(self.copies.discard)
        return first

    async def late(self, request, number, first):
        await asyncio.sleep(self.dice.random() * LATE_SECONDS)
        self.compare(request, first, await self.deliver(request, number))

    def compare(self, request, *answers):
        """Who wants to know what two copies were answered takes this over."""

    async def deliver(self, request, number):
        """Hands a request to the node; its answer, or nothing."""
        self.fates["delivered"] += 1
        self.fates["overtaken"] += number < self.newest
        self.newest = max(self.newest, number)
        wire = self.idle.pop() if self.idle else Wire(self.target, "")
        try:
            answer = b"".join(await wire.exchange(request))
        except Unanswered:
            self.fates["broken"] += 1
            return None
        self.idle.append(wire)
        return answer
