"""The roster: who takes part, by the events of the alliance's own log (§6), and what it cuts (§7)."""
from collections import defaultdict
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Member:
    """A member as the last event about it says."""
    name: str
    display: str
    identity: str
    box: str
    address: str
    active: bool = True


class State:
    """The roster as a beginning of the alliance's log gives it."""

    def __init__(self):
        self.members, self.vouched, self.cuts, self.named = {}, defaultdict(list), {}, {}

    def take(self, event):
        facts = event.facts or {}
        name = facts.get("member")
        one = self.members.get(name)
        if event.kind == "admitted" and facts:
            self.members[name] = Member(name, facts["displayName"], facts["identityKey"],
                                        facts["boxKey"], facts["address"])
        elif one is None:
            return
        elif event.kind == "suspended":
            self.members[name] = replace(one, active=False)
            self.named[name] = {number[0] for number, _ in facts["heads"]}
            for (writer, number), _ in facts["heads"]:
                if writer.rpartition(".")[0] == name:
                    self.cuts[writer] = min(number, self.cuts.get(writer, number))
        elif event.kind == "readmitted":
            self.members[name] = replace(one, active=True)
        elif event.kind == "keyReplaced":
            self.vouched[name].append((one.identity, set(facts["writers"])))
            self.members[name] = replace(
                one, identity=facts["identityKey"], box=facts.get("boxKey", one.box))


class Roster:
    """The fold of the alliance's events; `suspended` also answers for an earlier moment."""

    def __init__(self, alliance, key):
        self.alliance, self.key = alliance, key
        self.events, self.now, self.moments = [], State(), {}

    def take(self, event):
        """An event of the alliance's member, as its log grows."""
        self.events.append(event)
        self.now.take(event)
        self.moments[event.dot] = {name for name, one in self.now.members.items()
                                   if not one.active}

    def known(self, dot):
        return dot in self.moments

    def suspended(self, member, *moment):
        """Whether the member is suspended now, or as far as this dot of the alliance knows."""
        if moment:
            return member in self.moments.get(moment[0], ())
        one = self.now.members.get(member)
        return one is not None and not one.active

    def active(self, member):
        one = self.now.members.get(member)
        return one is not None and one.active

    def cut(self, dot):
        member = dot[0].rpartition(".")[0]
        if dot[1] > self.now.cuts.get(dot[0], dot[1]):
            return True
        return self.suspended(member) and dot[0] not in self.now.named[member]

    def identities(self, member, writer):
        """The keys that may have certified this writer."""
        keys = [self.key] if member == self.alliance else []
        if one := self.now.members.get(member):
            keys = [one.identity]
        return keys + [key for key, writers in self.now.vouched[member] if writer in writers]
