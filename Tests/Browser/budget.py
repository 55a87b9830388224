#!/usr/bin/env python3
"""What the pages weigh that somebody opens with a phone in the street: the volunteer's first page,
the wish wall, the form of a wish. All bytes and requests of a first load with an empty cache, and
the time to the first byte beside that of a static file, at 50 open wishes and at 5,000.

    budget.py                 50 and 5,000 open wishes
    budget.py --wishes 500    another number instead of 5,000
"""
import argparse
import http.client
import signal
import statistics
import sys
import threading
import time

import tools
import score
from clerks import Clerk
from driver import PHONE, Browser
from entering import enter, invited, staff
from lines import WatchedLine
from stage import Stage
from telling import Broken, expect

FEW, BYTES_MAXIMUM, TIMES = 50, 60_000, 20
# Each with the path it is, and whether a volunteer is signed in.
PAGES = (("/my", True), ("/wall", False), ("/wish", False))
AREAS = ("万达片区", "春分街", "秋分街", "运河边", "城北市场")
KINDS = ("errand", "company", "repair", "goods", "learning", "health", "legal")


def publish(street, house, first, last):
    """Open wishes with the numbers from first to last, by eight clerks at once."""
    numbers, broken, lock = iter(range(first, last)), [], threading.Lock()

    def work(name):
        clerk = Clerk(house.port, house.office, f"budget-{first}-{name}", lambda _: None,
                      lambda *answer: broken.append(answer))
        while not broken:
            with lock:
                number = next(numbers, None)
            if number is None:
                return clerk.close()
            draft = {"category": KINDS[number % len(KINDS)], "settlingSeconds": 0,
                     "title": f"第 {number} 个心愿：陪独居老人散步说说话",
                     "body": "每周一次，半小时就好，最好是傍晚。",
                     "area": AREAS[number % len(AREAS)],
                     "urgency": "today" if number % 9 == 0 else "normal"}
            wish = clerk.do("/api/v1/wishes", draft, lambda _: [])
            if wish:
                clerk.do(f"/api/v1/wishes/{wish['wish'][5:]}/publish", {"wordsConfirmed": True},
                         lambda _: [])
    workers = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    expect(not broken, f"a wish was refused: {broken[:1]}")
    street.teller.step(f"{last} 个心愿 open wishes")


def first_byte(house, path, cookie=""):
    """Milliseconds from the request to the first byte of the answer, on a warm connection."""
    connection, took = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60), []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie, "Accept": "text/html"})
        answer = connection.getresponse()
        took.append((time.perf_counter() - began) * 1000)
        answer.read()
        expect(answer.status == 200, f"GET {path}: {answer.status}")
    connection.close()
    return statistics.median(took[1:])


def first_load(house, path, session):
    """What a phone fetches that was never here: bytes on the line with all heads, and requests.

    The part of the script that lives on without a page fetches, too, so the line is asked.
    """
    line = WatchedLine(house.port)
    with Browser(f"http://127.0.0.1:{house.port}", PHONE, line=line) as browser:
        if session:
            browser.tell("Network.setCookie", name="yizhan", value=session, url=browser.address)
        before = line.bytes
        browser.go(path)
        # What the page asks for by itself comes within a moment; its stream stays open.
        time.sleep(3)
        expect(browser.path == path, f"{path} is not open: {browser.path}")
        browser.listen()
        asked = [one for one in browser.requests.values() if one.is_web]
        heavy = line.bytes - before
    line.cut()
    return heavy, asked


def measure(house, path, session, wishes):
    """Tells the figures of one page at one size of the street; the bytes of a first load."""
    for _ in range(10):
        heavy, asked = first_load(house, path, session)
        # What was published just now is news, for which a page asks for itself again.
        if sum(one.url.endswith(path) for one in asked) == 1:
            break
        time.sleep(3)
    file = next(one.url for one in asked if "/assets/" in one.url).split(str(house.port))[1]
    page = first_byte(house, path, f"yizhan={session}" if session else "")
    static = first_byte(house, file)
    print(f"  {path}, {wishes} open wishes: {heavy} bytes on the line, {len(asked)} requests of "
          f"the page, first byte {page:.1f} ms, of a static file {static:.1f} ms "
          f"(medians of {TIMES})", flush=True)
    for one in asked:
        print(f"    {one.bytes:7} B  {one.status}  {one.url.split(str(house.port))[1]}",
              flush=True)
    return heavy


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--wishes", type=int, default=5000)
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bad = {"too heavy": 0, "grows": 0, "stopped": 0}
    try:
        with Stage(options.yizhan, names=("chengbei", "wanda")) as street:
            street.found("wanda")
            house = street.wanda
            with Browser(street.address(house), PHONE) as browser:
                enter(browser, invited(staff(house, "office", "万达值班"), house.people["王秀英"]))
                session = next(one["value"] for one in browser.driver.get_cookies()
                               if one["name"] == "yizhan")
            publish(street, house, 0, FEW)
            few, many = {}, {}
            for sizes, wishes in ((few, FEW), (many, options.wishes)):
                if wishes > FEW:
                    publish(street, house, FEW, wishes)
                for path, is_volunteers in PAGES:
                    sizes[path] = measure(
                        house, path, session if is_volunteers else None, wishes)
        bad["too heavy"] = sum(
            one > BYTES_MAXIMUM for sizes in (few, many) for one in sizes.values())
        # The same page with other words in it: a twentieth more or less is no growth.
        bad["grows"] = sum(many[path] > few[path] * 1.05 for path, _ in PAGES)
    except Broken as problem:
        print(f"  ✗ {problem}", flush=True)
        bad["stopped"] = 1
    score.end("budget", 2 * len(PAGES), bad)


if __name__ == "__main__":
    main()
