#!/usr/bin/env python3
"""The judge of histories: what was recorded of one wish on a street, and what is wrong with it.

A history is what people outside have seen of a wish, and nothing that a node says of itself in
between: the commands with their answers and times, what each volunteer was told, what each node
shows at the end, which contacts were sealed, which hours were credited.

    {"wish": "wanda.…/5", "home": "wanda",
     "commands": [{"verb": "claim", "node": "xintang", "at": 0.1, "until": 0.2, "status": 201,
                   "claim": "xintang.…/7", "minutes": 30, "outcome": "fulfilled"}, …],
     "notices": {claim: [{"code": "standby", "rank": 2, "text": "…"}, …]},
     "ends": {node: the wish as GET /api/v1/wishes/… answers it},
     "releases": [{"claim": …, "award": …}, …], "credits": {claim: [30]}}

`at` and `until` are the recorder's own clock; a status of 0 stands for a command without an answer,
which may have been carried out or not. Run alone, the judge is tried itself: by good histories,
which it must pass, and by bad ones, made by hand, which it must refuse, each for its own reason.

    python3 Tests/Trials/histories.py
"""
import copy

import score
from telling import expect

LOST_CLAIMS = "lost claims"
LOST_COMMANDS = "lost commands"
FROM_NOWHERE = "claims from nowhere"
TOO_MANY = "more awards than places"
OVERTAKEN = "overtaken"
CAPSULES = "two open capsules"
NO_RIGHT = "capsules without right"
DIFFER = "nodes differ"
NOT_TOLD = "not told"
TWICE = "told twice"
NO_REASON = "told without reason"
HOURS = "hours wrong"
KINDS = (LOST_CLAIMS, LOST_COMMANDS, FROM_NOWHERE, TOO_MANY, OVERTAKEN, CAPSULES, NO_RIGHT, DIFFER,
         NOT_TOLD, TWICE, NO_REASON, HOURS)

# An award that ended like this has set its place free although the contact was sealed for it.
OPENS_THE_PLACE = ("withdrawn", "declined", "person.")
# Reasons that name who came first.
NAMES_SOMEBODY = ("cameAfter", "preference.", "lottery", "order", "arrivedLate", "chosen")
FINAL = ("withdrawn", "declined", "overBound", "awarded.settled", "closed.")


def dot(text):
    """A claim's writer and number; the wish stands before neither."""
    writer, number = text.rsplit("/", 1)
    return writer, int(number)


def member(text):
    return text.split(".", 1)[0]


def active(state):
    return [one for one in state["awards"] if not one.get("ended")]


def faults_now(state):
    """What may be true at no moment, at no node: also while the nodes still differ."""
    held = active(state)
    people = {one["claim"]: one["pseudonym"] for one in state["claims"]}
    found = []
    if len(held) > state["terms"]["places"]:
        found.append((TOO_MANY, f"{len(held)} on {state['terms']['places']} places"))
    if len({people.get(one["claim"]) for one in held}) < len(held):
        found.append((TOO_MANY, "one volunteer has two places"))
    for one in held:
        if one["claim"] not in people:
            found.append((FROM_NOWHERE, f"{one['claim']} has a place and never claimed"))
    return found


def faults(history):
    """All that is wrong with a history: pairs of a kind and words."""
    ends = history["ends"]
    found = [fault for state in ends.values() for fault in faults_now(state)]
    state = ends[history["home"]]
    for node, other in ends.items():
        if other != state:
            keys = [key for key in state.keys() | other.keys() if state.get(key) != other.get(key)]
            found.append((DIFFER, f"{node} and {history['home']}: {', '.join(sorted(keys))}"))
    for check in (claims, commands, order, capsules, notices, hours):
        found += check(history, state)
    return found


def answered(history, verb):
    return [one for one in history["commands"]
            if one["verb"] == verb and 200 <= one["status"] < 300]


def claims(history, state):
    """Every acknowledged claim is at every node, and no other."""
    made = {one["claim"] for one in answered(history, "claim")}
    for node, end in history["ends"].items():
        for claim in sorted(made - {one["claim"] for one in end["claims"]}):
            yield LOST_CLAIMS, f"{claim} is not at {node}"
    silent = [one["node"] for one in history["commands"]
              if one["verb"] == "claim" and one["status"] == 0]
    for claim in sorted({one["claim"] for one in state["claims"]} - made):
        if member(claim) in silent:
            silent.remove(member(claim))
        else:
            yield FROM_NOWHERE, f"nobody made {claim}"


def commands(history, state):
    """What was acknowledged has had its effect."""
    verdicts = {one["claim"]: one["verdict"]["code"] for one in state["claims"]}

    def awards(claim):
        return [one for one in state["awards"] if one["claim"] == claim]
    for verb in ("withdraw", "decline"):
        for one in answered(history, verb):
            code = verdicts.get(one["claim"], "")
            # A withdrawal that the conclusion had not seen changes nothing any more.
            if code not in ("withdrawn", "declined") and not code.startswith("closed."):
                yield LOST_COMMANDS, f"{verb} of {one['claim']}: {code}"
            if state.get("outcome") is None and any(
                    not award.get("ended") for award in awards(one["claim"])):
                yield LOST_COMMANDS, f"{verb} of {one['claim']}: the place is still held"
    for one in answered(history, "revoke"):
        if not any((award.get("ended") or "").startswith("person.")
                   for award in awards(one["claim"])):
            yield LOST_COMMANDS, f"revoke of {one['claim']}"
    for verb, key in (("served", "servedMinutes"), ("settle", "settledMinutes")):
        for one in answered(history, verb):
            if one["minutes"] not in [award.get(key) for award in awards(one["claim"])]:
                yield LOST_COMMANDS, f"{verb} of {one['claim']}"
    for one in answered(history, "conclude"):
        if state.get("outcome") != one["outcome"]:
            yield LOST_COMMANDS, f"conclude: {state.get('outcome')}"


def order(history, state):
    """Of one community, who claimed earlier has the smaller number, and gets the place first."""
    made = answered(history, "claim")
    for one in made:
        for other in made:
            if (dot(one["claim"])[0] == dot(other["claim"])[0] and one["until"] < other["at"]
                    and dot(one["claim"]) > dot(other["claim"])):
                yield OVERTAKEN, f"{other['claim']} was made after {one['claim']}"
    if state["terms"]["award"] != "automatic":
        return
    awarded = {one["claim"] for one in state["awards"]}
    for one in state["claims"]:
        code = one["verdict"]["code"]
        if one["claim"] in awarded or not code.startswith(("standby", "tooLate", "closed.")):
            continue
        for other in awarded:
            if dot(other)[0] == dot(one["claim"])[0] and dot(other) > dot(one["claim"]):
                yield OVERTAKEN, f"{other} has seen {one['claim']} and had a place before it"


def capsules(history, state):
    """One contact a claim, by an accepted award, and no second open one for a place."""
    awards = {one["id"]: one for one in state["awards"]}
    sealed = [one["claim"] for one in history["releases"]]
    for claim in sorted({one for one in sealed if sealed.count(one) > 1}):
        yield CAPSULES, f"two for {claim}"
    is_open = 0
    for one in history["releases"]:
        award = awards.get(one["award"])
        if award is None or award["claim"] != one["claim"]:
            yield NO_RIGHT, f"{one['claim']} without an award"
        elif not award.get("ended") and not award["accepted"]:
            yield NO_RIGHT, f"{one['claim']} has not accepted"
        elif not (award.get("ended") or "").startswith(OPENS_THE_PLACE):
            is_open += 1
    if is_open > state["terms"]["places"]:
        yield CAPSULES, f"{is_open} on {state['terms']['places']} places"


def notices(history, state):
    """Each claimant was told how it stands, each change once, with the reason."""
    awards = [one["claim"] for one in state["awards"]]
    for one in state["claims"]:
        claim, verdict = one["claim"], one["verdict"]
        told = history["notices"].get(claim, [])
        codes = [notice["code"] for notice in told]
        if not told or codes[-1] != verdict["code"] or (
                (told[-1].get("rank") == 1) != (verdict.get("rank") == 1)):
            yield NOT_TOLD, f"{claim} is {verdict['code']} and was told {codes}"
        for first, second in zip(told, told[1:]):
            if not first["code"].startswith("awarded.") and (
                    first["code"], first.get("rank") == 1
            ) == (second["code"], second.get("rank") == 1):
                yield TWICE, f"{claim}: {codes}"
        for code in sorted(set(codes)):
            most = awards.count(claim) if code.startswith("awarded.") else len(codes)
            if codes.count(code) > (1 if code.startswith(FINAL) else most):
                yield TWICE, f"{claim}: {codes}"
        if any(not notice.get("text", "").strip() for notice in told):
            yield NO_REASON, f"{claim}: a notice without words"
        if verdict["code"] == "standby":
            because = verdict.get("because", "")
            if not because or because.startswith(NAMES_SOMEBODY) and not verdict.get("ahead"):
                yield NO_REASON, f"{claim} stands by and nobody says why"


def hours(history, state):
    """What the home has confirmed is credited, once; nothing else is."""
    for one in state["claims"]:
        settled = one.get("settlement")
        due = [settled["minutes"]] if settled else []
        credited = history["credits"].get(one["claim"], [])
        if credited != due:
            yield HOURS, f"{one['claim']}: {credited} credited, {due} settled"


# The judge is tried: two good stories, and what somebody has done to them.

X, D, P, Q = "xintang.aaaaaaaa/7", "daguan.bbbbbbbb/3", "pingjiang.cccccccc/2", "pingjiang.cccccccc/4"


def command(verb, at, **more):
    return {"verb": verb, "at": at, "until": at + 0.05, "status": 200} | more


def award(name, claim, ended=None, **more):
    return {"id": name, "claim": claim, "member": member(claim), "acceptSeconds": 43200,
            "accepted": True, "ended": ended} | more


def told(*codes):
    return [{"code": code.split()[0], "text": "…",
             "rank": int(code.split()[1]) if " " in code else None} for code in codes]


def story(ends, **parts):
    nodes = ("chengbei", "wanda", "xintang", "daguan", "pingjiang")
    return {"wish": "wanda.dddddddd/5", "home": "wanda",
            "ends": {node: copy.deepcopy(ends) for node in nodes}} | parts


def claim(name, verdict, person, **more):
    return {"claim": name, "member": member(name), "pseudonym": person, "verdict": verdict} | more


# One place: 赵磊 withdrew, 李忠 went, and the two of 平江 were too late.
SERVED = story(
    {"terms": {"places": 1, "award": "automatic"}, "outcome": "fulfilled",
     "awards": [award("A1", D, "withdrawn"), award("A2", X, servedMinutes=30, settledMinutes=30)],
     "claims": [claim(D, {"code": "withdrawn"}, "d"),
                claim(P, {"code": "closed.fulfilled"}, "p"),
                claim(Q, {"code": "closed.fulfilled"}, "q"),
                claim(X, {"code": "awarded.settled", "award": "A2"}, "x",
                      settlement={"award": "A2", "minutes": 30, "id": "S"})]},
    commands=[command("claim", 0.1, node=member(one), claim=one) for one in (D, X, P)] + [
        command("claim", 0.2, node="pingjiang", claim=Q),
        command("withdraw", 1, node="daguan", claim=D),
        command("served", 2, node="xintang", claim=X, minutes=30),
        command("settle", 3, node="wanda", claim=X, minutes=30),
        command("conclude", 4, node="wanda", outcome="fulfilled")],
    notices={D: told("awarded.accepted", "withdrawn"),
             X: told("standby 1", "awarded.accepted", "awarded.served", "awarded.settled"),
             P: told("standby 2", "standby 1", "closed.fulfilled"),
             Q: told("standby 3", "closed.fulfilled")},
    releases=[{"claim": D, "award": "A1"}, {"claim": X, "award": "A2"}], credits={X: [30]})

# Two places, still open: an office has taken one back; one claim had no answer and was carried out.
STANDING = story(
    {"terms": {"places": 2, "award": "automatic"},
     "awards": [award("A1", X, "person.other"), award("A2", D), award("A3", P)],
     "claims": [claim(D, {"code": "awarded.accepted", "award": "A2"}, "d"),
                claim(P, {"code": "awarded.accepted", "award": "A3"}, "p"),
                claim(Q, {"code": "standby", "rank": 1, "because": "cameAfter", "ahead": P}, "q"),
                claim(X, {"code": "stale.released"}, "x")]},
    commands=[command("claim", 0.1, node=member(one), claim=one) for one in (D, X, P)] + [
        {"verb": "claim", "node": "pingjiang", "at": 0.2, "until": 9, "status": 0},
        command("revoke", 1, node="wanda", claim=X)],
    notices={D: told("awarded.offered", "awarded.accepted"), P: told("standby 1", "awarded.accepted"),
             Q: told("standby 2", "standby 1"), X: told("awarded.accepted", "stale.released")},
    releases=[{"claim": X, "award": "A1"}, {"claim": D, "award": "A2"},
              {"claim": P, "award": "A3"}], credits={})


def spoilt(good, change):
    history = copy.deepcopy(good)
    change(history, history["ends"].values())
    return history


def everywhere(change):
    """A change of what all nodes show alike."""
    def apply(_, ends):
        for end in ends:
            change(end)
    return apply


def lose(end):
    end["claims"] = [one for one in end["claims"] if one["claim"] != Q]


def unsettle(end):
    end["awards"][1]["settledMinutes"] = None


def invent(history, ends):
    for end in ends:
        end["claims"].append(claim("daguan.bbbbbbbb/9", {"code": "closed.fulfilled"}, "?"))
    history["notices"]["daguan.bbbbbbbb/9"] = told("closed.fulfilled")


def give_again(end):
    end["awards"][0]["ended"] = None


def jump_the_queue(history, ends):
    for end in ends:
        end["awards"][2]["claim"] = Q
        end["claims"][1]["verdict"], end["claims"][2]["verdict"] = (
            {"code": "standby", "rank": 1, "because": "cameAfter", "ahead": Q},
            {"code": "awarded.accepted", "award": "A3"})
    history["notices"][P], history["notices"][Q] = history["notices"][Q], history["notices"][P]
    history["releases"][2]["claim"] = Q


def go_silent(end):
    end["awards"][0]["ended"] = "unanswered"
    end["claims"][3]["verdict"] = {"code": "stale.unanswered"}


def silence(history, ends):
    everywhere(go_silent)(history, ends)
    history["notices"][X] = told("awarded.accepted", "stale.unanswered")
    history["commands"] = [one for one in history["commands"] if one["verb"] != "revoke"]


def seal_early(end):
    end["awards"][2]["accepted"] = False


def lag(history, _):
    history["ends"]["daguan"]["awards"].pop()


BAD = [
    (LOST_CLAIMS, "a claim was answered 201 and is nowhere", SERVED, everywhere(lose)),
    (LOST_COMMANDS, "the home confirmed 30 minutes, no node shows it", SERVED,
     everywhere(unsettle)),
    (FROM_NOWHERE, "a claim that nobody made", SERVED, invent),
    (TOO_MANY, "the place taken back is given again beside the new one", STANDING,
     lambda history, ends: (everywhere(give_again)(history, ends),
                            history["commands"].pop(),
                            history["releases"].pop(0))),
    (OVERTAKEN, "the second of one community has the place before the first", STANDING,
     jump_the_queue),
    (CAPSULES, "the contact was sealed again for a place whose winner was only silent", STANDING,
     silence),
    (NO_RIGHT, "the contact was sealed before the yes", STANDING, everywhere(seal_early)),
    (DIFFER, "one node has not heard of the last award", STANDING, lag),
    (NOT_TOLD, "a loser was never told that it is over", SERVED,
     lambda history, _: history["notices"][Q].pop()),
    (TWICE, "a loser was told twice", SERVED,
     lambda history, _: history["notices"][P].append(history["notices"][P][-1])),
    (NO_REASON, "a loser reads an empty notice", SERVED,
     lambda history, _: history["notices"][Q][-1].update(text="")),
    (HOURS, "the hours were credited twice", SERVED,
     lambda history, _: history["credits"][X].append(30)),
]


def check_the_judge():
    """Tries the judge itself: how many bad histories it has found, each for its reason alone."""
    for good in (SERVED, STANDING):
        expect(not faults(good), f"a good history is refused: {faults(good)}")
    for kind, words, good, change in BAD:
        found = faults(spoilt(good, change))
        expect({one for one, _ in found} == {kind}, f"{words}: {kind} expected, found {found}")
    expect({one[0] for one in BAD} == set(KINDS), "a reason without a bad history")
    return len(BAD)


if __name__ == "__main__":
    number = check_the_judge()
    for reason, sentence, _, _ in BAD:
        print(f"  ✓ {reason}: {sentence}")
    score.end("histories", number + 2, {"good refused": 0}, {"bad histories found": number})
