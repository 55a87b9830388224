"""The street's figures of a month, counted a second time: from the events of a node's file alone,
by the fold of Tests/Peer, in arithmetic of its own."""
import collections
import contextlib
import csv
import io
import sqlite3
import time

from events import read_event
from fold import Fold
from members import Roster
from wire import member_of

COUNTS = ("published", "open", "late", "fulfilled", "cancelled", "expired", "given",
          "given across", "received", "received across", "minutes")
SPANS = ("seconds to claim", "seconds to award", "seconds to settle")
WRONG_CLOCK = 366 * 86_400_000  # A span that is longer, or negative, is left out.


def read_events(data):
    """The alliance's name and all events of its log in a node's folder, as they came."""
    file = f"file:{data / 'yizhan.sqlite'}?mode=ro"
    with contextlib.closing(sqlite3.connect(file, uri=True)) as rows:
        found = rows.execute("SELECT bytes FROM event WHERE log <> 'home' ORDER BY arrival")
        events = [read_event(bytes(one).decode()) for one, in found]
    return events[0].alliance, events


def month_span(month):
    """The first moment of a month and of the next by the clock on the wall, in milliseconds."""
    year, number = map(int, month.split("-"))
    return [int(time.mktime((year, one, 1, 0, 0, 0, 0, 0, -1))) * 1000
            for one in (number, number + 1)]


class Course:
    """How one wish went, as its events say."""

    def __init__(self, fold):
        chain, self.home = fold.chain, fold.home
        self.published = fold.published.at
        claims = [one for number, one in sorted(fold.claims.items()) if number not in fold.void]
        self.claimed = min((one.at for one in claims), default=None)
        self.awarded = min((one.event.at for one in chain.awards), default=None)
        self.contested = any(
            not fold.before(one, other) and not fold.before(other, one)
            for place, one in enumerate(claims) for other in claims[:place])
        self.end = chain.end and (chain.end.at, chain.end.facts["outcome"])
        self.services = {
            claim: (member_of(claim[0]), settled.facts["minutes"], settled.at)
            for claim, settled in fold.settlements.items() if settled}
        served = sum(bool(fold.answers["served", one.id]) for one in chain.active())
        until = chain.terms.get("until")
        self.late_at = until * 1000 if until is not None and served < chain.terms["places"] \
            else None


def read_courses(alliance, events):
    """The course of each wish by its name, and the roster."""
    roster, subjects = Roster(alliance, None), collections.defaultdict(list)
    for event in events:
        if event.subject:
            subjects[event.subject].append(event)
        if event.member == alliance:
            roster.take(event)
    folds = {subject: Fold(subject, about, roster) for subject, about in subjects.items()}
    return {subject: Course(fold) for subject, fold in folds.items() if fold.chain}, roster


def rows_of(courses, roster, month, now):
    """The report's rows, cell by cell as text; `now` in milliseconds."""
    first, end = month_span(month)
    lines, spans = collections.defaultdict(collections.Counter), collections.defaultdict(list)
    matrix, contested = collections.Counter(), 0

    def span(member, what, start, until):
        if until is not None and 0 <= until - start <= WRONG_CLOCK:
            spans[member, what].append(until - start)
            spans[None, what].append(until - start)

    def count(member, what, number=1):
        lines[member][what] += number
        lines[None][what] += number

    for one in courses.values():
        if first <= one.published < end:
            count(one.home, "published")
            contested += one.contested
            span(one.home, SPANS[0], one.published, one.claimed)
            span(one.home, SPANS[1], one.published, one.awarded)
        if not one.end:
            count(one.home, "open")
            count(one.home, "late", int(one.late_at is not None and one.late_at <= now))
        elif first <= one.end[0] < end:
            count(one.home, one.end[1])
        for member, minutes, at in one.services.values():
            if first <= at < end:
                matrix[one.home, member] += 1
                count(one.home, "received")
                count(member, "given")
                count(member, "minutes", minutes)
                count(one.home, "received across", int(member != one.home))
                count(member, "given across", int(member != one.home))
                span(one.home, SPANS[2], one.published, at)
    taking = {name for name in roster.members if name != roster.alliance and roster.active(name)}
    members = sorted(taking | {one for one in lines if one})

    def names(member):
        return roster.members[member].display if member in roster.members else member

    def line(member, name):
        return [month, member or "", name] + [str(lines[member][one]) for one in COUNTS] + [
            middle(spans[member, one]) for one in SPANS]
    return ([line(one, names(one)) for one in members] + [line(None, "")]
            + [["", "", ""] + members]
            + [["", home, names(home)] + [str(matrix[home, one]) for one in members]
               for home in members]
            + [["", "", "", str(contested)]])


def middle(values):
    """The median in whole seconds; nothing of none."""
    if not values:
        return ""
    low, high = sorted(values)[(len(values) - 1) // 2], sorted(values)[len(values) // 2]
    return str((low + high) // 2 // 1000)


def read_sheet(text):
    """A report's rows in the order of `rows_of`, without the head and the words beside sums."""
    head, *rows = [one for one in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) if any(one)]
    order = [next(place for place, cell in enumerate(head) if cell.endswith(" " + one))
             for one in ("month", "member", "community", *COUNTS, *SPANS)]
    sheet = []
    for row in rows:
        row = [row[place] for place in order] if len(row) == len(head) and row[0] else row
        if not row[1]:
            row = [*row[:2], "", *row[3:]]
        sheet.append(row)
    return sheet


def differences(ours, theirs):
    """Where two reports differ: row, column, and both cells."""
    found = []
    for row in range(max(len(ours), len(theirs))):
        one = ours[row] if row < len(ours) else []
        other = theirs[row] if row < len(theirs) else []
        for column in range(max(len(one), len(other))):
            mine = one[column] if column < len(one) else None
            their = other[column] if column < len(other) else None
            if mine != their:
                found.append((row, column, mine, their))
    return found
