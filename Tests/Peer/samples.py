"""What goes into the examples: names, documents, headers and facts, right ones and wrong ones."""
from wire import b64, canonical, sha256

WRITER, OTHER, ID = "wanda.lmhzzyy2", "xintang.aaaaaaaa", b64(sha256(b"id"))


def named(form, right, wrong):
    return [{"name": f"{form}: {text or 'nothing'}", "form": form, "valid": valid, "text": text}
            for valid, texts in ((True, right), (False, wrong)) for text in texts]


NAMES = [
    *named("member", ["wanda", "a1", "a-", "x" * 32, "home"],
           ["", "w", "x" * 33, "Wanda", "1a", "-a", "wan.da", "wan da", "万达"]),
    *named("writer", ["wanda.lmhzzyy2", "a-b.22222222"],
           ["", "wanda", "wanda.", "wanda.lmhzzyy", "wanda.lmhzzyy22", "wanda.LMHZZYY2",
            "wanda.lmhzzyy1", ".lmhzzyy2", "wanda.lmhzzyy2/1"]),
    *named("dot", ["wanda.lmhzzyy2/1", "wanda.lmhzzyy2/281474976710655"],
           ["wanda.lmhzzyy2", "wanda.lmhzzyy2/", "wanda.lmhzzyy2/0", "wanda.lmhzzyy2/01",
            "wanda.lmhzzyy2/-1", "wanda.lmhzzyy2/+1", "wanda.lmhzzyy2/1 ",
            "wanda.lmhzzyy2/281474976710656", "wanda.lmhzzyy2/18446744073709551617",
            "wanda.lmhzzyy2/١"]),
    *named("wish", ["wish/wanda.lmhzzyy2/2"],
           ["wanda.lmhzzyy2/2", "Wish/wanda.lmhzzyy2/2", "wish/wanda.lmhzzyy2",
            "wish//wanda.lmhzzyy2/2", "wish/wanda.lmhzzyy2/0"]),
    *named("32 bytes", ["A" * 43, ID],
           ["A" * 42, "A" * 44, "A" * 42 + "B", "A" * 42 + "=", "A" * 42 + "+", ""]),
]


def documents(valid, texts):
    return [{"name": name, "valid": valid} | (
        {"bytes": b64(text)} if isinstance(text, bytes) else {"text": text})
        for name, text in texts.items()]


JSONS = documents(True, {
    "an empty object": "{}", "nothing in particular": "null", "a number": "9007199254740991",
    "members in order": '{"a":1,"ab":2,"b":[]}', "a slash and U+007F as they are": '"/\x7f"',
    "escapes": '"\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f"', "U+2028 as it is": '"\u2028"',
    "characters beyond U+FFFF": '"𠀀"', "eight deep": "[" * 8 + "]" * 8,
    "an empty name": '{"":0}', "null as a value": '{"a":null}',
}) + documents(False, {
    "nothing": "", "space in front": " {}", "space behind": "{}\n", "space inside": '{"a": 1}',
    "members out of order": '{"b":1,"a":2}', "a member twice": '{"a":1,"a":1}',
    "a name outside ASCII": '{"名":1}', "a fraction": "1.5", "a whole fraction": "1.0",
    "an exponent": "1e3", "a minus": "-1", "minus zero": "-0", "a leading zero": "01",
    "2^53": "9007199254740992", "a long number": "1" * 5000, "an escaped slash": '"\\/"',
    "an escaped letter": '"\\u0041"', "capital digits in an escape": '"\\u001F"',
    "a long escape for a line break": '"\\u000a"', "U+0000": '"\\u0000"',
    "a raw line break": '"\n"', "a lone surrogate": '"\\ud800"',
    "a pair of surrogates": '"\\ud840\\udc00"', "nine deep": "[" * 9 + "]" * 9,
    "very deep": "[" * 3000, "a comma too many": "[1,]", "two values": "{}{}", "a word": "True",
    "not a number": "NaN", "a comment": "{}//", "no end": '{"a":1', "a byte order mark": "\ufeff{}",
    "no UTF-8": b'"\xff"', "an overlong form": b'"\xc0\xaf"', "a surrogate in UTF-8":
    b'"\xed\xa0\x80"', "a raw U+0000": b'"\0"',
})


def raw(change):
    return lambda header: change(canonical(header))


def crowd():
    return {f"xintang.{a}{b}aaaaaa": 1 for a in "abcdefghijklmnopqrstuvwxyz"
            for b in "abcdefghijk"}


# Name, whether it is valid, and what is changed of the plainest header there is.
HEADERS = [
    ("the plainest there is", True, {}),
    ("the home log", True, {"alliance": "home"}),
    ("a member that nobody knows", True, {"zebra": [1, True]}),
    ("a member that is null", True, {"content": None}),
    ("facts that are a list", True, {"facts": [1]}),
    ("facts that are null", True, {"facts": None}),
    ("everything", True, {"seq": 2, "previous": ID, "subject": f"wish/{OTHER}/2",
                          "seen": {OTHER: 2}, "after": ID, "roster": f"{OTHER}/1", "content": ID}),
    ("an empty seen", True, {"seen": {}}),
    ("a kind of 40 bytes", True, {"kind": "x" * 40}),
    ("the greatest number", True, {"seq": (1 << 48) - 1, "previous": ID}),
    ("a wish with another's name", True, {"kind": "published", "subject": f"wish/{OTHER}/2"}),
    ("number 0", False, {"seq": 0}),
    ("number 2^48", False, {"seq": 1 << 48, "previous": ID}),
    ("a number that is text", False, {"seq": "1"}),
    ("a number that is true", False, {"seq": True}),
    ("no number", False, {"seq": None}),
    ("number 2 without previous", False, {"seq": 2}),
    ("number 1 with previous", False, {"previous": ID}),
    ("previous that is no id", False, {"seq": 2, "previous": ID[:-1]}),
    ("no time", False, {"at": None}),
    ("no log", False, {"alliance": None}),
    ("a log that is no name", False, {"alliance": "Chengbei"}),
    ("another writer than the signature's", False, {"writer": OTHER}),
    ("no kind", False, {"kind": None}),
    ("an empty kind", False, {"kind": ""}),
    ("a kind of 41 bytes", False, {"kind": "x" * 41}),
    ("a subject that is no wish", False, {"subject": f"{OTHER}/2"}),
    ("seen with the author", False, {"seen": {WRITER: 1}}),
    ("seen with number 0", False, {"seen": {OTHER: 0}}),
    ("seen with number 2^48", False, {"seen": {OTHER: 1 << 48}}),
    ("seen with null", False, {"seen": {OTHER: None}}),
    ("seen with no writer", False, {"seen": {"xintang": 1}}),
    ("seen that is a list", False, {"seen": [OTHER]}),
    ("seen with 286 writers", False, {"seen": crowd()}),
    ("after that is no id", False, {"after": "x"}),
    ("roster that is no dot", False, {"roster": OTHER}),
    ("content that is no hash", False, {"content": "x"}),
    ("a payload of 24 KiB", True, lambda header: canonical(
        header | {"pad": "x" * ((24 << 10) - len(canonical(header | {"pad": ""})))})),
    ("a payload of a byte more", False, lambda header: canonical(
        header | {"pad": "x" * ((24 << 10) + 1 - len(canonical(header | {"pad": ""})))})),
    ("space in the payload", False, raw(lambda text: text.replace(b",", b", ", 1))),
    ("members out of order", False, raw(lambda text: b'{"zebra":1,' + text[1:])),
    ("a member twice", False, raw(lambda text: text.replace(b'"at":', b'"at":1,"at":'))),
    ("a whole fraction", False, raw(lambda text: text.replace(b'"seq":1', b'"seq":1.0'))),
    ("a payload that is a list", False, lambda header: b"[]"),
    ("an empty payload", False, lambda header: b""),
]

TERMS = {"rules": 1, "category": "errand", "places": 1, "urgency": "normal", "award": "automatic",
         "settlingSeconds": 0}
CLAIM = {"pseudonym": ID, "boxKey": ID, "claimant": "volunteer"}
HEAD = {"dot": f"{OTHER}/3", "id": ID}
ADMITTED = {"member": "wanda", "displayName": "万达社区", "identityKey": ID, "boxKey": ID,
            "address": "https://wanda.example.org"}
CERTIFICATE = b64(bytes(64))


def kinds(kind, right, wrong):
    return [(name, void, kind, facts) for void, some in ((False, right), (True, wrong))
            for name, facts in some.items()]


def terms(**changes):
    return {"terms": {name: one for name, one in (TERMS | changes).items() if one is not None}}


# Name, whether they are void, kind and facts.
FACTS = [
    *kinds("opened", {"the first": {"key": ID, "certificate": CERTIFICATE},
                      "one that continues": {"key": ID, "certificate": CERTIFICATE,
                                             "predecessor": HEAD}},
           {"a short certificate": {"key": ID, "certificate": CERTIFICATE[:-2]},
            "no key": {"certificate": CERTIFICATE},
            "a predecessor without id": {"key": ID, "certificate": CERTIFICATE,
                                         "predecessor": {"dot": f"{OTHER}/3"}}}),
    *kinds("witnessed", {"with a head": {"writer": OTHER, "heads": [HEAD]},
                         "without heads": {"writer": OTHER}},
           {"257 heads": {"writer": OTHER, "heads": [HEAD] * 257}, "no writer": {"heads": []}}),
    *kinds("erased", {"one": {"contents": [ID]}, "none": {}},
           {"65": {"contents": [ID] * 65}, "null": {"contents": [None]}}),
    *kinds("confirmed", {"one": {"erasures": [f"{OTHER}/3"]}}, {"65": {
        "erasures": [f"{OTHER}/3"] * 65}}),
    *kinds("forked", {"two": {"dot": f"{OTHER}/3", "ids": [ID, ID]}},
           {"three": {"dot": f"{OTHER}/3", "ids": [ID] * 3}}),
    *kinds("admitted", {"a member": ADMITTED},
           {"an empty name": ADMITTED | {"displayName": ""},
            "a name of 61 bytes": ADMITTED | {"displayName": "x" * 61},
            "a long address": ADMITTED | {"address": "x" * 201},
            "a member with a capital": ADMITTED | {"member": "Wanda"}}),
    *kinds("suspended", {"with a head": {"member": "wanda", "heads": [HEAD]}},
           {"no member": {"heads": []}}),
    *kinds("readmitted", {"a member": {"member": "wanda"}}, {"nobody": {}}),
    *kinds("keyReplaced", {"both keys": {"member": "wanda", "identityKey": ID, "boxKey": ID,
                                         "writers": [WRITER]},
                           "one key": {"member": "wanda", "identityKey": ID}},
           {"a writer that is none": {"member": "wanda", "identityKey": ID, "writers": ["x"]}}),
    *kinds("published", {"the plainest": terms(), "rules of later": terms(rules=1000),
                         "everything": terms(skills=["law"] * 8, area="x" * 60, prefer=[
                             "skills", "sameCommunity"], **{"from": 1, "until": 1}) | {
                                 "origin": f"{WRITER}/1"},
                         "until alone": terms(until=1), "an empty list": terms(skills=[])},
           {"no terms": {}, "no places": terms(places=0), "51 places": terms(places=51),
            "rules 0": terms(rules=0), "rules 1001": terms(rules=1001),
            "9 skills": terms(skills=["law"] * 9), "a capital": terms(category="Errand"),
            "an area of 61 bytes": terms(area="x" * 61), "an urgency": terms(urgency="soon"),
            "no award": terms(award=None), "settling for too long": terms(settlingSeconds=3601),
            "3 preferences": terms(prefer=["skills"] * 3), "a preference": terms(prefer=["age"]),
            "until before from": terms(**{"from": 2, "until": 1})}),
    *kinds("revised", {"material": terms() | {"material": True}}, {"no word on it": terms()}),
    *kinds("awarded", {"a week": {"claim": f"{OTHER}/3", "acceptSeconds": 604_800}},
           {"no time": {"claim": f"{OTHER}/3", "acceptSeconds": 0},
            "a second too long": {"claim": f"{OTHER}/3", "acceptSeconds": 604_801}}),
    *kinds("revoked", {"unanswered": {"award": ID, "cause": "unanswered"},
                       "by a person": {"award": ID, "cause": "person", "reason": "noShow"}},
           {"by a person without reason": {"award": ID, "cause": "person"},
            "a cause": {"award": ID, "cause": "weather"},
            "a reason": {"award": ID, "cause": "unanswered", "reason": "weather"}}),
    *kinds("concluded", {"moved": {"outcome": "moved"}}, {"an outcome": {"outcome": "lost"}}),
    *kinds("handedOver", {"to a writer": {"to": OTHER}}, {"to a member": {"to": "xintang"}}),
    *kinds("recovered", {"a reason": {"reason": "holderLost"}}, {"no reason": {}}),
    *kinds("recalled", {"a hand-over": {"handOver": ID}}, {"nothing": {}}),
    *kinds("settled", {"a day": {"award": ID, "minutes": 1440}},
           {"more": {"award": ID, "minutes": 1441}}),
    *kinds("claimed", {"a volunteer": CLAIM, "with skills": CLAIM | {"skills": ["law"] * 16},
                       "with a key of small order": CLAIM | {"boxKey": b64(bytes(32))}},
           {"17 skills": CLAIM | {"skills": ["law"] * 17}, "a cat": CLAIM | {"claimant": "cat"},
            "a short key": CLAIM | {"boxKey": "AAAA"}}),
    *kinds("reaffirmed", {"a claim": {"claim": f"{OTHER}/3"}}, {"a list": {"claim": []}}),
    *kinds("withdrawn", {"two": {"claims": [f"{OTHER}/3"] * 2}}, {"no list": {"claims": "x"}}),
    *kinds("accepted", {"an award": {"award": ID}}, {"nothing": {}}),
    *kinds("declined", {"an award": {"award": ID}}, {"a number": {"award": 7}}),
    *kinds("served", {"no time at all": {"award": ID, "minutes": 0}}, {"no minutes": {
        "award": ID}}),
]


def messages(valid, texts):
    return [{"name": name, "valid": valid, "text": canonical(one).decode()}
            for name, one in texts.items()]


ANSWER = {"dot": f"{OTHER}/3", "outcome": "held", "reason": "gap"}
HAVE = {"id": b64(bytes(8)), "seq": 1}
MESSAGES = messages(True, {
    "the plainest": {"have": {}, "version": 1}, "no have": {"version": 1},
    "a member that nobody knows": {"have": {}, "version": 1, "zebra": 1},
    "a have": {"have": {OTHER: HAVE}, "version": 1},
    "an event that is none": {"events": ["x"], "version": 1},
    "an answer": {"answers": [ANSWER], "version": 1},
    "a content": {"contents": [{"bytes": "AA", "salt": ID}], "version": 1},
    "a reason that nobody knows": {"answers": [ANSWER | {"reason": "weather"}], "version": 1},
    "an outcome that nobody knows": {"answers": [ANSWER | {"outcome": "lost"}], "version": 1},
    "mail": {"mail": 3, "version": 1},
}) + messages(False, {
    "no version": {"have": {}}, "version 2": {"version": 2}, "a list": [],
    "a have of number 0": {"have": {OTHER: HAVE | {"seq": 0}}, "version": 1},
    "a have of a member": {"have": {"xintang": HAVE}, "version": 1},
    "a have with a whole id": {"have": {OTHER: HAVE | {"id": ID}}, "version": 1},
    "a have that is null": {"have": {OTHER: None}, "version": 1},
    "257 events": {"events": ["x"] * 257, "version": 1},
    "an event that is a number": {"events": [1], "version": 1},
    "257 answers": {"answers": [ANSWER] * 257, "version": 1},
    "a content without bytes": {"contents": [{"salt": ID}], "version": 1},
    "an empty content": {"contents": [{"bytes": "", "salt": ID}], "version": 1},
    "a short salt": {"contents": [{"bytes": "AA", "salt": "AA"}], "version": 1},
    "257 wants": {"version": 1, "want": [ID] * 257},
    "mail below nothing": {"mail": "3", "version": 1},
})
