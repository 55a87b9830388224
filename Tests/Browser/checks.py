"""What is asked of every page, by the same code for our pages and for the planted ones."""
import http.client
import json
import pathlib
import re
import subprocess
import tempfile
import urllib.parse
import urllib.request

import tools
from telling import expect

TARGET_PIXELS = 44  # What a thumb hits (the house's own bound; WCAG 2.2 asks for 24).
KINDS = ("axe", "violations", "foreign", "overflow", "small targets", "script errors", "broken",
         "names", "html")

# Rules of axe that are not asked, and why; all others are, experimental ones too.
NOT_ASKED = {
    "color-contrast-enhanced": "7:1 is level AAA, the house promises AA",
    "hidden-content": "says of each hidden element that axe cannot judge it; it is no fault",
    "p-as-heading": "an experiment: takes every bold sentence for a heading",
}

AXE_RUN = """
const [off, done] = arguments, rules = {};
for (const rule of axe.getRules()) if (!off.includes(rule.ruleId)) {
    rules[rule.ruleId] = {enabled: true};
}
axe.run(document, {resultTypes: ["violations"], rules}).then(
    (found) => done({rules: Object.keys(rules).length, bad: found.violations.map(
        (one) => [one.id, one.help, one.nodes.map(
            (node) => node.target.join(" ") + " " + node.html.slice(0, 160))])}),
    (problem) => done({rules: 0, bad: [["axe", String(problem), []]]}));
"""

# The buttons, fields and links that stand for themselves. A link within a sentence may be smaller,
# as WCAG 2.5.8 has it, and a box is hit by its label.
SMALL = """
const least = arguments[0], small = [];
const wanted = "button, summary, select, textarea, input:not([type=hidden]), nav a, a.button, "
    + "label.option";
for (const one of document.querySelectorAll(wanted)) {
    const area = one.type === "checkbox" || one.type === "radio" ? one.closest("label") || one : one;
    const box = area.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= 0) continue;
    if (one.checkVisibility && !one.checkVisibility({checkVisibilityCSS: true})) continue;
    if (box.width >= least - 0.5 && box.height >= least - 0.5) continue;
    small.push(Math.round(box.width) + "×" + Math.round(box.height) + " "
        + one.outerHTML.slice(0, 120));
}
return small;
"""

WIDE = """
const root = document.documentElement, wide = [];
if (root.scrollWidth <= root.clientWidth) return wide;
for (const one of document.querySelectorAll("body *")) {
    const box = one.getBoundingClientRect();
    if (box.right > root.clientWidth + 0.5 && box.width) wide.push(
        Math.round(box.right) + " px: " + one.outerHTML.slice(0, 120));
}
return [root.scrollWidth + " > " + root.clientWidth, ...wide.slice(-3)];
"""


class Findings:
    """What was bad, by kind; each is printed once where it was found first.

    - private: what must stand in no address and in no title (WEB-4).
    """

    def __init__(self, private=()):
        self.private = private
        self.count = dict.fromkeys(KINDS, 0)
        self.said, self.rules = {}, 0

    def add(self, kind, where, what):
        self.count[kind] += 1
        # Numbers of wishes and tokens differ from page to page, the fault is the same.
        key = kind, re.sub(r"\d+|value=\"[^\"]*\"", "#", what)
        self.said[key] = self.said.get(key, 0) + 1
        if self.said[key] == 1:
            print(f"  ✗ {kind} · {where}: {what}", flush=True)

    def tell(self):
        """How often what was found again."""
        for (kind, what), times in self.said.items():
            if times > 1:
                print(f"    {times} × {kind}: {what[:150]}", flush=True)

    @property
    def total(self):
        return sum(self.count.values())


def look(browser, findings, where):
    """Everything that can be asked of the page that stands in the browser now."""
    axe(browser, findings, where)
    told = urllib.parse.unquote(browser.driver.current_url) + " " + browser.driver.title
    for one in findings.private:
        if one in told:
            findings.add("names", where, f"{one} stands in the address or the title: {told}")
    for text in browser.driver.execute_script(WIDE):
        findings.add("overflow", where, text)
    if browser.is_phone:
        for text in browser.driver.execute_script(SMALL, TARGET_PIXELS):
            findings.add("small targets", where, text)
    browser.listen()
    for text in browser.violations:
        findings.add("violations", where, text)
    for one in browser.foreign():
        findings.add("foreign", where, str(one))
    for text in browser.errors:
        findings.add("script errors", where, text)
    for one in browser.requests.values():
        # A page that is shown again with its faults is a 422; a stream ends when its page does.
        if one.host == browser.host and (one.status >= 400 and one.status != 422 or (
                one.failed and one.failed != "net::ERR_ABORTED")):
            findings.add("broken", where, str(one))
    browser.start_over()


def axe(browser, findings, where):
    browser.driver.execute_script(tools.AXE.read_text())
    found = browser.driver.execute_async_script(AXE_RUN, list(NOT_ASKED))
    findings.rules = found["rules"]
    for rule, help_, nodes in found["bad"]:
        findings.add("axe", where, f"{rule}: {help_}: {'; '.join(nodes[:3])}")


def fetch(browser, path):
    """The page as it is served, with the session of the browser; status, type and bytes."""
    connection = http.client.HTTPConnection(browser.host, timeout=30)
    try:
        connection.request("GET", path, headers={
            "Cookie": browser.cookie(), "Accept-Language": browser.language,
            "Accept": "text/html"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type", ""), answer.read()
    finally:
        connection.close()


def policy(address):
    """The Content-Security-Policy that a node sends with its pages."""
    with urllib.request.urlopen(address + "/", timeout=30) as answer:
        said = answer.headers.get("Content-Security-Policy")
    expect(said, "the public page has no Content-Security-Policy")
    return said


# What the HTML checker says and we mean all the same, and why.
MEANT = {
    "The “list” role is unnecessary for element":
        "Safari takes a list without bullets for no list; the role brings it back",
    "The “date” input type is not supported in all browsers": "it is since 2021",
    "The “datetime-local” input type is not supported in all browsers": "it is since 2021",
    "The “inputmode” attribute is not supported in all browsers": "it is since 2021",
    "Section lacks heading": "a section that is named by aria-label, or one panel below the h1",
}


def valid(pages, findings):
    """Asks the Nu Html Checker about all pages at once; pages: where → bytes as served."""
    if not pages:
        return
    with tempfile.TemporaryDirectory(prefix="yizhan-html-") as folder:
        files = {}
        for number, (where, text) in enumerate(pages.items()):
            file = pathlib.Path(folder) / f"{number}.html"
            file.write_bytes(text)
            files[file.name] = where
        run = subprocess.run(
            [tools.program("java"), "-jar", tools.VNU, "--format", "json", "--exit-zero-always",
             "--stdout", folder], capture_output=True, text=True, timeout=300)
        expect(run.returncode == 0, f"vnu ended with {run.returncode}: {run.stderr[-500:]}")
        for one in json.loads(run.stdout)["messages"]:
            text = one["message"]
            if one["type"] == "info" and one.get("subType") != "warning":
                continue
            if any(text.startswith(meant) for meant in MEANT):
                continue
            extract = re.sub(r"\s+", " ", one.get("extract", ""))[:160]
            findings.add("html", files.get(pathlib.Path(one.get("url", "")).name, "vnu"),
                         f"line {one.get('lastLine')}: {text}: {extract}")
