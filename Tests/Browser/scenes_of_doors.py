"""Pages of the doors that no link leads to: what stands there after a form was sent."""
import time

from acts import answer
from furniture import PLEAS, request_of
from doorways import FOLLOW, FORM, SAID, Resident
from entering import staff
from stage import RESIDENTS
from telling import expect

NAME, (NUMBER, DOOR) = list(RESIDENTS.items())[-1]
UNKNOWN = "0000-0000-0000"


def plea_wrong(browser, street):
    browser.go("/wish")
    answer(browser, FORM, words="想请人教我用手机", name=NAME, phone="12")


def plea_left(browser, street):
    browser.go("/wish")
    street.numbers["left"], _, _ = Resident(browser).leave(
        words="想请人念念信", category="company", name=NAME, phone=NUMBER, **SAID)


def number_unknown(browser, street):
    browser.go("/wish/follow")
    answer(browser, FOLLOW, code=UNKNOWN)


def followed(state):
    """The page of a number whose wish has come so far."""
    def act(browser, street):
        Resident(browser).follow(street.numbers[state])
    act.__name__ = f"followed {state}"
    return act


def plea_withdrawn(browser, street):
    Resident(browser).follow(street.numbers["left"])
    answer(browser, "main form:has([value=withdraw])")


def word_said(browser, street):
    Resident(browser).follow(street.numbers["taken"])
    answer(browser, "main form:has([name=deed])")


def plea_taken(browser, street):
    address = request_of(staff(street.wanda, "office", "万达的第三位"), PLEAS["waiting"][0])
    browser.go(address + "/take")
    told = f"{PLEAS['waiting'][0]}，我是{PLEAS['waiting'][1]}"
    answer(browser, ".wish-form", "write", title=told)
    boxes = browser.all("[name=wordsConfirmed]")
    expect(boxes, "a name in the words goes through")
    # What is ticked for these words says nothing about a phone that comes into them.
    answer(browser, ".wish-form", "write", title=told + "，13800138111",
           wordsConfirmed=boxes[0].get_attribute("value"))
    boxes = browser.all("[name=wordsConfirmed]")
    expect(boxes and not boxes[0].is_selected(), "one tick is good for any words")
    answer(browser, ".wish-form", "write", title=PLEAS["waiting"][0])


def door_closed(browser, street):
    browser.go("/desk/requests")
    answer(browser, 'form[action="/desk/requests/door"]')


def door_found_closed(browser, street):
    browser.go("/wish")
    expect(not browser.all("[name=phone]"), "a closed door still has a form")


def door_opened(browser, street):
    door_closed(browser, street)
    browser.go("/wish")
    expect(browser.all("[name=phone]"), "an open door has no form")


def station_wrong(browser, street):
    browser.go("/desk/posters")
    answer(browser, 'main form[action="/desk/posters"]', name=" ")


def partner_wrong(browser, street):
    browser.go("/desk/partners")
    answer(browser, 'form:has(input[name=deed][value=keep])', name=" ")


def claim_refused(browser, street):
    wish = street.made["skilled"]
    browser.go(f"/my/wishes/{wish}")
    answer(browser, f'form[action="/my/wishes/{wish}/claim"]')
    expect("第十六条" in browser.one("main").text, "no article says why the claim was not taken")


def calendar_shown(browser, street):
    browser.go("/my/profile")
    answer(browser, 'main form[action="/my/calendar"]')


def time_agreed(browser, street):
    claim = f"/my/claims/{street.claims['team', '李忠']}"
    browser.go(claim)
    answer(browser, f'form[action="{claim}/time"]:has([name=when])',
           when=time.strftime("%Y-%m-%dT10:00", time.localtime(time.time() + 86400)))


SCENES = {
    "anyone": (plea_wrong, plea_left, number_unknown, followed("left"), followed("waiting"),
               followed("declined"), followed("taken"), word_said, plea_withdrawn),
    "office": (plea_taken, door_closed, door_found_closed, door_opened, station_wrong,
               partner_wrong),
    "volunteer": (time_agreed, calendar_shown, claim_refused),
}
