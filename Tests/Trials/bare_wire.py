"""HTTP/1.1 byte by byte: what is sent is what the trial says, and connections are kept."""
import http.client
import json
import re
import socket
import string


class Wire:
    """One connection at a time to a port of this machine, opened anew when it has ended."""

    def __init__(self, port, seconds=15):
        self.port, self.seconds, self.socket, self.rest = port, seconds, None, b""

    def send(self, data, last=False):
        """Sends; the answer's status and body, or (None, b"") when there is none.

        `last` says that nothing follows, so that nobody waits for a body that is not whole.
        """
        for again in (False, True):
            kept = self.socket is not None
            try:
                if not kept:
                    self.socket = socket.create_connection(("127.0.0.1", self.port), self.seconds)
                    self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.socket.sendall(data)
                if last:
                    self.socket.shutdown(socket.SHUT_WR)
                status, fields, body = self.answer()
                if last or fields.get(b"connection", b"").lower() == b"close":
                    self.close()
                return status, body
            except (OSError, ValueError):
                self.close()
                # Only a kept connection may have ended before it was used.
                if again or not kept:
                    return None, b""

    def answer(self):
        while b"\r\n\r\n" not in self.rest:
            self.more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        fields = {}
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            fields[name.lower()] = value.strip()
        length = int(fields.get(b"content-length", b"0"))
        while len(self.rest) < length:
            self.more()
        body, self.rest = self.rest[:length], self.rest[length:]
        return int(lines[0].split(b" ")[1]), fields, body

    def more(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise OSError("the connection has ended")
        self.rest += data

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket, self.rest = None, b""


def post(path, body):
    """An unsigned request."""
    return (f"POST {path} HTTP/1.1\r\nhost: trial\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\n\r\n").encode() + body


def code(body):
    """The code of a problem, or nothing."""
    try:
        return json.loads(body).get("code")
    except ValueError:
        return None


def admin(data, path, body):
    """A call on the administrator's socket of a running node."""
    connection = http.client.HTTPConnection("localhost", timeout=30)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(data / "admin.sock"))
    try:
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        return json.load(connection.getresponse())
    finally:
        connection.close()


# What changes a request and nothing that it means.

def meaning(data):
    """What any reader makes of a request: names in small letters, no space around values, the
    order of fields with different names left aside. RFC 9112 lets a server pass over empty lines
    in front (§2.2) and read several spaces in the request line as one (§3); ours does both, and
    what the signature covers is the same."""
    head, _, body = re.sub(rb"\A(\r?\n)+", b"", data).partition(b"\r\n\r\n")
    line, *fields = re.split(rb"\r?\n", head)
    line, pairs = re.sub(rb"(?<=\S) +(?=\S)", b" ", line), []
    for field in fields:
        name, colon, value = field.partition(b":")
        pairs.append((name.lower(), colon, value.strip(b" \t")))
    return line, sorted(pairs, key=lambda pair: pair[0]), body


def is_framed(data):
    """Whether the end of the request can be told from its head, by everybody alike."""
    head, end, body = data.partition(b"\r\n\r\n")
    lengths = re.findall(rb"(?im)^content-length[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r?$", head)
    return bool(end) and lengths in ([], [str(len(body)).encode()]) and (
        bool(lengths) or not body) and b"transfer-encoding" not in head.lower()


def mutate(message, random):
    """A copy with something changed, as bytes; never one that means the same."""
    original = message.bytes()
    wanted = meaning(original)
    while True:
        data = change(message, bytearray(original), random)
        if meaning(data) != wanted:
            return data


KINDS = [string.digits.encode(), string.ascii_lowercase.encode(), string.ascii_uppercase.encode()]


def change(message, data, random):
    place, fields = random.randrange(len(data)), list(message.fields)
    one, other = random.randrange(len(fields)), random.randrange(len(fields))
    match random.randrange(12):
        case 0:
            data[place] = random.randrange(256)
        case 9 | 10 | 11:
            # A letter or digit by another of its kind: what comes out is still well formed.
            places = [at for at, byte in enumerate(data) if chr(byte).isalnum() and byte < 0x80]
            place = random.choice(places)
            kind = next(kind for kind in KINDS if data[place] in kind)
            data[place] = random.choice(kind)
        case 1:
            data[place] ^= 1 << random.randrange(8)
        case 2:
            data.insert(place, random.choice(b" \t,;\"=:0aA\x00\xff"))
        case 3:
            del data[place]
        case 4 if message.body:
            data[len(data) - 1 - random.randrange(len(message.body))] ^= 1 << random.randrange(8)
        case 5:
            del fields[one]
            return message.bytes(fields)
        case 6:
            fields.insert(other, fields[one])
            return message.bytes(fields)
        case 7:
            names = [fields[one][0], fields[other][0]]
            fields[one], fields[other] = (names[0], fields[other][1]), (names[1], fields[one][1])
            return message.bytes(fields)
        case _:
            # Within the signature and what it says of itself, where most is to be gained.
            start = data.index(b"signature-input")
            data[random.randrange(start, len(data))] ^= 1 << random.randrange(8)
    return bytes(data)
