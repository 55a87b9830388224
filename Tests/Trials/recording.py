"""What a process did to its disk, and what the disk may hold after the power was cut.

The model: a sync makes durable what was written to that file before it began. Of what was written
since, anything may have reached the disk: nothing, all of it, the first few writes, any few of
them, a part of one (in sectors of 512 or 4096 bytes), or each sector as it was at some moment of its
own. A new length counts as a write. After a sync that has failed, of what it should have covered
each change has reached the disk or never will, whatever later syncs say. Names (made, changed, taken away) are journaled in order, as
ext4, XFS and Btrfs do: the first few since the last sync of a folder survive; unlike there, a
sync of a file alone brings no name with it. Not modelled: a disk that lies about a sync, and
sectors that rot; shared memory is made anew.
"""
import bisect
import os
import pathlib
import random
import struct
import subprocess

HEAD = struct.Struct("<c3xIQQQ")
SOURCE = pathlib.Path(__file__).with_name("disk.c")
FATES = ("none", "all", "first", "some", "torn", "sectors")


def build(folder):
    """Compiles the recorder; its path."""
    library = pathlib.Path(folder) / "disk.so"
    subprocess.run(["cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(library),
                    str(SOURCE), "-ldl", "-lpthread"], check=True)
    return library


class Recording:
    """The changes in their order: (kind, number, inode, offset, beginning and end of what
    follows). A cut stands before a change: cut 0 is an empty disk."""

    def __init__(self, path, root):
        self.bytes = pathlib.Path(path).read_bytes()
        self.root = str(root)
        self.ops, self.ends = [], []
        at = 0
        while at < len(self.bytes):
            kind, number, inode, offset, length = HEAD.unpack_from(self.bytes, at)
            at += HEAD.size
            kind = kind.decode()
            if kind == "X":
                raise ValueError(f"not recorded: {self.bytes[at:at + length]}")
            self.ops.append((kind, number, inode, offset, at, at + length))
            at += length
            self.ends.append(at)
        self.dropped = set()
        self.name_files()

    def name_files(self):
        """Which name each change is about, as the process saw it; folders by inode too."""
        names, self.about = {}, []
        for kind, _, inode, _, start, end in self.ops:
            if kind in "CM":
                names[inode] = self.text(start, end)
            elif kind == "N":
                names[inode] = self.text(start, end).split("\0")[1]
            self.about.append(names.get(inode, ""))

    def text(self, start, end):
        text = self.bytes[start:end].decode()
        return "\0".join(os.path.relpath(one, self.root) for one in text.split("\0"))

    def cut_at(self, length):
        """The first cut that lies behind this length of the recording."""
        return bisect.bisect_right(self.ends, length)

    def syncs(self):
        return [at for at, op in enumerate(self.ops) if op[0] == "S" and at not in self.dropped]

    def writes(self, name):
        return [at for at, op in enumerate(self.ops)
                if op[0] == "W" and self.about[at] == name]

    def commits(self, database):
        """Cuts at which the database has just come to a new content."""
        journals = [at + 1 for at, op in enumerate(self.ops)
                    if op[0] == "U" and self.about[at] == database + "-journal"]
        return sorted(journals + self.commits_in_log(database))

    def commits_in_log(self, database):
        """Behind the last page of each commit: the head of its frame gives the new size."""
        return [at + 2 for at in self.writes(database + "-wal")
                if self.ops[at][5] - self.ops[at][4] == 24
                and self.bytes[self.ops[at][4] + 4:self.ops[at][4] + 8] != b"\0\0\0\0"]

    def heads_of_log(self, name):
        """Where a write-ahead log begins anew: its first 32 bytes."""
        return [at for at in self.writes(name) if self.ops[at][3] == 0
                and self.ops[at][5] - self.ops[at][4] == 32]

    def as_normal(self, database):
        """The same, as if it had run with `synchronous = NORMAL`: a sync of the log counts only
        before a checkpoint, that is when the next write is one to the database, and when it
        covers nothing but the log's new head."""
        other = self.copy()
        log, written = database + "-wal", []
        for at, op in enumerate(self.ops):
            if self.about[at] != log:
                continue
            if op[0] == "W":
                written.append(op[5] - op[4])
            elif op[0] == "S":
                if written != [32] and self.next_written(at) != database:
                    other.dropped.add(at)
                written = []
        return other

    def without_syncs_of(self, name):
        """The same, as if no sync of a file had ever done anything."""
        other = self.copy()
        other.dropped = {at for at, op in enumerate(self.ops)
                         if op[0] == "S" and self.about[at] == name}
        return other

    def copy(self):
        other = object.__new__(Recording)
        other.__dict__.update(self.__dict__)
        other.dropped = set()
        return other

    def next_written(self, at):
        for later in range(at, min(at + 200, len(self.ops))):
            if self.ops[later][0] == "W":
                return self.about[later]
        return ""


class File:
    """One inode: what is durable of it, and what was done to it since."""

    def __init__(self):
        self.durable, self.pending, self.begun = bytearray(), [], {}


class Disk:
    """The disk of a recording as it may be found at a cut. Goes forward only."""

    def __init__(self, recording):
        self.recording, self.at = recording, 0
        self.inodes, self.names, self.pending, self.begun = {}, {}, [], {}
        self.became_durable = lambda file, ops: None
        self.dice = random.Random("what a failed sync has left")

    def advance(self, cut):
        while self.at < cut:
            self.step(self.at)
            self.at += 1

    def step(self, at):
        recording = self.recording
        kind, number, inode, offset, start, end = recording.ops[at]
        if kind == "C":
            file = File()
            self.inodes[inode] = file
            self.pending.append((at, "C", recording.text(start, end), file))
        elif kind in "NUM":
            self.pending.append((at, kind, recording.text(start, end), None))
        elif kind == "D":
            count = self.begun.pop(number, 0)
            self.names = named(self.names, self.pending[:count])
            self.forget_names(count)
        elif kind == "s" and inode not in self.inodes:
            self.begun[number] = len(self.pending)
        elif kind == "s":
            self.inodes[inode].begun[number] = len(self.inodes[inode].pending)
        elif kind == "S":
            file = self.inodes[inode]
            count = file.begun.pop(number, 0)
            if at not in recording.dropped:
                self.make_durable(file, count)
        elif kind == "F":
            file = self.inodes[inode]
            file.pending = [one for one in file.pending if self.dice.random() < 0.5]
            self.make_durable(file, len(file.pending))
        else:
            data = recording.bytes[start:end] if kind == "W" else b""
            self.inodes[inode].pending.append((at, kind, offset, data))

    def forget_names(self, count):
        self.pending = self.pending[count:]
        self.begun = {number: max(0, one - count) for number, one in self.begun.items()}

    def make_durable(self, file, count):
        ops, file.pending = file.pending[:count], file.pending[count:]
        file.begun = {number: max(0, one - count) for number, one in file.begun.items()}
        for _, kind, offset, data in ops:
            if kind == "W":
                if len(file.durable) < offset:
                    file.durable.extend(b"\0" * (offset - len(file.durable)))
                file.durable[offset:offset + len(data)] = data
            else:
                del file.durable[offset:]
                file.durable.extend(b"\0" * (offset - len(file.durable)))
        self.became_durable(file, ops)

    # What may be found.

    def found(self, fate, dice):
        """Names with their file and what of its pending changes has survived."""
        count = {"none": 0, "all": len(self.pending)}.get(fate)
        if count is None:
            count = dice.randint(0, len(self.pending))
        names = named(self.names, self.pending[:count])
        chosen = {}
        for file in names.values():
            if file not in chosen:
                chosen[file] = survivors(file, fate, dice)
        return {name: (file, chosen[file]) for name, file in names.items()}

    def whole(self, until):
        """What would be found had all survived that was done before `until`; it may lie ahead."""
        recording, inodes, names, ahead = self.recording, dict(self.inodes), [], {}
        for at in range(self.at, until):
            kind, _, inode, offset, start, end = recording.ops[at]
            if kind == "C":
                inodes[inode] = File()
            if kind in "CNU":
                names.append((at, kind, recording.text(start, end), inodes.get(inode)))
            elif kind in "WT":
                data = recording.bytes[start:end]
                ahead.setdefault(inodes[inode], []).append((at, kind, offset, data))
        before = [one for one in self.pending if one[0] < until]
        return {name: (file, [one for one in file.pending if one[0] < until]
                       + ahead.get(file, []))
                for name, file in named(self.names, before + names).items()}


def named(names, changes):
    names = dict(names)
    for _, kind, text, file in changes:
        if kind == "C":
            names[text] = file
        elif kind == "U":
            names.pop(text, None)
        elif kind == "N":
            old, new = text.split("\0")
            if old in names:
                names[new] = names.pop(old)
    return names


def survivors(file, fate, dice):
    """Which of the pending changes of a file have reached the disk."""
    pending = file.pending
    if fate == "none" or not pending:
        return []
    if fate == "all":
        return pending
    if fate == "first":
        return pending[:dice.randint(0, len(pending))]
    if fate == "some":
        share = dice.choice((0.1, 0.5, 0.9))
        return [one for one in pending if dice.random() < share]
    if fate == "torn":
        return torn(pending, dice)
    return by_sectors(file, dice)


def torn(pending, dice):
    """The first few, or any few; of one more write some sectors."""
    last = dice.randrange(len(pending))
    if dice.random() < 0.5:
        kept = pending[:last]
    else:
        kept = [one for one in pending[:last] if dice.random() < 0.5]
    at, kind, offset, data = pending[last]
    if kind == "T":
        return kept
    sector = dice.choice((512, 4096))
    first, end = offset // sector, (offset + len(data) - 1) // sector + 1
    if dice.random() < 0.5:
        lucky = range(first, dice.randint(first, end))
    else:
        lucky = [one for one in range(first, end) if dice.random() < 0.5]
    for one in lucky:
        low, high = max(offset, one * sector), min(offset + len(data), (one + 1) * sector)
        kept = kept + [(at, "W", low, data[low - offset:high - offset])]
    return kept


def by_sectors(file, dice):
    """Each sector as it was at a moment of its own; the length too."""
    sector = dice.choice((512, 4096))
    pending, moments, found = file.pending, {}, {}
    lengths = [len(file.durable)]
    for count, (_, kind, offset, data) in enumerate(pending):
        if kind == "T":
            lengths.append(offset)
            touched = [one for one in found if (one + 1) * sector > offset]
        else:
            lengths.append(max(lengths[-1], offset + len(data)))
            touched = range(offset // sector, (offset + len(data) - 1) // sector + 1)
        for one in touched:
            if one not in moments:
                moments[one] = dice.randint(0, len(pending))
            if count >= moments[one]:
                continue
            if one not in found:
                here = bytes_of(file.durable, one * sector, sector)
                found[one] = here
            low = max(offset, one * sector)
            if kind == "T":
                found[one][low - one * sector:] = b"\0" * ((one + 1) * sector - low)
            else:
                high = min(offset + len(data), (one + 1) * sector)
                found[one][low - one * sector:high - one * sector] = \
                    data[low - offset:high - offset]
    writes = [(0, "W", one * sector, bytes(here)) for one, here in sorted(found.items())]
    return writes + [(0, "T", dice.choice(lengths), b"")]


def bytes_of(content, offset, length):
    here = bytearray(content[offset:offset + length])
    return here + b"\0" * (length - len(here))


def lay(descriptor, ops):
    """Does changes to a file."""
    for _, kind, offset, data in ops:
        if kind == "W":
            os.pwrite(descriptor, data, offset)
        else:
            os.ftruncate(descriptor, offset)


def take_back(descriptor, file, ops):
    """Makes the file as durable says it is, after `ops` were laid over it."""
    low = len(file.durable)
    for _, kind, offset, data in ops:
        if kind == "W":
            here = file.durable[offset:offset + len(data)]
            if here:
                os.pwrite(descriptor, here, offset)
        else:
            low = min(low, offset)
    if low < len(file.durable):
        os.pwrite(descriptor, file.durable[low:], low)
    os.ftruncate(descriptor, len(file.durable))
