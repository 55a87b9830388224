"""The roster: who takes part, by the log of the alliance (§6), and what it cuts off (§7)."""
from collections import defaultdict
from dataclasses import dataclass, replace

from wire import member_of


@dataclass(frozen=True)
class Member:
    """A member as the last event about it says."""
    name: str
    display: str
    identity: str
    box: str
    address: str


class Roster:
    """The fold of the alliance's events."""

    def __init__(self, alliance, key):
        self.alliance, self.key = alliance, key  # The key that a person has confirmed.
        self.events, self.members, self.vouched = [], {}, defaultdict(list)
        self.turns, self.predecessors, self.cuts = [], {}, {}

    def take(self, event):
        """An event of the alliance's member, as its log grows."""
        self.events.append(event)
        facts = event.facts or {}
        name = facts.get("member")
        one = self.members.get(name)
        if not facts:
            return
        if event.kind == "opened":
            self.predecessors[event.writer] = facts.get("predecessor", (None,))[0]
        elif event.kind == "admitted":
            self.members[name] = Member(name, facts["displayName"], facts["identityKey"],
                                        facts["boxKey"], facts["address"])
        elif event.kind in ("suspended", "readmitted"):
            self.turns.append((name, event.dot, event.kind == "suspended"))
            for (writer, number), _ in facts.get("heads", []):
                if member_of(writer) == name:
                    self.cuts[writer] = min(number, self.cuts.get(writer, number))
        elif event.kind == "keyReplaced" and (one or name == self.alliance):
            self.vouched[name].append((self.identity(name), set(facts["writers"])))
            if name == self.alliance:
                self.key = facts["identityKey"]
            if one:
                self.members[name] = replace(
                    one, identity=facts["identityKey"], box=facts.get("boxKey", one.box))

    def known(self, dot):
        return any(dot[0] == event.writer and dot[1] <= event.dot[1] for event in self.events)

    def suspended(self, member, *moment):
        """Whether the member is suspended now, or as far as this dot of the alliance knows."""
        turns = [off for name, dot, off in self.turns
                 if name == member and (not moment or self.covers(moment[0], dot))]
        return bool(turns) and turns[-1]

    def covers(self, known, dot):
        """Whether the alliance's log up to one dot has the other; predecessors are continued."""
        while known and known[0] != dot[0]:
            known = self.predecessors.get(known[0])
        return known is not None and known[1] >= dot[1]

    def active(self, member):
        return member in self.members and not self.suspended(member)

    def cut(self, dot):
        """Behind what a suspension named of a writer, or of a suspended member's other writers."""
        if dot[0] in self.cuts:
            return dot[1] > self.cuts[dot[0]]
        return self.suspended(member_of(dot[0]))

    def identity(self, member):
        if member == self.alliance:
            return self.key
        return self.members[member].identity if member in self.members else None

    def identities(self, member, writer):
        """The keys that may have certified this writer."""
        former = [key for key, writers in self.vouched[member] if writer in writers]
        return [one for one in [self.identity(member), *former] if one]
