"""Judges what a power cut may have left: opens it with SQLite as the node would, and compares."""
import bisect
import hashlib
import os
import pathlib
import shutil
import sqlite3

from recording import Disk, lay, take_back

DATABASE = "yizhan.sqlite"
LOG = DATABASE + "-wal"
JOURNAL = DATABASE + "-journal"


class Judge:
    """Walks through a recording, from cut to later cut, with the durable files laid out beside.

    `acknowledged` is a list of (cut, effects): whoever cuts at or behind it must find them.
    """

    def __init__(self, recording, acknowledged, folder):
        self.recording, self.acknowledged = recording, acknowledged
        self.folder = pathlib.Path(folder)
        self.here = self.folder / "here"
        self.here.mkdir(parents=True)
        self.disk = Disk(recording)
        self.disk.became_durable = self.follow
        self.mirrors = {}
        # By content: what is wrong with it, and the first acknowledgement that it lacks.
        self.contents = {b"": (None, self.lost_of(None))}
        # By cut: the content had nothing been lost before it.
        self.states = {0: b""}
        self.commits = [0, *recording.commits(DATABASE)]
        # The very first commits are in a rollback journal, whose end is a name.
        self.synced = [0] + [at for at in recording.syncs() if recording.about[at] == LOG
                             and at > min(recording.commits_in_log(DATABASE))]

    def close(self):
        for descriptor, _ in self.mirrors.values():
            os.close(descriptor)
        shutil.rmtree(self.folder)

    def mirror(self, file):
        if file not in self.mirrors:
            path = self.folder / str(len(self.mirrors))
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            os.pwrite(descriptor, file.durable, 0)
            self.mirrors[file] = descriptor, path
        return self.mirrors[file]

    def follow(self, file, ops):
        if file in self.mirrors:
            lay(self.mirrors[file][0], ops)

    def judge(self, cut, fate, dice):
        """What is wrong with an image: nothing, or ("lost" or "corrupt", why); and whether there
        was anything that could have been lost."""
        self.disk.advance(cut)
        found = self.disk.found(fate, dice)
        at_stake = any(file.pending for name, (file, _) in found.items()
                       if name in (DATABASE, LOG))
        content = self.read(found)
        fault = self.fault(content, cut)
        if fault is None and content not in self.possible(cut):
            fault = "corrupt", "this was never its content after a commit"
        return fault, at_stake

    def fault(self, content, cut):
        """What SQLite and the acknowledged commands say of a content."""
        trouble, lost = self.contents[content]
        if trouble:
            return "corrupt", trouble
        if lost and lost[0] <= cut:
            return "lost", f"acknowledged at {lost[0]}: {lost[1]}"
        return None

    def possible(self, cut):
        """The contents after the commits that an image may show: from the last that was synced
        before the cut to the one that was being written."""
        synced = self.synced[bisect.bisect_left(self.synced, cut) - 1]
        first = bisect.bisect_right(self.commits, synced) - 1
        last = bisect.bisect_left(self.commits, cut)
        return {self.state(one) for one in self.commits[first:last + 1]}

    def state(self, cut):
        """The content had nothing been lost before a cut; it may lie ahead."""
        if cut not in self.states:
            self.states[cut] = self.read(self.disk.whole(cut))
        return self.states[cut]

    def read(self, found):
        """Lays an image out, opens it; a digest of its content, which stands in `contents`."""
        laid = []
        try:
            for name in (DATABASE, LOG, JOURNAL):
                if name in found:
                    file, ops = found[name]
                    descriptor, path = self.mirror(file)
                    laid.append((descriptor, file, ops))
                    lay(descriptor, ops)
                    os.link(path, self.here / name)
            return self.open()
        finally:
            for name in os.listdir(self.here):
                os.unlink(self.here / name)
            for descriptor, file, ops in laid:
                take_back(descriptor, file, ops)

    def open(self):
        path = self.here / DATABASE
        if not path.exists() or path.stat().st_size == 0:
            return b""
        mode = "ro"
        if (self.here / JOURNAL).exists():
            # What is rolled back is written: on a copy.
            mode = "rw"
            for name in (DATABASE, LOG, JOURNAL):
                if (self.here / name).exists():
                    shutil.copy(self.here / name, self.here / "copy")
                    os.replace(self.here / "copy", self.here / name)
        try:
            # Who may only read does not copy the log into the database at the end.
            connection = sqlite3.connect(f"file:{path}?mode={mode}", uri=True,
                                         isolation_level=None)
            try:
                return self.examine(connection)
            finally:
                connection.close()
        except sqlite3.DatabaseError as problem:
            content = f"{problem}".encode()
            self.contents[content] = f"SQLite: {problem}", None
            return content

    def examine(self, connection):
        if not connection.execute("PRAGMA page_count").fetchone()[0]:
            return b""
        content = connection.serialize()
        content = hashlib.blake2b(content, digest_size=16).digest()
        if content not in self.contents:
            said = connection.execute("PRAGMA integrity_check(5)").fetchall()
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            trouble = None
            if said != [("ok",)] or broken:
                trouble = f"{said} {broken[:5]}"
            self.contents[content] = trouble, self.lost_of(connection)
        return content

    # What was acknowledged.

    def lost_of(self, connection):
        """The first acknowledgement of which something is not there."""
        there = Effects(connection)
        for cut, effects in self.acknowledged:
            for effect in effects:
                if not there.has(*effect):
                    return cut, effect
        return None


class Effects:
    """What stands in a database, by what identifies it in clear columns."""

    def __init__(self, connection):
        def all(sql):
            return {one for one, in connection.execute(sql)} if is_made else set()
        is_made = connection is not None and connection.execute(
            "PRAGMA user_version").fetchone() != (0,)
        self.sets = {
            "answer": all("SELECT key FROM answer"),
            "event": all("SELECT writer || '/' || seq FROM event"),
            "kind": all("SELECT wish || ' ' || kind FROM event WHERE wish NOT NULL"),
            "volunteer": all("SELECT v.id FROM volunteer v JOIN account a ON a.volunteer = v.id"),
            "claim": all("SELECT claim FROM own_claim"),
            "record": all("SELECT wish FROM wish_record WHERE contact NOT NULL"),
        }
        self.opened = len(all("SELECT writer || seq FROM event WHERE kind = 'opened'"))

    def has(self, kind, name):
        if kind == "opened":
            return self.opened >= name
        if kind == "forgotten":
            return name not in self.sets["record"]
        return name in self.sets[kind]
