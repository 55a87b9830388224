"""A network of its own for each node, and the weather on it: Linux network namespaces on a bridge,
packets lost by nftables, and forwarders that delay, drip, break off and lie about lengths.

There is no netem in this kernel, so a forwarder does what netem cannot: TCP mends what packets
suffer, and only who stands between two nodes can overtake, cut short and lie. The names of the
namespaces carry the process id; all are removed at the end. Needs root, iproute2 and nftables.
"""
import collections
import ctypes
import json
import os
import random
import re
import shutil
import subprocess
import threading
import time

from machine import House, Line
from street import Street
from telling import expect

NETWORK = "10.77.0"
PORT = 8080
CLONE_NEWNET = 0x40000000  # From <sched.h>.
OURSELVES = f"{NETWORK}.254"  # On the bridge: the trial's own calls meet no weather.
RULES = """
table ip weather {
  counter lost { }
  counter cut { }
  chain cuts { }
  chain loss { }
  chain incoming {
    type filter hook input priority 0; policy accept;
    iif lo accept
    ip saddr %s accept
    jump cuts
    jump loss
  }
}
""" % OURSELVES


def enter(name):
    """Moves this thread, and all that begin in it, into a network namespace."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/run/netns/{name}", "rb") as file:
        # The descriptor must be of a network.
        if libc.setns(file.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), f"setns {name}")


def inside(name, work):
    """What `work` gives, done in a namespace by a thread of its own."""
    result = []

    def run():
        enter(name)
        result.append(work())
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    expect(result, f"nothing could be done inside {name}")
    return result[0]


class Ground:
    """One namespace a member and one with the bridge, in which the trial itself then stands."""

    def __init__(self, members):
        self.ip, self.nft = shutil.which("ip"), shutil.which("nft")
        expect(os.geteuid() == 0 and self.ip and self.nft,
               "needs root: apt-get install iproute2 nftables")
        self.addresses = {name: f"{NETWORK}.{place}" for place, name in enumerate(members, 1)}
        self.before = open("/proc/thread-self/ns/net", "rb")  # Where this thread has come from.

    def space(self, member):
        return f"yz{os.getpid()}-{member}"

    def do(self, *arguments, feed=None):
        run = subprocess.run([*map(str, arguments)], input=feed, text=True, timeout=20,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        expect(run.returncode == 0, f"{' '.join(map(str, arguments))}: {run.stdout}")
        return run.stdout

    def within(self, member, *arguments, feed=None):
        return self.do(self.ip, "netns", "exec", self.space(member), *arguments, feed=feed)

    def __enter__(self):
        try:
            self.lay()
        except BaseException:
            self.__exit__()
            raise
        return self

    def sweep(self):
        """What a trial has left that could not end itself: its process is gone."""
        for line in self.do(self.ip, "netns", "list").splitlines():
            name = line.split()[0]
            found = re.fullmatch(r"yz(\d+)-\w+", name)
            if found and not os.path.exists(f"/proc/{found[1]}"):
                self.do(self.ip, "netns", "delete", name)

    def lay(self):
        self.sweep()
        self.do(self.ip, "netns", "add", self.space("street"))
        enter(self.space("street"))
        for line in ("link set lo up", "link add bridge type bridge forward_delay 0",
                     f"address add {OURSELVES}/24 dev bridge", "link set bridge up"):
            self.do(self.ip, *line.split())
        for name, address in self.addresses.items():
            space, cable = self.space(name), f"to-{name}"
            self.do(self.ip, "netns", "add", space)
            self.do(self.ip, *f"link add {cable} type veth peer name wall netns {space}".split())
            self.do(self.ip, *f"link set {cable} master bridge up".split())
            for line in (f"address add {address}/24 dev wall", "link set wall up",
                         "link set lo up"):
                self.within(name, self.ip, *line.split())
            self.within(name, self.nft, "-f", "-", feed=RULES)

    def __exit__(self, *_):
        ctypes.CDLL(None).setns(self.before.fileno(), CLONE_NEWNET)
        for name in [*self.addresses, "street"]:
            subprocess.run([self.ip, "netns", "delete", self.space(name)],
                           stderr=subprocess.DEVNULL, timeout=20)
        self.before.close()

    # The weather.

    def lose(self, thousandth):
        """So many of a thousand packets are lost on their way in, at every node."""
        rule = f"numgen random mod 1000 < {thousandth} counter name lost drop"
        for name in self.addresses:
            self.within(name, self.nft, "-f", "-", feed="flush chain ip weather loss\n" + (
                f"add rule ip weather loss {rule}\n" if thousandth else ""))

    def cut(self, sender, receiver, questions_only=False):
        """One direction alone: what the sender says does not arrive, or only its questions."""
        port = f"tcp dport {PORT} " if questions_only else ""
        self.within(receiver, self.nft, "-f", "-", feed=(
            f"add rule ip weather cuts ip saddr {self.addresses[sender]} {port}"
            "counter name cut drop\n"))

    def mend(self):
        for name in self.addresses:
            self.within(name, self.nft, "-f", "-", feed="flush chain ip weather cuts\n")

    def dropped(self):
        """How many packets the filters have dropped, by loss and by cuts."""
        total = collections.Counter()
        for name in self.addresses:
            listed = json.loads(self.within(name, self.nft, "-j", "list", "counters"))
            for one in listed["nftables"]:
                if counter := one.get("counter"):
                    total[counter["name"]] += counter["packets"]
        return total


class CrookedLine(Line):
    """A forwarder in the caller's namespace that spoils what passes while the weather is bad."""

    def __init__(self, host, weather):
        self.host, self.weather = host, weather
        super().__init__(PORT)

    def copy(self, one, other):
        try:
            while data := one.recv(1 << 16):
                self.weather.pass_on(data, other)
        except OSError:
            pass
        self.part(one, other)


class Weather:
    """What forwarders do to the bytes that pass: shares of a hundred, and how often they did."""

    SHARES = {"passed": 60, "delayed": 15, "dripped": 9, "too long": 5, "too short": 5, "cut": 6}
    LENGTH = re.compile(rb"(?i)(\r\ncontent-length: *)(\d+)")

    def __init__(self, seed):
        self.random, self.is_bad, self.counts = random.Random(seed), False, collections.Counter()

    def pass_on(self, data, other):
        shares = self.SHARES if self.is_bad else {"passed": 1}
        kind = self.random.choices(list(shares), list(shares.values()))[0]
        is_head = data.startswith((b"HTTP/1.1 ", b"POST ", b"GET "))
        if kind.startswith("too") and not (is_head and self.LENGTH.search(data)):
            kind = "passed"
        self.counts[kind] += 1
        match kind:
            case "delayed":  # Others overtake meanwhile.
                time.sleep(self.random.uniform(0.05, 1))
                other.sendall(data)
            case "dripped":
                size = max(1, len(data) // self.random.randint(10, 60))
                for at in range(0, len(data), size):
                    other.sendall(data[at:at + size])
                    time.sleep(0.02)
            case "too long" | "too short":
                by = self.random.randint(1, 200) * (1 if kind == "too long" else -1)
                other.sendall(self.LENGTH.sub(
                    lambda found: found[1] + str(max(0, int(found[2]) + by)).encode(), data, 1))
            case "cut":
                other.sendall(data[:self.random.randrange(len(data))])
                raise OSError("the line breaks off")
            case _:
                other.sendall(data)


class NetHouse(House):
    """A member's machine with a network of its own."""

    def __init__(self, street, name):
        super().__init__(street, name)
        self.ground, self.host, self.port = street.ground, street.ground.addresses[name], PORT
        self.extra = {"YIZHAN_LISTEN_AUTHORITY": f"{self.host}:{PORT}",
                      "YIZHAN_OUTGOING_ALLOW_PLAIN_HTTP": "true"}

    def node(self, *arguments):
        # `ip netns exec` becomes the node itself: its process id is the node's.
        return [self.ground.ip, "netns", "exec", self.ground.space(self.name),
                *super().node(*arguments)]


class WindyStreet(Street):
    """A street whose nodes meet only over the ground's cables and the crooked lines on it."""

    House = NetHouse

    def __init__(self, yizhan, teller, ground, weather):
        self.ground = ground
        super().__init__(yizhan, teller, names=tuple(ground.addresses))
        for house in self.houses.values():
            house.lines = inside(ground.space(house.name), lambda house=house: {
                one: CrookedLine(one.host, weather) for one in self.houses.values()
                if one is not house})
