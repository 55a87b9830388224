"""Pages that no link leads to: what stands there after a form was sent, right or wrong."""
import scenes_of_board
import scenes_of_doors
from acts import answer
from entering import code
from stage import RESIDENTS

NAME, (NUMBER, DOOR) = next(iter(RESIDENTS.items()))


def sign_in_wrong(browser, street):
    browser.go("/sign-in")
    answer(browser, 'main form[action="/sign-in"]', name="万达值班", password="no such password")


def code_wrong(browser, street):
    browser.go("/enter?code=0000-0000-0000-0000")


def code_of_staff(browser, street):
    browser.go("/enter?code=" + code(street.wanda, "grid"))


def passwords_differ(browser, street):
    browser.go("/enter?code=" + code(street.wanda, "grid"))
    answer(browser, 'main form[action="/enter"]', name="网格", password="long enough, this one",
         again="long enough, that one")


def wish_empty(browser, street):
    browser.go("/desk/wishes/new")
    answer(browser, 'form[action="/desk/wishes/new"]', "write", name=NAME, phone="12")


def wish_previewed(browser, street):
    browser.go("/desk/wishes/new")
    answer(browser, 'form[action="/desk/wishes/new"]', "preview", name=NAME, phone=NUMBER,
         door=DOOR, category="repair", title=f"{NAME}的座钟坏了，打 {NUMBER}")


def wish_with_findings(browser, street):
    wish_previewed(browser, street)
    answer(browser, 'form[action="/desk/wishes/new"]', "publish", consent="alliance")


def residents_found(browser, street):
    browser.go("/desk/residents")
    field = browser.one('main form[action="/desk/residents"] input:not([type=hidden])')
    answer(browser, 'main form[action="/desk/residents"]', **{field.get_attribute("name"): NAME})


def contact_shown(browser, street):
    browser.go(f"/desk/wishes/{street.made['accepted']}")
    answer(browser, 'form:has(input[name=show][value=contact])')


def visitor_shown(browser, street):
    browser.go(f"/desk/wishes/{street.made['accepted']}")
    answer(browser, 'form:has(input[name=show][value=visitor])')


def sheet_with_contact(browser, street):
    browser.go(f"/desk/wishes/{street.made['accepted']}/print")
    answer(browser, f'form[action="/desk/wishes/{street.made["accepted"]}/print"]')


def volunteer_wrong(browser, street):
    browser.go("/desk/volunteers")
    answer(browser, 'form:has(input[name=deed][value=add])', name=" ", phone="一")


def volunteer_invited(browser, street):
    number = street.wanda.people["王秀英"].number
    browser.go(f"/desk/volunteers/{number}")
    answer(browser, f'form[action="/desk/volunteers/{number}/invite"]')


def team_wrong(browser, street):
    browser.go("/desk/teams")
    answer(browser, 'form:has(input[name=deed][value=keep])', name=" ")


def person_told(browser, street):
    browser.go("/desk/people")
    answer(browser, 'form:has(input[name=deed][value=report])', phone=NUMBER)


def sheet_looked_at(browser, street):
    sheet = street.folder / "volunteers.csv"
    sheet.write_text("姓名,电话,队伍,技能\n马兰花,0512-5550-3001,春分街巡逻队,errand\n,没有名字,,\n")
    browser.go("/desk/sheets")
    answer(browser, 'form:has(input[name=deed][value=look])', kind="volunteers", sheet=sheet)


def duty_with_contacts(browser, street):
    browser.go("/desk/duty")
    answer(browser, 'main form[action="/desk/duty"][method=post]')


def office_closed(browser, street):
    browser.go("/desk/close")
    answer(browser, 'main form[action="/desk/close"]')


def office_opened(browser, street):
    browser.go("/desk/close")
    answer(browser, 'main form[action="/desk/open"]')


def staff_invited(browser, street):
    browser.go("/admin")
    answer(browser, 'form[action="/admin/staff/invite"]')


def joined_wrong(browser, street):
    browser.go("/admin/join")
    answer(browser, 'main form[action="/admin/join"]', address="http://127.0.0.1:9",
         joinKey="yzj_nothing")


def profile_said(browser, street):
    browser.go("/my/profile")
    answer(browser, 'main form[action="/my/profile"]')


def time_wrong(browser, street):
    claim = f"/my/claims/{street.claims['accepted', '李忠']}"
    browser.go(claim)
    answer(browser, f'form[action="{claim}/time"]:has([name=when])', when="2020-01-01T10:00")


SCENES = {
    "anyone": (sign_in_wrong, code_wrong, code_of_staff, passwords_differ),
    "office": (wish_empty, wish_previewed, wish_with_findings, residents_found, contact_shown,
               visitor_shown, sheet_with_contact, volunteer_wrong, volunteer_invited, team_wrong,
               person_told, sheet_looked_at, duty_with_contacts, office_closed, office_opened),
    "volunteer": (profile_said, time_wrong),
    "administrator": (staff_invited,),
    "first administrator": (joined_wrong,),
}


def scenes(role):
    """What a role does, each with the name under which the page is told."""
    acts = [act for all_ in (SCENES, scenes_of_doors.SCENES, scenes_of_board.SCENES)
            for act in all_.get(role, ())]
    return [(" " + act.__name__.replace("_", " "), act) for act in acts]
