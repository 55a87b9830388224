"""Bytes and names of the protocol: encodings, canonical JSON, dots, vectors, keys, JWS.

The section signs name the page `Protocol` of the documentation, from which this node was written.
"""
import base64
import hashlib
import json
import re
import warnings

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc import jws
from joserfc.jwk import OKPKey

# RFC 9864 has another name for it; the profile says EdDSA.
warnings.filterwarnings("ignore", message="EdDSA is deprecated")


class Refused(Exception):
    """Bytes from outside that are not what they should be; the words say which rule."""


def demand(holds, why):
    if not holds:
        raise Refused(why)


# §1 names and encodings

MEMBER = re.compile(r"[a-z][a-z0-9-]{1,31}")
WRITER = re.compile(r"[a-z][a-z0-9-]{1,31}\.[a-z2-7]{8}")
WORD = re.compile(r"[a-z0-9-]{1,32}")
NUMBER = re.compile(r"[1-9][0-9]{0,14}")
NUMBERS = 1 << 48  # Numbers in a log are below.


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text, size=None):
    """Strict base64url: what would not be written this way is refused."""
    demand(isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]*", text), "base64url")
    demand(len(text) % 4 != 1, "base64url: length 4n + 1")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    demand(b64(data) == text, "base64url: spare bits")
    demand(size is None or len(data) == size, f"base64url: not {size} bytes")
    return data


def b32(data):
    return base64.b32encode(data).decode().lower().rstrip("=")


def sha256(data):
    return hashlib.sha256(data).digest()


def is_member(text):
    return isinstance(text, str) and bool(MEMBER.fullmatch(text))


def is_writer(text):
    return isinstance(text, str) and bool(WRITER.fullmatch(text))


def member_of(writer):
    return writer.rpartition(".")[0]


def writer_name(member, public):
    return f"{member}.{b32(sha256(public))[:8]}"


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value < NUMBERS


def dot(text):
    """`writer/number` as a pair; pairs are in the order of dots: writer by bytes, then number."""
    writer, _, number = text.rpartition("/") if isinstance(text, str) else ("", "", "")
    demand(is_writer(writer) and NUMBER.fullmatch(number) and int(number) < NUMBERS, "dot")
    return writer, int(number)


def dot_text(pair):
    return f"{pair[0]}/{pair[1]}"


def wish(text):
    demand(isinstance(text, str) and text.startswith("wish/"), "wish")
    return dot(text[5:])


def vector(value, most=None):
    """An object of writers and numbers; that they ascend is part of the canonical form."""
    demand(isinstance(value, dict), "vector")
    demand(all(is_writer(one) and is_number(two) for one, two in value.items()), "vector: entry")
    demand(most is None or len(value) <= most, "vector: too many writers")
    return value


# §2 canonical JSON

def canonical(value):
    return rfc8785.dumps(value)


def parse(data, members=None):
    """The value of bytes that are their own canonical form; nothing else is read.

    With `members` it is an object that has those and no others.
    """
    try:
        text = data.decode("utf-8")
        value = json.loads(text, parse_float=refuse_number, parse_constant=refuse_number)
        check(value, 0)
        demand(rfc8785.dumps(value) == data, "JSON: not canonical")
    except (ValueError, RecursionError) as problem:
        raise Refused(f"JSON: {problem}") from None
    demand(members is None or isinstance(value, dict) and set(value) == set(members),
           "JSON: members")
    return value


def refuse_number(text):
    raise Refused(f"JSON: {text} is no integer")


def check(value, depth):
    if isinstance(value, (dict, list)):
        demand(depth < 8, "JSON: too deep")
        for one in value:
            check(one, depth + 1)
            if isinstance(value, dict):
                demand(one.isascii(), "JSON: member name")
                check(value[one], depth + 1)
    elif isinstance(value, str):
        demand("\0" not in value, "JSON: U+0000")
    elif isinstance(value, int):
        demand(0 <= value < 1 << 53, "JSON: integer")


def present(value):
    """An object's members but those that are null, which count as absent."""
    demand(isinstance(value, dict), "no object")
    return {name: one for name, one in value.items() if one is not None}


# §3 keys and signatures

P = 2**255 - 19


def weak_keys():
    """The encodings of the points of small order, canonical or not: Ed25519, X25519."""
    d = -121665 * pow(121666, P - 2, P) % P
    eighth = set()  # y of order 8: y² = (−1 ± √(1 + d)) / d has x² = −y² on the curve.
    root = pow(1 + d, (P + 3) // 8, P)
    if root * root % P != (1 + d) % P:
        root = root * pow(2, (P - 1) // 4, P) % P
    for sign in (root, -root):
        square = (sign - 1) * pow(d, P - 2, P) % P
        y = pow(square, (P + 3) // 8, P)
        if y * y % P != square:
            y = y * pow(2, (P - 1) // 4, P) % P
        if y * y % P == square:
            eighth |= {y, P - y}
    edwards = {y | sign << 255 for y in {0, 1, P - 1, P, P + 1, *eighth} for sign in (0, 1)}
    montgomery = {(1 + y) * pow(1 - y, P - 2, P) % P for y in eighth} | {0, 1, P - 1, P, P + 1}
    return ({y.to_bytes(32, "little") for y in edwards},
            {(u | top << 255).to_bytes(32, "little") for u in montgomery for top in (0, 1)})


WEAK_ED25519, WEAK_X25519 = weak_keys()


def verifies(public, signature, data):
    if len(public) != 32 or public in WEAK_ED25519:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
        return True
    except (InvalidSignature, ValueError):
        return False


def public_of(secret):
    return secret.public_key().public_bytes_raw()


def new_secret():
    return Ed25519PrivateKey.generate()


def sign(secret, writer, kind, payload):
    """The compact form of a JWS; `kind` is event, parcel or receipt."""
    header = {"alg": "EdDSA", "kid": writer, "typ": "yizhan-" + kind}
    key = OKPKey.import_key(jwk(public_of(secret), secret.private_bytes_raw()))
    return jws.serialize_compact(header, payload, key, algorithms=["EdDSA"])


def jwk(public, secret=None):
    value = {"kty": "OKP", "crv": "Ed25519", "x": b64(public)}
    return value | ({"d": b64(secret)} if secret else {})


def open_jws(text, kind, most):
    """Writer and payload of a compact form; the signature is looked at by `signed_by`."""
    demand(isinstance(text, str) and text.isascii() and len(text) <= most, "JWS: size")
    parts = text.split(".")
    demand(len(parts) == 3, "JWS: three parts")
    header, payload, signature = (unb64(part) for part in parts)
    demand(len(signature) == 64, "JWS: signature")
    match = re.fullmatch(
        rb'\{"alg":"EdDSA","kid":"([^"\\]+)","typ":"yizhan-(event|parcel|receipt)"\}', header)
    demand(match and match[2] == kind.encode(), "JWS: protected header")
    writer = match[1].decode("latin-1")
    demand(is_writer(writer), "JWS: kid")
    return writer, payload


def signed_by(text, public):
    """Whether the JWS was signed by this key, which must be none of the weak ones."""
    if len(public) != 32 or public in WEAK_ED25519:
        return False
    try:
        jws.deserialize_compact(text, OKPKey.import_key(jwk(public)), algorithms=["EdDSA"])
        return True
    except Exception:  # The library has many words for one fact.
        return False


def signing_input(text):
    return text.rpartition(".")[0].encode()
