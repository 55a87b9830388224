#!/usr/bin/env python3
"""Tries every reader of bytes from outside with libFuzzer: what may come in must break neither the
process nor a rule of `Tests/FuzzTests`. Needs `swift build` before it, for the libraries of others.

    fuzz --seconds 60                     every target, two at a time
    fuzz --seconds 600 --targets event,parcel
    fuzz --targets json --input FILE      one input again, with what it says
    fuzz --seconds 3600 --keep            and what reached something new goes into the corpus
"""
import argparse
import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import score

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE, BUILD = ROOT / "Tests/FuzzTests", ROOT / ".build-fuzz"
ROOMS = ["Causality", "Alliance", "Replication", "Community", "Telemetry", "Node", "Signing",
         "Sheets"]
# They hold the ports' types, no readers: compiled as fast as can be, not covered.
PLAIN = {"Telemetry", "Node"}
TARGETS = ["json", "names", "vector", "event", "parcel", "message", "request", "csv", "sheet",
           "photo"]
# The planted bugs, and what must be said of each.
PLANTED = {"planted-crash": "deadly signal", "planted-property": "rule broken: planted"}
BYTES_MAXIMUM = {"planted-crash": 16, "json": 512, "names": 128, "vector": 64, "csv": 512}
EDGES_MINIMUM = 60  # A target that sees fewer branches than this sees nothing of its reader.
JOBS = 2


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Building:
    """The rooms that read, compiled with coverage; what is of others is taken as it is built."""

    def __init__(self):
        self.modules, self.objects = BUILD / "Modules", BUILD / "Objects"
        self.program = BUILD / "fuzz"
        built = [ROOT / ".build" / one for one in ("debug", "release")
                 if (ROOT / ".build" / one / "yizhan.product/Objects.LinkFileList").exists()]
        if not built:
            sys.exit("fuzz: nothing is built; `swift build` first")
        listed = built[0] / "yizhan.product/Objects.LinkFileList"
        names = [name.strip("'").split("/.build/")[-1] for name in listed.read_text().splitlines()]
        rooms = {path.name for path in (ROOT / "Sources").iterdir()}
        self.others = [str(ROOT / ".build" / name) for name in names
                       if name.split("/")[2].removesuffix(".build") not in rooms]
        features = re.findall(r'enableUpcomingFeature\("(\w+)"\)',
                              (ROOT / "Package.swift").read_text())
        self.flags = ["-wmo", "-parse-as-library", "-enable-testing", "-swift-version", "6",
                      "-package-name", "main", "-strict-memory-safety", "-warnings-as-errors",
                      "-I", str(self.modules), "-I", str(built[0] / "Modules"),
                      "-module-cache-path", str(BUILD / "ModuleCache")]
        for feature in features:
            self.flags += ["-enable-upcoming-feature", feature]
        for library in ("CXKCPShims", "CXKCP", "CCryptoBoringSSLShims", "CCryptoBoringSSL"):
            include = ROOT / ".build/checkouts/swift-crypto/Sources" / library / "include"
            self.flags += ["-Xcc", f"-fmodule-map-file={include}/module.modulemap",
                           "-Xcc", "-I", "-Xcc", str(include)]

    def run(self):
        """Compiles what has changed; the seconds that it took."""
        began = time.monotonic()
        for folder in (self.modules, self.objects):
            folder.mkdir(parents=True, exist_ok=True)
        # The pins of the manifest stand for the libraries of others.
        key = hashlib.sha256(said("swiftc", "--version").encode() + repr(self.flags).encode()
                             + (ROOT / "Package.swift").read_bytes())
        changed = False
        for room in ROOMS + ["FuzzTests"]:
            folder = HERE if room == "FuzzTests" else ROOT / "Sources" / room
            sources = sorted(path for path in folder.rglob("*.swift")
                             if path.name != "ReplayTests.swift")
            for source in sources:
                key.update(str(source).encode() + source.read_bytes())
            changed |= self.compile(room, sources, key.hexdigest())
        if changed or not self.program.exists():
            self.link()
        return time.monotonic() - began

    def compile(self, room, sources, key):
        """Whether it had to: a room is compiled again when it or a room before it has changed."""
        stamp = self.objects / f"{room}.key"
        if stamp.exists() and stamp.read_text() == key:
            return False
        print(f"  compiles {room}", flush=True)
        own = ["-Onone"] if room in PLAIN else ["-O", "-sanitize=fuzzer"]
        if room == "FuzzTests":
            own += ["-D", "FUZZING"]
        run = subprocess.run(
            ["swiftc", "-c", "-module-name", room, "-emit-module", "-emit-module-path",
             self.modules / f"{room}.swiftmodule", "-o", self.objects / f"{room}.o",
             *self.flags, *own, *sources], cwd=BUILD)
        if run.returncode:
            sys.exit(f"fuzz: {room} does not compile")
        stamp.write_text(key)
        return True

    def link(self):
        archive, names = BUILD / "libothers.a", BUILD / "others.txt"
        names.write_text("\n".join(f'"{name}"' for name in self.others))
        archive.unlink(missing_ok=True)
        subprocess.run(["ar", "qc", archive, f"@{names}"], check=True)
        subprocess.run(
            ["swiftc", "-sanitize=fuzzer", "-o", self.program,
             *(self.objects / f"{room}.o" for room in ROOMS + ["FuzzTests"]), archive], check=True)


class Attempt:
    """One run of libFuzzer on one target."""

    running = []

    def __init__(self, program, target, folder, seconds, seed):
        self.target, self.folder = target, folder / target
        self.new = self.folder / "new"
        self.new.mkdir(parents=True, exist_ok=True)
        self.found = []
        arguments = [
            program, f"-max_total_time={seconds}", f"-seed={seed}", "-print_final_stats=1",
            "-timeout=20", "-rss_limit_mb=2048", f"-artifact_prefix={self.folder}/",
            f"-max_len={BYTES_MAXIMUM.get(target, 4096)}", "-report_slow_units=20"]
        words = HERE / "words.dict"
        if words.exists() and target not in PLANTED:
            arguments.append(f"-dict={words}")
        self.log = self.folder / "log"
        corpus = [self.new, *(path for path in [HERE / "Corpus" / target] if path.exists())]
        self.process = subprocess.Popen(
            [*arguments, *corpus], stdout=self.log.open("wb"), stderr=subprocess.STDOUT,
            env=environment(target))
        self.deadline = time.monotonic() + seconds + 60
        Attempt.running.append(self)

    def is_over(self):
        if self.process.poll() is None and time.monotonic() < self.deadline:
            return False
        self.stop()
        self.read()
        return True

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self in Attempt.running:
            Attempt.running.remove(self)

    def read(self):
        """What it tried, saw and found."""
        text = self.log.read_text(errors="replace")
        seen = [int(number) for number in re.findall(r"\bcov: (\d+)", text)]
        self.first, self.last = (seen[0], seen[-1]) if seen else (0, 0)
        tried = re.search(r"stat::number_of_executed_units:\s*(\d+)", text)
        self.tried = int(tried[1]) if tried else max(
            [int(number) for number in re.findall(r"^#(\d+)", text, re.MULTILINE)], default=0)
        if self.process.returncode:
            rule = re.search(r"^rule broken: .*$", text, re.MULTILINE)
            end = re.search(r"^(?:SUMMARY|==\d+== ERROR|.*Fatal error).*$", text, re.MULTILINE)
            trouble = rule[0] if rule else end[0] if end else f"exit {self.process.returncode}"
            self.found = [trouble + (" (deadly signal)" if "deadly signal" in text else "")]
        self.is_rule = bool(self.found) and "rule broken" in self.found[0]
        self.inputs = [path for path in self.folder.iterdir()
                       if path.name.split("-")[0] in ("crash", "timeout", "oom")]


def environment(target):
    # With the backtrace of the runtime a trap hangs instead of ending.
    return {**os.environ, "FUZZ_TARGET": target, "SWIFT_BACKTRACE": "enable=no"}


def fuzz(program, targets, folder, seconds, seed):
    """Runs the targets, two at a time; each gets its part of the seconds, the planted ones
    what they need."""
    each = max(2, round(seconds * JOBS / len(targets)))
    waiting = [(name, 60) for name in PLANTED] + [(name, each) for name in targets]
    attempts, done = [], 0
    while waiting or attempts:
        while waiting and len(attempts) < JOBS:
            name, length = waiting.pop(0)
            attempts.append(Attempt(program, name, folder, length, seed))
        time.sleep(0.1)
        for attempt in [one for one in attempts if one.is_over()]:
            attempts.remove(attempt)
            done += attempt.tried
            print(f"  {attempt.target:17} {attempt.tried:>10,} tried · "
                  f"{attempt.last:>5} branches ({attempt.first} from the corpus)"
                  + "".join(f" · {found}" for found in attempt.found), flush=True)
            yield attempt
        score.progress(f"{done:,} inputs tried; now " + ", ".join(
            one.target for one in attempts))


def keep(program, target, new):
    """Puts into the corpus what reached a branch that nothing there reached, the smallest of it.

    What people have named stays: the examples, and `found-…`, which once broke something."""
    corpus = HERE / "Corpus" / target
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        before, after = pathlib.Path(folder, "before"), pathlib.Path(folder, "after")
        shutil.copytree(corpus, before)
        shutil.copytree(corpus, after, ignore=lambda _, names: [
            name for name in names if re.fullmatch("[0-9a-f]{40}", name)])
        subprocess.run([program, "-set_cover_merge=1", "-use_counters=0", after, before, new],
                       check=True, env=environment(target), stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        shutil.rmtree(corpus)
        shutil.copytree(after, corpus)


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=int, default=30, help="for all targets together")
    options.add_argument("--targets", default=",".join(TARGETS))
    options.add_argument("--seed", type=int, default=20261122, help="of libFuzzer")
    options.add_argument("--input", help="try this file alone")
    options.add_argument("--keep", action="store_true", help="add to the corpus")
    options.add_argument("--build-only", action="store_true")
    options.add_argument("--yizhan", help="not used: the readers are compiled for this")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    targets = options.targets.split(",")
    if not set(targets) <= set(TARGETS):
        sys.exit(f"fuzz: the targets are {', '.join(TARGETS)}")
    building = Building()
    print(f"  built in {building.run():.0f} s", flush=True)
    if options.build_only:
        return
    if options.input:
        sys.exit(subprocess.run([building.program, options.input],
                                env=environment(targets[0])).returncode)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="yizhan-fuzz-"))
    tried, crashes, broken, blind, control, kept = 0, 0, 0, 0, {}, False
    try:
        for attempt in fuzz(building.program, targets, folder, options.seconds, options.seed):
            if attempt.target in PLANTED:
                control[attempt.target] = sum(
                    PLANTED[attempt.target] in found for found in attempt.found)
                continue
            tried += attempt.tried
            broken += attempt.is_rule
            crashes += bool(attempt.found) and not attempt.is_rule
            blind += attempt.last < EDGES_MINIMUM
            for path in attempt.inputs:
                kept = True
                print(f"    {path}: keep it as "
                      f"Tests/FuzzTests/Corpus/{attempt.target}/found-… and mend",
                      flush=True)
            if options.keep and not attempt.found:
                keep(building.program, attempt.target, attempt.new)
    finally:
        for attempt in list(Attempt.running):
            attempt.stop()
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
    score.end("fuzzing", tried, {"crashes": crashes, "rules broken": broken,
                                 "blind targets": blind}, control)


if __name__ == "__main__":
    main()
