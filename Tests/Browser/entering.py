"""How people come in: staff by the code of the console, volunteers by the code of their office."""
import re
import secrets

from forms import Visitor
from telling import eventually, expect

CODE = r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}"
PASSWORD = "a-clock-is-mended-" + secrets.token_hex(8)


def code(house, role):
    """A one-time code for somebody of the staff, from the node's console."""
    said = eventually("the console has a code", lambda: house.run("code", role))
    return re.search(CODE, said)[0]


def staff(house, role, name):
    """Somebody of the staff, without a browser: chooses name and password by a code."""
    visitor = Visitor(house).get(f"/enter?code={code(house, role)}")
    visitor.send("/enter", name=name, password=PASSWORD, again=PASSWORD)
    expect(visitor.status == 200 and "yizhan" in visitor.cookies,
           f"{name} did not come in: {visitor.status} {visitor.path}")
    return visitor


def invited(office, person):
    """The page of a volunteer's code, made by the office; the address where the code is used."""
    office.get(f"/desk/volunteers/{person.number}").send(f"/{person.number}/invite")
    return "/enter?code=" + re.search(CODE, office.text)[0]


def enter(browser, address):
    """A volunteer's phone uses the code: one button."""
    browser.go(address)
    browser.send("main form")
    browser.until("the phone is in", lambda: browser.path.startswith("/my"))


def staff_in_browser(browser, house, role, name):
    """Somebody of the staff opens the address with the code and chooses name and password."""
    browser.go(f"/enter?code={code(house, role)}")
    browser.fill(name=name, password=PASSWORD, again=PASSWORD)
    browser.send("main form")
    browser.until(f"{name} is in", lambda: not browser.path.startswith("/enter"))
