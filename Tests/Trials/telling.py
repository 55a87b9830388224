"""What a day expects, and how it is told."""
import http.client
import re
import time

PATIENCE = 120  # Seconds for whatever comes true by itself.


class Broken(Exception):
    """A day that did not end well."""


def expect(holds, what):
    if not holds:
        raise Broken(what)


def eventually(what, holds, seconds=PATIENCE):
    """Asks again until it holds; what it then gave."""
    deadline, trouble = time.monotonic() + seconds, ""
    while time.monotonic() < deadline:
        try:
            found = holds()
            if found:
                return found
            trouble = ""
        except (OSError, http.client.HTTPException, Broken) as problem:
            trouble = f" ({problem})"
        time.sleep(0.05)
    raise Broken(f"did not come true in {seconds} s: {what}{trouble}")


class Teller:
    """Says what is done: steps with their milliseconds, commands to be typed again."""

    def __init__(self, only_commands):
        self.only_commands = only_commands
        self.began = time.monotonic()

    def day(self, title):
        print(f"\n# {title}", flush=True)
        self.began = time.monotonic()

    def step(self, what):
        now = time.monotonic()
        if not self.only_commands:
            print(f"  ✓ {what} · {(now - self.began) * 1000:.0f} ms", flush=True)
        self.began = now

    def note(self, what):
        if not self.only_commands:
            print(f"    {what}", flush=True)

    def command(self, where, line):
        for path, shown in self.places:
            line = line.replace(path, shown)
        line = re.sub(r"yzj_[\w-]+", "yzj_…", line)
        print(f"{where}$ {line}" if self.only_commands else f"    {where}$ {line}", flush=True)

    # What a path of the drill is called in an office.
    places = []
