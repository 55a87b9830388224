"""The coordinator's window: the alliance's board, open all the while, that nobody reloads."""
import time

from checks import axe
from telling import expect

# The table of the members, what says of each whether it was heard, and the claims that met.
ROWS = "#second tbody tr"
CONTACT = "[data-mark]"
CONTESTS = "#fourth li.card"
IN_TOUCH, LATE = "in-touch", "late"

# Late begins 60 s after the last word. Without any news a page looks again once a minute.
LATE_SECONDS, LOOK_SECONDS = 60, 60
SLACK_SECONDS = 15

# A mark that a page loses when another takes its place.
MARK = "window.unmoved = true"
MARKED = "return window.unmoved === true"


class Board:
    """A coordinator who looks at the board at a desk computer."""

    def __init__(self, browser):
        self.browser = browser

    def open(self):
        self.browser.go("/board")
        self.browser.driver.execute_script(MARK)

    def is_unmoved(self):
        """Whether it is still the page that was opened: what changed, changed by itself."""
        return self.browser.path == "/board" and self.browser.driver.execute_script(MARKED)

    def row(self, house):
        """The row of a member, by its name."""
        found = [one for one in self.browser.all(ROWS) if house.display in one.text]
        expect(len(found) == 1, f"{len(found)} rows are about {house.display}")
        return found[0]

    def contact(self, house):
        """What the row says in a word of the software: in touch, or late."""
        [mark] = self.row(house).find_elements("css selector", CONTACT)
        return mark.get_attribute("data-mark")

    def words(self, house):
        """What the row of a member says, as it is read."""
        return " ".join(self.row(house).text.split())

    def until(self, what, holds, seconds):
        """Waits for the page to come to it by itself; how many seconds that took."""
        began = time.monotonic()
        self.browser.until(f"the board says {what}", holds, seconds)
        expect(self.is_unmoved(), f"the board was loaded anew at {self.browser.path}")
        return time.monotonic() - began

    def until_contact(self, house, state, seconds=LATE_SECONDS + LOOK_SECONDS + SLACK_SECONDS):
        return self.until(f"{house.name} is {state}",
                          lambda: self.contact(house) == state, seconds)

    def contest(self, title, seconds=60):
        """The words about the claims of a wish that nobody of the other side had seen."""
        def said():
            found = [one.text for one in self.browser.all(CONTESTS) if title in one.text]
            return found[0] if found else None
        self.until(f"what was decided about {title}", said, seconds)
        return " ".join(said().split())

    def axe(self, findings, where):
        axe(self.browser, findings, where)


def parted(street, house):
    """All lines between a member and the others, each way."""
    return [*house.lines.values()] + [
        one.lines[house] for one in street.houses.values() if one is not house]
