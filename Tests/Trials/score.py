"""How a trial ends: one line that `yizhan verify` puts on its scoreboard, and the exit code.

    score {"trial":"kills","tried":1000,"bad":{"lost":0},"control":{},"met":true,"seconds":412}

`bad` counts what must not happen, `control` what must: a trial that finds nothing even where
something was planted has proved nothing.
"""
import json
import sys
import time

BEGAN = time.monotonic()


def progress(text):
    """A line a second at most says what has been tried: who waits sees that it goes on."""
    now = time.monotonic()
    if now - progress.last >= 1:
        progress.last = now
        print(f"  {now - BEGAN:6.0f} s  {text}", flush=True)


progress.last = 0.0


def line(trial, tried, bad, control=None, met=None, began=BEGAN):
    """Prints the line of one row; whether nothing bad was found and each control was."""
    control = control or {}
    if met is None:
        met = tried > 0 and not any(bad.values()) and all(control.values())
    row = {"trial": trial, "tried": tried, "bad": bad, "control": control, "met": bool(met),
           "seconds": round(time.monotonic() - began)}
    print("score " + json.dumps(row, ensure_ascii=False), flush=True)
    return met


def end(trial, tried, bad, control=None, met=None):
    """Prints the line and leaves: 0 when nothing bad was found and each control was."""
    sys.exit(0 if line(trial, tried, bad, control, met) else 1)
