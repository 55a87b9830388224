"""An alliance and its communities, and the people who claim."""
import json
import pathlib
import re
import shutil
import signal
import sys
import tempfile
import time

from telling import Broken, PATIENCE, eventually
from machine import House, Line, NAMES

FOUR = ("chengbei", "wanda", "xintang", "daguan")
PASSPHRASE = "a drill is for the day it rains"


class Street:
    """An alliance and its communities on this machine."""

    House = House  # What a member's machine is; a trial may have another kind.

    def __init__(self, yizhan, teller, lines=False, names=FOUR):
        self.yizhan, self.teller = str(yizhan), teller
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="yizhan-drill-"))
        self.backups, self.stick = self.folder / "backups", self.folder / "stick"
        self.backups.mkdir(mode=0o700)
        self.stick.mkdir(mode=0o700)
        self.passphrase = self.folder / "passphrase"
        self.passphrase.write_text(PASSPHRASE + "\n")
        self.passphrase.chmod(0o600)
        teller.places = [(str(self.backups), "/media/backup"), (str(self.stick), "/media/stick"),
                         (str(self.folder), "~")]
        self.strangers = []
        self.houses = {name: self.House(self, name) for name in names}
        if lines:
            for house in self.houses.values():
                house.lines = {one: Line(one.port) for one in self.houses.values()
                               if one is not house}

    def __enter__(self):
        return self

    def __exit__(self, kind, problem, trace):
        for house in [*self.houses.values(), *self.strangers]:
            if house.process:
                house.signal(signal.SIGCONT)
                house.kill()
            for line in house.lines.values():
                line.cut()
        # Files are kept for who looks into a failure, not for who has interrupted.
        if kind is None or issubclass(kind, (SystemExit, KeyboardInterrupt)):
            shutil.rmtree(self.folder)
        else:
            print(f"  files: {self.folder}", file=sys.stderr)

    def __getattr__(self, name):
        return self.houses[name]

    def found(self, *names):
        """The alliance, then the communities; all run, with their volunteers."""
        said = self.chengbei.run(
            "init", "chengbei", "--display-name", NAMES["chengbei"], "--alliance")
        self.fingerprint = re.search(r"fingerprint (\S+)", said)[1]
        self.chengbei.start()
        self.chengbei.open_office()
        for name in names or ("wanda", "xintang", "daguan"):
            self.join(self.houses[name])
        self.teller.step("联盟与社区各自运行 the street runs")

    def join(self, house):
        house.run("init", house.name, "--display-name", house.display)
        key = self.chengbei.run("invite", house.name, "--display-name", house.display).strip()
        house.run("join", f"http://{self.chengbei.host}:{self.chengbei.port}", key,
                  "--fingerprint", self.fingerprint)
        house.start()
        house.open_office()
        house.register(*PEOPLE.get(house.name, ()))

    def running(self):
        return [one for one in self.houses.values() if one.process and one.office]

    def see(self, wish, houses=None):
        for house in houses or self.running():
            eventually(f"{house.name} sees {wish}", lambda house=house: house.sees(wish))

    def agree(self, wishes, seconds=PATIENCE):
        """Waits until all nodes that run have the same bytes of each wish."""
        def same():
            return all(
                len({json.dumps(one.state(wish), sort_keys=True) for one in self.running()}) == 1
                for wish in wishes)

        def twice():
            if not same():
                return False
            time.sleep(0.3)
            return same()
        try:
            eventually("all replicas are equal", twice, seconds)
        except Broken as problem:
            raise Broken(f"{problem}: {self.differences(wishes)}") from None

    def differences(self, wishes):
        for wish in wishes:
            states = {one.name: one.state(wish) for one in self.running()}
            if len({json.dumps(one, sort_keys=True) for one in states.values()}) > 1:
                return json.dumps({wish: states}, ensure_ascii=False, sort_keys=True)

    def person(self, name):
        return next(one.people[name] for one in self.houses.values() if name in one.people)


PEOPLE = {"wanda": ("王秀英", "周建国"), "xintang": ("李忠", "陈小燕"),
          "daguan": ("赵磊", "孙丽")}
