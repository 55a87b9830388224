#!/usr/bin/env python3
"""Every page in a real browser: accessibility by axe, the policy, foreign requests, what overflows
at 360 px, small targets, script errors, broken requests, and the HTML as served by the Nu checker.

    pages.py --shots DIR      each page × phone and desk × Chinese and English × light and dark
    pages.py --quick          each page once, at the size it is made for, in Chinese, light
    pages.py --only '^/my'    pages whose path matches
"""
import argparse
import os
import pathlib
import re
import signal
import sys
import tempfile

import tools
import controls
import score
from cast import roles
from checks import WIDE, Findings, fetch, look, policy, valid
from driver import DESK, HALL, PHONE, Browser, WebDriverException
from furniture import furnish_doors
from scenes import scenes
from stage import RESIDENTS, Stage, alone, furnish
from street import PEOPLE
from telling import Broken

EACH, EACH_QUICK = 8, 3  # How many pages of one kind: wishes, volunteers and so on.
PRIVATE = ["周师傅", "马兰花", *RESIDENTS, *(one for pair in RESIDENTS.values() for one in pair),
           *(name for names in PEOPLE.values() for name in names)]
LEFT_OUT = ("/sign-out", "/live", "/events", "/assets/", "/worker.js", "/manifest")


def kind(path):
    """Pages that differ in a name only are of one kind."""
    path = re.sub(r"[a-z]+\.[a-z2-7]{8}/\d+|(?<=^/board/members/)[a-z-]+", "{}", path)
    return re.sub(r"=[^&]*", "=", re.sub(r"/[0-9a-z]*\d[0-9a-z]*(?=/|$|\?)", "/{}", path))


class Walk:
    """Goes through all pages of one role by its links."""

    def __init__(self, browser, role, options, findings):
        self.browser, self.role, self.options, self.findings = browser, role, options, findings
        self.each = options.each or (EACH_QUICK if options.quick else EACH)
        self.seen, self.kinds, self.queue = [], {}, []
        self.served, self.looked, self.shots = {}, 0, 0

    def wish_for(self, path):
        """Puts a page in the queue, unless it was seen or there are enough like it."""
        path = path.split("#")[0]
        if path in self.seen or path in self.queue or path.startswith(LEFT_OUT):
            return
        if self.kinds.get(kind(path), 0) < self.each:
            self.kinds[kind(path)] = self.kinds.get(kind(path), 0) + 1
            self.queue.append(path)

    def links(self):
        base = self.browser.address
        return [one[len(base):] for one in self.browser.driver.execute_script(
            "return [...document.querySelectorAll('a[href]:not([download])')].map((a) => a.href)")
            if one.startswith(base + "/")]

    def crawl(self):
        for path in self.role.start:
            self.wish_for(path)
        while self.queue:
            path = self.queue.pop(0)
            status, type_, text = fetch(self.browser, path)
            if not type_.startswith("text/html"):
                continue  # A sheet or a photo.
            self.seen.append(path)
            if status >= 400:
                self.findings.add("broken", self.where(path), f"GET {path} {status}")
            self.show(path)
            for link in self.links():
                self.wish_for(link)

    def where(self, name):
        browser = self.browser
        return f"{self.role.name} {name} · {browser.size[0]} {browser.language} {browser.theme}"

    def show(self, path):
        if re.search(self.options.only, path):
            self.browser.start_over()
            self.browser.go(path)
            self.judge(path)

    def judge(self, name):
        """Looks at what stands in the browser, and keeps its picture."""
        where = self.where(name)
        self.shoot(name)
        # What is folded is looked at as well.
        self.browser.driver.execute_script(
            "for (const one of document.querySelectorAll('details')) one.open = true;")
        look(self.browser, self.findings, where)
        self.looked += 1
        if (self.role.name, name, self.browser.language) not in self.served:
            source = self.browser.source()
            self.served[self.role.name, name, self.browser.language] = source
        score.progress(where)

    def shoot(self, name):
        if self.options.shots:
            folder = self.options.shots / f"{self.browser.size[0]}-{self.browser.language}-" \
                f"{self.browser.theme}"
            folder.mkdir(parents=True, exist_ok=True)
            file = re.sub(r"[^\w-]+", "-", f"{self.role.name}{name}").strip("-")
            self.browser.shoot(folder / f"{file}.png")
            self.shots += 1

    def play(self, street):
        """The pages that only an answer shows."""
        for name, act in scenes(self.role.name):
            if re.search(self.options.only, name):
                self.browser.start_over()
                try:
                    act(self.browser, street)
                    self.judge(name)
                except (Broken, WebDriverException) as problem:
                    self.findings.add("broken", self.where(name), str(problem))


    def print(self, path, sheets):
        """The page on paper: what stands out beyond the sheet, and how many sheets it takes."""
        self.browser.start_over()
        self.browser.go(path)
        with self.browser.on_paper():
            for text in self.browser.driver.execute_script(WIDE):
                self.findings.add("overflow", self.where(path + " on paper"), text)
            self.shoot(path + " on paper")
            folder = self.options.shots or pathlib.Path(tempfile.gettempdir())
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"{os.getpid()}.pdf"
            took = self.browser.pages_printed(file)
        if self.options.shots:
            name = re.sub(r"[^\w-]+", "-", self.role.name + path)
            file.rename(folder / f"{name}.pdf")
        else:
            file.unlink()
        if sheets and took != sheets:
            self.findings.add("overflow", self.where(path), f"{took} sheets of paper, not {sheets}")
        self.looked += 1


def session_of(browser):
    return [one for one in browser.driver.get_cookies() if one["name"] == "yizhan"]


def return_with(browser, session):
    """The same person in another browser."""
    browser.go("/")
    for cookie in session:
        browser.driver.add_cookie(cookie)


def beside(street, role, options, findings, session):
    """The pages that hang in a hall, and those that are printed; how many, and pictures."""
    looked = shots = 0
    for size, paths in ((HALL, dict.fromkeys(role.halls)), (DESK, role.papers)):
        paths = {path: sheets for path, sheets in paths.items() if re.search(options.only, path)}
        if not paths:
            continue
        with Browser(street.address(role.house), size) as browser:
            return_with(browser, session)
            one = Walk(browser, role, options, findings)
            for path, sheets in paths.items():
                if size is HALL:
                    one.show(path)
                else:
                    one.print(path, sheets)
            looked, shots = looked + one.looked, shots + one.shots
    return looked, shots


def walk(street, role, options, findings):
    """All pages of a role, in all forms that were asked for; how many, and what was served."""
    own = PHONE if role.is_phone else DESK
    looked, shots, served, paths = 0, 0, {}, []
    with Browser(street.address(role.house), own) as browser:
        role.enter(browser, street)
        session = session_of(browser)
        first = Walk(browser, role, options, findings)
        first.crawl()
        first.play(street)
        looked, shots, served, paths = first.looked, first.shots, first.served, first.seen
    more, pictures = beside(street, role, options, findings, session)
    looked, shots = looked + more, shots + pictures
    if options.quick:
        return looked, shots, served
    for size in (own, DESK if own is PHONE else PHONE):
        with Browser(street.address(role.house), size) as browser:
            return_with(browser, session)
            for language in ("zh", "en"):
                for theme in ("light", "dark"):
                    if (size, language, theme) == (own, "zh", "light"):
                        continue
                    browser.speak(language)
                    browser.look(theme)
                    again = Walk(browser, role, options, findings)
                    for path in paths:
                        again.show(path)
                    looked, shots = looked + again.looked, shots + again.shots
                    served |= again.served
    return looked, shots, served


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shots", type=pathlib.Path, help="a folder for pictures of all pages")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--each", type=int, help="how many pages of one kind, 8 by default")
    options.add_argument("--only", default="", help="a pattern of paths")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    findings, looked, shots, served, broken = Findings(PRIVATE), 0, 0, {}, 0
    control = 0
    try:
        with Stage(options.yizhan) as street:
            street.found("wanda", "xintang")
            control = controls.found(policy(street.address(street.wanda)))
            street.teller.step(f"{control} of {len(controls.PLANTED)} planted pages judged rightly")
            furnish(street)
            furnish_doors(street)
            alone(street, street.daguan)
            for role in roles(street):
                more, pictures, sources = walk(street, role, options, findings)
                looked, shots, served = looked + more, shots + pictures, served | sources
                street.teller.step(f"{role.name}: {more} 页 pages")
            valid({f"{role} {path} · {language}": text
                   for (role, path, language), text in served.items()}, findings)
    except Broken as problem:
        print(f"  ✗ {problem}", flush=True)
        broken = 1
    findings.tell()
    print(f"  {looked} 页看过 pages looked at, {len(served)} 份 HTML checked, "
          f"{findings.rules} rules of axe each, {shots} 张图 pictures", flush=True)
    score.end("pages", looked, findings.count | {"stopped": broken},
              {"planted pages": control},
              looked > 0 and not findings.total and not broken
              and control == len(controls.PLANTED))


if __name__ == "__main__":
    main()
