"""The judge of histories: what was recorded of one wish on a street, and what is wrong with it.

A history is what people outside have seen of a wish, and nothing that a node says of itself in
between: the commands with their answers and times, what each volunteer was told, what each node
shows at the end, which contacts were sealed, which hours were credited.

    {"wish": "wanda.…/5", "home": "wanda",
     "commands": [{"verb": "claim", "node": "xintang", "at": 0.1, "until": 0.2, "status": 201,
                   "claim": "xintang.…/7", "minutes": 30, "outcome": "fulfilled"}, …],
     "notices": {claim: [{"code": "standby", "rank": 2, "text": "…"}, …]},
     "ends": {node: the wish as GET /api/v1/wishes/… answers it},
     "releases": [{"claim": …, "award": …}, …], "credits": {claim: [30]},
     "contacts": {claim: the status of GET /api/v1/claims/…/contact for its claimant}}

`at` and `until` are the recorder's own clock; a status of 0 stands for a command without an answer,
which may have been carried out or not. `contacts` has who was asked at the end. The
judge is tried itself by stories.py.
"""
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
FORGOTTEN = "left waiting"
STRANGERS = "contact at others"
KINDS = (LOST_CLAIMS, LOST_COMMANDS, FROM_NOWHERE, TOO_MANY, OVERTAKEN, CAPSULES, NO_RIGHT, DIFFER,
         NOT_TOLD, TWICE, NO_REASON, HOURS, FORGOTTEN, STRANGERS)
WORST = (TOO_MANY, CAPSULES, LOST_CLAIMS, NOT_TOLD, DIFFER)  # Each with a column of its own.

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
            found += [
                (DIFFER, f"{key}: {node} has {other.get(key)}, {history['home']} {state.get(key)}")
                for key in sorted(state.keys() | other.keys()) if state.get(key) != other.get(key)]
    for check in (claims, commands, order, capsules, notices, hours, rest):
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
    # Nobody has two places: who has had one, and claims again, stands behind all others.
    served = {one["pseudonym"] for one in state["claims"] if one["claim"] in awarded}
    for one in state["claims"]:
        code = one["verdict"]["code"]
        if one["pseudonym"] in served or not code.startswith(("standby", "tooLate", "closed.")):
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


def rest(history, state):
    """At rest nobody waits for what is due: neither for a free place nor for the contact."""
    held = {one["claim"]: one for one in active(state)}
    for one in state["claims"]:
        if one["verdict"]["code"] == "provisional" and state["terms"]["award"] == "automatic":
            yield FORGOTTEN, f"a place is free for {one['claim']}"
    for claim, status in history["contacts"].items():
        goes = claim in held and held[claim]["accepted"] and state.get("outcome") is None
        if goes and status != 200:
            yield FORGOTTEN, f"{claim} has a place and no contact: {status}"
        if claim not in held and status == 200:
            yield STRANGERS, f"{claim} has no place and reads the contact"
