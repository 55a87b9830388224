"""Somebody who uses the pages without a browser: reads forms as they are served, and sends them."""
import html.parser
import http.client
import urllib.parse

from telling import Broken, expect


class Form:
    """One form of a page: where it goes, and what a browser would send of it untouched."""

    def __init__(self, action, method):
        self.action, self.method, self.values, self.buttons = action, method, [], []


class Reader(html.parser.HTMLParser):
    """The forms and links of a page."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.links, self.form, self.area, self.select = [], [], None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        if tag == "a" and "href" in at:
            self.links.append(at["href"])
        elif tag == "form":
            self.form = Form(at.get("action", ""), at.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "input" and at.get("name") and at.get("type") != "file":
            if at.get("type") not in ("checkbox", "radio") or "checked" in at:
                self.form.values.append((at["name"], at.get("value", "")))
        elif tag == "button" and at.get("name"):
            self.form.buttons.append((at["name"], at.get("value", "")))
        elif tag == "textarea":
            self.area = [at.get("name"), ""]
        elif tag == "select":
            self.select = [at.get("name"), None]
        elif tag == "option" and self.select and ("selected" in at or self.select[1] is None):
            self.select[1] = at.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.area:
            self.form.values.append(tuple(self.area))
            self.area = None
        elif tag == "select" and self.select:
            self.form.values.append((self.select[0], self.select[1] or ""))
            self.select = None

    def handle_data(self, data):
        if self.area:
            self.area[1] += data


class Visitor:
    """Somebody at a node's pages, with their cookies and the page before them."""

    def __init__(self, house, language="zh"):
        self.house, self.language = house, language
        self.cookies, self.path, self.status, self.text = {}, "/", 0, ""

    def get(self, path):
        return self.ask("GET", path)

    def ask(self, method, path, body=None):
        for _ in range(5):
            connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=60)
            try:
                fields = {"Accept": "text/html", "Accept-Language": self.language,
                          "Cookie": "; ".join("=".join(one) for one in self.cookies.items())}
                if body is not None:
                    fields["Content-Type"] = "application/x-www-form-urlencoded"
                    fields["Origin"] = f"http://127.0.0.1:{self.house.port}"
                connection.request(method, path, body, fields)
                answer = connection.getresponse()
                for cookie in answer.headers.get_all("Set-Cookie") or []:
                    name, _, value = cookie.split(";")[0].partition("=")
                    self.cookies[name] = value
                self.status, self.text = answer.status, answer.read().decode()
            finally:
                connection.close()
            self.path = path
            if self.status not in (302, 303):
                return self
            method, path, body = "GET", answer.headers["Location"], None
        raise Broken(f"{path}: led on for ever")

    @property
    def page(self):
        return Reader(self.text)

    def form(self, action):
        """The form of this page whose address ends so."""
        for form in self.page.forms:
            if form.action == action or form.action.endswith(action):
                return form
        raise Broken(f"no form {action} at {self.path}: "
                     f"{self.status} {[one.action for one in self.page.forms]}")

    def send(self, action, press=None, **values):
        """Fills a form of this page in and sends it; `press` is the value of the button."""
        form = self.form(action)
        sent = [one for one in form.values if one[0] not in values] + list(values.items())
        if press is not None:
            sent.append(next(one for one in form.buttons if one[1] == press))
        self.ask("POST", form.action, urllib.parse.urlencode(sent))
        return self

    def expect(self, *words):
        for one in words:
            expect(one in self.text, f"{self.path} ({self.status}) does not say {one}")
        return self
