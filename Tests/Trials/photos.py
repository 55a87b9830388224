#!/usr/bin/env python3
"""Photos with everything that phones and editors put into them, sent to real nodes (UPL-1).

Pictures are drawn with Pillow as JPEG, PNG and WebP of many kinds; exiftool writes places, names,
captions and thumbnails into them, and another picture with a place is put behind the end. Each is
uploaded by a volunteer and shown to the wish's office, most inside one community, some over the
street. What comes out must hold nothing that exiftool knows but what the picture is, must be the
same picture, and must stand the same way up.

    photos --times 200 --seed 7

Control: exiftool finds a place in every picture before it is sent.
"""
import argparse
import http.client
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import score
from drills import executable
from street import Street
from telling import Broken, Teller, eventually, expect

try:
    from PIL import Image, ImageCms, ImageDraw, ImageOps, PngImagePlugin
except ImportError:
    sys.exit("photos: run it by the Python of .ci/tools, which has Pillow")

PLACE = ["-GPSLatitude=31.3", "-GPSLatitudeRef=N", "-GPSLongitude=120.6", "-GPSLongitudeRef=E"]
PEOPLE = ["-XMP-dc:Creator=李阿爹", "-XMP-xmp:Rating=5", "-EXIF:Make=Phone", "-EXIF:Model=Ten",
          "-EXIF:DateTimeOriginal=2026:11:22 09:00:00", "-EXIF:UserComment=幸福里3幢",
          "-EXIF:ImageDescription=8幢501室"]
CAPTIONS = ["-IPTC:Keywords=李阿爹", "-IPTC:Caption-Abstract=座钟", "-Comment=0512-5550-1988"]
OVER_THE_STREET = 10  # Every so many-th goes to the neighbours.

# What says what a picture is, and nothing else of it.
PLAIN = {"ExifTool", "System", "File", "Composite", "JFIF", "RIFF", "PNG", "APP14", "Adobe"}
PLAIN_TAGS = {
    "PNG": {"ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter",
            "Interlace", "Palette", "Transparency", "Gamma", "SRGBRendering", "SignificantBits",
            "WhitePointX", "WhitePointY", "RedX", "RedY", "GreenX", "GreenY", "BlueX", "BlueY"},
    "RIFF": {"VP8Version", "ImageWidth", "HorizontalScale", "ImageHeight", "VerticalScale",
             "WebP_Flags", "AlphaIsUsed", "AlphaPreprocessing", "AlphaFiltering",
             "AlphaCompression"},
    "Composite": {"ImageSize", "Megapixels"},
    "JFIF": {"JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"},
}


def drawing(chance, mode):
    """A picture that no two of are alike, and small when it is coded."""
    size = chance.randint(16, 640), chance.randint(16, 640)
    picture = Image.new("RGB", size, tuple(chance.choices(range(256), k=3)))
    pen = ImageDraw.Draw(picture)
    for _ in range(chance.randint(1, 30)):
        box = sorted(chance.choices(range(size[0]), k=2)), sorted(chance.choices(range(size[1]), k=2))
        pen.ellipse((box[0][0], box[1][0], box[0][1], box[1][1]),
                    fill=tuple(chance.choices(range(256), k=3)))
    if mode == "RGBA":
        picture.putalpha(picture.convert("L"))
    return picture.convert(mode)


def exif(chance):
    """A block with an orientation, or none."""
    block = Image.Exif()
    if chance.random() < 0.8:
        block[0x0112] = chance.randint(1, 8)
    block[0x0131] = "editor"
    return block


def coded(chance, kind):
    """A file of that kind, as one of the many ways of writing it has it."""
    file, profile = io.BytesIO(), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    icc = profile if chance.random() < 0.5 else None
    if kind == "jpg":
        mode = chance.choice(["RGB", "RGB", "RGB", "L", "CMYK"])
        drawing(chance, mode).save(
            file, "JPEG", quality=chance.randint(20, 95), progressive=chance.random() < 0.5,
            exif=exif(chance), icc_profile=icc, comment=b"31.3N 120.6E", keep_rgb=mode == "RGB"
            and chance.random() < 0.2, restart_marker_rows=chance.choice([0, 0, 1]))
    elif kind == "png":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", "李阿爹", zip=chance.random() < 0.5)
        words.add_itxt("Description", "幸福里3幢")
        drawing(chance, chance.choice(["RGB", "RGBA", "L", "P", "1"])).save(
            file, "PNG", pnginfo=words, exif=exif(chance), icc_profile=icc,
            dpi=(72, 72) if chance.random() < 0.5 else None)
    else:
        drawing(chance, chance.choice(["RGB", "RGBA"])).save(
            file, "WEBP", lossless=chance.random() < 0.5, quality=chance.randint(20, 95),
            exif=exif(chance), icc_profile=icc)
    return file.getvalue()


def exiftool(*arguments):
    run = subprocess.run(["exiftool", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         text=True, timeout=600)
    return run.stdout


def make(folder, times, seed):
    """So many pictures with everything in them; the files."""
    files = []
    for number in range(times):
        chance = random.Random(f"{seed}/{number}")
        kind = ["jpg", "png", "webp"][number % 3]
        files.append(folder / f"{number:04}.{kind}")
        files[-1].write_bytes(coded(chance, kind))
    exiftool("-overwrite_original", "-q", "-q", *PLACE, *PEOPLE, folder)
    exiftool("-overwrite_original", "-q", "-q", *CAPTIONS, "-ext", "jpg", folder)
    for number, file in enumerate(files):
        if number % 2:
            file.write_bytes(file.read_bytes() + files[0].read_bytes())
    return files


def findings(folder):
    """What exiftool knows of each file, by name: the groups and tags that a picture need not have."""
    found = {}
    said = exiftool("-json", "-a", "-G1", "-ee", "-u", "-api", "LargeFileSupport=1", folder)
    for one in json.loads(said or "[]"):
        name = pathlib.Path(one.pop("SourceFile")).name
        tags = []
        for tag in one:
            group, _, word = tag.partition(":")
            if group == "IFD0" and word == "Orientation":
                continue
            if group in PLAIN and word in PLAIN_TAGS.get(group, {word}):
                continue
            tags.append(tag)
        found[name] = tags
    return found


class Rounds:
    """A wish at home and one on the street, each with a volunteer who sends photos."""

    def __init__(self, street):
        self.wanda, self.xintang = street.wanda, street.xintang
        own, far = self.wanda.publish("修座钟", places=1), self.wanda.publish("装纱窗", places=1)
        street.see(far)
        self.near = street.person("王秀英"), own
        self.away = street.person("李忠"), far
        self.claims = {wish: who.claim(wish) for who, wish in (self.near, self.away)}
        for who, wish in (self.near, self.away):
            eventually("the claim has its place",
                       lambda who=who, wish=wish: who.has(self.claims[wish], "awarded.accepted"))

    def send(self, file, number):
        """Sends a photo; what the wish's office is shown."""
        who, wish = self.away if number % OVER_THE_STREET == 0 else self.near
        claim = self.claims[wish]
        before = self.shown(claim)
        kind = {"jpg": "jpeg"}.get(file.suffix[1:], file.suffix[1:])
        status, said = raw(who.house, "POST", f"/api/v1/claims/{claim}/photo", who.token,
                           file.read_bytes(), f"image/{kind}")
        expect(status == 200, f"{file.name}: {status} {said[:300]}")
        return eventually(f"{file.name} is there", lambda: self.other(claim, before))

    def other(self, claim, before):
        now = self.shown(claim)
        return now if now != before else None

    def shown(self, claim):
        status, bytes_ = raw(self.wanda, "GET", f"/api/v1/office/claims/{claim}/photo",
                             self.wanda.office)
        expect(status in (200, 409), f"the photo of {claim}: {status}")
        return bytes_ if status == 200 else None


def raw(house, method, path, token, body=None, kind=None):
    """One call of the API with bytes; status and bytes."""
    connection = http.client.HTTPConnection(house.host, house.port, timeout=60)
    fields = {"Authorization": "Bearer " + token} | ({"Content-Type": kind} if kind else {})
    try:
        connection.request(method, path, body, fields)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def upright(picture):
    """The pixels as they are to be seen; what a profile would say of their colours aside."""
    seen = ImageOps.exif_transpose(picture)
    return seen.size, seen.convert("RGBA").tobytes()


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=200)
    options.add_argument("--seed", default="20261122")
    options.add_argument("--yizhan", help="the executable")
    options = options.parse_args()
    bad = {"findings": 0, "other pictures": 0}
    with tempfile.TemporaryDirectory(prefix="yizhan-photos-") as folder, \
            Street(executable(options.yizhan), Teller(False),
                   names=("chengbei", "wanda", "xintang")) as street:
        folder = pathlib.Path(folder)
        (folder / "in").mkdir(), (folder / "out").mkdir()
        files = make(folder / "in", options.times, options.seed)
        planted = sum("GPS:GPSLatitude" in tags for tags in findings(folder / "in").values())
        street.found("wanda", "xintang")
        rounds = Rounds(street)
        for number, file in enumerate(files):
            bytes_ = rounds.send(file, number)
            (folder / "out" / file.name).write_bytes(bytes_)
            was, now = Image.open(file), Image.open(io.BytesIO(bytes_))
            if was.format != now.format or upright(was) != upright(now):
                bad["other pictures"] += 1
                print(f"  {file.name}: another picture came out, of {was.mode} {was.size}")
            score.progress(f"{number + 1} photos")
        found = findings(folder / "out")
        expect(len(found) == len(files), "exiftool has read them all")
        for name, tags in sorted(found.items()):
            if tags:
                bad["findings"] += 1
                print(f"  {name}: {', '.join(tags)}")
    score.end("photos", len(files), bad, {"places before": int(planted == len(files))})


if __name__ == "__main__":
    try:
        main()
    except Broken as problem:
        print(f"✗ {problem}", file=sys.stderr)
        sys.exit(1)
