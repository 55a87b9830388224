"""A real browser in somebody's hand: Chromium without a window, as a phone or a desk computer."""
import base64
import contextlib
import json
import os
import re
import urllib.parse

import tools
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from telling import Broken, eventually, expect

PHONE, DESK = (360, 800), (1280, 900)
HALL = (1920, 1080)  # A screen on the wall of a hall.
SHEET = (794, 1123)  # A4 at 96 pixels an inch, as style sheets count.
LANGUAGES = {"zh": "zh-CN,zh;q=0.9", "en": "en-GB,en;q=0.9"}
PATIENCE = 60  # Seconds for a page on a slow machine.

# Told by the page itself, before anything else of it runs.
LISTENER = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
    "violation " + event.effectiveDirective + " " + event.blockedURI));
"""

# Where the middle of an element is, after it was scrolled there; or what lies above it.
UNDER_THE_FINGER = """
const one = arguments[0];
one.scrollIntoView({block: "center", behavior: "instant"});
const box = one.getBoundingClientRect();
if (!box.width || !box.height) return "it has no size";
const x = box.left + box.width / 2, y = box.top + box.height / 2;
const there = document.elementFromPoint(x, y);
const seen = visualViewport;
if (there && (one.contains(there) || there.contains(one))) {
    return [(x - seen.offsetLeft) * seen.scale, (y - seen.offsetTop) * seen.scale];
}
return "above it lies " + (there ? there.outerHTML.slice(0, 120) : "nothing");
"""


class Request:
    """One request of the browser, and what came of it."""

    def __init__(self, method, url):
        self.method, self.url = method, url
        self.status, self.bytes, self.failed, self.cached = 0, 0, "", False

    @property
    def host(self):
        return urllib.parse.urlsplit(self.url).netloc

    @property
    def is_web(self):
        return self.url.split(":")[0] in ("http", "https", "ws", "wss")

    def __repr__(self):
        return f"{self.method} {self.url} {self.status or self.failed} {self.bytes} B"


class Browser:
    """One browser with its own cookies. Everything it asks for and complains of is noted.

    - address: the node's, `http://127.0.0.1:8441`; any other host is foreign and not reachable.
    - line: a `Line` of Tests/Trials by which it reaches the node, so that it can be cut.
    """

    def __init__(self, address, size=PHONE, language="zh", theme="light", script=True, line=None,
                 calm=True):
        self.address, self.size, self.line = address, size, line
        self.host = urllib.parse.urlsplit(address).netloc
        self.taps = self.keys_pressed = 0
        self.frame = self.document = None
        self.requests, self.violations, self.errors = {}, [], []
        self.driver = webdriver.Chrome(
            options=self.options(script), service=Service(tools.program("chromedriver")))
        try:
            self.driver.set_page_load_timeout(PATIENCE)
            self.driver.set_script_timeout(PATIENCE)
            self.tell("Network.enable")
            self.frame = self.tell("Page.getFrameTree")["frameTree"]["frame"]["id"]
            self.tell("Page.addScriptToEvaluateOnNewDocument", source=LISTENER)
            self.agent = self.driver.execute_script("return navigator.userAgent")
            self.speak(language)
            self.look(theme, calm)
        except BaseException:
            self.close()
            raise

    def options(self, script):
        options = webdriver.ChromeOptions()
        options.binary_location = tools.program("chromium")
        width, height = self.size
        # Whoever is not the node is nowhere; the node may lie behind a line.
        rules = [f"MAP {self.host} 127.0.0.1:{self.line.port}"] if self.line else []
        rules += ["MAP 127.0.0.1 127.0.0.1", "MAP * ~NOTFOUND"]
        for one in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage",
                    "--no-first-run", "--disable-background-networking", "--disable-sync",
                    "--disable-component-update", "--disable-default-apps", "--mute-audio",
                    "--hide-scrollbars" if self.is_phone else "--disable-features=Translate",
                    f"--window-size={width},{height}", "--host-resolver-rules=" + " , ".join(rules)):
            options.add_argument(one)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")  # Chromium's own refuses root.
        if self.is_phone:
            options.add_experimental_option("mobileEmulation", {"deviceMetrics": {
                "width": width, "height": height, "pixelRatio": 2.0, "touch": True,
                "mobile": True}})
        if not script:
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        return options

    @property
    def is_phone(self):
        return self.size[0] < 600

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.driver.quit()

    # How it is set.

    def tell(self, command, **values):
        return self.driver.execute_cdp_cmd(command, values)

    def speak(self, language):
        self.language = language
        self.tell("Emulation.setUserAgentOverride", userAgent=self.agent,
                  acceptLanguage=LANGUAGES[language])

    def look(self, theme, calm=True):
        self.theme = theme
        self.tell("Emulation.setEmulatedMedia", media="", features=[
            {"name": "prefers-color-scheme", "value": theme},
            {"name": "prefers-reduced-motion", "value": "reduce" if calm else "no-preference"}])
        if not self.is_phone:
            width, height = self.size
            self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height,
                      deviceScaleFactor=1, mobile=False)

    @contextlib.contextmanager
    def on_paper(self):
        """The page as a printer lays it out, on a sheet of A4, while this lasts."""
        size, self.size = self.size, SHEET
        self.tell("Emulation.setDeviceMetricsOverride", width=SHEET[0], height=SHEET[1],
                  deviceScaleFactor=2, mobile=False)
        self.tell("Emulation.setEmulatedMedia", media="print")
        try:
            yield self
        finally:
            self.size = size
            self.look(self.theme)

    def pages_printed(self, file):
        """Prints into a file (PDF) with the sizes that the page asks for; how many sheets."""
        made = self.tell("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        data = base64.b64decode(made["data"])
        file.write_bytes(data)
        return len(re.findall(rb"/Type\s*/Page\b", data))

    def cut(self):
        """Takes it off the line: what is open breaks, nothing new comes about."""
        self.line.cut()
        self.offline(True)

    def heal(self):
        self.line.heal()
        self.offline(False)

    def offline(self, is_off):
        self.tell("Network.emulateNetworkConditions", offline=is_off, latency=0,
                  downloadThroughput=-1, uploadThroughput=-1)

    def forget(self):
        """Empties the cache, as in a browser that was never here."""
        self.tell("Network.clearBrowserCache")

    # What it has seen.

    def listen(self):
        """Takes in what the browser has noted since the last time."""
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            self.note(message["method"], message["params"])
        for entry in self.driver.get_log("browser"):
            text = entry["message"]
            if '"violation ' in text or "Content Security Policy" in text:
                self.violations.append(text)
            elif entry["source"] in ("javascript", "console-api") and entry["level"] == "SEVERE":
                self.errors.append(text)

    def note(self, method, values):
        if method == "Network.requestWillBeSent":
            number = values["requestId"]
            if "redirectResponse" in values and number in self.requests:
                before = self.requests.pop(number)
                before.status = values["redirectResponse"]["status"]
                before.bytes = int(values["redirectResponse"]["encodedDataLength"])
                self.requests[number + "→" + str(len(self.requests))] = before
            self.requests[number] = Request(values["request"]["method"], values["request"]["url"])
            if values.get("type") == "Document" and values["frameId"] == self.frame:
                self.document = number
            return
        request = self.requests.get(values.get("requestId"))
        if not request:
            return
        if method == "Network.responseReceived":
            request.status = values["response"]["status"]
            request.bytes = int(values["response"]["encodedDataLength"])
            request.cached = bool(values["response"].get("fromDiskCache"))
        elif method == "Network.loadingFinished":
            request.bytes = int(values["encodedDataLength"])
        elif method == "Network.loadingFailed":
            request.failed = values["errorText"]
        elif method == "Network.requestServedFromCache":
            request.cached = True

    def foreign(self):
        """Requests to anybody but the node."""
        return [one for one in self.requests.values() if one.is_web and one.host != self.host]

    def start_over(self):
        """Forgets what was noted so far."""
        self.listen()
        self.requests, self.violations, self.errors = {}, [], []

    # What somebody does with it.

    def go(self, path):
        self.driver.get(self.address + path)
        return self

    @property
    def path(self):
        parts = urllib.parse.urlsplit(self.driver.current_url)
        return parts.path + ("?" + parts.query if parts.query else "")

    @property
    def text(self):
        """What can be read of the page."""
        return self.one("body").text

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        found = self.all(css)
        expect(found, f"no {css} at {self.path}: {self.head()}")
        return found[0]

    def head(self):
        body = self.all("body")
        return re.sub(r"\s+", " ", body[0].text)[:400] if body else ""

    def tap(self, what):
        """A finger on an element; what lies above it is a finding.

        By the browser's own input, for the driver's click waits for scripts even where none run.
        """
        element = self.one(what) if isinstance(what, str) else what
        self.taps += 1
        at = self.driver.execute_script(UNDER_THE_FINGER, element)
        expect(not isinstance(at, str), f"cannot tap {what} at {self.path}: {at}")
        point = {"x": at[0], "y": at[1]}
        if self.is_phone:
            self.tell("Input.dispatchTouchEvent", type="touchStart", touchPoints=[point])
            self.tell("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
            return
        for kind in ("mousePressed", "mouseReleased"):
            self.tell("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **point)

    def type(self, *texts):
        """Keys pressed one by one, wherever the focus is."""
        for text in texts:
            self.keys_pressed += len(text)
            self.driver.switch_to.active_element.send_keys(text)

    def chord(self, *keys):
        """Keys pressed together."""
        self.keys_pressed += len(keys)
        chain = webdriver.ActionChains(self.driver)
        for key in keys:
            chain.key_down(key)
        for key in reversed(keys):
            chain.key_up(key)
        chain.perform()

    def fill(self, **values):
        """Types into fields by their names."""
        for name, value in values.items():
            field = self.one(f"[name={name}]")
            field.clear()
            field.send_keys(value)

    def send(self, form):
        """Taps the button that sends a form."""
        before = self.one("html")
        button = self.one(form).find_elements(
            By.CSS_SELECTOR, "button[type=submit], button:not([type])")
        expect(button, f"no button in {form} at {self.path}")
        self.tap(button[0])
        return before

    def is_new(self, before):
        """Whether the page is another than the one that `before` stood on, and whole."""
        try:
            before.is_enabled()
            # The script may have put the answer into the same page.
            return any(one.text for one in self.all("main .trouble, main [role=alert]"))
        except WebDriverException:
            return self.driver.execute_script("return document.readyState") == "complete"

    def until(self, what, holds, seconds=PATIENCE):
        """Waits for what comes true by itself; a page that is being changed is asked again."""
        def asked():
            try:
                return holds()
            except WebDriverException as problem:
                raise Broken(problem.msg) from None
        try:
            return eventually(what, asked, seconds)
        except Broken as problem:
            raise Broken(f"{problem}; at {self.path}: {self.head()}") from None

    def reads(self, words, seconds=PATIENCE):
        """Waits until the page says it."""
        return self.until(f"the page says {words}", lambda: words in self.text, seconds)

    def source(self):
        """The page's bytes as they were served."""
        self.listen()
        body = self.tell("Network.getResponseBody", requestId=self.document)
        return body["body"].encode()

    def shoot(self, file, height_maximum=6000):
        """A picture of the whole page."""
        size = self.tell("Page.getLayoutMetrics")["cssContentSize"]
        picture = self.tell("Page.captureScreenshot", captureBeyondViewport=True, clip={
            "x": 0, "y": 0, "width": self.size[0],
            "height": min(max(size["height"], self.size[1]), height_maximum), "scale": 1})
        file.write_bytes(base64.b64decode(picture["data"]))

    def cookie(self):
        """The session, for whoever asks the node beside the browser."""
        return "; ".join(f"{one['name']}={one['value']}" for one in self.driver.get_cookies())


ENTER, TAB, ESCAPE, CONTROL = Keys.ENTER, Keys.TAB, Keys.ESCAPE, Keys.CONTROL
DOWN, SPACE = Keys.ARROW_DOWN, Keys.SPACE
