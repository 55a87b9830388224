"""Gives images of a power cut to the node itself: it must find itself whole and go on working."""
import os
import random
import shutil
import sqlite3
import subprocess

import score
from day import Quiet
from images import DATABASE, Effects
from recording import FATES, Disk, lay
from street import Street
from telling import Broken, expect


def try_nodes(yizhan, recording, acknowledged, folder, seed, times):
    """So many images with their key files; what went wrong, one line each."""
    dice, disk, refused = random.Random(f"{seed} nodes"), Disk(recording), []
    first = acknowledged[0][0]
    cuts = sorted(dice.randint(first, len(recording.ops)) for _ in range(times))
    with Street(yizhan, Quiet(False)) as street:
        for number, cut in enumerate(cuts):
            fate = dice.choice(FATES)
            disk.advance(cut)
            data = folder / f"node-{number}"
            make(disk.found(fate, dice), data)
            expected = [one for at, effects in acknowledged if at <= cut for one in effects]
            try:
                try_one(street.wanda, data, expected)
            except (Broken, OSError, subprocess.SubprocessError, sqlite3.Error) as problem:
                refused.append(f"cut {cut} {fate}: {problem}")
                print("  " + refused[-1], flush=True)
                street.wanda.kill()
            shutil.rmtree(data)
            score.progress(f"{number + 1} of {times} images opened by the node")
    return refused


def make(found, data):
    data.mkdir(mode=0o700)
    for name, (file, ops) in found.items():
        path = data / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        os.pwrite(descriptor, file.durable, 0)
        lay(descriptor, ops)
        os.close(descriptor)


def try_one(wanda, data, expected):
    wanda.data = data
    said = wanda.run("rebuild")
    expect("the same" in said, said)
    wanda.start(20)
    wanda.open_office()
    wish = wanda.write("停电之后写下的")
    process = wanda.process
    wanda.stop()
    expect(process.returncode == 0, f"SIGTERM ended with {process.returncode}")
    connection = sqlite3.connect(data / DATABASE)
    there = Effects(connection)
    said = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    expect(said == [("ok",)], f"{said}")
    for kind, name in [*expected, ("event", wish)]:
        expect(there.has(kind, name), f"{kind} {name} is not there")
