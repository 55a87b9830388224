"""A community's day under the recorder of its disk: commands by several at once, the log of the
database begun anew by itself and by erasures, stops, a kill, and starts."""
import json
import os
import pathlib
import signal
import sqlite3
import struct
import threading
import time

import score
from clerks import Office
from images import DATABASE, LOG
from recording import build
from street import Street
from telling import Broken, Teller, expect

SECONDS = 240  # For each part of the day.


class Quiet(Teller):
    def step(self, what):
        score.progress(what)

    def command(self, where, line):
        pass


class Acknowledged:
    """What was acknowledged, each with the length of the recording when the answer was here."""

    def __init__(self, log):
        self.log, self.lock, self.list = log, threading.Lock(), []

    def __call__(self, effects):
        length = os.stat(self.log).st_size
        with self.lock:
            self.list.append((length, effects))


def record(yizhan, folder, seed):
    """Plays the day; the recording and its story stand in `folder` then."""
    folder.mkdir(parents=True)
    log = folder / "log"
    noted = Acknowledged(log)
    with Street(yizhan, Quiet(False)) as street:
        wanda = street.wanda
        wanda.extra = {"LD_PRELOAD": str(build(street.folder)), "DISK_LOG": str(log),
                       "DISK_ROOT": str(wanda.data)}
        street.found("wanda")
        noted([("opened", 2)])
        watch = Neighbour(street.chengbei.data / DATABASE, noted)
        watch.start()
        try:
            play(wanda, Office(wanda, noted, seed))
        finally:
            watch.stops = True
            watch.join()
        if watch.broken:
            raise watch.broken
        street.chengbei.stop()
        story = {"root": str(wanda.data), "acknowledged": noted.list}
    (folder / "story.json").write_text(json.dumps(story))


def play(wanda, office):
    live = wanda.data / LOG

    def enough(commands):
        return lambda office: wait(office, lambda count=office.done + commands:
                                   office.done >= count, "commands")

    def begun_anew(office):
        first = turns(live)
        wait(office, lambda: turns(live) != first, "the log to begin anew")
        wait(office, lambda count=office.done + 40: office.done >= count, "commands")

    def erasures(count):
        def erase(office):
            clerk = office.clerk(f"e{office.round}")
            for _ in range(count):
                wait(office, lambda: office.erasable, "a wish to erase")
                office.erase(clerk)
                time.sleep(0.05)
            clerk.close()
        return erase

    def killed(number):
        def kill(office):
            wait(office, lambda count=office.done + 30: office.done >= count, "commands")
            os.kill(wanda.process.pid, number)
            wanda.process.wait(20)
        return kill
    office.work(begun_anew)
    office.work(erasures(8))
    office.work(killed(signal.SIGTERM), dying=True)
    expect(wanda.process.returncode == 0, f"SIGTERM: {wanda.process.returncode} {wanda.log()}")
    wanda.start()
    office.work(erasures(2))
    office.work(killed(signal.SIGKILL), dying=True)
    wanda.start()
    office.work(enough(30))
    wanda.stop()


def wait(office, holds, what):
    deadline = time.monotonic() + SECONDS
    while not holds():
        if office.broken:
            raise office.broken
        if time.monotonic() > deadline:
            raise Broken(f"{SECONDS} s were not enough for {what}: {office.done} acknowledged")
        score.progress(f"recording: {office.done} commands acknowledged")
        time.sleep(0.02)


def turns(log):
    """How often a write-ahead log was begun anew: the fourth number of its head."""
    try:
        head = pathlib.Path(log).open("rb").read(16)
    except OSError:
        return None
    return struct.unpack(">I", head[12:16])[0] if len(head) == 16 else None


class Neighbour(threading.Thread):
    """Looks at what the alliance has of the community's log: it has left the node, so it must be
    there after any cut, or its dots would be used twice."""

    def __init__(self, path, noted):
        super().__init__(daemon=True)
        self.path, self.noted = path, noted
        self.stops, self.broken = False, None

    def run(self):
        known = []
        try:
            while not self.stops:
                connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=5)
                heads = connection.execute(
                    "SELECT writer, max(seq) FROM event WHERE writer LIKE 'wanda.%' "
                    "GROUP BY writer").fetchall()
                connection.close()
                if heads != known:
                    known = heads
                    self.noted([("event", f"{writer}/{seq}") for writer, seq in heads])
                time.sleep(0.1)
        except Exception as problem:
            self.broken = problem
