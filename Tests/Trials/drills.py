#!/usr/bin/env python3
"""Plays an office's bad days with real nodes: real processes of the executable, real files, HTTP on
loopback. Ends with 0 only when every day ended well. Needs python3; the wrong clock needs faketime.

    drills                          every day once, then the restore drill 20 times
    drills laptop clock             these days
    drills restore --times 20 --seed 7
    drills laptop --show            only the commands, as Operating.md has them
"""
import argparse
import http.client
import os
import pathlib
import signal
import subprocess
import sys
import time

from telling import Broken, Teller
from street import Street
from losses import dead_disk, line_down, lost_laptop, wrong_clock
from roster import leaving, snapshot, stolen_key
from restore import restore_drill

ROOT = pathlib.Path(__file__).resolve().parents[2]


DAYS = {
    "laptop": lost_laptop, "disk": dead_disk, "clock": wrong_clock, "line": line_down,
    "leave": leaving, "key": stolen_key, "snapshot": snapshot, "restore": restore_drill,
}


def executable(path):
    for one in [path] if path else [ROOT / ".build/release/yizhan", ROOT / ".build/debug/yizhan"]:
        if os.access(one, os.X_OK):
            return pathlib.Path(one).resolve()
    sys.exit("drills: no executable; build it, or pass --yizhan")


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("days", nargs="*", metavar="DAY", choices=[[], *DAYS],
                         help=", ".join(DAYS))
    options.add_argument("--times", type=int, help="how often; the restore drill 20 times")
    options.add_argument("--seed", default="20261122", help="of the restore drill")
    options.add_argument("--yizhan", help="the executable")
    options.add_argument("--show", action="store_true", help="print the commands only")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    yizhan, teller, broken = executable(options.yizhan), Teller(options.show), []
    began = time.monotonic()
    for name in options.days or DAYS:
        day = DAYS[name]
        # The restore drill repeats itself on one street; other days begin anew each time.
        again = 1 if day is restore_drill else options.times or 1
        for _ in range(again):
            teller.day(day.__doc__)
            try:
                with Street(yizhan, teller, lines=day is line_down) as street:
                    day(street, argparse.Namespace(
                        times=options.times or 20, seed=options.seed))
            except (Broken, OSError, http.client.HTTPException, KeyError, IndexError,
                    subprocess.SubprocessError) as problem:
                broken.append(name)
                print(f"  ✗ {type(problem).__name__}: {problem}", flush=True)
    seconds = time.monotonic() - began
    if broken:
        print(f"\n没有都收好场 did not end well: {' '.join(broken)} · {seconds:.0f} s")
        sys.exit(1)
    print(f"\n都收好了场 every day ended well · {seconds:.0f} s")


if __name__ == "__main__":
    main()
