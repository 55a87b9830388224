#!/usr/bin/env python3
"""The month's report against figures counted from the events by another path (figures.py).

Plays a street of four nodes over two months: claims at the same moment and one after another,
services within and across borders, wishes that end in every way, a clock that is wrong, a community
that is suspended. Then every cell of every node's report is compared with what its own events say.

    report                              plays, and compares
    report --folder DIR                 compares a street that lies there, as `yizhan demo --month`
                                        leaves it: a copy of the alliance's node is started

Control: each cell changed by one, and each service left out of the count, is found as a difference.
"""
import argparse
import concurrent.futures
import copy
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

import score
from drills import executable
from street import Street
from telling import Teller, eventually, expect

ROOT = pathlib.Path(__file__).resolve().parents[2]
LONG_AGO = 40 * 86_400  # Seconds: in the month before this one, or in the one before that.
SLOW = 100  # Seconds by which one community's clock is behind.


def with_tools():
    """Runs again under the Python that has the libraries of Tests/Peer, installed once."""
    folder = subprocess.run(["bash", ROOT / ".ci/tools"], check=True, stdout=subprocess.PIPE,
                            text=True).stdout.strip()
    python = os.path.join(folder, "python3")
    if os.environ.get("REPORT_TOOLS"):
        sys.exit("report: .ci/tools has not installed Tests/Peer/requirements.txt")
    os.environ["REPORT_TOOLS"] = "1"
    os.execv(python, [python, *sys.argv])


sys.path[1:1] = [str(ROOT / "Tests/Peer"), str(ROOT / "Tests/Browser")]
try:
    import figures
    from entering import staff
except ImportError as problem:
    if problem.name not in ("joserfc", "rfc8785", "cryptography"):
        raise
    with_tools()


class Month:
    """Some days of the street, until everybody agrees."""

    def __init__(self, street, dice):
        self.street, self.dice = street, dice
        self.houses = [street.wanda, street.xintang, street.daguan]
        self.claims = {}  # Whose claim it is.
        self.open = []

    def house(self, wish):
        return self.street.houses[wish.partition(".")[0]]

    def claim(self, wish, house):
        person = self.dice.choice(list(house.people.values()))
        status, answer = house.call("POST", f"/api/v1/wishes/{wish}/claims", person.token)
        expect(status in (201, 409), f"{house.name} claims {wish}: {status} {answer}")
        if status == 201:
            self.claims[answer["claim"]] = person

    def publish(self, times):
        """Wishes of all communities, some of them late in a moment."""
        wishes = []
        for number in range(times):
            house = self.houses[number % 3]
            now = int(time.time() - self.ago)
            window = {"from": now, "until": now + 20} if number % 4 == 3 else {}
            wishes.append(house.publish(f"提水 {number}", places=1 + number % 2, **window))
        for wish in wishes:
            self.street.see(wish)
        return wishes

    def play(self, times, ago):
        """Wishes are published, claimed, many by several at once, and end."""
        self.ago = ago
        wishes = self.publish(times)
        time.sleep(2)  # So that medians are none of zero seconds.
        with concurrent.futures.ThreadPoolExecutor(len(self.houses)) as pool:
            for wish in wishes:
                houses = self.dice.sample(self.houses, self.dice.randint(0, 3))
                list(pool.map(self.claim, [wish] * len(houses), houses))
        self.open += wishes
        self.rest()
        for wish in list(self.open):
            self.end(wish, self.dice.choices(
                ["serve", "cancelled", "expired", "withdraw", "stay"], [6, 1, 1, 1, 3])[0])
        self.street.agree(self.open)

    def rest(self):
        """Waits until every place that somebody wants is theirs."""
        def is_given(wish):
            state = self.house(wish).state(wish)
            free = state["terms"]["places"] - len([
                one for one in state["awards"] if not one.get("ended")])
            waits = [one for one in state["claims"]
                     if one["verdict"]["code"] in ("provisional", "standby")]
            return not waits or not free
        for wish in self.open:
            eventually(f"the places of {wish} are taken", lambda wish=wish: is_given(wish))
        self.street.agree(self.open)

    def accepted(self, wish):
        return [one["claim"] for one in self.house(wish).state(wish)["awards"]
                if one.get("accepted") and not one.get("ended")]

    def end(self, wish, how):
        house, held = self.house(wish), self.accepted(wish)
        if how == "serve":
            self.open.remove(wish)
            for claim in held:
                self.serve(house, wish, claim)
        elif how == "withdraw" and held:
            person = self.claims[held[0]]
            person.act(held[0], "withdraw")
        elif how in ("cancelled", "expired"):
            self.open.remove(wish)
            house.do(f"/api/v1/wishes/{wish}/conclude", body={"outcome": how, "reason": "other"})

    def serve(self, house, wish, claim):
        minutes = self.dice.randint(5, 180)
        self.claims[claim].act(claim, "served", {"minutes": minutes})
        eventually("the home hears of the service", lambda: any(
            one["claim"] == claim and one.get("servedMinutes")
            for one in house.state(wish)["awards"]))
        house.do(f"/api/v1/wishes/{wish}/settle", body={"claim": claim, "minutes": minutes})


def set_clocks(street, seconds):
    """All machines stop and start again so many seconds ago; one of them is slow."""
    for house in street.houses.values():
        behind = seconds + SLOW * (house.name == "daguan")
        house.stop()
        house.clock = f"-{behind}s" if behind else ""


def played(street, times, dice):
    """Two months of the street; the nodes run."""
    expect(shutil.which("faketime"), "apt-get install faketime")
    set_clocks(street, LONG_AGO)
    street.found()
    month = Month(street, dice)
    month.play(times, LONG_AGO)
    set_clocks(street, 0)
    for house in street.houses.values():
        house.start()
        house.open_office()
    street.agree(month.open)
    month.play(times, 0)
    street.chengbei.run("suspend", "xintang")
    for house in month.houses[::2]:
        eventually(f"{house.name} knows", lambda house=house: not next(
            one for one in house.ask("/api/v1/state")["members"]
            if one["member"] == "xintang")["active"])
    # A moment for the windows that end.
    time.sleep(1)
    return [street.chengbei, street.wanda, street.daguan]


def months():
    """This month and those before in which anything was played, as reports name them."""
    found = [time.strftime("%Y-%m", time.localtime(time.time() - one * 86_400))
             for one in (0, 20, 40, 60)]
    return list(dict.fromkeys(found))


def reports(house):
    """What the node serves for each month, and what its events say, at the same moment."""
    visitor = staff(house, "coordinator" if house.name == "chengbei" else "office", "周敏")
    for month in months():
        def pair():
            now = (time.time() - int(house.clock[1:-1] or 0)) * 1000  # By its own clock.
            visitor.get(f"/board/report.csv?month={month}")
            expect(visitor.status == 200, f"{house.name} {month}: {visitor.status}")
            alliance, events = figures.read_events(house.data)
            courses, roster = figures.read_courses(alliance, events)
            return figures.read_sheet(visitor.text), courses, roster, now
        yield month, pair


def settled_pair(month, pair):
    """Asks again while events come in or a window ends between the two looks."""
    for _ in range(10):
        sheet, courses, roster, now = pair()
        rows = figures.rows_of(courses, roster, month, now)
        found = figures.differences(rows, sheet)
        if not found:
            break
        time.sleep(1)
    return sheet, rows, found, courses, roster, now


def planted(month, sheet, courses, roster, now):
    """How many plants there were, and how many were found: each cell changed by one, each
    service of the month left out."""
    tried = seen = 0
    rows = figures.rows_of(courses, roster, month, now)
    for row, line in enumerate(sheet):
        for column, cell in enumerate(line):
            if cell.isdecimal():
                bent = copy.deepcopy(sheet)
                bent[row][column] = str(int(cell) + 1)
                tried += 1
                seen += len(figures.differences(rows, bent)) == 1
    first, end = figures.month_span(month)
    for one in courses.values():
        for claim, service in list(one.services.items()):
            if first <= service[2] < end:
                del one.services[claim]
                tried += 1
                seen += bool(figures.differences(
                    figures.rows_of(courses, roster, month, now), sheet))
                one.services[claim] = service
    return tried, seen


def compare(houses):
    """Cells compared, cells that differ, plants, plants found, and how many wishes were contested;
    differences are told."""
    totals = [0, 0, 0, 0, 0]
    for house in houses:
        for month, pair in reports(house):
            sheet, rows, found, courses, roster, now = settled_pair(month, pair)
            for row, column, mine, theirs in found[:10]:
                print(f"  ✗ {house.name} {month}: row {row + 1}, cell {column + 1}: the report "
                      f"says {theirs}, the events say {mine}", flush=True)
            tried, seen = (0, 0) if found else planted(month, sheet, courses, roster, now)
            for place, number in enumerate((sum(map(len, rows)), len(found), tried, seen)):
                totals[place] += number
            totals[4] += int(rows[-1][3])
            sums = next(one for one in rows if not one[1])
            print(f"  {house.name} {month}: " + ", ".join(
                f"{number} {name}" for name, number in zip(
                    figures.COUNTS + figures.SPANS, sums[3:]))
                + f"; {rows[-1][3]} contested", flush=True)
    return totals


class Kept(Street):
    """A copy of the alliance's node out of a folder, which was played before."""

    def start(self, source):
        house = self.chengbei
        shutil.copytree(source, house.data, ignore=shutil.ignore_patterns("*.sock", "*.lock"))
        house.start()
        return [house]


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=24, help="wishes in each of the two months")
    options.add_argument("--seed", default="20261123")
    options.add_argument("--folder", type=pathlib.Path, help="of a street that was played")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # The nodes are given no zone but the machine's.
    os.environ.pop("TZ", None)
    time.tzset()
    teller = Teller(False)
    teller.command = lambda *_: None
    yizhan = executable(options.yizhan)
    if options.folder:
        with Kept(yizhan, teller, names=("chengbei",)) as street:
            cells, differ, tried, seen, contested = compare(
                street.start(options.folder / "chengbei/data"))
    else:
        with Street(yizhan, teller) as street:
            cells, differ, tried, seen, contested = compare(
                played(street, options.times, random.Random(options.seed)))
    score.end("report", cells, {"cells that differ": differ, "plants missed": tried - seen},
              {"plants found": seen, "contested": contested})


if __name__ == "__main__":
    main()
