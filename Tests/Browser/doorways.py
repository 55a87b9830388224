"""What residents, shops and teams do at the doors that are open to them: a poster, the form of a
wish, the number to follow it by, the wish wall; and what the office does about it."""
import re
import time

import qr
from acts import PAUSE, fill, focused, reveal, send
from entering import CODE
from telling import expect

FORM = 'main form[action="/wish"]'
FOLLOW = 'main form[action="/wish/follow"]'
NUMBER = "[data-role=number]"
# What a resident says besides the words and who they are.
SAID = {"asker": "myself", "scope": "street"}
REQUESTS = "/desk/requests"


class Resident:
    """Somebody with a phone before a poster; no account, no name for the node."""

    def __init__(self, browser):
        self.browser = browser

    def come(self, address):
        """Opens what the poster's code says."""
        expect(address.startswith(self.browser.address), f"the poster leads to {address}")
        self.browser.go(address[len(self.browser.address):])
        self.browser.one(FORM)

    def write(self, **values):
        """Fills the form in as a thumb does."""
        browser = self.browser
        for name, value in values.items():
            field = browser.one(f'{FORM} [name="{name}"]')
            kind = field.get_attribute("type")
            if kind in ("checkbox", "radio", "select-one"):
                fill(browser, browser.one(FORM), {name: value})
                # A list is opened by one tap and chosen from by another.
                browser.taps += 2 if kind == "select-one" else 0
                continue
            browser.tap(field)
            # The focus comes a moment after the finger.
            browser.until("the cursor stands there", lambda: focused(browser) == name)
            browser.keys_pressed += len(value)
            # A tap opens the browser's own list of names, which swallows the driver's keys.
            browser.driver.execute_script("arguments[0].blur()", field)
            field.send_keys(value)
            expect(field.get_attribute("value") == value, f"what was typed is not in {name}")
        # What is agreed to, each by a tap of its own.
        for box in browser.all(f"{FORM} [type=checkbox]"):
            if not box.is_selected():
                browser.tap(box.find_element("xpath", "ancestor::label"))

    def leave(self, **values):
        """Fills the form in and sends it; the number on the page that answers, taps and letters."""
        browser = self.browser
        taps, keys = browser.taps, browser.keys_pressed
        self.write(**values)
        send(browser, browser.one(FORM))
        return self.number(), browser.taps - taps, browser.keys_pressed - keys

    def number(self):
        """The number to follow by, as it stands on the page once."""
        said = self.browser.until("there is a number", lambda: self.browser.all(NUMBER))
        return said[0].text.strip()

    def follow(self, number):
        """What became of the wish with this number; the number stands in no address."""
        browser = self.browser
        browser.go("/wish/follow")
        form = browser.one(FOLLOW)
        fill(browser, form, {"code": number})
        send(browser, form)
        for one in (number, number.replace("-", "")):
            expect(one not in browser.driver.current_url, "the number stands in the address")
        return " ".join(browser.one("main").text.split())

    def reads(self, number, *words, seconds=60):
        """Follows until the page says one of the words; what it says."""
        def asked():
            said = self.follow(number)
            return said if any(re.search(one, said) for one in words) else time.sleep(PAUSE)
        return self.browser.until(f"the number says {' or '.join(words)}", asked, seconds)

    def says(self, number, word):
        """Tells the office something by the number: one tap; what the page says then."""
        self.follow(number)
        send(self.browser, self.browser.one(f"main form:has([value={word}])"))
        return self.browser.one("main").text


class Wall:
    """The street's wishes, on a phone or on a screen in a hall."""

    def __init__(self, browser):
        self.browser = browser

    def open(self):
        self.browser.go("/wall")
        return self

    def card(self, title):
        found = [one for one in self.browser.all("main .wall > li") if title in one.text]
        return found[0] if found else None

    def sees(self, title, seconds=60):
        def asked():
            self.open()
            return self.card(title) or time.sleep(PAUSE)
        return self.browser.until(f"{title} hangs on the wall", asked, seconds)

    def is_lit(self, title):
        """Whether somebody comes, as the page shows it now; it is not opened anew."""
        card = self.card(title)
        return card and "lit" in card.get_attribute("class").split()

    def light(self, wish):
        """A partner's claim, from the card; how many taps it took."""
        browser, before = self.browser, self.browser.taps
        form = browser.one(f'main form[action="/my/wishes/{wish}/claim"]')
        reveal(browser, form)
        send(browser, form)
        return browser.taps - before


class Inbox:
    """The office, before what residents have left."""

    def __init__(self, browser):
        self.browser = browser

    def waits(self, seconds=60):
        """Waits until the desk's first page leads to the inbox."""
        def asked():
            self.browser.go("/desk")
            return self.browser.all(f'main a[href^="{REQUESTS}"]') or time.sleep(PAUSE)
        return self.browser.until("the desk says that a resident has left a wish", asked, seconds)

    def one(self, title):
        """The request with these words."""
        self.browser.go(REQUESTS)
        found = [one for one in self.browser.all("main section.panel") if title in one.text]
        expect(len(found) == 1, f"{len(found)} requests say {title}: {self.browser.head()}")
        return found[0]

    def take(self, title):
        """Takes it over in the resident's words; where that leads."""
        before = self.browser.one("html")
        self.browser.tap(self.one(title).find_element("css selector", 'a[href$="/take"]'))
        self.browser.until("the form", lambda: self.browser.is_new(before))
        send(self.browser, self.browser.one("main form.wish-form"), "write")
        return self.browser.path

    def decline(self, title, **values):
        form = self.form(title, "decline")
        reveal(self.browser, form)
        fill(self.browser, form, values)
        send(self.browser, form)

    def form(self, title, deed):
        found = [form for form in self.one(title).find_elements("css selector", "form")
                 if form.get_attribute("action").endswith("/" + deed)]
        expect(found, f"no {deed} for {title}")
        return found[0]


def hang(browser, picture, printed, **station):
    """Makes a station's poster as the office does, and looks at it on paper: where its codes lead
    by a foreign reader, and how many sheets it takes."""
    browser.go("/desk/posters")
    form = browser.one('main form[action="/desk/posters"]:has([name=name])')
    reveal(browser, form)
    fill(browser, form, station)
    send(browser, form)
    links = [one.get_attribute("href") for one in browser.all('main a[href*="/desk/posters/"]')]
    if not re.search(r"/desk/posters/\w+$", browser.path):
        expect(links, f"no poster at {browser.path}: {browser.head()}")
        browser.go(links[-1][len(browser.address):])
    with browser.on_paper():
        browser.shoot(picture)
        sheets = browser.pages_printed(printed)
    return qr.read(picture), sheets


def partner_code(office, name, **values):
    """A partner in the book of a community, and its one-time code; without a browser."""
    office.get("/desk/partners").send("/desk/partners", name=name, **values)
    office.get("/desk/partners").send("/desk/partners/invite", name=name)
    return "/enter?code=" + re.search(CODE, office.text)[0]
