"""A member whose keys a trial holds, written from Protocol.md: canonical JSON (§2), the proof of
enrolment (§10), signed requests (§11)."""
import base64
import hashlib
import json
import os
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey


def canonical(value):
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def public(key):
    return key.public_key().public_bytes_raw()


class Message:
    """A request as it goes over the wire: its line, its fields in order, its body."""

    def __init__(self, line, fields, body):
        self.line, self.fields, self.body = line, fields, body

    def bytes(self, fields=None):
        head = [self.line] + [f"{name}: {value}" for name, value in fields or self.fields]
        return "\r\n".join(head).encode() + b"\r\n\r\n" + self.body


class Member:
    """Whoever holds an identity key and a box key under a name."""

    def __init__(self, name):
        self.name = name
        self.identity, self.box = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()

    def enrolment(self, join_key, proof=None, **other):
        """The body of an enrolment; other keys or another proof make it a wrong one."""
        admission = {"address": "http://127.0.0.1:1", "boxKey": base64url(public(self.box)),
                     "displayName": "试验社区", "identityKey": base64url(public(self.identity)),
                     "member": self.name} | other
        signed = canonical({"admission": admission, "joinKey": join_key,
                            "type": "yizhan-enrol-1"})
        return canonical({"admission": admission, "joinKey": join_key,
                          "proof": base64url(proof or self.identity.sign(signed))})

    def request(self, method, target, authority, destination, body=b""):
        """A signed request with a fresh nonce, made now."""
        path, _, query = target.partition("?")
        fields = [("yizhan-destination", destination)]
        names = ["@method", "@authority", "@path", "@query", "yizhan-destination"]
        if body:
            digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
            fields += [("content-digest", f"sha-256=:{digest}:"),
                       ("content-type", "application/json"), ("content-length", str(len(body)))]
            names += ["content-digest", "content-type", "content-length"]
        values = {"@method": method, "@authority": authority, "@path": path,
                  "@query": "?" + query} | dict(fields)
        covered = " ".join(f'"{name}"' for name in names)
        parameters = (f"({covered});created={int(time.time())};nonce=\"{base64url(os.urandom(16))}\""
                      f";keyid=\"{self.name}\";alg=\"ed25519\";tag=\"yizhan-1\"")
        base = "".join(f'"{name}": {values[name]}\n' for name in names)
        signature = self.identity.sign((base + f'"@signature-params": {parameters}').encode())
        fields += [("signature-input", f"yizhan={parameters}"),
                   ("signature", f"yizhan=:{base64.b64encode(signature).decode()}:")]
        return Message(f"{method} {target} HTTP/1.1", [("host", authority), *fields], body)
