"""A wish as `GET /api/v1/wishes/…` of the first node shows it, from this node's own fold."""
from wire import dot_text


def document(fold, words=None, erased=False):
    """What the two must have in common, member by member; None where there is no wish."""
    chain = fold.chain
    if chain is None:
        return None
    value = {
        "awards": [award(fold, one) for one in chain.awards],
        "claims": [claim(fold, number) for number in sorted(fold.claims)],
        "incidents": incidents(fold), "content": chain.content, "erased": erased or None,
        "holder": chain.holder, "home": fold.home, "log": "street",
        "outcome": chain.end.facts["outcome"] if chain.end else None,
        "origin": origin(chain.steps[0]), "publishedAt": chain.steps[0].at,
        "recalled": fold.recalled() or None, "readOnly": fold.read_only or None,
        "stages": stages(fold), "standby": [dot_text(one.dot) for one in fold.ranking],
        "terms": terms(chain.terms),
        "tip": chain.tip.id, "waiting": fold.waiting, "wish": fold.subject, "words": words}
    return {name: one for name, one in value.items() if one is not None}


def differences(mine, theirs, path=""):
    """Where two documents differ, a line each."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return [line for name in sorted(mine.keys() | theirs.keys())
                for line in differences(mine.get(name), theirs.get(name), f"{path}.{name}")]
    if isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        return [line for at, (one, other) in enumerate(zip(mine, theirs))
                for line in differences(one, other, f"{path}[{at}]")]
    return [] if mine == theirs else [f"{path}: {mine} here, {theirs} there"]


def terms(value):
    if not ("from" in value and "until" in value):
        value = {name: one for name, one in value.items() if name not in ("from", "until")}
    return {name: one for name, one in value.items() if one not in ([], "")}


def origin(published):
    return dot_text(published.facts["origin"]) if "origin" in published.facts else None


def award(fold, one):
    served = fold.earliest(fold.answers["served", one.id])
    settlement = fold.settlements.get(one.claim)
    value = {
        "acceptSeconds": one.accept_seconds, "accepted": fold.accepted_now(one),
        "claim": dot_text(one.claim), "ended": ended(one.revoked),
        "id": one.id, "member": fold.claims[one.claim].member,
        "servedMinutes": served.facts["minutes"] if served else None,
        "settledMinutes": settlement.facts["minutes"]
        if settlement and settlement.facts["award"] == one.id else None}
    return {name: one for name, one in value.items() if one is not None}


def ended(revoked):
    if revoked is None:
        return None
    cause = revoked.facts["cause"]
    return f"person.{revoked.facts['reason']}" if cause == "person" else cause


def claim(fold, number):
    event, settlement = fold.claims[number], fold.settlements.get(number)
    value = {
        "claim": dot_text(number), "claimant": event.facts["claimant"], "member": event.member,
        "pseudonym": event.facts["pseudonym"], "skills": event.facts["skills"],
        "verdict": fold.verdict(number)}
    if settlement:
        value["settlement"] = {"award": settlement.facts["award"], "id": settlement.id,
                               "minutes": settlement.facts["minutes"]}
    return value


def incidents(fold):
    recovered = [{"incident": "recovered", "by": step.writer, "reason": step.facts["reason"]}
                 for step in fold.chain.steps if step.kind == "recovered"]
    return recovered + [{"incident": "voidedAward", "award": one.id, "claim": dot_text(one.claim)}
                        for one in fold.voided() if recovered]


def stages(fold):
    count = dict.fromkeys(("offered", "accepted", "served", "settled"), 0)
    for one in fold.chain.active():
        shown = award(fold, one)
        count["settled" if "settledMinutes" in shown else "served" if "servedMinutes" in shown
              else "accepted" if shown["accepted"] else "offered"] += 1
    return count
