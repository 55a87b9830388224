"""One member's machine: its folder, its node, whoever works there, and the line to it."""
import http.client
import itertools
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import threading
import time

from telling import Broken, PATIENCE, eventually, expect

NAMES = {"chengbei": "幸福驿站联盟", "wanda": "万达社区", "xintang": "新塘社区",
         "daguan": "大观名园社区", "pingjiang": "平江社区"}


class Line:
    """A line between two nodes that can be cut: a forwarder on loopback."""

    host = "127.0.0.1"  # Where the target is.

    def __init__(self, target):
        self.target, self.port = target, free_port()
        self.open, self.pairs, self.listener = False, set(), None
        self.lock = threading.Lock()
        self.heal()

    def heal(self):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen(64)
        self.open = True
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def cut(self):
        with self.lock:
            self.open = False
            ends, self.pairs = self.pairs, set()
        # A listener that is only closed wakes nobody who waits in accept.
        for end in [self.listener, *ends]:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()

    def accept(self, listener):
        while self.open:
            try:
                near, _ = listener.accept()
                far = socket.create_connection((self.host, self.target), 5)
                far.settimeout(None)
            except OSError:
                if listener.fileno() < 0 or not self.open:
                    return
                near.close()
                continue
            with self.lock:
                if not self.open:
                    near.close(), far.close()
                    return
                self.pairs |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self.copy, args=(one, other), daemon=True).start()

    def copy(self, one, other):
        try:
            while data := one.recv(1 << 16):
                other.sendall(data)
        except OSError:
            pass
        self.part(one, other)

    def part(self, one, other):
        for end in (one, other):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        with self.lock:
            self.pairs -= {one, other}


PORTS = itertools.count(random.SystemRandom().randrange(20_000, 30_000))


def free_port():
    """A port that nobody listens on, below those that the system gives out by itself."""
    for port in PORTS:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class House:
    """One member's machine: its folder, its node, whoever works there."""

    def __init__(self, street, name):
        self.street, self.name, self.display = street, name, NAMES[name]
        self.host, self.port = "127.0.0.1", free_port()
        self.folder = street.folder / name
        self.folder.mkdir(mode=0o700)
        self.data = self.folder / "data"
        self.process, self.extra, self.lines = None, {}, {}
        self.clock = ""  # How far the machine's clock is off, as faketime takes it.
        self.office, self.people = "", {}

    def environment(self):
        values = {
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
            "YIZHAN_DATA_DIRECTORY": str(self.data), "YIZHAN_LISTEN_HOST": self.host,
            "YIZHAN_LISTEN_PORT": str(self.port), "YIZHAN_WISHES_SETTLING_SECONDS": "0",
            "YIZHAN_VOLUNTEERS_OPEN_CLAIMS_MAXIMUM": "100",
            "YIZHAN_VOLUNTEERS_CLAIMS_PER_DAY_MAXIMUM": "1000",
            "YIZHAN_VOLUNTEERS_WISHES_VIEWED_PER_HOUR_MAXIMUM": "10000",
            "YIZHAN_BACKUP_PASSPHRASE_FILE": str(self.street.passphrase),
        }
        if self.lines:
            values["YIZHAN_OUTGOING_CONNECT_TO"] = ",".join(
                f"{target.host}:{target.port}:127.0.0.1:{line.port}"
                for target, line in self.lines.items())
        return values | self.extra

    # The machine.

    def node(self, *arguments):
        # By the command: the library alone moves the environment, and Swift reads its arguments
        # beside that.
        clock = ["faketime", "--exclude-monotonic", "-f", self.clock] if self.clock else []
        return [*clock, self.street.yizhan, *map(str, arguments)]

    def run(self, *arguments, fails=False):
        """Runs a subcommand; what it printed."""
        self.street.teller.command(self.name, "yizhan " + " ".join(map(str, arguments)))
        run = subprocess.run(
            self.node(*arguments), env=self.environment(), cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=180)
        expect((run.returncode != 0) == fails,
               f"{self.name}: yizhan {' '.join(map(str, arguments))} ended with "
               f"{run.returncode}: {run.stdout[-2000:]}")
        return run.stdout

    def start(self, seconds=PATIENCE):
        self.street.teller.command(self.name, "yizhan serve")
        with open(self.folder / "node.log", "ab") as log:
            self.process = subprocess.Popen(
                self.node("serve"), env=self.environment(), cwd=self.folder,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

        def answers():
            if self.process.poll() is not None:
                raise Broken(f"{self.name} stopped with {self.process.returncode}: {self.log()}")
            return self.call("GET", "/ready")[0] == 200
        eventually(f"{self.name} answers", answers, seconds)

    def stop(self):
        self.end(signal.SIGTERM)

    def kill(self):
        self.end(signal.SIGKILL)

    def end(self, number):
        if self.process is None:
            return
        self.signal(number)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            self.process.wait(5)
        self.process = None

    def signal(self, number):
        """To the node itself: faketime only waits for it. One that has ended has no number."""
        if self.process.poll() is not None:
            return
        pid = self.process.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
        if pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == "faketime":
            pid = int(children.read_text().split()[0])
        os.kill(pid, number)

    def lose(self):
        """The machine is gone: killed, its data deleted."""
        self.kill()
        shutil.rmtree(self.data)

    def log(self):
        return (self.folder / "node.log").read_text(errors="replace")

    def status(self):
        return json.loads(self.run("status", "--json"))

    def save(self, name):
        """A backup, as the office makes it; the file."""
        file = self.street.backups / f"{self.name}-{name}.yzb"
        for _ in range(20):
            try:
                self.run("backup", file)
                return file
            except Broken as problem:
                if "409" not in str(problem) and "正在" not in str(problem):
                    raise
                time.sleep(1)
        raise Broken(f"{self.name}: another backup never ended")

    def save_keys(self):
        file = self.street.stick / f"{self.name}.keys"
        self.run("keys", "export", file)
        return file

    def restore(self, backup, keys):
        """A new machine from backup and keys; what the command said."""
        self.data = self.folder / f"data-{time.monotonic_ns()}"
        said = self.run("restore", "--keys", keys, backup)
        self.office, self.people = "", {}
        return said

    def open_office(self):
        role = "coordinator" if self.name == "chengbei" else "office"
        # On a busy machine the socket opens a moment after the port.
        self.office = eventually("the office has a token", lambda: self.run("token", role)).strip()

    # Whoever works there.

    def call(self, method, path, token=None, body=None):
        """One call of the API; status and JSON."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        fields = {"Authorization": "Bearer " + token} if token else {}
        if method == "POST":
            fields["Content-Type"] = "application/json"
        try:
            connection.request(
                method, path, None if method == "GET" else json.dumps(body or {}), fields)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        try:
            return answer.status, json.loads(text)
        except ValueError:
            return answer.status, {}

    def do(self, path, token=None, body=None):
        status, answer = self.call("POST", path, token or self.office, body)
        expect(200 <= status < 300, f"{self.name} {path}: {status} {answer}")
        return answer

    def ask(self, path, token=None):
        status, answer = self.call("GET", path, token or self.office)
        expect(status == 200, f"{self.name} {path}: {status} {answer}")
        return answer

    def register(self, *names):
        for name in names:
            answer = self.do("/api/v1/volunteers", body={"name": name, "skills": ["errand"]})
            self.people[name] = Person(self, name, answer["volunteer"], answer["token"])

    def give_tokens(self):
        """Volunteers of before a restore come back with a new token each."""
        for one in self.ask("/api/v1/volunteers")["volunteers"]:
            token = self.do(f"/api/v1/volunteers/{one['volunteer']}/tokens")["token"]
            self.people[one["name"]] = Person(self, one["name"], one["volunteer"], token)

    def write(self, title, phone="0512-5550-1988", **terms):
        """Writes a wish down; its name, without `wish/`."""
        draft = {"category": "errand", "title": title, "settlingSeconds": 0,
                 "resident": {"name": "李阿爹", "phone": phone, "door": "春分街8幢501室"},
                 "consent": {"givenBy": "李阿爹本人", "words": "同意"}}
        return self.do("/api/v1/wishes", body=draft | terms)["wish"][5:]

    def publish(self, title, phone="0512-5550-1988", **terms):
        draft = self.write(title, phone, **terms)
        return self.do(f"/api/v1/wishes/{draft}/publish", body={"wordsConfirmed": True})["wish"][5:]

    def state(self, wish):
        return self.ask(f"/api/v1/wishes/{wish}")

    def awards(self, wish):
        """The claims that have a place."""
        return [one["claim"] for one in self.state(wish)["awards"] if not one.get("ended")]

    def frozen(self):
        return self.ask("/api/v1/state").get("frozen")

    def sees(self, wish):
        status, _ = self.call("GET", f"/api/v1/wishes/{wish}", self.office)
        return status == 200


class Person:
    """A volunteer with a phone in the hand."""

    def __init__(self, house, name, number, token):
        self.house, self.name, self.number, self.token = house, name, number, token

    def claim(self, wish):
        return self.house.do(f"/api/v1/wishes/{wish}/claims", self.token)["claim"]

    def act(self, claim, verb, body=None):
        return self.house.do(f"/api/v1/claims/{claim}/{verb}", self.token, body)

    def verdict(self, claim):
        return self.house.ask(f"/api/v1/claims/{claim}", self.token)["verdict"]

    def has(self, claim, code):
        return self.verdict(claim)["code"] == code

    def contact(self, claim):
        """The resident's phone, or nothing."""
        status, answer = self.house.call("GET", f"/api/v1/claims/{claim}/contact", self.token)
        expect(status in (200, 403, 404, 409), f"contact: {status} {answer}")
        return answer["phone"] if status == 200 else None

    def told(self):
        return self.house.ask("/api/v1/my/notices", self.token)["notices"]
