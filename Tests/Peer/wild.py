"""Events that keep to the form and to nothing else: what counts is for both folds to say alike."""
from events import make_content
from parcels import new_box
from wire import b64, dot_text, sha256

KINDS = {"claimed": 10, "withdrawn": 3, "reaffirmed": 3, "accepted": 6, "declined": 2, "served": 4,
         "settled": 4, "awarded": 10, "revoked": 6, "revised": 4, "concluded": 1, "handedOver": 2,
         "recovered": 2, "recalled": 1, "void": 1, "unknown": 1}
SKILLS = ("errand", "clock", "law")


def terms(rng):
    value = {"rules": 1, "category": rng.choice(SKILLS), "places": rng.randint(1, 4),
             "urgency": rng.choice(("today", "normal")),
             "award": rng.choice(("automatic", "automatic", "manual")), "settlingSeconds": 0}
    if rng.random() < 0.4:
        value["skills"] = rng.sample(SKILLS, rng.randint(1, 2))
    if rng.random() < 0.5:
        value["prefer"] = rng.sample(("skills", "sameCommunity"), rng.randint(1, 2))
    if rng.random() < 0.2:
        value["area"] = "三号网格"
    if rng.random() < 0.2:
        value |= {"from": rng.randint(1, 5), "until": rng.randint(1, 5)}
    if rng.random() < 0.02:
        value["rules"] = 2
    return value


class Wild:
    """Writes at random about one wish, in the name of a node that keeps none of the rules."""

    def __init__(self, rng, peer, subject):
        self.rng, self.peer, self.subject = rng, peer, subject

    def write(self):
        self.events = self.peer.ledger.about(self.subject)
        self.fold = fold = self.peer.ledger.fold(self.subject)
        if not fold.chain:
            return
        kind = self.rng.choices(list(KINDS), KINDS.values())[0]
        if kind == "awarded" and fold.chain.holder != self.peer.writer and self.rng.random() < 0.7:
            kind = "claimed"
        facts = getattr(self, kind)()
        if facts is None:
            return
        header = {"seen": self.seen()}
        if kind in ("revised",) and self.rng.random() < 0.5:
            _, header["content"] = make_content("改过的话")
        if self.rng.random() < 0.12:
            header["after"] = self.rng.choice(self.events).id
        if self.rng.random() < 0.1:
            header["roster"] = self.rng.choice(
                (None, dot_text(self.rng.choice(self.peer.ledger.roster.events).dot)))
        if kind in ("void", "unknown"):
            kind = self.rng.choice(("claimed", "awarded")) if kind == "void" else "waved"
        self.peer.write(kind, facts, self.subject, fold, **header)

    def seen(self):
        """What is folded here, or less of it, or (rarely) something that is nowhere."""
        seen = self.fold.frontier(self.peer.writer)
        chance = self.rng.random()
        if chance < 0.25:
            for writer in list(seen):
                numbers = [one for other, one in self.fold.causality.folded if other == writer]
                if self.rng.random() < 0.5:
                    seen[writer] = self.rng.choice(numbers)
                elif self.rng.random() < 0.3:
                    del seen[writer]
        elif chance < 0.255 and seen:
            seen[self.rng.choice(list(seen))] += 1
        return seen

    # Facts of each kind; None where there is nothing to name.

    def any(self, kind, mine=None):
        found = [one for one in self.events if one.kind == kind and one.facts
                 and (mine is None or mine(one))]
        return self.rng.choice(found) if found else None

    def some_claim(self, own):
        one = self.any("claimed", (lambda one: one.member == self.peer.member)
                       if own and self.rng.random() < 0.9 else None)
        return one and dot_text(one.dot)

    def some_award(self, own=False):
        one = self.any("awarded", (lambda one: one.facts["claim"][0].startswith(
            self.peer.member + ".")) if own and self.rng.random() < 0.9 else None)
        return one and one.id

    def claimed(self):
        person = self.rng.randrange(12)
        return {"pseudonym": b64(sha256(f"{self.peer.member} {person}".encode())),
                "boxKey": b64(new_box()[1]), "claimant": self.rng.choice(("volunteer", "team")),
                "skills": self.rng.sample(SKILLS, self.rng.randint(0, 3))}

    def withdrawn(self):
        one = self.some_claim(True)
        return one and {"claims": [one]}

    def reaffirmed(self):
        one = self.some_claim(True)
        return one and {"claim": one}

    def answer(self):
        one = self.some_award(True)
        return one and {"award": one}

    accepted = declined = answer

    def served(self):
        one = self.answer()
        return one and one | {"minutes": self.rng.randint(0, 90)}

    def settled(self):
        one = self.some_award()
        return one and {"award": one, "minutes": self.rng.randint(0, 90)}

    def awarded(self):
        one = self.some_claim(False)
        if self.fold.first and self.rng.random() < 0.6:
            one = dot_text(self.fold.first[0].dot)
        return one and {"claim": one, "acceptSeconds": 43_200}

    def revoked(self):
        active = self.fold.chain.active()
        one = self.rng.choice(active).id if active and self.rng.random() < 0.8 \
            else self.some_award()
        cause = self.rng.choice(("withdrawn", "declined", "unanswered", "person", "person"))
        reason = {"reason": "other"} if cause == "person" or self.rng.random() < 0.2 else {}
        return one and {"award": one, "cause": cause} | reason

    def revised(self):
        rules = {} if self.rng.random() < 0.05 else {"rules": self.fold.chain.terms["rules"]}
        return {"terms": terms(self.rng) | rules, "material": self.rng.random() < 0.6}

    def concluded(self):
        reason = {"reason": "other"} if self.rng.random() < 0.6 else {}
        return {"outcome": self.rng.choice(("fulfilled", "cancelled", "expired", "moved"))} | reason

    def handedOver(self):
        writers = [one for one, log in self.peer.ledger.logs.items() if log]
        return {"to": self.rng.choice(writers)}

    def recovered(self):
        return {"reason": "holderLost"}

    def recalled(self):
        one = self.any("handedOver")
        return one and {"handOver": one.id}

    def void(self):
        return self.rng.choice(({"claimant": "cat"}, {"acceptSeconds": 0}, {"claim": 7}))

    def unknown(self):
        return {"hello": ["world", True]}
