"""A line that is watched: what came over it in bytes; and one that can lose answers."""
from machine import Line


class WatchedLine(Line):
    """Counts what the node sends. While it is deaf, requests go through, and the first byte of an
    answer breaks the line: what was asked has arrived, and nobody hears of it."""

    def __init__(self, target):
        self.deaf, self.lost, self.bytes = False, 0, 0
        super().__init__(target)

    def copy(self, one, other):
        try:
            while data := one.recv(1 << 16):
                if one.getpeername()[1] == self.target:
                    if self.deaf:
                        self.lost += 1
                        break
                    self.bytes += len(data)
                other.sendall(data)
        except OSError:
            pass
        self.part(one, other)
