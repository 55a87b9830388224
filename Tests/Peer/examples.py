"""Judges the example messages of Tests/Examples; the README there says what stands in them."""
import json

import parcels
from calls import verified
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from document import differences, document
from events import read_event
from ledger import Ledger, read_message
from wire import Refused, demand, dot, is_member, is_writer, parse, sha256, signed_by, unb64, wish


def judge_all(folder):
    """How many were judged, and which otherwise than they say."""
    judged, wrong = 0, []
    for file in sorted(folder.glob("*.json")):
        for example in json.loads(file.read_text())["examples"]:
            judged += 1
            verdict, why = judge(file.stem, example)
            if verdict != {name: example[name] for name in verdict}:
                wrong.append(f"{file.name}: {example['name']}: {verdict} {why}")
    return judged, wrong


def judge(topic, example):
    """What this node says of an example: `valid`, and `void` of an event; and why."""
    try:
        return {"valid": True} | (JUDGES[topic](example) or {}), ""
    except Refused as problem:
        return {"valid": False}, str(problem)


def data(example):
    return example["text"].encode() if "text" in example else unb64(example["bytes"])


def name(example):
    forms = {"member": lambda text: demand(is_member(text), "member"),
             "writer": lambda text: demand(is_writer(text), "writer"),
             "dot": dot, "wish": wish, "32 bytes": lambda text: unb64(text, 32)}
    forms[example["form"]](example["text"])


def event(example):
    read = read_event(example["compact"])
    demand(signed_by(example["compact"], unb64(example["key"])), "signature")
    return {"void": read.facts is None}


def request(example):
    query = "" if example["query"] == "?" else example["query"]
    verified(example["method"], "http://" + example["authority"] + example["path"] + query,
             example["fields"], example["body"].encode(), example["destination"],
             example["authority"], lambda member: unb64(example["key"], 32)
             if member == example["member"] else None, example["now"])


def parcel(example):
    writer, label, _, _ = parcels.read_parcel(example["compact"])
    demand(signed_by(example["compact"], unb64(example["key"])), "signature")
    secret = X25519PrivateKey.from_private_bytes(sha256(example["boxSecretHashOf"].encode()))
    demand(label["to"] == example["member"], "to")
    content = parcels.open_parcel(example["compact"], secret)
    demand(content == example["content"].encode(), "content")


def folded(example):
    ledger = Ledger(example["alliance"], example["allianceKey"])
    for compact in [*example["roster"], *example["events"]]:
        ledger.note(read_event(compact))
    found = differences(bare(document(ledger.fold(example["wish"]))), example["result"])
    demand(not found, found[:1])


def wish_example(name, ledger, result):
    """The events of a wish and what a node says of it, as an example."""
    subject = result["wish"]
    return {"name": name, "valid": True, "alliance": ledger.alliance,
            "allianceKey": ledger.roster.key, "wish": subject,
            "roster": [one.compact for one in ledger.roster.events],
            "events": [one.compact for one in ledger.about(subject)], "result": bare(result)}


def bare(value):
    """What the fold says, without what the interface for people adds."""
    return {name: one for name, one in value.items() if name not in ("log", "stages", "words")}


JUDGES = {"json": lambda example: parse(data(example)) and None, "names": name, "events": event,
          "messages": lambda example: read_message(parse(data(example))) and None,
          "requests": request, "parcels": parcel, "wishes": folded}
