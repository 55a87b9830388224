"""What a second node can get wrong, on purpose: each must be refused or be seen to differ."""
import calls
import fold
from calls import Answer
from events import read_event, write_event
from telling import eventually
from wire import canonical, new_secret, open_jws, sign


def refused(peer, key=None, destination=None, flip=False):
    """Whether the alliance answers 401 to a request that is wrong in this way."""
    body = canonical({"have": {}, "version": 1})
    url = peer.address + "/alliance/v1/exchange?wait=0"
    fields = calls.signed(key or peer.identity, peer.member, destination or peer.alliance,
                          "POST", url, body)
    try:
        calls.call("POST", url, fields, body[:-1] + b" " if flip else body)
    except Answer as answer:
        return answer.status == 401
    return False


def replayed(peer):
    body = canonical({"have": {}, "version": 1})
    url = peer.address + "/alliance/v1/exchange?wait=0"
    fields = calls.signed(peer.identity, peer.member, peer.alliance, "POST", url, body)
    calls.call("POST", url, fields, body)
    try:
        calls.call("POST", url, fields, body)
    except Answer as answer:
        return answer.status == 401 and answer.problem.get("code") == "replayed"
    return False


def next_event(peer, alter=lambda payload: payload, secret=None):
    """An event that would be this node's next, but for what `alter` does to its payload."""
    log = peer.ledger.logs[peer.writer]
    right = write_event(peer.secret, peer.writer, len(log) + 1, peer.alliance, "waved", {},
                        1_780_000_000_000, previous=log[-1].id)
    payload = alter(open_jws(right, "event", 1 << 16)[1])
    return sign(secret or peer.secret, peer.writer, "event", payload)


def not_taken(peer, compact):
    """Whether the alliance leaves this event out, and says so where it can name it."""
    message = {"events": [compact], "have": peer.ledger.have(), "version": 1}
    answer = peer.call("POST", "/alliance/v1/exchange?wait=0", message)
    return answer["have"][peer.writer]["seq"] == len(peer.ledger.logs[peer.writer])


def other_lottery(street, peer, compare):
    """Whether a fold that orders the tickets the other way round is seen to differ."""
    subject = peer.publish("抽签", {}, award="manual")
    peer.meet()
    eventually("the wish is seen", lambda: street.wanda.sees(subject[5:]))
    peer.claim(subject, {"name": "one"})
    street.person("王秀英").claim(subject[5:])  # Neither has seen the other.
    peer.meet()
    same = not compare(peer, street.wanda, subject)
    right = fold.Fold.key

    def wrong(self, claim):
        prefer, ticket, number = right(self, claim)
        return prefer, bytes(255 - one for one in ticket), number
    fold.Fold.key = wrong
    try:
        return same and bool(compare(peer, street.wanda, subject, seconds=1))
    finally:
        fold.Fold.key = right


def control(street, peer, compare):
    """What was planted and found, by name."""
    spaced = next_event(peer, lambda payload: payload.replace(b",", b", ", 1))
    other = next_event(peer, secret=new_secret())
    unlinked = next_event(peer, lambda payload: payload.replace(
        read_event(next_event(peer)).previous.encode(), b"A" * 43))
    found = {
        "request by another key": refused(peer, key=new_secret()),
        "request with another body": refused(peer, flip=True),
        "request for another node": refused(peer, destination="wanda"),
        "request sent twice": replayed(peer),
        "event by another key": not_taken(peer, other),
        "event in another form": not_taken(peer, spaced),
        "event behind another": not_taken(peer, unlinked),
        "fold by another lottery": other_lottery(street, peer, compare),
    }
    return {name: int(one) for name, one in found.items()}
