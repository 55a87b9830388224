#!/usr/bin/env python3
"""Control of the simulator: twenty bugs are planted into a copy of the sources, one at a time is
awake, and the simulator has to find it. A simulator that finds nothing has proved nothing.

    planted                          all of them, 2,000 seeds each at most
    planted --only 4 7               these
    planted --work .build-planted    keeps the copy and its build for the next time
    planted --apply                  only whether the patches still fit the sources

The patches are Tests/Planted/NN-name.patch, applied in order; 00 lets PLANTED_BUG say which bug is
awake. They are written from the rules of the federation, by people who have not read the checkers.
"""
import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import score

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATCHES = ROOT / "Tests/Planted"
# A folder with this file is a copy that this program made: it alone is overwritten.
MARK = ".planted-copy"
WANTED = 19
# A seed costs a fraction of a second: the first runs are short, the later ones save starts.
FIRST_SEEDS = 4


class Bug:
    """One planted bug and what has become of it."""

    def __init__(self, patch):
        self.patch = patch
        number, self.name = patch.stem.split("-", 1)
        self.number = int(number)
        self.problem = ""  # Why it could not be tried.
        self.found = ""  # By which seed and invariant.
        self.tried, self.seconds = 0, 0.0

    def row(self):
        said = self.found or self.problem or f"not found by {self.tried} seeds"
        return f"{self.number:3}  {self.name:42}  {self.seconds:6.0f} s  {said}"


# The copy.

def stage(bugs, folder):
    """The sources as they lie here, with all patches that fit."""
    names = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True, stdout=subprocess.PIPE).stdout.decode().split("\0")
    for name in [*filter(None, names), "Package.resolved"]:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    # A repository of its own: inside another one git would apply nothing, and say nothing.
    subprocess.run(["git", "-C", folder, "init", "-q"], check=True)
    for bug in bugs:
        # One line of context on each side is enough; the rest may have moved on.
        run = subprocess.run(
            ["git", "-C", folder, "apply", "-C1", "--whitespace=nowarn", bug.patch],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if run.returncode != 0:
            bug.problem = "does not apply any more"
            print(f"{bug.patch.name} does not apply any more:\n{run.stdout}", flush=True)
    shutil.rmtree(folder / ".git")


def sync(source, target):
    """Makes the sources of `target` those of `source`; what is equal keeps its date."""
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()) and not (target / MARK).is_file():
        sys.exit(f"planted: {target} is no copy of before; an empty folder, please")
    (target / MARK).touch()
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for path in [path for path in target.rglob("*") if path.is_file()]:
        name = path.relative_to(target)
        if name.parts[0] not in (".build", MARK) and name not in wanted:
            path.unlink()
    for name in wanted:
        new, old = source / name, target / name
        if not old.is_file() or old.read_bytes() != new.read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new, old)


# Processes.

class Child:
    """A process with a group of its own, which is killed with it."""
    now = None

    def __init__(self, command, folder, **environment):
        self.process = subprocess.Popen(
            [str(word) for word in command], cwd=folder, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace",
            env={**os.environ, "SWIFT_BACKTRACE": "enable=no", **environment})
        Child.now = self

    def lines(self):
        with self.process.stdout as output:
            yield from output
        self.process.wait()
        Child.now = None

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def stop(*_):
    if Child.now is not None:
        Child.now.kill()
    sys.exit(143)


def build(folder, configuration):
    """The executable of the patched copy."""
    command = ["swift", "build", "--configuration", configuration, "--product", "yizhan"]
    last = []
    child = Child(command, folder)
    for line in child.lines():
        score.progress("building: " + line.strip()[:90])
        last = [*last, line][-40:]
    if child.process.returncode != 0:
        sys.exit("planted: the patched copy does not build:\n" + "".join(last))
    return folder / ".build" / configuration / "yizhan"


# The search.

class Run:
    """One call of the simulator."""

    def __init__(self, yizhan, mode, number, first, seeds, seconds, folder):
        self.lines, self.is_late = [], False
        deadline = time.monotonic() + seconds
        child = Child([yizhan, "simulate", *mode, "--first", first, "--seeds", seeds], folder,
                      PLANTED_BUG=str(number))
        # What has a violation may end, since only then it says the seed; what hangs may not.
        watch = threading.Timer(2 * seconds + 30, self.end, [child])
        watch.start()
        for line in child.lines():
            self.lines.append(line.rstrip())
            score.progress(f"bug {number}: from seed {first}: {line.strip()[:70]}")
            if time.monotonic() > deadline and not self.violations():
                self.end(child)
        watch.cancel()
        self.code = child.process.returncode

    def end(self, child):
        self.is_late = child.process.poll() is None
        child.kill()

    def finding(self):
        """What was found, in a few words; nothing when nothing was."""
        if self.is_late:
            return f"{self.violations()} violations, not told" if self.violations() else ""
        said = [line for line in self.lines if not re.match(r"I\d+ checked|\d+/\d+ ", line)]
        for line in said:
            # A run that stops at an assertion has found something; a bare crash has not.
            if self.code < 0 and re.search(r"(Fatal error|Assertion failed|Precondition)", line):
                return "stopped by an assertion: " + line[-100:]
        seed = ""
        for line in said:
            # The core says both in one line; of whole nodes a story is told in between.
            told = re.match(r"\s*seed (\d+)", line)
            seed = f"seed {told[1]}, " if told else seed
            rule = re.search(r"\b(I\d{1,2}|SIG-\d+)(:| does not hold)", line)
            if self.code != 0 and rule:
                return f"{seed}{rule[1]}"
        return ""

    def violations(self):
        return self.progress()[1]

    def seeds(self):
        return self.progress()[0]

    def progress(self):
        """Seeds that are through and violations, by the last line of progress and no other."""
        last = (0, 0)
        for line in self.lines:
            said = re.match(r"(\d+)/\d+ seeds, (\d+) violations", line)
            last = (int(said[1]), int(said[2])) if said else last
        return last

    def trouble(self):
        """Why it ended without a word that can be understood."""
        if self.is_late or self.code == 0:
            return ""
        return f"ended with {self.code}: {' '.join(self.lines[-2:])[-160:]}"


def modes(yizhan):
    """Whole nodes where the executable has them, and the bare core."""
    said = subprocess.run([yizhan, "simulate", "--help"], check=True, stdout=subprocess.PIPE,
                          text=True, timeout=60).stdout
    return [["--nodes"], []] if "--nodes" in said else [[]]


def hunt(bug, yizhan, ways, options, folder):
    """Runs seeds in each way until the bug is found, or all are through."""
    began = time.monotonic()
    for way in ways:
        first, left, size = options.seed, options.times, FIRST_SEEDS
        deadline = time.monotonic() + options.seconds / len(ways)
        while left > 0 and not bug.found and time.monotonic() < deadline:
            seeds = min(size, left)
            run = Run(yizhan, way, bug.number, first, seeds, deadline - time.monotonic(), folder)
            bug.found = run.finding()
            if bug.found:
                bug.found += " (whole nodes)" if way else " (core)"
            elif run.trouble():
                bug.problem = run.trouble()
                break
            bug.tried += run.seeds()
            first, left, size = first + seeds, left - seeds, size * 2
        if bug.found:
            break
    bug.seconds = time.monotonic() - began
    print(bug.row(), flush=True)


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=2000, help="seeds for each bug and way")
    options.add_argument("--seed", type=int, default=1, help="the first one")
    options.add_argument("--seconds", type=float, default=600, help="for each bug, at most")
    options.add_argument("--only", type=int, nargs="+", default=[], help="these numbers")
    options.add_argument("--apply", action="store_true", help="only whether the patches fit")
    options.add_argument("--work", type=pathlib.Path, help="a folder for the copy, kept")
    options.add_argument("--configuration", choices=["release", "debug"], default="release")
    options.add_argument("--planted", type=pathlib.Path, help="an executable of the patched copy")
    options.add_argument("--yizhan", help="not needed: planted bugs have a build of their own")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

    bugs = [Bug(patch) for patch in sorted(PATCHES.glob("[0-9][0-9]-*.patch"))]
    with tempfile.TemporaryDirectory(prefix="planted-") as temporary:
        folder = pathlib.Path(temporary)
        (folder / "stage").mkdir()
        stage(bugs, folder / "stage")
        switch, bugs = bugs[0], bugs[1:]
        stray = sum(1 for bug in [switch, *bugs] if bug.problem)
        if options.apply or switch.problem:
            score.end("planted bugs fit the sources", len(bugs), {"stray patches": stray})
        yizhan = options.planted
        if yizhan is None:
            work = (options.work or folder / "work").resolve()
            sync(folder / "stage", work)
            yizhan = build(work, options.configuration)
        yizhan, ways = yizhan.resolve(), modes(yizhan.resolve())

        # Asleep, all of them together must change nothing.
        quiet = Bug(PATCHES / "00-asleep.patch")
        hunt(quiet, yizhan, ways, options, folder)
        wanted = [bug for bug in bugs if not options.only or bug.number in options.only]
        for bug in wanted:
            if not bug.problem:
                hunt(bug, yizhan, ways, options, folder)

    print()
    for bug in [quiet, *wanted]:
        print(bug.row(), flush=True)
    found = sum(1 for bug in wanted if bug.found)
    is_quiet = not quiet.found and not quiet.problem and quiet.tried > 0
    missed = len(wanted) - found
    pardoned = 0 if options.only else len(bugs) - WANTED
    score.end(
        "planted bugs", len(wanted), {"missed": missed},
        {"found": found, "quiet without a bug": int(is_quiet)},
        met=is_quiet and missed <= pardoned)


if __name__ == "__main__":
    main()
