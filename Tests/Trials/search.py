"""Looks for secrets in files, in every form that a careless program would leave."""
import base64
import pathlib
import re
import subprocess
import tempfile


def forms(secret):
    """Raw, hex, base64 of both alphabets at each of the three alignments."""
    yield "raw", secret
    yield "hex", secret.hex().encode()
    yield "HEX", secret.hex().upper().encode()
    for shift in range(3):
        text = base64.b64encode(bytes(shift) + secret)
        # Only characters that depend on nothing but the secret are looked for.
        part = text[shift + 1 if shift else 0:(shift + len(secret)) * 8 // 6]
        yield f"base64+{shift}", part
        yield f"base64url+{shift}", part.replace(b"+", b"-").replace(b"/", b"_")


def found(secrets, folders, leave=()):
    """The places where any of the secrets stands in any form: (file, secret)."""
    patterns = {}
    for secret in secrets:
        for _, text in forms(secret):
            patterns[text] = secret
    files = [file for folder in folders for file in (
        [folder] if folder.is_file() else sorted(folder.rglob("*")))
        if file.is_file() and not any(part in file.parts for part in leave)]
    places = set()
    with tempfile.NamedTemporaryFile() as list_:
        lines = [text for text in patterns if b"\n" not in text and b"\0" not in text]
        list_.write(b"\n".join(lines) + b"\n")
        list_.flush()
        for file in files:
            # grep walks a file once, whatever the number of patterns.
            run = subprocess.run(
                ["grep", "-a", "-o", "-F", "-f", list_.name, "--", str(file)],
                stdout=subprocess.PIPE, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
            places |= {(file, patterns[text]) for text in run.stdout.split(b"\n")
                       if text in patterns}
            places |= {(file, secret) for secret in awkward(file, secrets, lines)}
    return places


def awkward(file, secrets, lines):
    """What grep cannot be asked for: secrets with a line's end in them, and digits in UTF-16."""
    data, known = file.read_bytes(), set(lines)
    yield from (one for one in secrets if one not in known and one in data)
    digits = {one for one in secrets if one.isdigit()}
    if digits:
        for text in re.findall(rb"(?:[0-9]\0){7,}|(?:\0[0-9]){7,}", data):
            plain = text.replace(b"\0", b"")
            yield from (one for one in digits if one in plain)


def control(secrets, folder):
    """Plants every form of every secret; how many were planted and how many of them found."""
    place = folder / "control"
    place.mkdir(mode=0o700)
    texts, planted = {}, set()
    try:
        for secret in secrets:
            wide = [("UTF-16", secret.decode().encode("utf-16-le"))] if secret.isdigit() else []
            for name, text in [*forms(secret), *wide]:
                texts.setdefault(name, []).append(text)
                planted.add((place / name, secret))
        for name, list_ in texts.items():
            (place / name).write_bytes(b"\x07\x08".join([b"\x09", *list_, b"\x07"]))
        return len(planted), len(planted & found(secrets, [place]))
    finally:
        for file in place.iterdir():
            file.unlink()
        place.rmdir()


def house_folders(house):
    """All that a member's machine keeps, and its backups."""
    backups = [one for one in house.street.backups.glob(f"{house.name}-*")]
    return [pathlib.Path(house.folder), *backups]
