"""An event: the form of its payload (§4), its facts (§5) and its content."""
import secrets
from dataclasses import dataclass, field

from wire import (
    Refused, WORD, b64, canonical, demand, dot, is_member, is_number, is_writer,
    member_of, open_jws, parse, present, sha256, sign, signing_input, unb64, vector, wish)

PAYLOAD, COMPACT, CONTENT = 24 << 10, 33_168, 16 << 10
AUTHORITY = {"published", "revised", "awarded", "revoked", "concluded", "handedOver", "recovered"}


@dataclass(eq=False)
class Event:
    """An event as it stands on a log; `facts` is None where they are void."""
    compact: str
    id: str
    dot: tuple
    alliance: str
    at: int
    kind: str
    facts: dict | None
    previous: str | None = None
    subject: str | None = None
    seen: dict = field(default_factory=dict)
    after: str | None = None
    roster: tuple | None = None
    content: str | None = None

    @property
    def writer(self):
        return self.dot[0]

    @property
    def member(self):
        return member_of(self.dot[0])


def read_event(compact):
    """Refuses what breaks the form of any member; whether it is authentic is not looked at."""
    writer, payload = open_jws(compact, "event", COMPACT)
    demand(len(payload) <= PAYLOAD, "event: payload too large")
    value = present(parse(payload))
    demand(value.get("writer") == writer, "event: writer is not kid")
    number, kind, at = value.get("seq"), value.get("kind"), value.get("at")
    demand(is_number(number), "event: seq")
    alliance = value.get("alliance")
    demand(is_member(alliance), "event: alliance")
    demand(isinstance(at, int) and not isinstance(at, bool), "event: at")
    demand(isinstance(kind, str) and 1 <= len(kind.encode()) <= 40, "event: kind")
    demand(("previous" in value) == (number > 1), "event: previous")
    for name in ("previous", "after", "content"):
        if name in value:
            unb64(value[name], 32)
    subject, seen = value.get("subject"), value.get("seen", {})
    if subject is not None:
        wish(subject)
    vector(seen, 256)
    demand(writer not in seen, "event: seen names its author")
    roster = dot(value["roster"]) if "roster" in value else None
    return Event(
        compact, b64(sha256(signing_input(compact))), (writer, number), alliance, at, kind,
        read_facts(kind, value.get("facts")), value.get("previous"), subject, seen,
        value.get("after"), roster, value.get("content"))


def write_event(secret, writer, number, alliance, kind, facts, at, **header):
    """Signs an event; `header` are its other members, those that are empty are left out."""
    payload = {"alliance": alliance, "writer": writer, "seq": number, "at": at, "kind": kind,
               "facts": facts} | {name: value for name, value in header.items() if value}
    return sign(secret, writer, "event", canonical(payload))


# Forms of facts: a function each, which gives the value as the fold reads it, or refuses.

def key(value):
    unb64(value, 32)
    return value


def signature(value):
    unb64(value, 64)
    return value


def text(least, most):
    def form(value):
        demand(isinstance(value, str) and least <= len(value.encode()) <= most, "text")
        return value
    return form


def integer(least, most):
    def form(value):
        demand(isinstance(value, int) and not isinstance(value, bool)
               and least <= value <= most, "integer")
        return value
    return form


def one_of(*words):
    def form(value):
        demand(isinstance(value, str) and value in words, "word")
        return value
    return form


def many(form, most):
    def all_of(value):
        demand(isinstance(value, list) and len(value) <= most, "list")
        return [form(one) for one in value]
    return all_of


def head(value):
    value = present(value)
    return dot(value.get("dot")), key(value.get("id"))


def word(value):
    demand(isinstance(value, str) and WORD.fullmatch(value), "word")
    return value


def member(value):
    demand(is_member(value), "member")
    return value


def writer(value):
    demand(is_writer(value), "writer")
    return value


def boolean(value):
    demand(isinstance(value, bool), "boolean")
    return value


def terms(value):
    return form(TERMS, value)


def form(forms, value):
    """The members that are known: `?` may be absent, `*` is a list and then empty."""
    value, read = present(value), {}
    for name, one in forms.items():
        if name.rstrip("?*") in value:
            read[name.rstrip("?*")] = one(value[name.rstrip("?*")])
        elif name.endswith("*"):
            read[name[:-1]] = []
        else:
            demand(name.endswith("?"), f"{name} is missing")
    return read


SECONDS = integer(0, (1 << 53) - 1)
REASON = one_of("noShow", "residentAsked", "unsuitable", "holderLost", "other")
TERMS = {
    "rules": integer(1, 1000), "category": word, "places": integer(1, 50),
    "skills*": many(word, 8), "area?": text(0, 60), "urgency": one_of("today", "normal"),
    "award": one_of("automatic", "manual"), "settlingSeconds": integer(0, 3600),
    "prefer*": many(one_of("skills", "sameCommunity"), 2), "from?": SECONDS, "until?": SECONDS}
FACTS = {
    "opened": {"key": key, "certificate": signature, "predecessor?": head},
    "witnessed": {"writer": writer, "heads*": many(head, 256)},
    "erased": {"contents*": many(key, 64)},
    "confirmed": {"erasures*": many(dot, 64)},
    "forked": {"dot": dot, "ids*": many(key, 2)},
    "admitted": {"member": member, "displayName": text(1, 60), "identityKey": key, "boxKey": key,
                 "address": text(1, 200)},
    "suspended": {"member": member, "heads*": many(head, 256)},
    "readmitted": {"member": member},
    "keyReplaced": {"member": member, "identityKey": key, "boxKey?": key,
                    "writers*": many(writer, 256)},
    "published": {"terms": terms, "origin?": dot},
    "revised": {"terms": terms, "material": boolean},
    "awarded": {"claim": dot, "acceptSeconds": integer(1, 604_800)},
    "revoked": {"award": key, "cause": one_of("withdrawn", "declined", "unanswered", "person"),
                "reason?": REASON},
    "concluded": {"outcome": one_of("fulfilled", "cancelled", "expired", "moved"),
                  "reason?": REASON},
    "handedOver": {"to": writer},
    "recovered": {"reason": REASON},
    "recalled": {"handOver": key},
    "settled": {"award": key, "minutes": integer(0, 1440)},
    "claimed": {"pseudonym": key, "boxKey": key,
                "claimant": one_of("volunteer", "team", "partner"), "skills*": many(word, 16)},
    "reaffirmed": {"claim": dot},
    "withdrawn": {"claims*": many(dot, 64)},
    "accepted": {"award": key}, "declined": {"award": key},
    "served": {"award": key, "minutes": integer(0, 1440)},
}


def read_facts(kind, value):
    """The facts without members that nobody knows, or None where they are void."""
    if kind not in FACTS:
        return None
    try:
        facts = form(FACTS[kind], value)
        demand(facts.get("cause") != "person" or "reason" in facts, "a person has a reason")
        window = facts.get("terms", {})
        demand("until" not in window or window["until"] >= window.get("from", 0), "until")
    except Refused:
        return None
    return facts


# Contents lie beside their events.

def make_content(title, body=""):
    """The salt and bytes of a wish's words, and the hash that its event names."""
    salt, words = secrets.token_bytes(32), canonical({"body": body, "title": title})
    return {"bytes": b64(words), "salt": b64(salt)}, b64(sha256(salt + words))


def read_content(value):
    """The hash and the bytes of a content as it travels."""
    value = present(value)
    salt, data = unb64(value.get("salt"), 32), unb64(value.get("bytes"))
    demand(1 <= len(data) <= CONTENT, "content: size")
    return b64(sha256(salt + data)), data


def read_words(data):
    """Title and body of a wish, or None where the bytes are something else."""
    try:
        value = parse(data)
        text(1, 120)(value.get("title"))
        text(0, 3000)(value.get("body"))
    except (Refused, AttributeError):
        return None
    return {"body": value["body"], "title": value["title"]}
