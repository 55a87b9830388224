#!/usr/bin/env python3
"""Faults of the disk under the real node (DUR-3): a sync that fails, and a disk that is full.

A failed sync of the log, or of the database in a checkpoint: the process must end by itself, and a
new one, on a disk that holds of the unsynced writes what chance has left, must have all that was
acknowledged.

A full disk (a small tmpfs of its own, in a private mount namespace): commands are refused with 507
and a sentence, reading goes on, what was refused is not half done, and once there is room the
node writes again by itself. One that is killed meanwhile starts on the full disk and reads.

    faults.py --times 6                  in less than a minute
    faults.py --times 60                 the full size
"""
import argparse
import errno
import http.client
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import score
from clerks import Office
from day import Acknowledged, Quiet, wait
from drills import executable
from images import DATABASE, Effects
from nodes import make
from recording import FATES, Disk, Recording, build
from street import Street
from telling import Broken, eventually, expect

ENDING_SECONDS = 10
ROOM_SECONDS = 10
# The node's log may grow to 16 MiB before it is copied (`DatabaseFile.logBytesMaximum`). On a disk
# that holds less the log alone can take all of it, and then taking the ballast away leaves no room.
DISK_KIBIBYTES = 32 * 1024


class Round:
    """One node of its own, from its beginning to its end."""

    def __init__(self, yizhan, seed):
        self.dice, self.found = random.Random(seed), {}
        self.street = Street(yizhan, Quiet(False))
        self.wanda = self.street.wanda

    def bad(self, what, why):
        self.found.setdefault(what, []).append(why)
        print(f"  {what}: {why}", flush=True)

    def begin(self):
        self.wanda.run("init", "wanda", "--display-name", self.wanda.display)
        self.wanda.start()
        self.wanda.open_office()

    def check(self, acknowledged):
        """All that was acknowledged is in the file of a node that does not run."""
        connection = sqlite3.connect(self.wanda.data / DATABASE)
        there = Effects(connection)
        said = connection.execute("PRAGMA integrity_check").fetchall()
        connection.close()
        if said != [("ok",)]:
            self.bad("corrupt", said)
        for kind, name in acknowledged:
            if not there.has(kind, name):
                self.bad("lost", f"{kind} {name}")
        if there.has("answer", "nobody-asked"):
            self.bad("corrupt", "the file has what nobody has asked for")
        return there


def failing_sync(round, name, seed):
    """The next sync of a file fails, once; how many have failed."""
    wanda, folder = round.wanda, round.street.folder
    log, order = folder / "log", folder / "fail"
    noted = Acknowledged(log)
    wanda.extra = {"LD_PRELOAD": str(build(folder)), "DISK_LOG": str(log),
                   "DISK_ROOT": str(wanda.data), "DISK_FAIL": str(order)}
    round.begin()
    office = Office(wanda, noted, seed)
    before = round.dice.randint(1, 60)

    def fail(office):
        wait(office, lambda: office.done >= before, "commands")
        order.write_text(name)
        clerk = office.clerk("fails")
        deadline = time.monotonic() + ENDING_SECONDS
        while order.exists() and time.monotonic() < deadline:
            try:
                office.erase(clerk)
            except (OSError, http.client.HTTPException):
                break
        expect(not order.exists(), f"no sync of {name} came")
    office.work(fail, dying=True)
    try:
        code = wanda.process.wait(ENDING_SECONDS)
        if code <= 0 or "writing has ended" not in wanda.log():
            round.bad("did not stop", f"ended with {code}: {wanda.log()[-500:]}")
    except subprocess.TimeoutExpired:
        round.bad("did not stop", f"it runs on after a failed sync of {name}")
    wanda.kill()
    recording = Recording(log, wanda.data)
    disk = Disk(recording)
    disk.dice = round.dice
    disk.advance(len(recording.ops))
    make(disk.found(round.dice.choice(FATES), round.dice), folder / "after")
    wanda.data, wanda.extra = folder / "after", {}
    go_on(round, [one for _, effects in noted.list for one in effects])
    return sum(op[0] == "F" for op in recording.ops)


def go_on(round, acknowledged):
    """The node starts, works and stops, and everything is there."""
    round.wanda.start()
    round.wanda.open_office()
    wish = round.wanda.write("之后写下的")
    process = round.wanda.process
    round.wanda.stop()
    expect(process.returncode == 0, f"SIGTERM ended with {process.returncode}")
    return round.check([*acknowledged, ("event", wish)])


class Refusals:
    """What a full disk has answered."""

    def __init__(self, round):
        self.round, self.full, self.keys = round, 0, set()

    def __call__(self, status, answer, key):
        self.keys.add(key)
        if status == 507:
            self.full += 1
            if "满" not in f"{answer}" or answer.get("status") != 507:
                self.round.bad("no sentence", answer)
        elif status >= 500:
            self.round.bad("not 507", f"{status} {answer}")


def full_disk(round, seed):
    """The disk is filled up under a node at work, and emptied again; how often it said so."""
    wanda = round.wanda
    wanda.data.mkdir(mode=0o700)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_KIBIBYTES}k,mode=0700", "tmpfs",
                    str(wanda.data)], check=True)
    try:
        return fill(round, seed)
    finally:
        wanda.kill()
        subprocess.run(["umount", str(wanda.data)], check=True)


def fill(round, seed):
    wanda, acknowledged = round.wanda, []
    round.begin()
    refused = Refusals(round)
    office = Office(wanda, acknowledged.extend, seed, refused)
    office.work(lambda office: wait(office, lambda: office.done >= 30, "commands"))
    ballast = wanda.data / "ballast"

    def burst(office):
        clerk = office.clerk(f"e{office.round}")
        fill_up(wanda, ballast, round.dice.choice((0, 8, 40, 120, 300)))
        enough = refused.full + 20
        wait(office, lambda: refused.full >= enough, "refusals")
        # Erasing also empties the log, into a file that cannot grow.
        for _ in range(3):
            office.erase(clerk)
        clerk.close()
        reads(round)
        done = office.done
        ballast.unlink()
        try:
            eventually("it writes again", lambda: office.done >= done + 5, ROOM_SECONDS)
        except Broken as problem:
            round.bad("did not recover", problem)
    for _ in range(2):
        office.work(burst)
        if wanda.process.poll() is not None:
            round.bad("did not recover", f"ended with {wanda.process.returncode}")
            return refused.full
    is_stopped = round.dice.random() < 0.5
    if is_stopped:
        wanda.stop()
    else:
        office.work(lambda office: (fill_up(wanda, ballast, 0), wanda.kill()), dying=True)
        start_on_full_disk(round, ballast)
    there = go_on(round, acknowledged)
    for key in refused.keys:
        if there.has("answer", key):
            round.bad("half done", f"{key} was refused and is there")
    # Of a killed node some answers were on their way.
    if is_stopped:
        count_whole(round, acknowledged)
    return refused.full


def start_on_full_disk(round, ballast):
    """A node that was killed starts without any room, reads, and writes once there is some."""
    wanda = round.wanda
    try:
        wanda.start(20)
        reads(round)
    except Broken as problem:
        round.bad("does not read", f"on a full disk: {problem}")
    ballast.unlink()
    if wanda.process.poll() is None:
        wanda.write("腾出空间以后")
        wanda.stop()


def fill_up(wanda, ballast, left_kibibytes):
    with open(ballast, "wb") as file:
        # The node takes room at the same time.
        for _ in range(100):
            free = os.statvfs(wanda.data)
            length = free.f_bavail * free.f_frsize - left_kibibytes * 1024
            try:
                return os.posix_fallocate(file.fileno(), 0, max(4096, length))
            except OSError as problem:
                if problem.errno != errno.ENOSPC:
                    raise


def reads(round):
    """Everything that only reads is answered while nothing can be written."""
    for path in ("/ready", "/api/v1/wishes", "/api/v1/state", "/api/v1/volunteers"):
        status, answer = round.wanda.call("GET", path, round.wanda.office)
        if status != 200:
            round.bad("does not read", f"{path}: {status} {answer}")


def count_whole(round, acknowledged):
    """What is in the file is what was acknowledged, nothing more: pieces of refused commands
    would be more rows of something."""
    connection = sqlite3.connect(round.wanda.data / DATABASE)
    counts = {
        "volunteer": "SELECT count(*) FROM volunteer",
        "claim": "SELECT count(*) FROM own_claim",
        "answer": "SELECT count(*) FROM answer",
    }
    for kind, sql in counts.items():
        here = connection.execute(sql).fetchone()[0]
        known = sum(one[0] == kind for one in acknowledged)
        if here != known:
            round.bad("half done", f"{here} rows of {kind}, {known} acknowledged")
    connection.close()


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=6, help="rounds; each a third of them")
    options.add_argument("--seed", default="20261122")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    if "FAULTS_NAMESPACE" not in os.environ:
        # What is mounted here is seen here alone, and goes with this process.
        os.environ["FAULTS_NAMESPACE"] = "own"
        user = [] if os.geteuid() == 0 else ["--map-root-user"]
        os.execvp("unshare", ["unshare", "--mount", *user, sys.executable, *sys.argv])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    yizhan, bad, seen = executable(options.yizhan), {}, {"failed syncs": 0, "refused with 507": 0}
    for what in ("lost", "corrupt", "did not stop", "half done", "does not read", "not 507",
                 "no sentence", "did not recover"):
        bad[what] = 0
    for number in range(options.times):
        seed = f"{options.seed} {number}"
        round = Round(yizhan, seed)
        with round.street:
            if number % 3 < 2:
                name = ("-wal", DATABASE)[number % 3]
                seen["failed syncs"] += failing_sync(round, name, seed)
            else:
                seen["refused with 507"] += full_disk(round, seed)
        for what, list in round.found.items():
            bad[what] += len(list)
        score.progress(f"{number + 1} of {options.times} rounds, "
                       + ", ".join(f"{count} {what}" for what, count in seen.items()))
    score.end("faults of the disk", options.times, bad, seen)


if __name__ == "__main__":
    try:
        main()
    except Broken as problem:
        print(f"  {problem}", file=sys.stderr, flush=True)
        score.end("faults of the disk", 0, {"broken": 1})
