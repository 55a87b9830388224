#!/usr/bin/env python3
"""Callers that hold connections and say next to nothing (LIM-2): slowhttptest with 400 of them, by
slow heads (-H), slow bodies (-B) and slow reading (-X), while somebody else calls normally, each
time on a new connection. A normal request must be answered within a second throughout.

    python3 Tests/Trials/slow_callers.py [--times 3] [--seconds 25] [--yizhan PATH]

Twice: with 32 connections an address, as it is set by default, and with 512, so that all 400 are
let in. The control is a node that takes 300 connections in all: there the normal caller must have
had to wait. Needs slowhttptest; loopback only.
"""
import argparse
import http.client
import re
import shutil
import signal
import subprocess
import sys
import time

import score
from drills import executable
from street import Street
from telling import Teller, expect

CONNECTIONS = 400
BOUND = 1.0  # Seconds.
# Bodies go where a stranger may send one: elsewhere the head alone is answered with 401.
ATTACKS = {
    "slow heads": ("/", ["-H"]),
    "slow bodies": ("/alliance/v1/enrol", ["-B", "-s", "8000", "-x", "10", "-f",
                                           "application/json"]),
    "slow reading": ("/", ["-X", "-k", "3", "-n", "5", "-w", "1", "-y", "64", "-z", "5"])}


def request(port):
    """A normal caller at another address, on a new connection; how long it took and the status."""
    began = time.monotonic()
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=5, source_address=("127.0.0.2", 0))
    try:
        connection.request("GET", "/ready", headers={"Connection": "close"})
        answer = connection.getresponse()
        answer.read()
        return time.monotonic() - began, answer.status
    except (OSError, http.client.HTTPException):
        return time.monotonic() - began, 0
    finally:
        connection.close()


def attack(house, name, seconds):
    """One attack; the normal requests' times, how many failed, how many connections were open."""
    path, options = ATTACKS[name]
    run = subprocess.Popen(
        ["slowhttptest", *options, "-c", str(CONNECTIONS), "-r", "200", "-i", "2", "-l",
         str(seconds), "-u", f"http://127.0.0.1:{house.port}{path}", "-v", "1"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    times, failed, opened = [], 0, 0
    try:
        # It ends by itself when the node has closed all connections.
        while run.poll() is None:
            took, status = request(house.port)
            times.append(took)
            failed += status != 200
            opened = max(opened, len(connections(house.port)))
            score.progress(f"{name}: {len(times)} normal requests, "
                           f"the slowest {max(times) * 1000:.0f} ms, {opened} connections at most")
            time.sleep(0.05)
    finally:
        if run.poll() is None:
            run.kill()
        said = run.communicate()[0].decode(errors="replace")
    expect(opened, f"slowhttptest opened nothing: {said[-500:]}")
    return times, failed, opened


def connections(port):
    """What the system counts as established to the node, from the attacker's address."""
    here = f"0100007F:{port:04X}"
    with open("/proc/net/tcp") as table:
        return [line for line in table if re.match(rf"\s*\d+: {here} 0100007F:\w+ 01 ", line)]


def tries(node, address, whole, options):
    """The attacks on a node with such limits; what each gave."""
    node.extra = {"YIZHAN_LIMITS_CONNECTIONS_PER_ADDRESS_MAXIMUM": str(address),
                  "YIZHAN_LIMITS_CONNECTIONS_MAXIMUM": str(whole)}
    node.start()
    # Once, one kind is enough where few are let in.
    every = whole > CONNECTIONS and (address > CONNECTIONS or options.times > 1)
    for name in ATTACKS if every else ["slow heads"]:
        for _ in range(options.times if whole > CONNECTIONS else 1):
            times, failed, opened = attack(node, name, options.seconds)
            print(f"  {name}, {address} connections an address, {whole} in all: "
                  f"{len(times)} normal requests, the slowest {max(times) * 1000:.0f} ms, {failed} failed, beside "
                  f"{opened} slow ones", flush=True)
            yield name, len(times), sum(one > BOUND for one in times), failed, opened
    node.stop()


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=3, help="how often each attack")
    options.add_argument("--seconds", type=int, default=25, help="the longest of one attack")
    options.add_argument("--seed", help="nothing here is drawn by lot")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not shutil.which("slowhttptest"):
        sys.exit("slow_callers: apt-get install slowhttptest")
    teller, requests = Teller(False), 0
    bad, control = {"later than 1 s": 0, "not answered": 0}, {}
    teller.command = lambda *_: None
    with Street(executable(options.yizhan), teller, names=("chengbei",)) as street:
        node = street.chengbei
        node.run("init", node.name, "--display-name", node.display)
        for address, whole in ((32, 512), (512, 512)):
            for name, tried, late, failed, opened in tries(node, address, whole, options):
                requests += tried
                bad["later than 1 s"] += late
                bad["not answered"] += failed
                if address > CONNECTIONS:
                    expect(opened > 0.9 * CONNECTIONS, f"{name}: {opened} connections were open")
        for _, _, late, _, _ in tries(node, 512, 300, options):
            control["late where 300 are let in"] = late
    score.end("slow callers", requests, bad, control)


if __name__ == "__main__":
    main()
