#!/usr/bin/env python3
"""A second implementation, written from the page `Protocol` alone (Tests/Peer), against real nodes.

It joins, exchanges, claims a wish of the first node and is told the contact; it publishes a wish of
its own and awards it across the border. Then two of it write at random about wishes, keeping the
form and nothing else, and every node must say the same of each wish. And every example in
Tests/Examples is judged as it says.

    second_node --times 20 --seed 7     so many wishes at random

Control: a request, an event and a form that are wrong on purpose are refused, and a fold with
another order of the lottery is seen to differ.
"""
import argparse
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

import score
from drills import executable
from street import Street
from telling import Broken, Teller, eventually, expect

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONTACT = {"door": "幸福里3幢", "name": "王奶奶", "note": "耳背", "phone": "0512-5550-7788"}
PERSON = {"name": "赵磊", "phone": "138-0000-1234", "team": "修理队"}


def with_tools():
    """Runs again under the Python that has the libraries of Tests/Peer, installed once."""
    folder = subprocess.run(["bash", ROOT / ".ci/tools"], check=True, stdout=subprocess.PIPE,
                            text=True).stdout.strip()
    python = os.path.join(folder, "python3")
    if os.environ.get("SECOND_NODE_TOOLS"):
        sys.exit("second_node: .ci/tools has not installed Tests/Peer/requirements.txt")
    os.environ["SECOND_NODE_TOOLS"] = "1"
    os.execv(python, [python, *sys.argv])


sys.path.insert(0, str(ROOT / "Tests/Peer"))
try:
    import examples
    import controls
    from calls import Answer
    from document import differences, document
    from peer import Peer
    from wild import Wild, terms
    from wire import dot, dot_text
except ImportError as problem:
    if problem.name not in ("joserfc", "http_message_signatures", "pyhpke", "rfc8785"):
        raise
    with_tools()


def join(street, name):
    """A second node in the place of this community."""
    key = street.chengbei.run("invite", name, "--display-name", name).strip()
    peer = Peer(name, name)
    peer.join(f"http://127.0.0.1:{street.chengbei.port}", key, street.fingerprint)
    peer.meet()
    return peer


def turns(peer, what, holds):
    """The second node goes on until it holds."""
    def after_turn():
        peer.turn(1)
        return holds()
    return eventually(what, after_turn, 30)


def compare(peer, house, subject, seconds=8):
    """Where the two nodes differ about a wish, once what was written has had time to arrive."""
    deadline = time.monotonic() + seconds
    while True:
        fold = peer.ledger.fold(subject)
        mine = document(fold, peer.words(subject),
                        fold.chain and peer.ledger.is_erased(fold.chain.content))
        status, theirs = house.call("GET", f"/api/v1/wishes/{subject[5:]}", house.office)
        theirs = theirs if status == 200 else None
        if mine and theirs:
            if "words" not in mine:
                theirs.pop("words", None)
            for one in (mine, theirs):
                one["incidents"].sort(key=lambda one: json.dumps(one, sort_keys=True))
        found = differences(mine, theirs)
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.1)


def theirs_claimed_here(street, peer):
    """A wish of the first node, claimed and served by the second's volunteer."""
    wanda = street.wanda
    subject = "wish/" + wanda.publish("修老座钟", CONTACT["phone"])
    turns(peer, "the second node sees the wish", lambda: peer.ledger.fold(subject).chain)
    expect(peer.words(subject) == {"body": "", "title": "修老座钟"}, "the words of the wish")
    claim = peer.claim(subject, PERSON)
    contact = turns(peer, "the contact arrives", lambda: peer.own[claim].contact)
    expect(contact["phone"] == CONTACT["phone"], f"contact: {contact}")
    visitor = f"/api/v1/wishes/{subject[5:]}/visitor?claim={dot_text(claim)}"
    card = eventually("the card arrives", lambda: wanda.call("GET", visitor, wanda.office)[1])
    turns(peer, "the card's receipt arrives", lambda: not peer.outgoing)
    card = wanda.ask(visitor)
    expect(PERSON["phone"] in json.dumps(card), f"card: {card}")
    peer.served(subject, claim, 45)
    turns(peer, "the service arrives",
          lambda: wanda.state(subject[5:])["stages"]["served"] == 1)
    wanda.do(f"/api/v1/wishes/{subject[5:]}/settle", body={"claim": dot_text(claim)})
    turns(peer, "the hours are credited", lambda: peer.own[claim].credited == 45)
    turns(peer, "the wish ends", lambda: peer.ledger.fold(subject).chain.end)
    return subject


def ours_claimed_there(street, peer):
    """A wish of the second node, claimed and served by a volunteer of the first."""
    subject = peer.publish("陪王奶奶散步", CONTACT)
    turns(peer, "the first node sees the wish", lambda: street.wanda.sees(subject[5:]))
    person = street.person("王秀英")
    claim = person.claim(subject[5:])
    phone = turns(peer, "the volunteer reads the contact", lambda: person.contact(claim))
    expect(phone == CONTACT["phone"], f"contact: {phone}")
    turns(peer, "the card arrives", lambda: dot(claim) in peer.cards and not peer.outgoing)
    person.act(claim, "served", {"minutes": 30})
    turns(peer, "the service arrives", lambda: peer.ledger.fold(subject).verdict(
        dot(claim))["code"] == "awarded.served")
    peer.about(subject, "settled", {
        "award": peer.ledger.fold(subject).chain.active()[0].id, "minutes": 30})
    turns(peer, "the claimant's node hears it", lambda: person.has(claim, "awarded.settled"))
    hours = person.house.ask("/api/v1/my/hours", person.token)
    expect(hours["minutes"] == 30, f"hours: {hours}")
    return subject


def night(street, peer):
    """The first node hands its wish over; a claim of the second is awarded by the delegate."""
    subject = "wish/" + street.wanda.publish("送药上楼", CONTACT["phone"])
    turns(peer, "the wish is seen", lambda: peer.ledger.fold(subject).chain)
    street.wanda.run("close")
    claim = turns(peer, "the office is closed", lambda: (
        peer.ledger.fold(subject).chain.holder.startswith("chengbei.")
        and peer.claim(subject, PERSON)))
    turns(peer, "the delegate awards", lambda: peer.ledger.fold(subject).verdict(
        claim)["code"] == "awarded.accepted")
    expect(peer.own[claim].contact is None, "a contact was released under a delegate")
    street.wanda.run("open")
    turns(peer, "the contact comes in the morning", lambda: peer.own[claim].contact)
    return subject


def erasure(street, peer):
    """The first node erases a wish: its words are gone at the second, which confirms it."""
    wanda = street.wanda
    subject = "wish/" + wanda.publish("擦玻璃", CONTACT["phone"])
    turns(peer, "the words arrive", lambda: peer.words(subject))
    wanda.do(f"/api/v1/wishes/{subject[5:]}/erase", body={"confirmed": True})
    turns(peer, "the words are gone", lambda: peer.words(subject) is None)
    turns(peer, "the confirmation arrives", lambda: any(
        confirmed["member"] == peer.member for one in wanda.ask("/api/v1/erasures")["erasures"]
        if one["log"] == "street" for confirmed in one["confirmed"]))
    return subject


def at_random(peers, rng):
    """One wish and events about it that keep no rule but the form; its name."""
    subject = rng.choice(peers).publish("随便", CONTACT, **terms(rng))
    for peer in peers * 2:
        peer.meet()
    for _ in range(rng.randint(5, 40)):
        peer = rng.choice(peers)
        for _ in range(rng.randint(1, 3)):
            Wild(rng, peer, subject).write()
        if rng.random() < 0.35:
            peer.meet()
    for peer in peers * 2:
        peer.meet()
    return subject


def keep(peer, house, subject):
    """Leaves a wish that is folded otherwise here as an example, to be looked at again."""
    theirs = house.call("GET", f"/api/v1/wishes/{subject[5:]}", house.office)[1]
    file = pathlib.Path(tempfile.mkdtemp(prefix="second-node-")) / "wishes.json"
    file.write_text(json.dumps({"about": subject, "examples": [
        examples.wish_example(subject, peer.ledger, theirs)]}, ensure_ascii=False, indent=1))
    print(f"    {file}", flush=True)


def suspension(street, peers, subjects, rng):
    """A member is suspended and readmitted: what it wrote meanwhile is cut off for good."""
    peer, other = peers

    def compare_all(*pairs):
        return sum(report(subject + " " + when, compare(who, house, subject))
                   for who, house in pairs for subject in subjects)
    for subject in subjects:
        for _ in range(3):
            Wild(rng, other, subject).write()
    street.chengbei.run("suspend", other.member)
    peer.meet()
    when = "under suspension"
    found = compare_all((peer, street.chengbei))
    try:
        other.meet()
        raise Broken("a suspended member was let in")
    except Answer as answer:
        expect(answer.status == 403 and answer.problem["code"] == "suspended", str(answer))
    street.chengbei.run("readmit", other.member)
    when = "after the suspension"
    for _ in range(3):
        for who in peers:
            who.meet()
            for subject in subjects:
                Wild(rng, who, subject).write()
    for who in peers * 2:
        who.meet()
    cut = sum(peer.ledger.roster.cut(one.dot) for one in peer.ledger.arrived)
    expect(cut > 0, "nothing was cut off")
    return found + compare_all((peer, street.chengbei), (other, street.wanda))


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=30, help="wishes at random")
    options.add_argument("--first", type=int, default=0, help="number of the first of them")
    options.add_argument("--seed", default="20261122")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bad = {"differences": 0, "steps that failed": 0, "examples misjudged": 0}
    control, tried = {}, 0
    try:
        with Street(executable(options.yizhan), Teller(True)) as street:
            street.found("wanda")
            peer, other = join(street, "daguan"), join(street, "xintang")
            for step in (theirs_claimed_here, ours_claimed_there, night, erasure):
                subject = step(street, peer)
                tried += 1
                print(f"  ✓ {step.__doc__}", flush=True)
                bad["differences"] += report(subject, compare(peer, street.wanda, subject))
            control = controls.control(street, peer, compare)
            subjects = []
            for number in range(options.first, options.first + options.times):
                rng = random.Random(f"{options.seed}/{number}")
                subject = at_random([peer, other], rng)
                subjects.append(subject)
                tried += 1
                for who, house in ((peer, street.chengbei), (other, street.wanda)):
                    found = compare(who, house, subject)
                    bad["differences"] += report(
                        f"{subject}, number {number} of seed {options.seed}, {house.name}", found)
                    if found:
                        keep(who, house, subject)
                score.progress(f"{len(subjects)} wishes at random, {len(peer.ledger.arrived)} "
                               f"events, {bad['differences']} differences")
            bad["differences"] += suspension(
                street, [peer, other], subjects[-12:], random.Random(f"{options.seed}/suspension"))
            tried += 1
            print(f"  ✓ {suspension.__doc__}", flush=True)
    except Broken as problem:
        bad["steps that failed"] += 1
        print(f"  ✗ {problem}", flush=True)
    judged, misjudged = examples.judge_all(ROOT / "Tests/Examples")
    bad["examples misjudged"] = len(misjudged)
    for line in misjudged:
        print(f"  ✗ example {line}", flush=True)
    print(f"  {judged} examples judged", flush=True)
    score.end("second implementation", tried + judged, bad, control)


def report(subject, found):
    for line in found[:6]:
        print(f"  ✗ {subject} {line}", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    main()
