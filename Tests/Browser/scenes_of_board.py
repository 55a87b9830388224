"""Pages of the board that no link leads to: what stands there after a form was sent. The last
leaves the street as it was."""
from acts import answer

MEMBER = "/board/members/xintang"


def member_invited(browser, street):
    browser.go("/board/members")
    answer(browser, 'main form[action="/board/members"]', member="yunhe", displayName="运河社区")


def invited_wrong(browser, street):
    browser.go("/board/members")
    answer(browser, 'main form[action="/board/members"]', member="运河", displayName=" ")


def suspended_unsure(browser, street):
    browser.go(MEMBER)
    answer(browser, f'form[action="{MEMBER}/suspend"]')


def keys_wrong(browser, street):
    browser.go(MEMBER)
    answer(browser, f'form[action="{MEMBER}/keys"]', signing="no key", box="no key")


def member_suspended(browser, street):
    browser.go(MEMBER)
    answer(browser, f'form[action="{MEMBER}/suspend"]', confirmed="yes")


def suspended_on_the_board(browser, street):
    browser.go("/board")


def member_readmitted(browser, street):
    browser.go(MEMBER)
    answer(browser, f'form[action="{MEMBER}/readmit"]')


SCENES = {"coordinator": (member_invited, invited_wrong, suspended_unsure, keys_wrong,
                          member_suspended, suspended_on_the_board, member_readmitted)}
