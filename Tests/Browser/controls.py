"""Pages with planted faults: each must be found by the code that finds none in ours."""
import contextlib
import http.server
import io
import threading

from checks import Findings, look, valid
from driver import PHONE, Browser

HEAD = ("<!DOCTYPE html><html lang=\"zh-Hans\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<link rel=\"icon\" href=\"data:,\"><title>{0}</title></head>"
        "<body><main><h1>{0}</h1>{1}</main></body></html>")

# A page for each kind of fault, and one without any.
PLANTED = {
    "none": "<p>好</p><p><button style=\"min-width:44px;min-height:44px\">好</button></p>",
    "axe": "<p style=\"color:#999;background:#fff\">看不清 too faint</p>",
    "violations": "<script>document.title = '有脚本'</script>",
    "foreign": "<img src=\"http://elsewhere.test/x.png\" alt=\"远处\">",
    "overflow": "<p style=\"width:500px\">太宽</p>",
    "small targets": "<p><button style=\"width:30px;height:30px\">小</button></p>",
    "script errors": "<script>throw new Error('坏了')</script>",
    "broken": "<img src=\"/nothing.png\" alt=\"没有\">",
    "names": "<p>名字在标题里</p>",
    "html": "<p><div>块</div></p><p id=\"a\">一</p><p id=\"a\">二</p>",
}


class Planted(http.server.BaseHTTPRequestHandler):
    """Serves the planted pages; the one with the inline script under the node's own policy."""

    policy = ""

    def do_GET(self):
        name = self.path.strip("/").replace("-", " ")
        body = HEAD.format(name, PLANTED[name]).encode() if name in PLANTED else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if name == "violations":
            self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def found(policy):
    """How many of the kinds of faults are found where they are planted, and nowhere else.

    - policy: the Content-Security-Policy of our own pages.
    """
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Handler", (Planted,), {"policy": policy}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    findings = {name: Findings(["names"]) for name in PLANTED}
    try:
        with Browser(f"http://127.0.0.1:{server.server_port}", PHONE) as browser, \
                contextlib.redirect_stdout(io.StringIO()):
            for name, body in PLANTED.items():
                browser.start_over()
                browser.go("/" + name.replace(" ", "-"))
                look(browser, findings[name], name)
            for name in ("none", "html"):  # The checker takes long to start.
                valid({name: HEAD.format(name, PLANTED[name]).encode()}, findings[name])
    finally:
        server.shutdown()
        server.server_close()
    seen = 0
    for name in PLANTED:
        # A page without a fault has none; each fault is found, whatever else comes with it.
        kinds = [kind for kind, count in findings[name].count.items() if count]
        if name in kinds or name == "none" and not kinds:
            seen += 1
        else:
            print(f"  ✗ planted {name}: found {kinds or 'nothing'}", flush=True)
    return seen


if __name__ == "__main__":
    number = found("default-src 'none'; style-src 'self' 'unsafe-inline'")
    print(f"{number} of {len(PLANTED)} planted pages are judged rightly")
