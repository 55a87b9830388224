"""The authority over a wish, step by step from `published` (§8.2)."""
from wire import member_of


class Award:
    """An award on the chain, and what has become of it."""

    def __init__(self, event):
        self.event, self.id = event, event.id
        self.claim, self.accept_seconds = event.facts["claim"], event.facts["acceptSeconds"]
        self.revoked = None


class Chain:
    """The authority over a wish, step by step from `published` (§8.2)."""

    def __init__(self, fold, first):
        self.fold, self.home = fold, first.member
        self.steps, self.awards = [first], []
        self.terms, self.holder, self.content = first.facts["terms"], first.writer, first.content
        self.end, self.material, self.recoveries, self.handed = None, None, 0, None

    @property
    def tip(self):
        return self.steps[-1]

    def active(self):
        return [award for award in self.awards if not award.revoked]

    def places_free(self):
        return self.terms["places"] - len(self.active())

    def named(self, award):
        return next((one for one in self.active() if one.id == award), None)

    def grow(self, events):
        """Takes every valid step among the events, to the end of the chain."""
        while step := self.next(events):
            self.take(step)

    def next(self, events):
        after = sorted((event for event in events if event.after == self.tip.id),
                       key=lambda event: event.dot)
        return next((event for event in after if self.valid(event)), None)

    def valid(self, event):
        if (event.writer != self.holder or self.end or event.kind not in STEPS
                or event.facts is None or not self.fold.before(self.tip, event)):
            return False
        return STEPS[event.kind](self, event, event.facts)

    def revised(self, event, facts):
        return (event.member == self.home and facts["terms"]["rules"] == self.terms["rules"]
                and facts["terms"]["places"] >= len(self.active()))

    def awarded(self, event, facts):
        fold, claim = self.fold, self.fold.claims.get(facts["claim"])
        if claim is None or not fold.before(claim, event):
            return False
        person = fold.person(claim)
        return (claim.dot not in fold.void
                and not any(fold.before(one, event) for one in fold.removals[claim.dot])
                and not fold.roster.suspended(claim.member, event.roster)
                and self.places_free() > 0
                and all(fold.person(fold.claims[one.claim]) != person for one in self.active()))

    def revoked(self, event, facts):
        award = self.named(facts["award"])
        return award is not None and (
            not self.accepted_before(award, event) or facts["cause"] == "person"
            or self.removed_before(award, event))

    def concluded(self, event, facts):
        if event.member != self.home or facts["outcome"] == "moved" and self.active():
            return False
        return "reason" in facts or all(
            not self.accepted_before(award, event) or self.removed_before(award, event)
            or any(self.fold.before(one, event) for one in self.fold.answers["served", award.id])
            for award in self.active())

    def handed_over(self, event, facts):
        return facts["to"] != self.holder and (
            event.member == self.home or member_of(facts["to"]) == self.home)

    def accepted_before(self, award, event):
        return any(self.fold.before(one, event)
                   for one in self.fold.answers["accepted", award.id])

    def removed_before(self, award, event):
        return any(self.fold.before(one, event) for one in self.fold.removals[award.claim])

    def take(self, event):
        facts = event.facts
        self.steps.append(event)
        if event.kind == "revised":
            self.terms = facts["terms"]
            self.content = event.content or self.content
            self.material = event if facts["material"] else self.material
        elif event.kind == "awarded":
            self.awards.append(Award(event))
        elif event.kind == "revoked":
            self.named(facts["award"]).revoked = event
        elif event.kind == "concluded":
            self.end = event
        elif event.kind == "handedOver":
            self.holder, self.handed = facts["to"], event
        elif event.kind == "recovered":
            self.holder, self.end, self.handed = event.writer, None, None
            self.recoveries += 1


STEPS = {"revised": Chain.revised, "awarded": Chain.awarded, "revoked": Chain.revoked,
         "concluded": Chain.concluded, "handedOver": Chain.handed_over}
