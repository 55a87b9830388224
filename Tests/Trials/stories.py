#!/usr/bin/env python3
"""The judge of histories is tried: by good stories, which it must pass, and by bad ones, made by
hand, which it must refuse, each for its own reason and for no other.

    python3 Tests/Trials/stories.py
"""
import copy

import score
from histories import (
    CAPSULES, DIFFER, FORGOTTEN, FROM_NOWHERE, HOURS, KINDS, LOST_CLAIMS, LOST_COMMANDS, NO_REASON,
    NO_RIGHT, NOT_TOLD, OVERTAKEN, STRANGERS, TOO_MANY, TWICE, faults, member)
from telling import expect

X, D = "xintang.aaaaaaaa/7", "daguan.bbbbbbbb/3"
P, Q = "pingjiang.cccccccc/2", "pingjiang.cccccccc/4"


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
    releases=[{"claim": D, "award": "A1"}, {"claim": X, "award": "A2"}], credits={X: [30]},
    contacts={X: 200, P: 404})

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
    notices={D: told("awarded.offered", "awarded.accepted"),
             P: told("standby 1", "awarded.accepted"), Q: told("standby 2", "standby 1"),
             X: told("awarded.accepted", "stale.released")},
    releases=[{"claim": X, "award": "A1"}, {"claim": D, "award": "A2"},
              {"claim": P, "award": "A3"}], credits={}, contacts={D: 200, P: 200, X: 404})


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
    history["contacts"] = {Q: 200}


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
                            history["releases"].pop(0),
                            history["contacts"].clear())),
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
    (FORGOTTEN, "a winner waits for the contact for ever", STANDING,
     lambda history, _: history["contacts"].update({D: 404})),
    (STRANGERS, "whose place was taken back still reads the contact", STANDING,
     lambda history, _: history["contacts"].update({X: 200})),
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
    score.end("stories", number + 2, {"good refused": 0}, {"bad histories found": number})
