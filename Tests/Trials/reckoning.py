"""What is there of all deeds: counted in the books of nodes that have stopped."""
import collections
import contextlib
import sqlite3

from deeds import Deed

ACTIONS = ("wish.written", "wish.published", "wish.claimed", "wish.concluded",
           "claim.withdrawn", "volunteer.registered")


def judge(deeds, found):
    """How many acknowledged deeds are not there, and how many are there more than once.

    - found: how often each mark is there.
    """
    lost = [deed for deed in deeds if deed.answer is not None and not found[deed.mark]]
    doubled = [deed for deed in deeds if found[deed.mark] > 1]
    return len(lost), len(doubled)


def control():
    """Feeds the judge with histories by hand, and says how many of the two bad ones it sees: one
    lost an acknowledged deed, one did a deed twice. Two good ones it must pass."""
    deeds = [Deed("write", (f"提水 {number}",), "/", "", None, str(number))
             for number in range(3)]
    deeds[0].answer = deeds[1].answer = {}
    good = collections.Counter(deed.mark for deed in deeds)
    unanswered = good - collections.Counter([deeds[2].mark])
    short = good - collections.Counter([deeds[1].mark])
    twice = good + collections.Counter([deeds[2].mark])
    if any(judge(deeds, found) != (0, 0) for found in (good, unanswered)):
        return 0
    return (judge(deeds, short) == (1, 0)) + (judge(deeds, twice) == (0, 1))


def unfolded(house):
    """How many wishes of a node that runs are still to be folded: a look from beside it, which
    neither writes nor copies the log."""
    file = house.data / "yizhan.sqlite"
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as rows:
        return rows.execute("SELECT count(*) FROM wish_dirty").fetchone()[0]


class Ledgers:
    """The file of a house that has stopped, read only."""

    def __init__(self, house):
        self.name = house.name
        # Nothing may be left in the WAL of a node that has stopped: it would not be read here.
        self.rows = sqlite3.connect(
            f"file:{house.data / 'yizhan.sqlite'}?mode=ro&immutable=1", uri=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.rows.close()

    def ask(self, sql, *values):
        return self.rows.execute(sql, values).fetchall()

    def is_sound(self):
        return self.ask("PRAGMA integrity_check") == [("ok",)] and not self.ask(
            "PRAGMA foreign_key_check")

    def effects(self, volunteers):
        """How often each mark is there; volunteers' names are read by who may decrypt them."""
        found = collections.Counter(("register", name) for name in volunteers)
        for kind, logs in (("write", "log = 'home'"), ("publish", "log <> 'home'")):
            for title, in self.ask(f"SELECT title FROM wish WHERE {logs}"):
                found[kind, title] += 1
        for wish, volunteer in self.ask("SELECT wish, volunteer FROM own_claim"):
            found["claim", wish.removeprefix("wish/"), volunteer] += 1
        named = {"withdrawn": "withdraw", "concluded": "conclude"}
        for kind, wish in self.ask(
                "SELECT kind, wish FROM event WHERE kind IN ('withdrawn', 'concluded')"):
            found[named[kind], wish.removeprefix("wish/")] += 1
        return found

    def audited(self):
        """How many commands of these kinds stand in the audit trail."""
        return self.ask("SELECT count(*) FROM audit WHERE action IN (%s)" % ", ".join(
            f"'{action}'" for action in ACTIONS))[0][0]

    def street(self):
        """Every event of the street under its dot, and its words."""
        return self.ask(
            "SELECT writer, seq, id FROM event WHERE log <> 'home' ORDER BY writer, seq")

    def gaps(self):
        """Writers whose events are not 1, 2, 3 …"""
        return self.ask("SELECT writer FROM event GROUP BY writer HAVING max(seq) <> count(*)")

    def words(self):
        """What lists show of the street's wishes, beside what depends on the looker."""
        return self.ask("SELECT wish, outcome, places, free_places, accepted, title, state"
                        " FROM wish WHERE log <> 'home' ORDER BY wish")


def differences(ledgers):
    """How many events of the street are not on all nodes alike, or leave a gap, and how many
    wishes are shown otherwise."""
    with contextlib.ExitStack() as stack:
        books = [stack.enter_context(one) for one in ledgers]
        first, *others = [(set(one.street()), set(one.words())) for one in books]
        count = sum(len(first[part] ^ other[part]) for other in others for part in (0, 1))
        return count + sum(len(one.gaps()) for one in books)
