"""What a node holds: logs, roster, contents; what it takes and what it sends (§6, §12)."""
import time
from collections import defaultdict

from events import Event, read_content, read_event
from fold import Fold
from members import Roster
from wire import (
    Refused, b64, canonical, demand, dot, dot_text, is_number, is_writer, member_of, present,
    signed_by, unb64, verifies, writer_name)

EVENTS, CONTENTS, WANTS, PAYLOAD, MESSAGE, WRITERS = 256, 512, 256, 512 << 10, 1 << 20, 4096


def read_message(value):
    """An exchange message, in its parts; what makes all of it unreadable is refused."""
    value = present(value)
    demand(value.get("version") == 1 and value["version"] is not True, "message: version")
    have = value.get("have", {})
    demand(isinstance(have, dict) and len(have) <= WRITERS, "message: have")
    for writer, one in have.items():
        demand(is_writer(writer) and isinstance(one, dict) and is_number(one.get("seq")),
               "message: have")
        unb64(one.get("id"), 8)
    lists = {}
    for name, most in (("events", EVENTS), ("contents", CONTENTS), ("want", WANTS),
                       ("answers", EVENTS)):
        lists[name] = value.get(name, [])
        demand(isinstance(lists[name], list) and len(lists[name]) <= most, f"message: {name}")
    demand(all(isinstance(one, str) for one in lists["events"]), "message: events")
    for one in lists["want"]:
        unb64(one, 32)
    for one in lists["contents"]:
        read_content(one)
    for one in map(present, lists["answers"]):
        demand(all(isinstance(one.get(word), str) and len(one[word].encode()) <= 40
                   for word in ("reason", "outcome")), "message: answers")
        dot(one.get("dot"))
    mail = value.get("mail", 0)
    demand(isinstance(mail, int) and not isinstance(mail, bool) and mail <= 1_000_000,
           "message: mail")
    return {"have": {writer: (one["seq"], one["id"]) for writer, one in have.items()},
            "mail": mail} | lists


class View:
    """What is thought of one other node: what it holds, and what it does not want for now."""

    def __init__(self):
        self.have, self.later, self.asked = None, {}, []

    def hear(self, message):
        self.have, self.asked = message["have"], message["want"]
        for one in message["answers"]:
            writer = dot(one["dot"])[0]
            pause = 3600 if one["outcome"] == "refused" else 5
            self.later[writer] = time.monotonic() + pause

    def wants(self, event):
        if self.have is None or time.monotonic() < self.later.get(event.writer, 0):
            return False
        number, id = self.have.get(event.writer, (0, ""))
        return event.dot[1] > number or event.dot[1] == number and prefix(event) != id


def prefix(event):
    return b64(unb64(event.id)[:8])


class Ledger:
    """All that a node has taken in. `own` are its own writers."""

    def __init__(self, alliance, key):
        self.alliance, self.roster = alliance, Roster(alliance, key)
        self.logs, self.keys, self.arrived = defaultdict(list), {}, []
        self.forked, self.contents, self.erased = {}, {}, defaultdict(set)
        self.subjects, self.naming = defaultdict(list), defaultdict(set)  # naming: members.
        self.own, self.verified = set(), set()
        self.older, self.heads = set(), {}  # Writers that their member has left; up to where.

    # Taking

    def take(self, compacts):
        """Stores what is authentic, in order; the answers, and the events that were new."""
        answers, runs = [], defaultdict(list)
        for compact in compacts:
            try:
                event = read_event(compact)
            except Refused:
                continue
            if event.alliance != self.alliance:
                answers.append(answer(event, "refused", "foreignLog"))
            else:
                runs[event.writer].append(event)
        fresh = []
        for writer in sorted(runs, key=lambda one: member_of(one) != self.alliance):
            taken, refusal = self.run(writer, runs[writer])
            fresh += taken
            answers += [refusal] if refusal else []
        return answers, fresh

    def run(self, writer, events):
        log, tail, refusal = self.logs[writer], [], None
        for event in events:
            number = event.dot[1]
            have = len(log) + len(tail)
            if number <= len(log):
                if log[number - 1].id != event.id and self.authentic(event):
                    self.forked.setdefault(writer, (event.dot, log[number - 1].id, event.id))
                    refusal = answer(event, "refused", "forked")
                continue
            why = self.against(event, have, (log + tail)[-1] if have else None)
            if why:
                refusal = refusal or answer(event, *why)
                break
            tail.append(event)
        if tail and tail[0].dot[1] == 1 and not self.open(tail[0]):
            del self.logs[writer]
            return [], answer(tail[0], "held", "unknownWriter")
        while tail and not self.authentic(tail[-1]):
            refusal = answer(tail.pop(), "held", "signature")
        for event in tail:
            self.store(event)
        return tail, refusal

    def against(self, event, have, last):
        """Why this event is not the next of its writer, if it is not."""
        writer, number = event.dot
        if writer in self.forked:
            return "refused", "forked"
        if not have and number == 1 and len(self.logs) > WRITERS:
            return "held", "quota"
        if writer in self.own:
            return "held", "ownWriter"
        if number > have + 1:
            return "held", "gap" if have or writer in self.keys else "unknownWriter"
        if number > 1 and event.previous != last.id:
            return "held", "previous"
        if writer in self.older and number > self.heads.get(writer, 0):
            return "held", "superseded"
        return None

    def open(self, event):
        """Whether the writer's first event names a key that its member's identity vouches for."""
        if event.kind != "opened" or not event.facts:
            return False
        key = unb64(event.facts["key"])
        statement = canonical({"alliance": self.alliance, "key": event.facts["key"],
                               "type": "yizhan-writer-1", "writer": event.writer})
        if writer_name(event.member, key) != event.writer or not any(
                verifies(unb64(one), unb64(event.facts["certificate"]), statement)
                for one in self.roster.identities(event.member, event.writer)):
            return False
        self.keys[event.writer] = key
        return True

    def authentic(self, event):
        if event.id not in self.verified and event.writer in self.keys and signed_by(
                event.compact, self.keys[event.writer]):
            self.verified.add(event.id)
        return event.id in self.verified

    def store(self, event):
        self.logs[event.writer].append(event)
        self.note(event)
        facts = event.facts or {}
        if event.kind == "opened" and "predecessor" in facts:
            self.name_heads([facts["predecessor"]])
            self.older |= {one for one in self.logs
                           if member_of(one) == event.member and one != event.writer}
        elif event.kind == "witnessed" and facts:
            self.name_heads(facts["heads"])
        elif event.kind == "erased" and facts:
            self.erased[event.member] |= set(facts["contents"])
            for hash in filter(self.is_erased, facts["contents"]):
                self.contents.pop(hash, None)

    def note(self, event):
        """Puts an event behind those that have arrived, where each can be found again."""
        self.arrived.append(event)
        self.subjects[event.subject].append(event)
        if event.content and event.subject:
            self.naming[event.content].add(event.member)
        if event.member == self.alliance:
            self.roster.take(event)

    def name_heads(self, heads):
        for (writer, number), _ in heads:
            self.heads[writer] = max(number, self.heads.get(writer, 0))

    # Contents

    def is_erased(self, hash):
        """Whether a member whose event about a wish names the content has erased it."""
        return any(hash in self.erased[member] for member in self.naming.get(hash, ()))

    def take_contents(self, contents):
        for one in contents:
            hash, data = read_content(one)
            if hash in self.naming and not self.is_erased(hash):
                self.contents[hash] = one, data

    def missing(self):
        return [hash for hash in self.naming
                if hash not in self.contents and not self.is_erased(hash)][:WANTS]

    # Sending

    def have(self):
        return {writer: {"id": prefix(log[-1]), "seq": len(log)}
                for writer, log in self.logs.items() if log}

    def message(self, view, answers=()):
        """What the other node lacks, within the bounds; each run ends with a verified event."""
        events, size = [], 0
        for event in self.arrived:
            if view.wants(event) and len(events) < EVENTS:
                content = self.contents.get(event.content)
                size += len(event.compact) + (len(content[0]["bytes"]) + 70 if content else 0)
                if size > PAYLOAD:
                    break
                events.append(event)
        last = {event.writer: event for event in events if self.authentic(event)}
        events = [event for event in events
                  if event.writer in last and event.dot <= last[event.writer].dot]
        hashes = dict.fromkeys([one.content for one in events if one.content] + view.asked)
        contents = [self.contents[one][0] for one in hashes if one in self.contents]
        value = {"version": 1, "have": self.have(), "events": [one.compact for one in events],
                 "contents": contents[:CONTENTS], "want": self.missing(),
                 "answers": list(answers)[:EVENTS]}
        return {name: one for name, one in value.items() if one or name in ("version", "have")}

    # Reading

    def about(self, subject):
        return self.subjects[subject]

    def wishes(self):
        return [one.subject for one in self.arrived if one.kind == "published" and one.facts]

    def fold(self, subject):
        return Fold(subject, self.about(subject), self.roster)


def answer(event: Event, outcome, reason):
    return {"dot": dot_text(event.dot), "outcome": outcome, "reason": reason}
