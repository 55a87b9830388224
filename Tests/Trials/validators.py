"""What others' programs and the formats' own grammars say of a feed or a calendar.

Each judge gives the faults that it finds, as sentences; none for a document that is well. Before it
judges anything of ours it must find what was planted in `PLANTED` (`control`).
"""
import json
import pathlib
import warnings

import feedparser
import icalendar
import jsonfeed
import jsonschema
import lxml.etree
import vobject

SCHEMAS = pathlib.Path(__file__).with_name("schemas")
JSON_FEED = jsonschema.Draft7Validator(
    json.loads((SCHEMAS / "json-feed-1.1.json").read_text()))
ATOM = lxml.etree.RelaxNG(lxml.etree.parse(str(SCHEMAS / "atom.rng")))


NAME = "{http://www.w3.org/2005/Atom}"


def json_feed(data):
    """The specification of JSON Feed 1.1 as a schema, then a reader of such feeds."""
    try:
        feed = json.loads(data.decode())
    except ValueError as problem:
        return [f"no JSON: {problem}"]
    faults = [f"{'/'.join(map(str, one.absolute_path))}: {one.message}"
              for one in JSON_FEED.iter_errors(feed)]
    try:
        read = jsonfeed.Feed.parse(feed)
        faults += double(item.id for item in read.items)
    except (jsonfeed.ParseError, AssertionError, AttributeError, KeyError, TypeError) as problem:
        faults.append(f"a reader does not take it: {problem!r}")
    return faults


def atom(data):
    """The grammar of RFC 4287, then a reader of such feeds that says what bothers it."""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = lxml.etree.fromstring(data, parser)
    except lxml.etree.XMLSyntaxError as problem:
        return [f"no XML: {problem}"]
    faults = []
    if not ATOM.validate(tree):
        faults += [f"line {one.line}: {one.message}" for one in ATOM.error_log]
    # RFC 4287 §4.1.2, which its grammar leaves to words.
    faults += ["an entry has neither content nor a link" for entry in tree.iter(NAME + "entry")
               if entry.find(NAME + "content") is None and entry.find(NAME + "link") is None]
    read = feedparser.parse(data)
    if read.bozo:
        faults.append(f"a reader does not like it: {read.bozo_exception!r}")
    if read.version != "atom10":
        faults.append(f"a reader takes it for {read.version!r}")
    faults += double(entry.get("id") for entry in read.entries)
    return faults


def calendar(data):
    """RFC 5545: its lines, then two readers, the first of which takes no fault."""
    faults = []
    if not data.endswith(b"\r\n"):
        faults.append("the last line has no end")
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if len(line) > 75:
            faults.append(f"line {number} has {len(line)} bytes")
        if b"\n" in line or b"\r" in line:
            faults.append(f"line {number} ends in another way")
        try:
            line.decode()
        except UnicodeDecodeError:
            faults.append(f"line {number} cuts a character")
    try:
        read = icalendar.Calendar.from_ical(data)
        faults += [f"{part.name}: {fault}" for part in read.walk() for fault in part.errors]
        for part in read.walk():
            faults += [f"{part.name} has no {name}" for name in part.required
                       if name not in part]
        if not read.subcomponents:
            faults.append("no component")
        for event in read.walk("VEVENT"):
            # RFC 5545 §3.6.1: without METHOD an event has a beginning.
            faults += [f"VEVENT has no {name}" for name in ("UID", "DTSTAMP", "DTSTART")
                       if name not in event]
            if "DTEND" in event and "DTSTART" in event and event.end < event.start:
                faults.append("VEVENT ends before it begins")
            if str(event.get("STATUS", "CONFIRMED")) not in STATUS:
                faults.append(f"VEVENT has the status {event.get('STATUS')}")
        faults += double(str(event.get("UID")) for event in read.walk("VEVENT"))
    except (ValueError, IndexError, KeyError, TypeError) as problem:
        faults.append(f"a reader does not take it: {problem}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for one in vobject.readComponents(data.decode(errors="replace")):
                one.validate(raiseException=True)
    except Exception as problem:  # Its own errors come of several modules.
        faults.append(f"another reader does not take it: {problem}")
    return faults


STATUS = ("TENTATIVE", "CONFIRMED", "CANCELLED")


def double(names):
    names = list(names)
    return [f"{name} stands there twice" for name in {one for one in names
                                                      if names.count(one) > 1}]


GOOD = {
    json_feed: json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": "街道", "language": "zh-CN",
        "home_page_url": "http://127.0.0.1:1/", "feed_url": "http://127.0.0.1:1/feed.json",
        "items": [{"id": "urn:a", "title": "修<钟>", "content_text": "a\nb", "tags": ["维修"],
                   "date_published": "2026-11-23T08:30:00Z", "_yizhan": {"places": 1}}],
    }, ensure_ascii=False).encode(),
    atom: """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>urn:uuid:0</id><title>街道</title>\
<updated>2026-11-23T08:30:00Z</updated><link rel="self" type="application/atom+xml" \
href="http://127.0.0.1:1/feed.atom"/><author><name>联盟</name></author><entry><id>urn:uuid:1</id>\
<title>修&lt;钟&gt;</title><published>2026-11-23T08:30:00Z</published>\
<updated>2026-11-23T08:30:00Z</updated><author><name>万达</name></author>\
<category term="维修"/><content type="text">a</content></entry></feed>""".encode(),
    calendar: "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a//b//ZH", "BEGIN:VEVENT", "UID:a@b",
        "DTSTAMP:20261123T083000Z", "SEQUENCE:0", "DTSTART:20261123T093000Z",
        "DTEND:20261123T103000Z", "SUMMARY:修钟\\, 就" + "现在" * 9, " 好", "STATUS:CONFIRMED",
        "END:VEVENT", "END:VCALENDAR", ""]).encode(),
}


def changed(judge, old, new):
    old, new = (one.encode() if isinstance(one, str) else one for one in (old, new))
    assert old in GOOD[judge], old
    return judge, GOOD[judge].replace(old, new, 1)


# One fault each, of the kinds that a writer of such forms makes.
PLANTED = {
    "JSON Feed of another version": changed(json_feed, "version/1.1", "version/9"),
    "JSON Feed without a title": changed(json_feed, '"title": "街道", ', ""),
    "an item without content": changed(json_feed, '"content_text": "a\\nb", ', ""),
    "an item whose id is a number": changed(json_feed, '"urn:a"', "7"),
    "a day that is no date": changed(json_feed, "2026-11-23T08", "2026-11-23 08"),
    "a field that nobody knows": changed(json_feed, "_yizhan", "yizhan"),
    "a relative address": changed(json_feed, "http://127.0.0.1:1/feed.json", "/feed.json"),
    "tags that are no list": changed(json_feed, '["维修"]', '"维修"'),
    "JSON that ends too early": (json_feed, GOOD[json_feed][:-1]),
    "a raw mark in Atom": changed(atom, "&lt;", "<"),
    "a control in Atom": changed(atom, "街道", "街\x08道"),
    "an attribute that ends too early": changed(atom, 'term="维修"', 'term="维"修"'),
    "a feed without an id": changed(atom, "<id>urn:uuid:0</id>", ""),
    "an entry without updated": changed(
        atom, "</published><updated>2026-11-23T08:30:00Z</updated>",
        "</published>"),
    "a date without a zone": changed(atom, "08:30:00Z</pub", "08:30:00</pub"),
    "an entry that says nothing": changed(atom, '<content type="text">a</content>', ""),
    "an element that Atom does not know": changed(atom, "<category", "<kategorie"),
    "a title that stands twice": changed(atom, "<entry>", "<entry><title>a</title>"),
    "an author without a name": changed(atom, "<name>万达</name>", ""),
    "a feed of nothing's namespace": changed(atom, "2005/Atom", "2005/Otom"),
    "a line of 76 bytes": changed(calendar, "\r\n 好", "好" * 8),
    "a character cut by a fold": changed(
        calendar, "修钟".encode(), "修".encode() + "钟".encode()[:1] + b"\r\n "
        + "钟".encode()[1:]),
    "lines that end as on Unix": changed(calendar, "VERSION:2.0\r\n", "VERSION:2.0\n"),
    "an event without a number": changed(calendar, "UID:a@b\r\n", ""),
    "an event without a stamp": changed(calendar, "DTSTAMP:20261123T083000Z\r\n", ""),
    "an event without a beginning": changed(calendar, "DTSTART:20261123T093000Z\r\n", ""),
    "a beginning that is no time": changed(calendar, "DTSTART:20261123T", "DTSTART:20261399T"),
    "an end before the beginning": changed(calendar, "DTEND:20261123T10", "DTEND:20261123T08"),
    "a status of another component": changed(calendar, "STATUS:CONFIRMED", "STATUS:NEEDS-ACTION"),
    "an event that never ends": changed(calendar, "END:VEVENT\r\n", ""),
    "a calendar without a version": changed(calendar, "VERSION:2.0\r\n", ""),
    "a line that is none": changed(calendar, "SEQUENCE:0", "SEQUENCE 0"),
    "a calendar of nothing": (calendar, b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a\r\n"
                                        b"END:VCALENDAR\r\n"),
}


def control():
    """Judges what was made by hand; the names of the planted faults that were not found, and
    what was found in what is well."""
    missed = [name for name, (judge, data) in PLANTED.items() if not judge(data)]
    wrong = [f"{judge.__name__}: {fault}" for judge, data in GOOD.items() for fault in judge(data)]
    return missed, wrong


if __name__ == "__main__":
    missed, wrong = control()
    for line in missed:
        print("not found:", line)
    for line in wrong:
        print("found where nothing is:", line)
    print(f"{len(PLANTED) - len(missed)} of {len(PLANTED)} planted faults found")
    raise SystemExit(1 if missed or wrong else 0)
