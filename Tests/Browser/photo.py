"""A photo as a phone takes it: with the place where it was taken in it."""
import base64
import struct

PLACE = (31, 18, 7)  # Degrees, minutes and seconds north, as the planted EXIF has them.
OWNER = b"YIZHAN-PLANTED-OWNER"


def taken(browser, width=1600, height=1200):
    """A JPEG of the browser's own drawing, with EXIF that says where and whose."""
    browser.driver.get("about:blank")
    text = browser.driver.execute_script("""
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = arguments;
        const pen = canvas.getContext("2d");
        for (let at = 0; at < 400; at += 1) {
            pen.fillStyle = `hsl(${at * 7 % 360} 60% 50%)`;
            pen.fillRect(at * 97 % canvas.width, at * 61 % canvas.height, 90, 90);
        }
        return canvas.toDataURL("image/jpeg", 0.8);
        """, width, height)
    jpeg = base64.b64decode(text.split(",")[1])
    return jpeg[:2] + exif() + jpeg[2:] + b"AFTER-THE-END " + OWNER


def exif():
    """An APP1 segment: Artist and a GPS position (TIFF 6.0, Exif 2.3 §4.6)."""
    def entry(tag, kind, count, value):
        return struct.pack("<HHI", tag, kind, count) + value
    artist = OWNER + b"\0"
    first, gps = 8, 8 + 2 + 2 * 12 + 4
    data = gps + 2 + 2 * 12 + 4
    tiff = b"II*\0" + struct.pack("<I", first)
    tiff += struct.pack("<H", 2)
    tiff += entry(0x013B, 2, len(artist), struct.pack("<I", data + 24))
    tiff += entry(0x8825, 4, 1, struct.pack("<I", gps)) + bytes(4)
    tiff += struct.pack("<H", 2)
    tiff += entry(1, 2, 2, b"N\0\0\0")
    tiff += entry(2, 5, 3, struct.pack("<I", data)) + bytes(4)
    tiff += b"".join(struct.pack("<II", one, 1) for one in PLACE) + artist
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff


def tells(image):
    """What an image tells beside its picture; nothing is good."""
    numbers = (PLACE[0], 1, PLACE[1], 1)
    marks = {"owner": [OWNER], "bytes after the end": [b"AFTER-THE-END"],
             "place": [struct.pack("<4I", *numbers), struct.pack(">4I", *numbers)]}
    return [name for name, forms in marks.items() if any(one in image for one in forms)]
