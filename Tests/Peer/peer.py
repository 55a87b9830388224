"""A community's node in one object: `turn` does once what a node does all the time.

Everything is kept in memory; whoever starts it again has another member.
"""
import time
from dataclasses import dataclass, field

import calls
import parcels
from events import AUTHORITY, make_content, read_event, read_words, write_event
from ledger import Ledger, View, read_message
from wire import (
    Refused, b32, b64, canonical, demand, dot, dot_text, member_of, new_secret, public_of, sha256,
    signed_by, unb64, writer_name)

ACCEPT_SECONDS = 43_200


@dataclass
class Own:
    """A claim of one of this community's people: the key that opens its contact, and what came."""
    secret: object
    person: dict
    contact: dict | None = None
    credited: int | None = None
    card_sent: bool = False
    silent: bool = False


@dataclass
class Outgoing:
    compact: str
    to: str
    posted: float = field(default=float("-inf"))


class Peer:
    def __init__(self, member, display, clock=time.time):
        self.member, self.display, self.clock = member, display, clock
        self.identity, self.secret = new_secret(), new_secret()
        self.box, self.box_public = parcels.new_box()
        self.writer = writer_name(member, public_of(self.secret))
        self.pepper = new_secret().private_bytes_raw()
        self.view, self.answers = View(), []
        self.own, self.residents, self.cards, self.outgoing = {}, {}, {}, {}
        self.sealed, self.stored, self.done = set(), {}, set()

    # Enrolment (§10) and calls (§11)

    def join(self, address, join_key, fingerprint):
        self.address = address
        told = calls.call("GET", address + "/alliance/v1/descriptor", {})
        demand(spoken(unb64(told["identityKey"], 32)) == fingerprint, "fingerprint")
        self.alliance = told["alliance"]
        admission = {"address": "https://peer.example.org", "boxKey": b64(self.box_public),
                     "displayName": self.display, "identityKey": b64(public_of(self.identity)),
                     "member": self.member}
        proof = self.identity.sign(canonical(
            {"admission": admission, "joinKey": join_key, "type": "yizhan-enrol-1"}))
        body = canonical({"admission": admission, "joinKey": join_key, "proof": b64(proof)})
        welcome = calls.call("POST", address + "/alliance/v1/enrol",
                             {"content-type": "application/json"}, body)
        self.ledger = Ledger(self.alliance, told["identityKey"])
        self.take(welcome["events"])
        me = self.ledger.roster.members.get(self.member)
        demand(me is not None and me.identity == b64(public_of(self.identity)), "not admitted")
        self.ledger.own.add(self.writer)
        key = b64(public_of(self.secret))
        statement = canonical({"alliance": self.alliance, "key": key, "type": "yizhan-writer-1",
                               "writer": self.writer})
        self.write("opened", {"key": key, "certificate": b64(self.identity.sign(statement))})

    def call(self, method, path, value=None):
        body = b"" if value is None else canonical(value)
        url = self.address + path
        fields = calls.signed(self.identity, self.member, self.alliance, method, url, body)
        return calls.call(method, url, fields, body)

    # Writing (§4)

    def write(self, kind, facts, subject=None, fold=None, **header):
        """Puts an event of this node behind its log; its dot."""
        number = len(self.ledger.logs[self.writer]) + 1
        if kind == "published":
            subject = f"wish/{self.writer}/{number}"
        if fold:
            header = {"seen": fold.frontier(self.writer)} | header
        if kind in AUTHORITY:
            header = {"roster": dot_text(self.ledger.roster.events[-1].dot),
                      "after": fold.chain.tip.id if fold else None} | header
        header["previous"] = self.ledger.logs[self.writer][-1].id if number > 1 else None
        event = read_event(write_event(
            self.secret, self.writer, number, self.alliance, kind, facts,
            int(self.clock() * 1000), subject=subject, **header))
        self.ledger.keys[self.writer] = public_of(self.secret)
        self.ledger.store(event)
        self.stored[event.dot] = self.clock()
        return event

    def about(self, subject, kind, facts, **header):
        return self.write(kind, facts, subject, self.ledger.fold(subject), **header)

    # What people do here

    def publish(self, title, contact, body="", **terms):
        content, hash = make_content(title, body)
        self.ledger.contents[hash] = content, unb64(content["bytes"])
        terms = {"rules": 1, "category": "errand", "places": 1, "urgency": "normal",
                 "award": "automatic", "settlingSeconds": 0} | terms
        event = self.write("published", {"terms": terms}, content=hash)
        self.residents[event.subject] = contact
        return event.subject

    def claim(self, subject, person, skills=("errand",), silent=False):
        """Claims for a person, whom a dictionary describes; with `silent` nobody accepts."""
        secret, public = parcels.new_box()
        pseudonym = b64(sha256(self.pepper + (subject + person["name"]).encode()))
        event = self.about(subject, "claimed", {
            "pseudonym": pseudonym, "boxKey": b64(public), "claimant": "volunteer",
            "skills": list(skills)})
        self.own[event.dot] = Own(secret, person, silent=silent)
        return event.dot

    def words(self, subject):
        fold = self.ledger.fold(subject)
        content = self.ledger.contents.get(fold.chain.content) if fold.chain else None
        return read_words(content[1]) if content else None

    def served(self, subject, claim, minutes):
        award = next(one for one in self.ledger.fold(subject).chain.active() if one.claim == claim)
        self.about(subject, "served", {"award": award.id, "minutes": minutes})

    # What it does by itself (§9)

    def act(self):
        for subject in self.ledger.wishes():
            fold = self.ledger.fold(subject)
            while fold.chain and not fold.read_only and self.step(subject, fold):
                fold = self.ledger.fold(subject)

    def step(self, subject, fold):
        """Does the next thing that is to be done for this wish; whether there was one."""
        chain = fold.chain
        for award in chain.active():
            mine = self.own.get(award.claim)
            if mine and not chain.end:
                answered = fold.answers["accepted", award.id] + fold.answers["declined", award.id]
                if not answered and not mine.silent:
                    return self.about(subject, "accepted", {"award": award.id})
                if fold.accepted_now(award) and not mine.card_sent:
                    mine.card_sent = True
                    self.post("card", mine.person, fold, award, fold.home,
                              unb64(self.ledger.roster.members[fold.home].box))
        for claim, settlement in fold.settlements.items():
            if claim in self.own and self.own[claim].credited is None:
                self.own[claim].credited = settlement.facts["minutes"]
        if fold.home == self.member and chain.holder == self.writer and not chain.end:
            for award in chain.active():
                self.release(subject, fold, award)
        return self.hold(subject, fold) if chain.holder == self.writer and not chain.end else None

    def release(self, subject, fold, award):
        claim = fold.claims[award.claim]
        if (award.claim in self.sealed or not fold.accepted_now(award)
                or fold.removals[award.claim] or not self.ledger.roster.active(claim.member)):
            return
        self.sealed.add(award.claim)
        self.post("contact", self.residents[subject], fold, award, claim.member,
                  unb64(claim.facts["boxKey"]))

    def hold(self, subject, fold):
        """What the holder of a wish does next."""
        chain, now = fold.chain, self.clock()
        for award in chain.active():
            removed = fold.removals[award.claim]
            late = now - self.stored[award.event.dot] > award.accept_seconds
            if removed:
                return self.about(subject, "revoked", {
                    "award": award.id, "cause": removed[0].kind})
            if late and not fold.answers["accepted", award.id]:
                return self.about(subject, "revoked", {"award": award.id, "cause": "unanswered"})
        settled = [one for one in chain.active() if one.claim in fold.settlements]
        if fold.home == self.member and len(settled) == chain.terms["places"]:
            return self.about(subject, "concluded", {"outcome": "fulfilled"})
        if fold.home != self.member and fold.recalled():
            asked = [one for one in fold.of("recalled") if one.facts["handOver"] == chain.handed.id]
            return self.about(subject, "handedOver", {"to": asked[0].writer})
        if (chain.terms["award"] == "automatic" and chain.places_free() > 0 and fold.first
                and now - min(self.stored[one] for one in fold.claims)
                >= chain.terms["settlingSeconds"]):
            return self.about(subject, "awarded", {
                "claim": dot_text(fold.first[0].dot), "acceptSeconds": ACCEPT_SECONDS})
        return None

    # Mail (§13, §14)

    def post(self, kind, content, fold, award, to, key):
        label = {"alliance": self.alliance, "award": award.id, "claim": dot_text(award.claim),
                 "expires": int(self.clock()) + 7 * 86_400, "from": self.member, "kind": kind,
                 "to": to, "wish": fold.subject}
        compact = parcels.seal(self.secret, self.writer, label, canonical(content), key)
        self.outgoing[parcels.parcel_id(compact)] = Outgoing(compact, to)

    def mail(self):
        for id, one in self.outgoing.items():
            if time.monotonic() - one.posted > 600:
                self.call("POST", "/alliance/v1/mailbox", {"item": {
                    "bytes": one.compact, "from": self.member, "id": id, "kind": "parcel",
                    "to": one.to}})
                one.posted = time.monotonic()

    def fetch(self):
        taken = []
        for item in self.call("GET", "/alliance/v1/mailbox")["items"]:
            try:
                done = (self.keep_receipt(item) if item["kind"] == "receipt"
                        else self.keep_parcel(item))
            except Refused:
                done = {}
            if done is not None:
                taken.append({"id": item["id"], "kind": item["kind"]} | done)
        if taken:
            self.call("POST", "/alliance/v1/mailbox/taken", {"taken": taken})

    def keep_receipt(self, item):
        writer, id, to = parcels.read_receipt(item["bytes"])
        if (to == self.member and id in self.outgoing and self.signed(item["bytes"], writer)
                and member_of(writer) == self.outgoing[id].to):
            del self.outgoing[id]
        return {}

    def keep_parcel(self, item):
        compact = item["bytes"]
        writer, label, _, _ = parcels.read_parcel(compact)
        if writer not in self.ledger.keys:
            return None
        demand(self.signed(compact, writer), "parcel: signature")
        demand(label["to"] == self.member and label["alliance"] == self.alliance, "parcel: to")
        receipt = {"receipt": parcels.receipt(self.secret, self.writer, compact, label["from"])}
        claim = dot(label["claim"])
        if label["kind"] == "contact" and claim in self.own:
            fold = self.ledger.fold(label["wish"])
            demand(fold.chain and fold.home == label["from"], "contact: not from the home")
            content = parcels.open_parcel(compact, self.own[claim].secret)
            self.own[claim].contact = parcels.read_fields("contact", content)
        elif label["kind"] == "card" and label["from"] == member_of(claim[0]):
            content = parcels.open_parcel(compact, self.box)
            self.cards[claim] = parcels.read_fields("card", content)
        return receipt

    def signed(self, compact, writer):
        return writer in self.ledger.keys and signed_by(compact, self.ledger.keys[writer])

    # The exchange (§12)

    def take(self, compacts, contents=()):
        answers, fresh = self.ledger.take(compacts)
        self.ledger.take_contents(contents)
        self.answers = answers
        for event in fresh:
            self.stored[event.dot] = self.clock()
            self.respond(event)
        for writer, (number, *ids) in self.ledger.forked.items():
            if writer not in self.done:
                self.done.add(writer)
                self.write("forked", {"dot": dot_text(number), "ids": ids})

    def respond(self, event):
        """The events that another member's event asks of everybody."""
        facts = event.facts or {}
        if event.kind == "opened" and "predecessor" in facts and event.member != self.member:
            heads = [{"dot": dot_text(log[-1].dot), "id": log[-1].id}
                     for writer, log in self.ledger.logs.items()
                     if log and writer in self.ledger.older and member_of(writer) == event.member]
            self.write("witnessed", {"writer": event.writer, "heads": heads})
        elif event.kind == "erased" and facts and event.member != self.member:
            self.write("confirmed", {"erasures": [dot_text(event.dot)]})

    def exchange(self, wait=0, push=True):
        message = self.ledger.message(self.view, answers=self.answers)
        if not push:
            message.pop("events", None), message.pop("contents", None)
        self.answers = []
        reply = read_message(self.call("POST", f"/alliance/v1/exchange?wait={wait}", message))
        self.view.hear(reply)
        self.take(reply["events"], reply["contents"])
        return reply

    def meet(self, wait=0):
        """What was written here goes out, what is new there comes in; whether mail lies there."""
        if self.view.have is None:
            self.exchange(push=False)
        while any(self.view.wants(event) for event in self.ledger.arrived):
            self.exchange()
        reply = self.exchange(wait, push=False)
        while reply["events"]:
            reply = self.exchange(push=False)
        return reply["mail"]

    def turn(self, wait=0):
        """Once round: meets the alliance and does what is to be done by itself."""
        self.act()
        waits = self.meet(wait)
        self.act()
        self.mail()
        if waits:
            self.fetch()


def spoken(key):
    """A fingerprint as the coordinator reads it out."""
    text = b32(sha256(key))[:32]
    return "-".join(text[at:at + 4] for at in range(0, 32, 4))

