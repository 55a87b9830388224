#!/usr/bin/env python3
"""Power cuts: what a node has acknowledged is there after any loss of power (DUR-1).

The real node runs under a recorder of its writes and syncs (disk.c) while an office and its
volunteers work. Then its disk is built as a loss of power could have left it (recording.py), at
cuts chosen by the seed, and each such image is opened with SQLite: its content must be, byte for
byte, that of a moment between two commits, and hold all that was acknowledged before the cut.
Each content that occurs is checked once by `PRAGMA integrity_check`. Some images are given to the
node itself: it must rebuild, start, go on working and stop.

    power_cuts.py --times 500            in less than a minute
    power_cuts.py --times 10000          the full size
    power_cuts.py --recording FOLDER     judges a recording that was kept, without a new one

Controls: the same recording read as if `synchronous` were NORMAL must lose something; read as if
checkpoints did not sync the database it must be bad; and a byte that is turned over in the
database must be seen.
"""
import argparse
import json
import multiprocessing
import pathlib
import random
import shutil
import signal
import sqlite3
import sys
import tempfile

import score
from day import record
from drills import executable
from images import DATABASE, LOG, Judge
from nodes import try_nodes
from recording import FATES, Recording
from telling import Broken, expect

WORKERS = 2
IMAGES_OF_A_DAY = 2500  # Beyond, another day is recorded.
BYTES = 40  # So many are turned over.


def load(folder):
    """A recording and what was acknowledged: (cut, effects) in order."""
    story = json.loads((folder / "story.json").read_text())
    recording = Recording(folder / "log", story["root"])
    acknowledged = sorted(
        (recording.cut_at(length), [tuple(one) for one in effects])
        for length, effects in story["acknowledged"])
    return recording, acknowledged


class Places:
    """Where the power may be cut, by what goes on there."""

    def __init__(self, recording):
        self.recording = recording
        ops, about = recording.ops, recording.about
        last = len(ops)
        heads = recording.heads_of_log(LOG)
        lengths = [at for at in range(last) if ops[at][0] == "T" and about[at] == LOG]
        names = [at for at in range(last) if ops[at][0] in "CNU"]
        self.checkpoints = self.runs(recording.writes(DATABASE))
        self.everywhere = range(1, last + 1)
        self.syncs = self.around(recording.syncs(), -3, 3)
        self.beginnings = self.around(heads + lengths + names, -3, 14)
        made = {at for at in names if ops[at][0] == "C" and about[at] == LOG}
        anew, marks = 0, sorted([*lengths, *made])
        for one, next_one in zip(heads, heads[1:]):
            anew += not any(one < mark < next_one for mark in marks)
        self.seen = {
            "commits": len([at for at in recording.syncs() if about[at] == LOG]),
            "checkpoints": len(self.checkpoints), "logs begun anew in place": anew,
            "logs truncated": len(lengths),
            "logs taken away": sum(ops[at][0] == "U" for at in names if about[at] == LOG)}

    def around(self, places, low, high):
        last = len(self.recording.ops)
        return sorted({at + one for at in places for one in range(low, high + 1)
                       if 1 <= at + one <= last})

    def runs(self, writes):
        """Writes to the database, a checkpoint each."""
        runs, syncs = [], [at for at in self.recording.syncs()
                           if self.recording.about[at] == DATABASE]
        for at in writes:
            if not runs or any(runs[-1][-1] < sync < at for sync in syncs):
                runs.append([])
            runs[-1].append(at)
        return [[*run, run[-1] + 1, run[-1] + 2, run[-1] + 3] for run in runs]

    def choose(self, times, seed):
        """So many (cut, fate, number), in the order of the cuts."""
        dice, chosen = random.Random(f"{seed} cuts"), []
        last = len(self.recording.ops)
        for number in range(times):
            places = (self.everywhere, self.syncs, self.beginnings,
                      dice.choice(self.checkpoints))[number % 4]
            chosen.append((min(dice.choice(places), last), dice.choice(FATES), number))
        return sorted(chosen)


# How a recording is read: as it was, and as if something had not been done that must be.
AS_IT_WAS, AS_NORMAL, NO_CHECKPOINT_SYNCS = "images", "as if NORMAL", "as if checkpoints unsynced"


def judge_some(folder, chosen, seed, reading, tell):
    """Judges images; tells each."""
    recording, acknowledged = load(folder)
    if reading == AS_NORMAL:
        recording = recording.as_normal(DATABASE)
    elif reading == NO_CHECKPOINT_SYNCS:
        recording = recording.without_syncs_of(DATABASE)
    tmpfs = tempfile.mkdtemp(prefix="yizhan-cuts-", dir="/dev/shm")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    judge = Judge(recording, acknowledged, pathlib.Path(tmpfs) / "images")
    try:
        for cut, fate, number in chosen:
            dice = random.Random(f"{seed} {number}")
            if reading != AS_IT_WAS:
                judge.disk.advance(cut)
                content = judge.read(judge.disk.found(fate, dice))
                fault, at_stake = judge.fault(content, cut), True
            else:
                fault, at_stake = judge.judge(cut, fate, dice)
            tell((cut, fate, number, fault, at_stake))
        tell(len(judge.contents))
    finally:
        shutil.rmtree(tmpfs)


def judge_all(folder, chosen, seed, reading=AS_IT_WAS):
    """Judges images in two processes, each a half of the recording; (faults, at stake,
    contents)."""
    fork = multiprocessing.get_context("fork")
    answers, halves = fork.SimpleQueue(), []
    size = -(-len(chosen) // WORKERS)
    parts = [chosen[at:at + size] for at in range(0, len(chosen), size)]
    for part in parts:
        halves.append(fork.Process(
            target=judge_some, args=(folder, part, seed, reading, answers.put)))
        halves[-1].start()
    faults, count, stakes, contents = [], 0, 0, 0
    try:
        done = 0
        while done < len(parts):
            while answers.empty():
                for half in halves:
                    half.join(0.2)
                    expect(not half.exitcode, f"a judge ended with {half.exitcode}")
                if done == len(parts):
                    break
            answer = answers.get()
            if isinstance(answer, int):
                contents, done = contents + answer, done + 1
                continue
            count, stakes = count + 1, stakes + answer[4]
            if answer[3]:
                faults.append(answer)
            score.progress(f"{count} of {len(chosen)} {reading}, {len(faults)} faults")
    finally:
        for half in halves:
            if half.is_alive():
                half.terminate()
            half.join()
    return faults, stakes, contents


def turned_over(folder, seed, times):
    """How many of so many bytes, each turned over in a whole database, are seen by SQLite or by
    what was acknowledged; and how many only by the comparison of contents."""
    recording, acknowledged = load(folder)
    tmpfs = tempfile.mkdtemp(prefix="yizhan-cuts-", dir="/dev/shm")
    judge = Judge(recording, acknowledged, pathlib.Path(tmpfs) / "images")
    last, dice = len(recording.ops), random.Random(f"{seed} bytes")
    seen = compared = 0
    try:
        judge.disk.advance(last)
        found = judge.disk.found("all", dice)
        file, ops = found[DATABASE]
        whole = judge.read(found)
        for _ in range(times):
            at = dice.randrange(len(file.durable) // 4, len(file.durable))
            found[DATABASE] = file, [*ops, (0, "W", at, bytes([file.durable[at] ^ 0xff]))]
            content = judge.read(found)
            if judge.fault(content, last):
                seen += 1
            elif content != whole:
                compared += 1
    finally:
        shutil.rmtree(tmpfs)
    return seen, compared


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=500, help="images")
    options.add_argument("--seed", default="20261122")
    options.add_argument("--yizhan", help="the executable")
    options.add_argument("--recording", type=pathlib.Path, help="a recording that was kept")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    yizhan, total, controls = executable(options.yizhan), {}, {}
    days = 1 if options.recording else -(-options.times // IMAGES_OF_A_DAY)
    for day in range(days):
        count = options.times // days + (day < options.times % days)
        bad, control = try_day(yizhan, options.recording, f"{options.seed} {day}", count)
        for sums, counts in ((total, bad), (controls, control)):
            for what, number in counts.items():
                sums[what] = sums.get(what, 0) + number
    score.end("crash images", options.times, total, controls)


def try_day(yizhan, kept, seed, times):
    """A day is recorded and judged; when something was found, the recording is kept."""
    own = pathlib.Path(tempfile.mkdtemp(prefix="yizhan-cuts-"))
    folder, is_wanted = kept or own / "recording", False
    try:
        if not kept:
            record(yizhan, folder, seed)
        bad, control = try_all(yizhan, folder, own, seed, times)
        is_wanted = any(bad.values())
        return bad, control
    finally:
        if is_wanted and not kept:
            print(f"  to be judged again: --recording {folder}", flush=True)
        else:
            shutil.rmtree(own)


def try_all(yizhan, folder, own, seed, times):
    """All images, controls and nodes; what must not be and what must be."""
    recording, acknowledged = load(folder)
    places = Places(recording)
    print(f"  recorded: {len(recording.ops)} changes, {len(acknowledged)} acknowledged; "
          + ", ".join(f"{count} {what}" for what, count in places.seen.items())
          + f"; SQLite {sqlite3.sqlite_version}", flush=True)
    for what, count in places.seen.items():
        expect(count, f"the recording has no {what}")
    faults, stakes, contents = judge_all(
        folder, places.choose(times, seed), seed)
    print(f"  {times} images: {stakes} had something at stake, {contents} different "
          "contents were checked", flush=True)
    for cut, fate, number, fault, _ in faults[:20]:
        print(f"  cut {cut}, {fate}, number {number}: {fault}", flush=True)
    lost = sum(one[3][0] == "lost" for one in faults)
    some = max(60, times // 20)
    normal, _, _ = judge_all(folder, places.choose(some, f"{seed} normal"), seed, AS_NORMAL)
    lost_normal = sum(one[3][0] == "lost" for one in normal)
    unsynced, _, _ = judge_all(
        folder, places.choose(some, f"{seed} unsynced"), seed, NO_CHECKPOINT_SYNCS)
    seen, compared = turned_over(folder, seed, BYTES)
    expect(seen + compared == BYTES, "a byte was turned over and nobody saw it")
    nodes = max(3, min(48, times // 200))
    refused = try_nodes(yizhan, recording, acknowledged, own, seed, nodes)
    print(f"  controls, {some} images each: as if NORMAL {lost_normal} lost and "
          f"{len(normal) - lost_normal} corrupt, as if checkpoints were not synced "
          f"{len(unsynced)} lost or corrupt;\n  of {BYTES} bytes turned over SQLite sees {seen}, "
          f"the comparison all; {nodes} images were given to the node itself", flush=True)
    bad = {"lost": lost, "corrupt": len(faults) - lost, "node fails": len(refused)}
    return bad, {
        "lost under NORMAL": lost_normal, "bad without checkpoint syncs": len(unsynced),
        "damage seen": seen + compared}


if __name__ == "__main__":
    try:
        main()
    except Broken as problem:
        print(f"  {problem}", file=sys.stderr, flush=True)
        score.end("crash images", 0, {"broken": 1})
