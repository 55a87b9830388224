"""What a phone's camera would read of a picture: QR codes by a foreign reader (zbarimg)."""
import subprocess

import tools
from telling import expect


def read(picture):
    """The texts of all QR codes in a picture, in the order of the alphabet."""
    run = subprocess.run(
        [tools.program("zbarimg"), "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture],
        capture_output=True, text=True, timeout=60)
    expect(run.returncode in (0, 4), f"zbarimg ended with {run.returncode}: {run.stderr[-300:]}")
    return sorted(run.stdout.split())
