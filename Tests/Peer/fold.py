"""The fold of a wish: what a set of events says (§8), computed anew each time."""
from collections import defaultdict

from causality import Causality
from chain import Chain
from wire import dot_text, member_of, sha256, unb64, wish as wish_dot

RULES = 1
CLAIMS_OF_WRITER, FIRST_CLASS, FIRST_CLASS_OF_MEMBER = 64, 64, 8


class Fold:
    """One wish as a set of events says it; there is none where `chain` is None."""

    def __init__(self, subject, events, roster):
        self.subject, self.roster = subject, roster
        events = [event for event in events if event.subject == subject]
        self.causality = Causality(events, roster.known, roster.cut)
        self.before, self.waiting = self.causality.before, len(self.causality.waiting)
        self.events = {event.id: event for event in self.causality.folded.values()
                       if not roster.cut(event.dot)}
        self.published = first = self.causality.folded.get(wish_dot(subject))
        self.chain = None
        if first is None or first.kind != "published" or not first.facts or roster.cut(first.dot):
            return
        self.home = first.member
        self.gather()
        self.chain = self.follow(list(self.events.values()))
        self.read_only = self.chain.terms["rules"] != RULES
        self.settle()
        self.rank()

    def of(self, kind):
        return sorted((event for event in self.events.values()
                       if event.kind == kind and event.facts), key=lambda event: event.dot)

    def frontier(self, writer):
        """What an event of this writer written now has seen: the last of each other writer."""
        last = {}
        for other, number in sorted(self.causality.folded):
            if other != writer:
                last[other] = number
        return last

    # §8.1

    def gather(self):
        self.claims = {event.dot: event for event in self.of("claimed")}
        self.void, counts = set(), defaultdict(int)
        for number in sorted(self.claims):
            counts[number[0]] += 1
            if counts[number[0]] > CLAIMS_OF_WRITER:
                self.void.add(number)
        self.removals, self.answers = defaultdict(list), defaultdict(list)
        for event in self.of("withdrawn"):
            for name in event.facts["claims"]:
                if self.own_claim(event, name):
                    self.removals[name].append(event)
        for kind in ("accepted", "declined", "served"):
            for event in self.of(kind):
                award = self.events.get(event.facts["award"])
                if (award and award.kind == "awarded" and award.facts
                        and self.before(award, event)
                        and member_of(award.facts["claim"][0]) == event.member):
                    self.answers[kind, award.id].append(event)
                    if kind == "declined" and self.own_claim(event, award.facts["claim"]):
                        self.removals[award.facts["claim"]].append(event)
        self.reaffirmed = defaultdict(list)
        for event in self.of("reaffirmed"):
            if self.own_claim(event, event.facts["claim"]):
                self.reaffirmed[event.facts["claim"]].append(event)

    def own_claim(self, event, number):
        claim = self.claims.get(number)
        return claim and claim.member == event.member and self.before(claim, event)

    def person(self, claim):
        return claim.member, claim.facts["pseudonym"]

    # §8.2

    def follow(self, events):
        """The chain of the wish as these events give it: somebody's past, or all."""
        best = Chain(self, self.published)
        if best.terms["rules"] != RULES:
            return best
        for event in events:
            past = self.recovery(event)
            if past and (past.recoveries, smaller(past.tip)) > (best.recoveries,
                                                                smaller(best.tip)):
                best = past
        best.grow(events)
        return best

    def recovery(self, event):
        """The chain that ends with this event, where it is a valid recovery."""
        if event.kind != "recovered" or not event.facts or event.member != self.home:
            return None
        chain = self.follow([one for one in self.events.values() if self.before(one, event)])
        if chain.tip.id != event.after or not self.before(chain.tip, event):
            return None
        chain.take(event)
        return chain

    def settle(self):
        """Of each claim the settlement that counts (§8.1)."""
        counted = defaultdict(list)
        for event in self.of("settled"):
            award = self.events.get(event.facts["award"])
            if event.member == self.home and award and any(
                    self.before(one, event) for one in self.answers["accepted", award.id]):
                counted[award.facts["claim"]].append(event)
        self.settlements = {claim: self.earliest(events) for claim, events in counted.items()}

    def earliest(self, events):
        """The causally first; among concurrent ones the smaller id."""
        first = [one for one in events if not any(self.before(other, one) for other in events)]
        return max(first, key=smaller, default=None)

    def voided(self):
        """Awards that stand behind another beginning and not on the chain that counts."""
        here, found = {award.id for award in self.chain.awards}, {}
        events = list(self.events.values())
        starts = [Chain(self, self.chain.steps[0])] + [
            past for event in events if (past := self.recovery(event))]
        for start in starts:
            start.grow(events)
            found |= {award.id: award for award in start.awards if award.id not in here}
        return list(found.values())

    def recalled(self):
        """Whether the home has asked for the present hand-over back."""
        return self.chain.handed is not None and any(
            one.member == self.home and one.facts["handOver"] == self.chain.handed.id
            for one in self.of("recalled"))

    # §8.3 and §8.4

    def stale(self, claim):
        last = [award for award in self.chain.awards if award.claim == claim.dot]
        again = self.reaffirmed[claim.dot]
        if last and (revoked := last[-1].revoked):
            if revoked.facts["cause"] == "person":
                return "released"
            if not any(self.before(revoked, one) for one in again):
                return "unanswered"
        if (material := self.chain.material) and not any(
                self.before(material, one) for one in [claim, *again]):
            return "revised"
        return None

    def missing(self, claim):
        return len(set(self.chain.terms["skills"]) - set(claim.facts["skills"]))

    def key(self, claim):
        parts = {"skills": self.missing(claim), "sameCommunity": int(claim.member != self.home)}
        ticket = sha256((self.subject + claim.member).encode())
        prefer = [parts[one] for one in self.chain.terms["prefer"]]
        return prefer, ticket, claim.dot

    def in_order(self, claims):
        """Takes, again and again, the smallest key among those with nobody unranked before."""
        left = list(claims)
        while left:
            free = [one for one in left if not any(self.before(other, one) for other in left)]
            best = min(free, key=self.key)
            left.remove(best)
            yield best

    def rank(self):
        chain, self.over_cap = self.chain, set()
        holding = {award.claim for award in chain.active()}
        live = [] if chain.end or self.read_only else [
            claim for number, claim in self.claims.items()
            if number not in self.void and not self.removals[number]
            and number not in self.settlements and number not in holding
            and not self.roster.suspended(claim.member)]
        stale = [claim for claim in live if self.stale(claim)]
        others = [claim for claim in live if claim not in stale and self.missing(claim)]
        fresh = [claim for claim in live if claim not in stale and claim not in others]
        people = {self.person(self.claims[number]) for number in holding}
        members, self.first = defaultdict(int), []
        for claim in self.in_order(fresh):
            if (len(self.first) >= FIRST_CLASS or self.person(claim) in people
                    or members[claim.member] >= FIRST_CLASS_OF_MEMBER):
                self.over_cap.add(claim.dot)
                others.append(claim)
            else:
                self.first.append(claim)
                people.add(self.person(claim))
                members[claim.member] += 1
        self.ranking = [*self.first, *self.in_order(stale), *self.in_order(others)]
        self.places_free = chain.places_free()

    # §8.5

    def accepted_now(self, award):
        material = self.chain.material
        return any(material is None or self.before(material, one)
                   for one in self.answers["accepted", award.id])

    def verdict(self, number):
        """The code, and what belongs to it."""
        claim, chain, end = self.claims[number], self.chain, self.chain.end
        if number in self.void:
            return {"code": "overBound"}
        if number in self.settlements:
            return {"code": "awarded.settled", "award": self.settlements[number].facts["award"]}
        removals = [one for one in self.removals[number] if not end or self.before(one, end)]
        if removals:
            return {"code": min(removals, key=lambda one: one.dot).kind}
        award = next((one for one in chain.active() if one.claim == number), None)
        if award and (not end or self.answers["served", award.id]):
            how = ("served" if self.answers["served", award.id]
                   else "accepted" if self.accepted_now(award) else "offered")
            return {"code": "awarded." + how, "award": award.id}
        if end:
            return {"code": "closed." + end.facts["outcome"]}
        if self.roster.suspended(claim.member):
            return {"code": "suspended"}
        if why := self.stale(claim):
            return {"code": "stale." + why}
        if self.read_only or claim in self.first[:max(self.places_free, 0)]:
            return {"code": "provisional"}
        if self.places_free <= 0 and all(
                self.answers["served", one.id] for one in chain.active()):
            return {"code": "tooLate"}
        return self.standby(claim)

    def standby(self, claim):
        place, free = self.ranking.index(claim), max(self.places_free, 0)
        standby = {"code": "standby", "rank": max(place - free + 1, 1)}
        if claim.dot in self.over_cap:
            return standby | {"because": "overCap"}
        if self.missing(claim):
            return standby | {"because": "skillsMissing"}
        award = None if free else self.chain.active()[-1]
        ahead = self.claims[award.claim] if award else self.first[free - 1]
        return standby | self.reason(claim, place, ahead, award)

    def reason(self, claim, place, ahead, award):
        """Why `ahead` comes first, which has the place by `award` or would get it."""
        named = {"ahead": dot_text(ahead.dot)}
        if self.before(ahead, claim):
            return {"because": "cameAfter"} | named
        if award and self.chain.terms["award"] == "manual":
            return {"because": "chosen"} | named
        mine, theirs = self.key(claim), self.key(ahead)
        if theirs < mine:
            names = ["preference." + one for one in self.chain.terms["prefer"]]
            for which, one, other in zip([*names, "lottery", "order"], [*mine[0], *mine[1:]],
                                         [*theirs[0], *theirs[1:]]):
                if one != other:
                    return {"because": which} | named
        return self.other_reason(claim, place, award, named)

    def other_reason(self, claim, place, award, named):
        if award and not self.before(claim, award.event):
            return {"because": "arrivedLate"} | named
        for one in reversed(self.ranking[:place]):
            if self.before(one, claim):
                return {"because": "cameAfter", "ahead": dot_text(one.dot)}
        return {"because": "chosen"} | named


def smaller(event):
    """The greater, the smaller the event's id is as 32 bytes."""
    return -int.from_bytes(unb64(event.id))
