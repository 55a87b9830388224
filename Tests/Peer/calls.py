"""Calls between nodes, signed by RFC 9421 in the profile of §11."""
import http.client
import secrets
import time
import urllib.parse
from dataclasses import dataclass

import http_sf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    ContentDigest, HTTPMessageSigner, HTTPMessageSignaturesException, HTTPMessageVerifier,
    HTTPSignatureKeyResolver, InvalidSignature)
from http_message_signatures.algorithms import ED25519

from wire import Refused, WEAK_ED25519, b64, demand, parse, unb64

BARE = ("@method", "@authority", "@path", "@query", "yizhan-destination")
BODY = ("content-digest", "content-type", "content-length")
SKEW = 300


@dataclass
class Message:
    """A request as the library of signatures looks at it."""
    method: str
    url: str
    headers: dict


class Keys(HTTPSignatureKeyResolver):
    """One key: the caller's own, or the one that the roster names."""

    def __init__(self, secret=None, public=None):
        self.secret, self.public = secret, public

    def resolve_private_key(self, key_id):
        return self.secret

    def resolve_public_key(self, key_id):
        return self.public(key_id)


def signed(secret, member, destination, method, url, body=b"", label="yizhan"):
    """The header fields of a signed request."""
    message = Message(method, url, {"yizhan-destination": destination})
    if body:
        message.headers |= {"content-type": "application/json", "content-length": str(len(body))}
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=Keys(secret)).sign(
        message, key_id=member, nonce=b64(secrets.token_bytes(16)), label=label, tag="yizhan-1",
        covered_component_ids=BARE + (BODY if body else ()), body=body or None)
    return message.headers


class Answer(Exception):
    """An answer other than 2xx: its status and the problem that it names."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem.get('code')} {problem.get('detail')}")
        self.status, self.problem = status, problem


def call(method, url, headers, body=b"", seconds=40):
    """One request; the value of a canonical answer, or `Answer`."""
    address = urllib.parse.urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.netloc, timeout=seconds)
    try:
        target = address.path + ("?" + address.query if address.query else "")
        connection.request(method, target, body or None, headers)
        answer = connection.getresponse()
        data = answer.read((1 << 20) + 1)
    finally:
        connection.close()
    demand(len(data) <= 1 << 20, "answer: too large")
    if not 200 <= answer.status < 300:
        try:
            problem = __import__("json").loads(data)
        except ValueError:
            problem = {}
        raise Answer(answer.status, problem)
    return parse(data) if data else None


class Verifier(HTTPMessageVerifier):
    """The library's verifier with the profile's clock."""

    now = None

    def validate_created_and_expires(self, sig_input, max_age=None):
        if abs(sig_input.params.get("created", 0) - self.now) > SKEW:
            raise InvalidSignature("created")


def verified(method, url, headers, body, destination, authority, key_of, now=None):
    """Who signed this request for `destination`; `key_of(member)` gives 32 bytes or None.

    `headers` are pairs; the nonce is the caller's to keep.
    """
    fields = {}
    for name, value in headers:
        name = name.lower()
        demand(name not in fields or name not in SINGLE, f"{name} stands twice")
        fields[name] = f"{fields[name]}, {value}" if name in fields else value
    demand("content-encoding" not in fields, "content-encoding")
    demand(fields.get("yizhan-destination") == destination, "yizhan-destination")
    demand(urllib.parse.urlsplit(url).netloc.lower() == authority, "@authority")
    for name in ("signature-input", "signature", "content-digest"):
        if name in fields:
            try:
                shortest = http_sf.ser(http_sf.parse(fields[name].encode(), tltype="dictionary"))
            except ValueError:
                shortest = None
            demand(shortest == fields[name], f"{name}: not its shortest form")

    def public(member):
        key = key_of(member)
        demand(key is not None and key not in WEAK_ED25519, "keyid")
        return Ed25519PublicKey.from_public_bytes(key)

    verifier = Verifier(signature_algorithm=ED25519, key_resolver=Keys(public=public))
    verifier.now = time.time() if now is None else now
    try:
        results = verifier.verify(Message(method, url, fields), max_age=None,
                                  expect_tag="yizhan-1")
        demand(len(results) == 1, "signatures with the tag")
        if body:
            ContentDigest.verify(fields.get("content-digest", ""), body)
            demand(fields.get("content-type") == "application/json", "content-type")
            demand(fields.get("content-length") == str(len(body)), "content-length")
    except HTTPMessageSignaturesException as problem:
        raise Refused(f"signature: {problem}") from None
    covered = sorted(name for name in results[0].covered_components
                     if name != '"@signature-params"')
    demand(covered == sorted(f'"{name}"' for name in BARE + (BODY if body else ())), "covered")
    for value in results[0].covered_components.values():
        demand(value.isascii() and value.isprintable(), "covered value")
    parameters = results[0].parameters
    demand(set(parameters) == {"created", "nonce", "keyid", "alg", "tag"}, "parameters")
    unb64(parameters["nonce"], 16)
    return parameters["keyid"]


SINGLE = {"yizhan-destination", "content-type", "content-length", "host"}
