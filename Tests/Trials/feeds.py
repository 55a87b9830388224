#!/usr/bin/env python3
"""What a street gives to programs of others, judged by programs and grammars of others: the
alliance's feeds and a volunteer's calendar, out of real nodes.

    .build/tools/bin/python Tests/Trials/feeds.py

Before that the judges have to find what was planted in documents made by hand. `.ci/tools` installs
what they need.
"""
import argparse
import http.client
import json
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Browser"))

import validators
from drills import executable
from entering import invited, staff
from forms import Visitor
from score import end
from street import Street
from telling import Teller, eventually, expect

PHONE, DOOR, NAME = "0512-5550-1988", "春分街8幢501室", "李阿爹"
SECRETS = (PHONE, PHONE.replace("-", ""), DOOR, NAME, "李忠")
# What writers of such forms stumble over.
TITLES = (
    "修一座老座钟", "<b>&amp;\"'>", "<\u0338 >\u200d &\u0338 \"\u200d '\u0338", "a, b; c\\d",
    "👨‍👩‍👧‍👦 看看老人" + "钟" * 20, "]]><!-- -->", "a" * 40 + "👩‍🦽" + "b" * 10)


class Judge:
    """Counts documents, and what was wrong with them."""

    def __init__(self):
        self.documents, self.faults, self.contacts = 0, 0, 0

    def look(self, what, judge, data):
        self.documents += 1
        text = data.decode(errors="replace").replace("\r\n ", "")
        for fault in judge(data):
            self.faults += 1
            print(f"  ✗ {what}: {fault}", flush=True)
        for secret in SECRETS:
            if secret in text:
                self.contacts += 1
                print(f"  ✗ {what} tells of {secret}", flush=True)
        return text


def fetch(house, path, fields=()):
    connection = http.client.HTTPConnection(house.host, house.port, timeout=30)
    try:
        connection.request("GET", path, headers=dict(fields))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def feeds(street, judge, count):
    """Both forms, each whole, asked for again, and nowhere but on the alliance's node."""
    for path, form, kind in (("/feed.json", validators.json_feed, "application/feed+json"),
                             ("/feed.atom", validators.atom, "application/atom+xml")):
        status, fields, data = fetch(street.chengbei, path)
        expect((status, fields["Content-Type"]) == (200, kind), f"{path}: {status} {fields}")
        text = judge.look(path, form, data)
        found = text.count('"content_text"') + text.count("<entry>")
        expect(found == count, f"{path} has {found} wishes, not {count}")
        again = fetch(street.chengbei, path, {"If-None-Match": fields["ETag"]})
        expect((again[0], again[2]) == (304, b""), f"{path} asked for again: {again[0]}")
        expect(fetch(street.wanda, path)[0] == 404, f"{path} stands on a community's node")


def taken(street):
    """How many wishes have no place left, as the feed says."""
    items = json.loads(fetch(street.chengbei, "/feed.json")[2])["items"]
    return sum(one["_yizhan"]["places_free"] == 0 for one in items)


def calendar(house, judge, what, path, *wanted):
    status, fields, data = fetch(house, path)
    expect(status == 200, f"{what}: {status}")
    text = judge.look(what, validators.calendar, data)
    for line in wanted:
        expect(line in text, f"{what} does not say {line}: {text}")
    again = fetch(house, path, {"If-None-Match": fields["ETag"]})
    expect(again[0] == 304, f"{what} asked for again: {again[0]}")


def play(street, judge):
    street.chengbei.extra["YIZHAN_FEED_PUBLIC"] = "true"
    street.found("wanda", "xintang")
    wanda, xintang = street.wanda, street.xintang
    feeds(street, judge, 0)
    wishes = []
    for title in TITLES:
        wishes.append(wanda.publish(title, PHONE, body=title, area=title[:10]))
    street.see(wishes[-1])
    eventually("all stand in the feed", lambda: fetch(street.chengbei, "/feed.json")[2].count(
        b'"content_text"') == len(TITLES))
    feeds(street, judge, len(TITLES))

    person = street.person("李忠")
    office = staff(xintang, "office", "办公室")
    phone = Visitor(xintang)
    phone.get(invited(office, person)).send("/enter")
    phone.get("/my/profile").send("/my/calendar")
    path = re.search(r'href="(/calendar\.ics\?key=[\w-]+)"', phone.text)[1]
    calendar(xintang, judge, "a calendar of nothing", path)
    at = (int(time.time()) // 60 + 180) * 60_000
    for wish in wishes[:3]:
        claim = person.claim(wish)
        eventually("the office can name a time", lambda: wanda.do(
            f"/api/v1/wishes/{wish}/time", body={"claim": claim, "at": at}))
        eventually("the volunteer says yes", lambda: xintang.ask(
            f"/api/v1/claims/{claim}/visit", person.token).get("proposedAt") == at)
        person.act(claim, "time", {"at": at})
        stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at // 1000))
        calendar(xintang, judge, "a calendar with a visit", path, f"DTSTART:{stamp}",
                 "STATUS:CONFIRMED", "SEQUENCE:0")
        at += 3_600_000
    person.act(claim, "withdraw")
    calendar(xintang, judge, "a calendar with a visit that is off", path, "STATUS:CANCELLED",
             "SEQUENCE:1")
    # The withdrawal still travels to the alliance; a feed is asked for again once it stands there.
    eventually("two wishes are taken, the third is free again", lambda: taken(street) == 2)
    feeds(street, judge, len(TITLES))
    wanda.do(f"/api/v1/wishes/{wishes[-1]}/erase", body={"confirmed": True})
    eventually("an erased wish leaves the feed", lambda: fetch(
        street.chengbei, "/feed.json")[2].count(b'"content_text"') == len(TITLES) - 1)
    feeds(street, judge, len(TITLES) - 1)
    phone.get("/my/profile").send("/my/calendar/end")
    expect(fetch(xintang, path)[0] == 404, "a link that was ended still opens")


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    missed, wrong = validators.control()
    for name in missed:
        print(f"  ✗ planted and not found: {name}")
    for fault in wrong:
        print(f"  ✗ found where nothing is: {fault}")
    judge = Judge()
    with Street(executable(options.yizhan), Teller(False),
                names=("chengbei", "wanda", "xintang")) as street:
        play(street, judge)
    end("feeds", judge.documents,
        {"faults": judge.faults + len(wrong), "contacts": judge.contacts,
         "planted faults not found": len(missed)},
        control={"planted faults found": len(validators.PLANTED) - len(missed)})


if __name__ == "__main__":
    main()
