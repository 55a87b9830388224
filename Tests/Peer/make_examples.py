#!/usr/bin/env python3
"""Writes Tests/Examples anew: what is made here, and what is captured from real nodes.

    make_examples --yizhan PATH     with the Python of .ci/tools
"""
import argparse
import base64
import json
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[1:1] = [str(ROOT / "Tests/Trials")]

import calls  # noqa: E402
import examples  # noqa: E402
import parcels  # noqa: E402
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: E402
from machine import Line  # noqa: E402
from document import document  # noqa: E402
from events import read_event, write_event  # noqa: E402
from ledger import Ledger  # noqa: E402
from peer import Peer  # noqa: E402
from samples import FACTS, HEADERS, JSONS, MESSAGES, NAMES  # noqa: E402
from street import Street  # noqa: E402
from telling import Teller, eventually  # noqa: E402
from wild import Wild, terms  # noqa: E402
from wire import b64, canonical, public_of, sha256, sign, unb64, writer_name  # noqa: E402

SECRET = Ed25519PrivateKey.from_private_bytes(sha256(b"test writer"))
KEY, WRITER = b64(public_of(SECRET)), writer_name("wanda", public_of(SECRET))
HEADER = {"alliance": "chengbei", "at": 1_780_000_000_000, "facts": {}, "kind": "waved",
          "seq": 1, "writer": WRITER}


def write(topic, about, found):
    """One file; every example must be judged here as it says."""
    for one in found:
        verdict, why = examples.judge(topic, one)
        if verdict != {name: one[name] for name in verdict}:
            sys.exit(f"{topic}: {one['name']}: {verdict} {why}")
    text = json.dumps({"about": about, "examples": found}, ensure_ascii=False, indent=1)
    (ROOT / f"Tests/Examples/{topic}.json").write_text(text + "\n")
    print(f"{topic}: {len(found)}, {len(text)} bytes")


def event(name, valid, compact, void=None, key=KEY):
    return {"name": name, "valid": valid, "compact": compact, "key": key} | (
        {"void": void} if valid else {})


def made_events():
    found = []
    for name, valid, change in HEADERS:
        payload = change(dict(HEADER)) if callable(change) else HEADER | change
        payload = payload if isinstance(payload, bytes) else canonical(payload)
        found.append(event(name, valid, sign(SECRET, WRITER, "event", payload), True))
    for name, void, kind, facts in FACTS:
        payload = canonical(HEADER | {"kind": kind, "facts": facts})
        found.append(event(f"{kind}: {name}", True, sign(SECRET, WRITER, "event", payload), void))
    right = sign(SECRET, WRITER, "event", canonical(HEADER))
    header, payload, signature = right.split(".")

    def protected(text):
        head = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
        return f"{head}.{payload}." + b64(SECRET.sign(f"{head}.{payload}".encode()))
    standard = f'{{"alg":"EdDSA","kid":"{WRITER}","typ":"yizhan-event"}}'
    for name, compact in {
            "a signature for a parcel": sign(SECRET, WRITER, "parcel", canonical(HEADER)),
            "another order in the protected header": protected(
                f'{{"kid":"{WRITER}","alg":"EdDSA","typ":"yizhan-event"}}'),
            "space in the protected header": protected(standard.replace(",", ", ")),
            "one more member in the protected header": protected(
                standard[:-1] + ',"x":1}'),
            "no algorithm": protected(standard.replace("EdDSA", "none")),
            "another writer in kid": protected(standard.replace("wanda", "xintang")),
            "a signature that was cut": f"{header}.{payload}.{signature[:-2]}",
            "a signature of another length": f"{header}.{payload}.{b64(unb64(signature) + b'0')}",
            "a changed signature": f"{header}.{payload}.{b64(bytes(64))}",
            "padding": right + "==", "a fourth part": right + ".", "two parts": header + payload,
            "the plain alphabet": right[:-1] + "+", "nothing": ""}.items():
        found.append(event(name, False, compact))
    identity = b64(bytes([1]) + bytes(31))
    forged = f"{header}.{payload}.{b64(bytes([1]) + bytes(63))}"
    found.append(event("a key of small order, under which anybody signs", False, forged,
                       key=identity))
    return found


def made_requests():
    body = '{"have":{},"version":1}'
    secret = Ed25519PrivateKey.from_private_bytes(sha256(b"test identity"))
    fields = calls.signed(secret, "wanda", "chengbei", "POST",
                          "http://chengbei.example.org/alliance/v1/exchange?wait=0", body.encode())
    created = int(fields["Signature-Input"].split("created=")[1].split(";")[0])
    right = {"method": "POST", "authority": "chengbei.example.org", "member": "wanda",
             "path": "/alliance/v1/exchange", "query": "?wait=0", "destination": "chengbei",
             "fields": [[name.lower(), one] for name, one in fields.items()], "body": body,
             "key": b64(public_of(secret)), "now": created}

    def fielded(name, change):
        return {"fields": [[one, change(text) if one == name else text]
                           for one, text in right["fields"] if one != name or change(text)]}
    changes = [
        ("a push", True, {}), ("300 seconds late", True, {"now": created + 300}),
        ("301 seconds late", False, {"now": created + 301}),
        ("301 seconds early", False, {"now": created - 301}),
        ("another method", False, {"method": "PUT"}),
        ("another path", False, {"path": "/alliance/v1/mailbox"}),
        ("another query", False, {"query": "?wait=1"}), ("no query", False, {"query": "?"}),
        ("another authority", False, {"authority": "xintang.example.org"}),
        ("another destination", False, {"destination": "xintang"}),
        ("a stranger", False, {"member": "xintang"}),
        ("another key", False, {"key": KEY}),
        ("another body", False, {"body": body.replace("1", "2")}),
        ("no body", False, {"body": ""}),
        ("a content encoding", False, {"fields": right["fields"] + [["content-encoding", "gzip"]]}),
        ("the destination twice", False, {
            "fields": right["fields"] + [["yizhan-destination", "chengbei"]]}),
    ] + [(f"without {name}", False, fielded(name, lambda _: ""))
         for name in dict(right["fields"])]
    for name, change in {
            "another tag": lambda text: text.replace("yizhan-1", "yizhan-2"),
            "another algorithm": lambda text: text.replace("ed25519", "hmac-sha256"),
            "a component less": lambda text: text.replace(' "@query"', ""),
            "a space more": lambda text: text.replace(" ", "  ", 1),
            "another nonce": lambda text: text.replace('nonce="', 'nonce="A')}.items():
        changes.append((name, False, fielded("signature-input", change)))
    return [right | {"name": name, "valid": valid} | change for name, valid, change in changes]


def made_parcels():
    hash_of = "simulation 7 xintang box"
    secret = X25519PrivateKey.from_private_bytes(sha256(hash_of.encode()))
    public = secret.public_key().public_bytes_raw()
    label = {"alliance": "chengbei", "award": b64(sha256(b"award")), "claim": f"{WRITER}/2",
             "expires": 1_780_000_000, "from": "wanda", "kind": "card", "to": "xintang",
             "wish": "wish/xintang.aaaaaaaa/2"}
    content = canonical({"name": "李忠", "phone": "0512-5550-1988", "team": ""})

    def one(name, valid, compact, **changes):
        return {"name": name, "valid": valid, "compact": compact, "key": KEY,
                "member": "xintang", "boxSecretHashOf": hash_of,
                "content": content.decode()} | changes

    def altered(**changes):
        payload = json.loads(unb64(right.split(".")[1]))
        payload = payload | {name: text for name, text in changes.items() if name in payload}
        payload["label"] = payload["label"] | {
            name: text for name, text in changes.items() if name not in payload}
        return sign(SECRET, WRITER, "parcel", canonical(payload))

    def padded(plain):
        enc, context = parcels.SUITE.create_sender_context(parcels.box_key(public), parcels.INFO)
        return sign(SECRET, WRITER, "parcel", canonical({
            "box": b64(context.seal(plain, canonical(label))), "enc": b64(enc), "label": label}))
    right = parcels.seal(SECRET, WRITER, label, content, public)
    whole = len(content).to_bytes(4, "big") + content
    return [
        one("a card", True, right),
        one("a photo's kind over the same bytes", False, altered(kind="photo")),
        one("another award on the label", False, altered(award=b64(sha256(b"other")))),
        one("another expiry on the label", False, altered(expires=1_780_000_001)),
        one("another receiver on the label", False, altered(to="daguan")),
        one("a sender who is not the writer's member", False, altered(**{"from": "daguan"})),
        one("a label with one more member", False, altered(colour="red")),
        one("a kind that nobody knows", False, altered(kind="song")),
        one("another encapsulated key", False, altered(enc=b64(public))),
        one("an encapsulated key of small order", False, altered(enc=b64(bytes(32)))),
        one("sealed to somebody else", False, parcels.seal(
            SECRET, WRITER, label, content, parcels.new_box()[1])),
        one("signed by somebody else", False, right, key=b64(public_of(
            Ed25519PrivateKey.from_private_bytes(sha256(b"other"))))),
        one("padded with zeros, a step too far", False, padded(
            whole + bytes(1024 - len(whole)))),
        one("padded with something else", False, padded(whole + b"1" * (512 - len(whole)))),
        one("without padding", False, padded(whole)),
        one("a length beyond the content", False, padded(b"\0\0\2\0" + bytes(508))),
    ]


def tied_wish():
    """Two writers of the home settle one award, neither having seen the other: the smaller id
    counts, and these two are in another order as text than as bytes."""
    secrets = [Ed25519PrivateKey.from_private_bytes(sha256(b"test writer %d" % one))
               for one in range(3)]
    home, twin, claimant = (writer_name(member, public_of(secret)) for member, secret in zip(
        ("wanda", "wanda", "xintang"), secrets))
    subject, logs = f"wish/{home}/1", {home: [], twin: [], claimant: []}

    def add(writer, kind, facts, at=1_780_000_000_000, **header):
        secret = secrets[list(logs).index(writer)]
        log = logs[writer]
        log.append(read_event(write_event(
            secret, writer, len(log) + 1, "chengbei", kind, facts, at, subject=subject,
            previous=log[-1].id if log else None, **header)))
        return log[-1]
    first = add(home, "published", {"terms": {
        "rules": 1, "category": "errand", "places": 1, "urgency": "normal", "award": "automatic",
        "settlingSeconds": 0}})
    add(claimant, "claimed", {"pseudonym": KEY, "boxKey": KEY, "claimant": "volunteer"},
        seen={home: 1})
    award = add(home, "awarded", {"claim": f"{claimant}/1", "acceptSeconds": 60},
                seen={claimant: 1}, after=first.id)
    add(claimant, "accepted", {"award": award.id}, seen={home: 2})
    one = add(home, "settled", {"award": award.id, "minutes": 10}, seen={claimant: 2})
    for at in range(1_780_000_000_000, 1_780_000_010_000):
        other = add(twin, "settled", {"award": award.id, "minutes": 20}, at,
                    seen={home: 2, claimant: 2})
        if (one.id < other.id) != (unb64(one.id) < unb64(other.id)):
            break
        logs[twin].pop()
    ledger = Ledger("chengbei", KEY)
    for log in logs.values():
        for event in log:
            ledger.note(event)
    return examples.wish_example("two settlements at once", ledger,
                                 document(ledger.fold(subject)))


def captured(yizhan):
    """Requests, messages and wishes of real nodes."""
    sent = {}
    copy = Line.copy

    def recorded(line, one, other):
        receive = one.recv

        class Tap:
            def recv(self, size):
                got = receive(size)
                sent.setdefault(id(self), []).append(got)
                return got

            def __getattr__(self, name):
                return getattr(one, name)
        copy(line, Tap(), other)
    Line.copy = recorded
    with Street(yizhan, Teller(True), lines=True) as street:
        street.found("wanda")
        peers = []
        for name in ("daguan", "xintang"):
            key = street.chengbei.run("invite", name, "--display-name", name).strip()
            peers.append(Peer(name, name))
            peers[-1].join(f"http://127.0.0.1:{street.chengbei.port}", key, street.fingerprint)
            peers[-1].meet()
        street.wanda.publish("修老座钟")
        peers[0].meet()
        wishes = [one for number in range(40) if (one := a_wish(street, peers, number))]
        cut = under_suspension(street, peers, wishes[-1]["wish"])
        keys = {name: one.identity for name, one in peers[0].ledger.roster.members.items()}
        requests = [one for stream in sent.values()
                    for one in requests_in(b"".join(stream), keys["wanda"], street)]
        messages = [{"name": "a push of the first node", "valid": True, "text": one["body"]}
                    for one in requests if '"events"' in one["body"]][:2]
    return requests[:3], messages, [*pick(wishes), cut, tied_wish()]


def requests_in(stream, key, street):
    while stream.startswith((b"POST /alliance/v1/exchange", b"GET /alliance/v1/mailbox")):
        head, _, stream = stream.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        fields = [[line.partition(":")[0].lower(), line.partition(":")[2].strip()]
                  for line in lines]
        method, target, _ = first.split(" ")
        path, _, query = target.partition("?")
        size = int(dict(fields).get("content-length", 0))
        body, stream = stream[:size].decode(), stream[size:]
        created = int(dict(fields)["signature-input"].split("created=")[1].split(";")[0])
        if dict(fields)["host"] == f"127.0.0.1:{street.chengbei.port}":
            yield {"name": f"{method} {path} of the first node", "valid": True, "method": method,
                   "authority": dict(fields)["host"], "path": path, "query": "?" + query,
                   "destination": "chengbei", "member": "wanda", "key": key, "now": created,
                   "fields": fields, "body": body}


def a_wish(street, peers, number):
    """Events at random about one wish, and what the first node says of it."""
    rng = random.Random(f"example {number}")
    subject = rng.choice(peers).publish("随便", {}, **terms(rng))
    for peer in peers * 2:
        peer.meet()
    for _ in range(rng.randint(4, 14)):
        peer = rng.choice(peers)
        for _ in range(rng.randint(1, 3)):
            Wild(rng, peer, subject).write()
        if rng.random() < 0.35:
            peer.meet()
    for peer in peers * 2:
        peer.meet()
    ledger = peers[0].ledger
    house = street.chengbei
    eventually("the alliance has it", lambda: peers[0].exchange(push=False)["have"][
        peers[1].writer][0] == len(peers[1].ledger.logs[peers[1].writer]))
    status, result = house.call("GET", f"/api/v1/wishes/{subject[5:]}", house.office)
    if status != 200:
        return None
    return examples.wish_example(f"wish {number}", ledger, result)


def under_suspension(street, peers, subject):
    """A wish whose other writer was suspended, with an event that has seen what was cut."""
    peer, other = peers
    street.chengbei.run("suspend", other.member)
    for _ in range(3):
        other.about(subject, "waved", {})
    peer.meet()
    street.chengbei.run("readmit", other.member)
    for one in (other, peer):
        one.meet()
    peer.claim(subject, {"name": "one"})
    peer.meet()
    house = street.chengbei
    return examples.wish_example("behind a suspension", peer.ledger, eventually(
        "it is folded", lambda: house.call(
            "GET", f"/api/v1/wishes/{subject[5:]}", house.office)[1]))


def pick(wishes):
    """A few wishes that show most: many kinds of verdict, of chain and of incident."""
    wishes = [one for one in wishes if len(one["result"]["claims"]) > 2]
    chosen, shown = [], set()
    while len(chosen) < 6:
        def news(one):
            return {json.dumps({name: text for name, text in claim["verdict"].items()
                                if name in ("code", "because")})
                    for claim in one["result"]["claims"]} | {
                        one["result"].get("outcome"), bool(one["result"]["incidents"])}
        best = max(wishes, key=lambda one: len(news(one) - shown) / len(one["events"]))
        chosen.append(best)
        shown |= news(best)
        wishes = [one for one in wishes if one is not best]
    claims = chosen[0]["result"]["claims"]
    wrong = chosen[0]["result"] | {"claims": [
        claims[0] | {"verdict": {"code": "withdrawn" if claims[0]["verdict"]["code"] != "withdrawn"
                                 else "declined"}}, *claims[1:]]}
    return chosen + [chosen[0] | {"name": chosen[0]["name"] + ", with another verdict",
                                  "valid": False, "result": wrong}]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--yizhan", required=True)
    requests, messages, wishes = captured(options.parse_args().yizhan)
    write("json", "canonical JSON (§2)", JSONS)
    write("names", "names and encodings (§1)", NAMES)
    write("events", "events, and whether their facts are void (§3 to §5)", made_events())
    write("messages", "exchange messages (§12)", MESSAGES + messages)
    write("requests", "signed requests (§11)", made_requests() + requests)
    write("parcels", "parcels (§14)", made_parcels())
    write("wishes", "events about one wish and what they say of it (§7, §8)", wishes)


if __name__ == "__main__":
    main()
