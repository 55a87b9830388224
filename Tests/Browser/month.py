#!/usr/bin/env python3
"""The pages of a street that has a month behind it (`yizhan demo --month`): the board, the report,
the wall, the offices, a phone, by the same checks as `pages.py`; and the pictures for the README.

    month.py --shots DIR                          a street of 20 communities and 2,500 services
    month.py --communities 5 --services 60        a small one
    month.py --folder DIR                         one that was played before
"""
import argparse
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import tools
import controls
import score
from cast import Role
from checks import Findings, policy, valid
from drills import executable
from entering import enter
from machine import free_port
from pages import walk
from telling import Broken, eventually, expect

PLAY_SECONDS = 3600  # A large month in a debug build.
BOARD = ["/board", "/board/members", "/board/report"]
# No name of the month's residents is known here; their telephones all begin so.
PRIVATE = ["0512-5550", "0512 5550"]


class Door:
    """One line that the demo prints: where somebody comes in, and by what."""

    def __init__(self, address, name="", password="", path=""):
        self.address, self.name, self.password, self.path = address, name, password, path


class House:
    """What the walk needs of a node: where it is."""

    def __init__(self, address):
        self.address = address


class Month:
    """The demo's processes, from the first line to the last."""

    def __init__(self, options):
        self.options, self.lines = options, []
        self.staff, self.volunteers = [], []
        self.kept = tempfile.TemporaryDirectory(prefix="yizhan-month-")
        self.folder = pathlib.Path(self.kept.name)

    def __enter__(self):
        command = [executable(self.options.yizhan), "demo", "--month",
                   "--communities", self.options.communities, "--services",
                   self.options.services, "--port-base", self.ports(),
                   "--folder", self.options.folder or self.folder / "street"]
        self.log = open(self.folder / "demo.log", "wb")
        self.process = subprocess.Popen(
            [str(one) for one in command], cwd=tools.ROOT, stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=self.log)
        try:
            self.wait()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.log.close()
        self.kept.cleanup()

    def ports(self):
        """So many ports in a row that nobody listens on. A month that was played names its own."""
        if self.options.port_base:
            return self.options.port_base
        first = free_port()
        while any(free_port() != first + one for one in range(1, self.options.communities + 1)):
            first = free_port()
        return first

    def said(self):
        return (self.folder / "demo.log").read_text(errors="replace")

    def wait(self):
        """Waits until the nodes run and the doors are open; tells how far the month is."""
        def ready():
            if self.process.poll() is not None:
                return True
            lines = self.said().splitlines()
            # What lets somebody in is nobody's to read.
            if lines and "/sign-in" not in lines[-1] and "code=" not in lines[-1]:
                score.progress(lines[-1].strip())
            time.sleep(0.5)
            return "Ctrl-C" in self.said()
        eventually("the month is played and its nodes run", ready, PLAY_SECONDS)
        expect(self.process.poll() is None,
               f"the demo ended with {self.process.returncode}: {self.said()[-2000:]}")
        for line in self.said().splitlines():
            if found := re.match(r"\s*(http://[^/\s]+)/sign-in\s+(.+?)\s{2,}(\S+)\s*$", line):
                self.staff.append(Door(found[1], found[2].strip(), found[3]))
            elif found := re.match(r"\s*(\S+)\s+(http://[^/\s]+)(/enter\?code=\S+)", line):
                self.volunteers.append(Door(found[2], found[1], path=found[3]))
        expect(len(self.staff) > 1, f"no doors are open: {self.said()[-1000:]}")

    # What a walk asks of a street.

    def address(self, house):
        return house.address


def sign_in(door):
    """Somebody of the staff, by name and password."""
    def enter_(browser, month):
        browser.go("/sign-in")
        browser.fill(name=door.name, password=door.password)
        browser.send('main form[action="/sign-in"]')
        browser.until(f"{door.name} is in", lambda: not browser.path.startswith("/sign-in"))
    return enter_


def roles(month):
    """Who looks at the month: the coordinator, the first office, a phone, and anybody."""
    coordinator = next(
        (one for one in month.staff if "协调" in one.name or "coordinator" in one.name),
        month.staff[0])
    office = next(one for one in month.staff if one.address != coordinator.address)
    desk = ["/desk"] + ["/desk/" + one for one in (
        "wishes?state=open", "wishes?state=ended", "wishes?state=open&of=street", "wishes/new",
        "residents", "volunteers", "teams", "partners", "words", "duty", "group", "node", "care",
        "requests", "posters")]
    # First the phones: their codes hold for ten minutes.
    phones = [Role("month's volunteer", House(door.address), ["/my", "/my/claims", "/my/hours"],
                   is_phone=True, enter=lambda browser, _, door=door: enter(browser, door.path))
              for door in month.volunteers[:1]]
    return phones + [
        Role("month's coordinator", House(coordinator.address), BOARD, enter=sign_in(coordinator),
             papers={"/board/report": 0}),
        Role("month's office", House(office.address), desk + ["/board/report"],
             enter=sign_in(office)),
        Role("month's anyone", House(office.address), ["/", "/wall", "/wish"], is_phone=True,
             halls=["/wall"]),
    ]


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--communities", type=int, default=20)
    options.add_argument("--services", type=int, default=2500)
    options.add_argument("--folder", type=pathlib.Path, help="a month that was played before")
    options.add_argument("--port-base", type=int, help="with --folder: the port it was played for")
    options.add_argument("--shots", type=pathlib.Path, help="a folder for pictures of all pages")
    options.add_argument("--quick", action="store_true", help="each page once")
    options.add_argument("--each", type=int, default=2, help="how many pages of one kind")
    options.add_argument("--only", default="", help="a pattern of paths")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    findings, looked, served, broken, control = Findings(PRIVATE), 0, {}, 0, 0
    try:
        with Month(options) as month:
            if options.shots:
                options.shots.mkdir(parents=True, exist_ok=True)
            control = controls.found(policy(month.staff[0].address))
            for role in roles(month):
                more, _, sources = walk(month, role, options, findings)
                looked, served = looked + more, served | sources
                print(f"  ✓ {role.name}: {more} 页 pages", flush=True)
            valid({f"{role} {path} · {language}": text
                   for (role, path, language), text in served.items()}, findings)
    except Broken as problem:
        print(f"  ✗ {problem}", flush=True)
        broken = 1
    findings.tell()
    print(f"  {looked} 页看过 pages looked at, {len(served)} 份 HTML checked", flush=True)
    score.end("month", looked, findings.count | {"stopped": broken}, {"planted pages": control},
              looked > 0 and not findings.total and not broken
              and control == len(controls.PLANTED))


if __name__ == "__main__":
    main()
