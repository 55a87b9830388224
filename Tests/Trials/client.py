"""HTTP/1.1 by hand on asyncio, for trials that make thousands of calls a second; and a node that
is started beside them."""
import asyncio
import json
import os
import re
import subprocess
import time

from telling import Broken

ANSWER_SECONDS = 40  # A waiting exchange takes 25.
HEAD_BYTES = 1 << 16
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CLOSING = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class Unanswered(Exception):
    """The line broke: whether the command was done is not known."""


async def message(reader):
    """One request or answer as it stands on the line: head and body; nothing at the end."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as problem:
        if problem.partial:
            raise Unanswered("half a head") from None
        return None
    length = LENGTH.search(head)
    body = await reader.readexactly(int(length[1])) if length else b""
    return head, body


class Wire:
    """A connection to a node that is kept, and opened anew when it broke."""

    def __init__(self, port, authority):
        self.port, self.authority = port, authority
        self.reader = self.writer = None

    async def exchange(self, request):
        """Sends bytes, and waits for the answer; its head and body."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                if not self.writer:
                    self.reader, self.writer = await asyncio.open_connection(
                        "127.0.0.1", self.port, limit=HEAD_BYTES)
                self.writer.write(request)
                answer = await message(self.reader)
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError, Unanswered) as why:
            self.close()
            raise Unanswered(repr(why)) from None
        except asyncio.CancelledError:
            self.close()
            raise
        if answer is None:
            self.close()
            raise Unanswered("closed")
        if CLOSING.search(answer[0]):
            self.close()
        return answer

    async def call(self, method, path, token="", body=b"", key=""):
        """One call of the API; status and JSON."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.authority}",
                 f"Authorization: Bearer {token}"]
        if method == "POST":
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        if key:
            lines.append("Idempotency-Key: " + key)
        head, answer = await self.exchange("\r\n".join(lines + ["", ""]).encode() + body)
        try:
            return int(head[9:12]), json.loads(answer)
        except ValueError:
            return int(head[9:12]), {}

    async def ask(self, path, token):
        """A question of a node that is up: asked again when a line was closed in between."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            try:
                return await self.call("GET", path, token)
            except Unanswered as why:
                if time.monotonic() > deadline:
                    raise Broken(f"{path}: {why}") from None
                await asyncio.sleep(0.01)

    def close(self):
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None


def spawn(house):
    """Starts a house's node without waiting for it."""
    with open(house.folder / "node.log", "ab") as log:
        house.process = subprocess.Popen(
            house.node("serve"), env=house.environment(), cwd=house.folder,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)


async def ready(house, seconds=60):
    """Waits until the node answers; how long that took, from now."""
    began = time.monotonic()
    wire = Wire(house.port, f"127.0.0.1:{house.port}")
    while True:
        try:
            if (await wire.call("GET", "/ready"))[0] == 200:
                wire.close()
                return time.monotonic() - began
        except Unanswered:
            pass
        if house.process.poll() is not None:
            raise Broken(f"{house.name} stopped with {house.process.returncode}: "
                         f"{house.log()[-2000:]}")
        if time.monotonic() - began > seconds:
            raise Broken(f"{house.name} does not answer in {seconds} s")
        await asyncio.sleep(0.004)


async def ended(house, number, seconds=20):
    """Sends a signal, and waits for the end; the exit code and how long it took."""
    began = time.monotonic()
    os.kill(house.process.pid, number)
    while house.process.poll() is None:
        if time.monotonic() - began > seconds:
            house.process.kill()
            house.process.wait(5)
            break
        await asyncio.sleep(0.002)
    code, house.process = house.process.returncode, None
    return code, time.monotonic() - began
