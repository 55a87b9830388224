"""Pages of the board that no link leads to: what stands there after a form was sent. The last
leaves the street as it was."""
from acts import answer

MEMBER = "/board/members/xintang"
INVITE = 'main form[action="/board/members/invite"]'


def member_invited(browser, street):
    browser.go("/board/members")
    answer(browser, INVITE, member="yunhe", displayName="运河社区")


def invitation_open(browser, street):
    browser.go("/board/members")


def invited_wrong(browser, street):
    browser.go("/board/members")
    answer(browser, INVITE, member="运河", displayName="运河社区")


def invitation_withdrawn(browser, street):
    browser.go("/board/members")
    answer(browser, 'main form[action="/board/members/yunhe/withdraw"]')


def suspended_unsure(browser, street):
    browser.go(MEMBER)
    answer(browser, f'form[action="{MEMBER}/suspend"]')


def keys_wrong(browser, street):
    browser.go(MEMBER)
    answer(browser, f'form[action="{MEMBER}/keys"]', identityKey="no key", boxKey="no key")


def member_suspended(browser, street):
    browser.go(MEMBER)
    answer(browser, f'form[action="{MEMBER}/suspend"]', sure="yes")


def suspended_on_the_board(browser, street):
    browser.go("/board")


def member_readmitted(browser, street):
    browser.go(MEMBER)
    answer(browser, f'form[action="{MEMBER}/readmit"]')


SCENES = {"coordinator": (member_invited, invitation_open, invited_wrong, invitation_withdrawn,
                          suspended_unsure, keys_wrong, member_suspended, suspended_on_the_board,
                          member_readmitted)}
