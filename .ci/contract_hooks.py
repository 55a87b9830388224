"""What schemathesis has to be told about a node: texts bounded in bytes, and things that exist.

JSON Schema counts characters, the node bytes; the document says so by the format `utf8-N`.
Half of the names in paths and bodies are replaced by those of wishes, claims and volunteers that
are there, or nothing but 404 would be answered. Only what is there to be erased is erased.
"""
import collections
import itertools
import json
import os
import re
import zlib

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.parameters import ParameterLocation

KNOWN = json.loads(os.environ["YIZHAN_KNOWN"])
COUNTS = collections.Counter()
NUMBERS = itertools.count()


def text(bytes_maximum):
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    ascii_letters = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
    return (st.text(letters, max_size=bytes_maximum // 4)
            | st.text(ascii_letters, max_size=bytes_maximum))


for bytes_maximum in (20, 40, 60, 120, 200, 400, 600, 3000):
    schemathesis.openapi.format(f"utf8-{bytes_maximum}", text(bytes_maximum))


@schemathesis.serializer("image/*")
@schemathesis.serializer("text/csv")
def sheet(context, value):
    return (value if isinstance(value, str) else json.dumps(value)).encode()


WRITER, SEQ = r"[a-z][a-z0-9-]{1,31}\.[a-z2-7]{8}", "[1-9][0-9]{0,13}"
FORMS = {"writer": WRITER, "seq": SEQ, "id": "v[a-z0-9]{1,30}", "volunteer": "v[a-z0-9]{1,30}",
         "phone": r"(\+86[ -]?)?0?[1-9][0-9]([ -]?[0-9]){1,16}"}


def is_sound(values, *names):
    """Whether these may be replaced by a thing that is there: what is wrong on purpose stays."""
    return all(isinstance(values.get(name), str) and re.fullmatch(FORMS[name], values[name])
               for name in names)


def pick(things, value):
    """One of the things for every other value, by the value itself: the same in every run."""
    number = zlib.crc32(repr(value).encode())
    return things[number // 2 % len(things)] if number % 2 else None


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if not path_parameters:
        return path_parameters
    path = context.operation.path
    things = "claims" if "/claims/{" in path else "erasable" if "/erase" in path else "wishes"
    known = pick(KNOWN[things], path_parameters)
    if known and is_sound(path_parameters, "writer", "seq"):
        path_parameters["writer"], path_parameters["seq"] = known.split("/")
    volunteer = pick(KNOWN["volunteers"], path_parameters)
    if volunteer and is_sound(path_parameters, "id"):
        path_parameters["id"] = volunteer
    return path_parameters


@schemathesis.hook
def before_call(context, case, kwargs):
    """A sound idempotency key is made one of a kind: else a few keys that the generator likes
    come with ever new bodies, and most that is answered is 422. Headers that are wrong on purpose
    are left alone."""
    key = (case.headers or {}).get("Idempotency-Key")
    headers = case.meta and case.meta.components.get(ParameterLocation.HEADER)
    if headers and headers.mode.is_negative:
        return
    if isinstance(key, str) and re.fullmatch("[!-~]{1,80}", key):
        case.headers["Idempotency-Key"] = f"{key}.{next(NUMBERS)}"


def whole(value):
    """1.0 is an integer to JSON Schema; ours are written without a fraction."""
    if isinstance(value, dict):
        return {name: whole(element) for name, element in value.items()}
    if isinstance(value, list):
        return [whole(element) for element in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def rows(kind, text):
    """A sheet with one row that is right, whatever the text."""
    cell = "".join(filter(str.isalnum, text))[:12]
    header, row = {"volunteers": ("姓名,队伍", "沈梅,"), "teams": ("队名,队长", "夜间支部,"),
                   "wishes": ("标题,类别,内容", "送药,health,")}[kind]
    return f"{header}\n{row}{cell}\n"


@schemathesis.hook
def map_body(context, body):
    body, path = whole(body), context.operation.path
    if "/imports/" in path and isinstance(body, str) and zlib.crc32(body.encode()) % 2:
        return rows(path.rpartition("/")[2], body)
    if "/people/" in path and isinstance(body, dict):
        erases = path.endswith("/erase")
        for name, things in (("phone", "gone" if erases else "phones"),
                             ("volunteer", "leaving" if erases else "volunteers")):
            if is_sound(body, name):
                body[name] = pick(KNOWN[things], body) or body[name]
    return body


@schemathesis.hook
def filter_body(context, body):
    """`until` lies behind `from`: the one rule that JSON Schema has no word for."""
    body = whole(body)
    if not isinstance(body, dict):
        return True
    start, end = body.get("from"), body.get("until")
    return not (isinstance(end, int) and isinstance(start, int) and end < start)


@schemathesis.hook
def after_call(context, case, response):
    COUNTS[str(response.status_code)] += 1
    with open(os.environ["YIZHAN_REPORT"], "w") as report:
        json.dump(COUNTS, report)
