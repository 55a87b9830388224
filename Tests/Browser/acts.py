"""What an office and volunteers do on their pages, by finger and by key; with the script or without."""
import re
import time
import urllib.request

from driver import By, Keys
from telling import expect


KEPT = "#queue .kept:not([hidden])"  # Where a page says what waits for the line.
PAUSE = 0.4  # Seconds between two looks at a page, so that it gets to its own work.


class Desk:
    """An office at its desk computer."""

    def __init__(self, browser):
        self.browser = browser

    def open(self, wish, part=""):
        self.browser.go(f"/desk/wishes/{wish}{part}")
        return self

    def until(self, what, wish, holds, seconds=60):
        """Looks at the wish again until it holds."""
        def asked():
            self.open(wish)
            return holds() or time.sleep(PAUSE)
        return self.browser.until(what, asked, seconds)

    def deed(self, wish, action, press=None, **values):
        """Fills a form of the wish's page in and sends it."""
        form = self.browser.one(f'form[action="/desk/wishes/{wish}/{action}"]')
        reveal(self.browser, form)
        fill(self.browser, form, values)
        send(self.browser, form, press)

    def has(self, wish, action):
        return bool(self.browser.all(f'form[action="/desk/wishes/{wish}/{action}"]'))

    def photo(self, wish):
        """Waits for the photo of a service and looks at it; its address."""
        link = 'a[href^="/desk/claims/"][href$="/photo"]'
        self.until("the office has the photo", wish, lambda: self.browser.all(link))
        address = self.browser.one(link).get_attribute("href")
        # Drawn on our own page: the browser's page around a bare picture has styles of its own.
        self.browser.driver.execute_script(
            "window.drawn = new Image(); window.drawn.src = arguments[0];", address)
        self.browser.until("the picture is drawn", lambda: self.browser.driver.execute_script(
            "return window.drawn.naturalWidth"))
        return address

    def fetch(self, address):
        """The bytes of a file, as this session gets them."""
        request = urllib.request.Request(address, headers={"Cookie": self.browser.cookie()})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()


class Phone:
    """A volunteer with a phone in the hand."""

    def __init__(self, browser, name):
        self.browser, self.name = browser, name

    def street(self):
        self.browser.go("/my")
        return self

    def sees(self, wish, seconds=60):
        """Waits until the wish can be claimed from the list; looks again where no script does."""
        def asked():
            self.street()
            return self.browser.all(self.asking(wish)) or time.sleep(PAUSE)
        return self.browser.until(f"{self.name} sees {wish}", asked, seconds)

    def asking(self, wish):
        return f'form[action="/my/wishes/{wish}/claim"]'

    def claim(self, wish):
        """Two taps: what it means, and yes. How many it took."""
        before = self.browser.taps
        page, form = self.browser.one("html"), self.browser.one(self.asking(wish))
        reveal(self.browser, form)
        self.browser.tap(form.find_element(By.CSS_SELECTOR, "button[type=submit]"))
        # Who leaves the page in the same instant has not tapped yet.
        self.browser.until("the tap is answered or kept", lambda: (
            self.browser.is_new(page) or self.browser.all(KEPT)))
        return self.browser.taps - before

    def claim_as_team(self, wish):
        """With all who are named: opens what is folded, ticks each box, sends. How many taps."""
        browser, before = self.browser, self.browser.taps
        browser.go(f"/my/wishes/{wish}")
        form = browser.one(self.asking(wish) + ":has([name=members])")
        reveal(browser, form)
        for box in form.find_elements(By.CSS_SELECTOR, "[name=members]"):
            if not box.is_selected():
                browser.tap(box.find_element(By.XPATH, "ancestor::label"))
        send(browser, form)
        return browser.taps - before

    def claim_of(self, title, seconds=60):
        """The address of one's claim of the wish with this title."""
        def asked():
            self.browser.go("/my/claims")
            links = [one for one in self.browser.all('h3 a[href^="/my/claims/"]')
                     if one.text == title]
            return links[0].get_attribute("href") if links else time.sleep(PAUSE)
        found = self.browser.until(f"{self.name} has claimed {title}", asked, seconds)
        return found[len(self.browser.address):]

    def reads(self, claim, *words, seconds=60):
        """Looks at the claim until its state says one of the words; what it says."""
        def asked():
            if self.browser.path.split("?")[0] != claim:
                self.browser.go(claim)
            said = self.browser.one("#first").text
            if any(re.search(one, said) for one in words):
                return said
            time.sleep(PAUSE)
            self.browser.go(claim)
            return None
        return self.browser.until(f"{self.name} reads {' or '.join(words)}", asked, seconds)

    def deed(self, claim, action, **values):
        """Sends a form of the claim's page."""
        form = self.browser.one(f'form[action="{claim}/{action}"]')
        reveal(self.browser, form)
        fill(self.browser, form, values)
        send(self.browser, form)

    def has(self, claim, action):
        return bool(self.browser.all(f'[action="{claim}/{action}"], [href="{claim}/{action}"]'))

    def contact(self, claim):
        """What the page of the contact says."""
        self.browser.go(claim)
        self.browser.tap(f'a[href="{claim}/contact"]')
        self.browser.until("the contact", lambda: self.browser.path.startswith(claim + "/contact"))
        return self.browser.text


def reveal(browser, form):
    """Opens what a form is hidden in, as people do: by its summary."""
    for details in form.find_elements(By.XPATH, "ancestor::details[not(@open)]"):
        browser.tap(details.find_element(By.CSS_SELECTOR, "summary"))


def send(browser, form, press=None):
    """Taps the button of a form, and waits for the page that answers; a no is told."""
    before = browser.one("html")
    browser.tap(form.find_element(
        By.CSS_SELECTOR, f"button[value={press}]" if press else "button[type=submit]"))
    browser.until("the answer", lambda: browser.is_new(before))
    said = [one.text for one in browser.all("main .trouble, main [role=alert]") if one.text]
    expect(not said, f"at {browser.path} the page says: {said}")


def answer(browser, form, button=None, **values):
    """Fills a form in and sends it, then waits for what comes of it, be it right or wrong."""
    before = browser.one("html")
    found = browser.one(form)
    reveal(browser, found)
    fill(browser, found, values)
    browser.tap(f"{form} button[value={button}]" if button else f"{form} button")
    browser.until("the answer", lambda: browser.is_new(before), 20)


def fill(browser, form, values):
    """Fills fields by their names: texts, times, choices, boxes, files."""
    for name, value in values.items():
        fields = form.find_elements(By.CSS_SELECTOR, f'[name="{name}"]')
        expect(fields, f"no field {name} at {browser.path}")
        kind = fields[0].get_attribute("type")
        if kind in ("radio", "checkbox"):
            wanted = [one for one in fields if one.get_attribute("value") == value]
            expect(wanted, f"{name} cannot be {value} at {browser.path}")
            if not wanted[0].is_selected():
                browser.tap(wanted[0].find_element(By.XPATH, "ancestor::label"))
        elif kind == "file":
            fields[0].send_keys(str(value))
        elif kind in ("datetime-local", "date", "time", "month", "select-one"):
            # Fields of time have parts in an order of the language; the value is what counts. What
            # a list drops down is drawn by the system, beyond the page.
            browser.driver.execute_script("arguments[0].value = arguments[1]", fields[0], value)
        else:
            fields[0].clear()
            fields[0].send_keys(value)


def focused(browser):
    """The name of the field that has the focus."""
    return browser.driver.switch_to.active_element.get_attribute("name")


def go_on_to(browser, name, most=20):
    """Enter leads to the next field, out of a field of several lines Tab does."""
    for _ in range(most):
        if focused(browser) == name:
            return
        field = browser.driver.switch_to.active_element
        browser.type(Keys.TAB if field.tag_name == "textarea" else Keys.ENTER)
    expect(False, f"the keys do not lead to {name} at {browser.path}")


def write_by_keys(browser, words, category_key):
    """Writes a wish down by the keyboard alone, from the focus in the first field to its
    publication; keys pressed and seconds. A letter of Chinese counts as one key.

    - words: the title; and name, phone and door, or for somebody known the initials.
    - category_key: the one key of its kind.
    """
    browser.until("the first field has the focus", lambda: focused(browser) == "name")
    began, before = time.monotonic(), browser.keys_pressed
    if "initials" in words:
        browser.type(words["initials"])
        browser.until("somebody known is found", lambda: browser.all("#found .chosen"))
        browser.type(Keys.ENTER)
        browser.until("the resident is filled in", lambda: focused(browser) == "category")
    else:
        for name in ("name", "phone", "door"):
            go_on_to(browser, name)
            browser.type(words[name])
    go_on_to(browser, "category")
    browser.type(category_key)
    go_on_to(browser, "title")
    browser.type(words["title"])
    go_on_to(browser, "consent")
    browser.type("a")
    browser.chord(Keys.CONTROL, Keys.ENTER)
    browser.until("the wish is published", lambda: "said=published" in browser.path)
    return browser.keys_pressed - before, time.monotonic() - began
