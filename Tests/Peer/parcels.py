"""Sealed parcels and receipts (§13, §14)."""
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey
from pyhpke.exceptions import PyHPKEError

from wire import (
    Refused, WEAK_X25519, b64, canonical, demand, dot, is_member, member_of, open_jws, parse,
    sha256, sign, unb64, wish)

SUITE = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256,
                        AEADId.CHACHA20_POLY1305)
INFO, STEP = b"yizhan-parcel-1", 512
CONTENT = {"contact": 4 << 10, "card": 4 << 10, "photo": 1 << 20, "visit": 4 << 10}
LABEL = ("alliance", "award", "claim", "expires", "from", "kind", "to", "wish")
BYTES, RECEIPT = 800 << 10, 512


def check_label(label):
    demand(isinstance(label, dict) and set(label) == set(LABEL), "label: members")
    demand(label["kind"] in CONTENT, "label: kind")
    demand(all(is_member(label[name]) for name in ("alliance", "from", "to")), "label: member")
    wish(label["wish"])
    dot(label["claim"])
    unb64(label["award"], 32)
    demand(isinstance(label["expires"], int), "label: expires")


def box_key(public):
    demand(len(public) == 32 and public not in WEAK_X25519, "box key")
    return KEMKey.from_jwk({"kty": "OKP", "crv": "X25519", "x": b64(public)})


def seal(secret, writer, label, content, public):
    """The compact form of a parcel for the holder of the box key."""
    plain = len(content).to_bytes(4, "big") + content
    plain += bytes(-len(plain) % STEP)
    enc, context = SUITE.create_sender_context(box_key(public), INFO)
    box = context.seal(plain, canonical(label))
    return sign(secret, writer, "parcel", canonical(
        {"box": b64(box), "enc": b64(enc), "label": label}))


def read_parcel(compact):
    """Writer, label, enc and box; the signature is the caller's to look at."""
    writer, payload = open_jws(compact, "parcel", BYTES)
    value = parse(payload, ("box", "enc", "label"))
    check_label(value["label"])
    demand(member_of(writer) == value["label"]["from"], "parcel: kid is no writer of from")
    return writer, value["label"], unb64(value["enc"], 32), unb64(value["box"])


def open_parcel(compact, secret):
    """The content, for whoever has the secret of the box key."""
    _, label, enc, box = read_parcel(compact)
    demand(enc not in WEAK_X25519, "parcel: enc")
    key = KEMKey.from_pyca_cryptography_key(secret)
    try:
        plain = SUITE.create_recipient_context(enc, key, INFO).open(box, canonical(label))
    except PyHPKEError:
        raise Refused("parcel: does not open") from None
    size = int.from_bytes(plain[:4], "big")
    demand(len(plain) >= 4 and size <= CONTENT[label["kind"]], "parcel: length")
    demand(len(plain) == size + 4 + -(size + 4) % STEP and not any(plain[4 + size:]),
           "parcel: padding")
    return plain[4:4 + size]


def read_fields(kind, content):
    """What a contact or a card says."""
    names = ("door", "name", "note", "phone") if kind == "contact" else ("name", "phone", "team")
    value = parse(content, names)
    demand(all(isinstance(one, str) for one in value.values()), f"{kind}: text")
    return value


def parcel_id(compact):
    return b64(sha256(compact.encode()))


def receipt(secret, writer, compact, sender):
    return sign(secret, writer, "receipt", canonical(
        {"parcel": parcel_id(compact), "to": sender}))


def read_receipt(compact):
    writer, payload = open_jws(compact, "receipt", RECEIPT)
    value = parse(payload, ("parcel", "to"))
    unb64(value["parcel"], 32)
    demand(is_member(value["to"]), "receipt: to")
    return writer, value["parcel"], value["to"]


def new_box():
    secret = X25519PrivateKey.generate()
    return secret, secret.public_key().public_bytes_raw()
