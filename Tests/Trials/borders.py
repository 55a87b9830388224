#!/usr/bin/env python3
"""Goes to the borders of real nodes with what must not pass: replays, mutated requests, weak keys,
used join keys; and looks for what must not lie on the other side: phones, private keys. One score
line for each row; ends with 0 only when every row is met.

    borders                       every row in full
    borders --quick               every row, fewer of each
    borders mutated --times 5000  one row
"""
import argparse
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]

try:
    from signer import Member, base64url, canonical
except ModuleNotFoundError:
    # The tools of the checks bring what is missing.
    run = subprocess.run(["bash", ROOT / ".ci/tools"], check=True, stdout=subprocess.PIPE, text=True)
    python = os.path.join(run.stdout.strip(), "python")
    if sys.executable == python:
        raise
    os.execv(python, [python, *sys.argv])

from borders_data import keys, phones, suspension
from machine import NAMES
from score import line, progress
from street import Street
from telling import Broken, Teller, expect
from bare_wire import Wire, admin, code, is_framed, mutate, post

LIMITS = {"YIZHAN_LIMITS_REQUESTS_PER_PEER_PER_MINUTE": "100000",
          "YIZHAN_LIMITS_CONNECTIONS_PER_ADDRESS_MAXIMUM": "256"}
# Each with a body that its route understands.
CALLS = [("POST", "/alliance/v1/exchange?wait=0", canonical({"have": {}, "version": 1})),
         ("GET", "/alliance/v1/mailbox", b""),
         ("POST", "/alliance/v1/mailbox/taken", canonical({"taken": []}))]


class Quiet(Teller):
    """A trial of its own lines."""

    def __init__(self):
        super().__init__(True)

    def command(self, where, line):
        pass


class Alliance:
    """An alliance's node alone, and a member of it whose keys the trial holds."""

    def __init__(self, street):
        self.house = street.chengbei
        said = self.house.run("init", "chengbei", "--display-name", NAMES["chengbei"],
                              "--alliance")
        expect("fingerprint" in said, said)
        self.house.extra = dict(LIMITS)
        self.house.start()
        self.house.open_office()
        self.member = Member("shiyan")
        status, body = self.enrol(self.member.enrolment(self.invite("shiyan")))
        expect(status == 200, f"the trial's own member was not admitted: {status} {body[:300]}")

    def invite(self, name):
        return admin(self.house.data, "/invitations", {"member": name, "displayName": "试验"})[
            "joinKey"]

    def wire(self):
        return Wire(self.house.port)

    def enrol(self, body):
        wire = self.wire()
        try:
            return wire.send(post("/alliance/v1/enrol", body))
        finally:
            wire.close()

    def request(self, call):
        method, target, body = call
        return self.member.request(
            method, target, f"127.0.0.1:{self.house.port}", "chengbei", body)


def replays(alliance, times, _):
    """The same signed bytes again: at once, one after the other, and after a restart."""
    let_in = {call: alliance.request(call).bytes() for call in CALLS}
    accepted, unclear, tried, fresh = 0, 0, 0, 0

    def again(data, count):
        nonlocal accepted, unclear, tried
        wire = alliance.wire()
        for _ in range(count):
            status, body = wire.send(data)
            tried += 1
            accepted += status is not None and status < 300
            unclear += status != 401 or code(body) != "replayed"
            progress(f"replays {tried}, accepted {accepted}")
        wire.close()

    with ThreadPoolExecutor(20) as pool:
        for data in let_in.values():
            # The first copies come all at once: one of them is the request itself.
            firsts = list(pool.map(lambda _, data=data: alliance.wire().send(data)[0], range(20)))
            accepted += firsts.count(200) - 1
            tried += 19
            for part in pool.map(again, [data] * 4, [times // 12 + 1] * 4):
                pass
    fresh += alliance.wire().send(alliance.request(CALLS[0]).bytes())[0] == 200
    alliance.house.stop()
    alliance.house.start()
    for data in let_in.values():
        again(data, times // 30 + 1)
    fresh += alliance.wire().send(alliance.request(CALLS[0]).bytes())[0] == 200
    return tried, {"accepted": accepted, "otherwise than 401": unclear}, {"fresh let in": fresh if fresh == 2 else 0}


def mutated(alliance, times, seed):
    """Requests that would be let in, with something changed."""
    tried, accepted, failed, spoilt, let_in = [0] * 4, [0] * 4, [0] * 4, [0] * 4, [0] * 4

    def worker(number):
        own = random.Random(f"{seed}/{number}")
        wire = alliance.wire()
        while tried[number] < times // 4:
            message = alliance.request(own.choice(CALLS))
            for _ in range(min(50, times // 4 - tried[number])):
                data = mutate(message, own)
                # Where the end cannot be told, a line of its own says that nothing follows.
                lone = not is_framed(data)
                status, body = (alliance.wire() if lone else wire).send(data, last=lone)
                tried[number] += 1
                if status is not None and status < 300:
                    accepted[number] += 1
                    print(f"  accepted, seed {seed}: {data!r}", flush=True)
                failed[number] += status is not None and status >= 500 and code(body) != "door.version"
                progress(f"mutated {sum(tried)}, accepted {sum(accepted)}")
            # Had a changed copy been let in, its nonce would be used up.
            status, _ = wire.send(message.bytes())
            let_in[number] += status == 200
            spoilt[number] += status != 200
        wire.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, range(4)))
    expect(alliance.house.process.poll() is None, "the node has ended")
    return (sum(tried), {"accepted": sum(accepted), "5xx": sum(failed), "nonce used up": sum(spoilt)},
            {"unchanged let in": sum(let_in)})


def weak_keys(alliance, _, __):
    """All 28 keys of small order, at enrolment and as a member's new keys."""
    text = (ROOT / "Tests/SigningTests/WeakKeyTests.swift").read_text()
    points = [bytes.fromhex(one) for one in re.findall(r'"([0-9a-f]{64})"', text)]
    expect(len(points) == 28, f"{len(points)} keys in WeakKeyTests.swift")
    accepted, controls = 0, 0
    for number, point in enumerate(points):
        progress(f"weak keys {number} of 28, accepted {accepted}")
        member = Member(f"weak-{number}")
        key = alliance.invite(member.name)
        if number < 14:
            # Under some of these one signature fits every text, with S = 0 and R of small order.
            bodies = [member.enrolment(key, proof=other + bytes(32), identityKey=base64url(point))
                      for other in points[:14]]
            change = {"identityKey": base64url(point)}
        else:
            bodies = [member.enrolment(key, boxKey=base64url(point))]
            change = {"identityKey": base64url(os.urandom(32)), "boxKey": base64url(point)}
        accepted += any(alliance.enrol(body)[0] == 200 for body in bodies)
        status, _ = alliance.house.call(
            "POST", "/api/v1/members/shiyan/keys", alliance.house.office, change)
        accepted += status == 200
        # The same join key with honest keys is good.
        controls += alliance.enrol(member.enrolment(key))[0] == 200
    return 28, {"accepted": accepted}, {"honest keys admitted": controls if controls == 28 else 0}


def join_keys(alliance, times, seed):
    """One join key used by twenty at the same moment, each with keys of its own."""
    barrier, wires = threading.Barrier(20), [alliance.wire() for _ in range(20)]
    none, many, late = 0, 0, 0

    def use(number, body):
        barrier.wait(60)
        return wires[number].send(post("/alliance/v1/enrol", body))[0]

    with ThreadPoolExecutor(20) as pool:
        for number in range(times):
            name = f"m{number}"
            key = alliance.invite(name)
            bodies = [Member(name).enrolment(key) for _ in range(20)]
            statuses = list(pool.map(use, range(20), bodies))
            none += 200 not in statuses
            many += statuses.count(200) > 1
            late += wires[0].send(post("/alliance/v1/enrol", bodies[0]))[0] == 200
            progress(f"join keys {number + 1} × 20, admitted twice {many}")
    return times, {"more than one": many, "none": none, "used again": late}, {"admitted": times - none}


# Each with its size in full and for a quick look, and what it plays on.
ROWS = {
    "replays": (replays, 1_000, 1_000, Alliance), "mutated": (mutated, 100_000, 2_000, Alliance),
    "weak": (weak_keys, 28, 28, Alliance), "join": (join_keys, 500, 10, Alliance),
    "phones": (phones, 500, 10, None), "keys": (keys, 1, 1, None),
    "suspension": (suspension, 1, 1, None),
}
TITLES = {"replays": "replays", "mutated": "mutated requests", "weak": "weak keys",
          "join": "join key", "phones": "phones", "keys": "private keys",
          "suspension": "suspension"}


def executable(path):
    for one in [path] if path else [ROOT / ".build/release/yizhan", ROOT / ".build/debug/yizhan"]:
        if os.access(one, os.X_OK):
            return pathlib.Path(one).resolve()
    sys.exit("borders: no executable; build it, or pass --yizhan")


def play(name, yizhan, options):
    row, full, quick, ground = ROWS[name]
    times = options.times or (quick if options.quick else full)
    began = time.monotonic()
    try:
        with Street(yizhan, Quiet()) as street:
            result = row(ground(street) if ground else street, times, options.seed)
    except (Broken, OSError, subprocess.SubprocessError, KeyError) as problem:
        print(f"  ✗ {type(problem).__name__}: {problem}", flush=True)
        return line(TITLES[name], 0, {"did not end": 1}, began=began)
    return line(TITLES[name], *result, began=began)


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("rows", nargs="*", metavar="ROW", choices=[[], *ROWS],
                         help=", ".join(ROWS))
    options.add_argument("--quick", action="store_true", help="fewer of each")
    options.add_argument("--times", type=int, help="how many, instead")
    options.add_argument("--seed", default="20261122")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    yizhan = executable(options.yizhan)
    met = [play(name, yizhan, options) for name in options.rows or ROWS]
    sys.exit(0 if all(met) else 1)


if __name__ == "__main__":
    main()
