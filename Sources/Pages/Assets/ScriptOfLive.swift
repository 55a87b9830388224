extension Asset {
    /// What keeps a page of desk or phone up to date, and what the keyboard does on it.
    ///
    /// When the node says that there may be news, the page asks for its own address again and puts
    /// in anew the parts that differ; never one in which somebody is writing or has opened
    /// something. What it inserts is a page of our own server, escaped there; the policy runs no
    /// script inside it.
    static let liveScript = """
        "use strict";

        (() => {
            const words = document.body.dataset;
            const line = document.getElementById("line");
            // Ages of a minute grow without any news.
            const agesSeconds = 60;
            const retrySecondsMinimum = 2;
            const retrySecondsMaximum = 60;
            let retrySeconds = retrySecondsMinimum;
            let isAsking = false;
            let isToAskAgain = false;

            // As it was served: each serving has another `once`, which is no news.
            function served(part) {
                const copy = part.cloneNode(true);
                for (const field of copy.querySelectorAll('input[name="once"]')) field.remove();
                return copy.outerHTML;
            }

            const known = new Map();
            for (const part of document.querySelectorAll("[data-part]")) {
                known.set(part.id, served(part));
            }

            function isInUse(part) {
                const at = document.activeElement;
                if (at !== document.body && part.contains(at)) {
                    if (at.matches("input, select, textarea")) return true;
                }
                return part.querySelector(
                    "details[open] form, form[data-touched], form[data-state]") !== null;
            }

            function put(page) {
                for (const part of document.querySelectorAll("[data-part]")) {
                    const next = page.getElementById(part.id);
                    if (!next || isInUse(part)) continue;
                    const html = served(next);
                    if (known.get(part.id) === html) continue;
                    known.set(part.id, html);
                    part.replaceWith(document.adoptNode(next));
                    document.dispatchEvent(new CustomEvent("yizhan-part", { detail: next }));
                }
            }

            function say(isLost) {
                const text = isLost ? words.lost : "";
                if (line && line.textContent !== text) line.textContent = text;
            }

            async function ask() {
                if (document.hidden) return;
                if (isAsking) {
                    isToAskAgain = true;
                    return;
                }
                isAsking = true;
                try {
                    // Looking on is no use of the session: it ends when nobody does anything.
                    const answer = await fetch(location.href, {
                        headers: { "Yizhan-Live": "1" }, cache: "no-store",
                    });
                    if (answer.redirected) location.assign(answer.url);
                    else if (answer.ok) {
                        const text = await answer.text();
                        put(new DOMParser().parseFromString(text, "text/html"));
                    }
                    say(false);
                } catch {
                    say(true);
                }
                isAsking = false;
                if (isToAskAgain) {
                    isToAskAgain = false;
                    ask();
                }
            }

            // Right after a deed something may happen before the stream stands; elsewhere what
            // came with the page is new enough.
            let isToAsk = document.querySelector('[data-role="soon"]') !== null;

            // On a phone each asking is twenty kilobytes of its owner's: a list may be older by so
            // much, what one waits for may not.
            const pauseSeconds = isToAsk || !document.body.classList.contains("phone") ? 0 : 15;
            let askedAt = 0;
            let later = 0;

            function hear() {
                const wait = askedAt + pauseSeconds * 1000 - Date.now();
                if (wait > 0) {
                    later = later || setTimeout(hear, wait);
                    return;
                }
                clearTimeout(later);
                later = 0;
                askedAt = Date.now();
                ask();
            }

            function listen() {
                const stream = new EventSource(words.live);
                stream.addEventListener("hello", () => {
                    retrySeconds = retrySecondsMinimum;
                    if (isToAsk) ask();
                    isToAsk = true;
                });
                stream.addEventListener("news", hear);
                stream.addEventListener("error", () => {
                    if (stream.readyState !== EventSource.CLOSED) return;
                    ask();
                    setTimeout(listen, retrySeconds * 1000);
                    retrySeconds = Math.min(retrySeconds * 2, retrySecondsMaximum);
                });
            }

            // Where each look is noted, a page does not look again by itself. Without a session
            // there is no stream: a wall on a screen in a hall looks again every minute.
            const isStill = document.querySelector('[data-role="still"]') !== null;
            if (!isStill && (words.live || known.size > 0)) {
                if (words.live) listen();
                document.addEventListener("yizhan-ask", ask);
                setInterval(ask, agesSeconds * 1000);
                document.addEventListener("visibilitychange", ask);
            }

            document.addEventListener("input", (event) => {
                const form = event.target.closest("form");
                if (form) form.dataset.touched = "";
            });

            // Pressed twice is done once: the server sees to that, this shows it.
            document.addEventListener("submit", (event) => {
                if (event.defaultPrevented) return;
                const button = event.submitter;
                if (!button || button.dataset.working) {
                    if (button) event.preventDefault();
                    return;
                }
                button.dataset.working = words.working;
            });
            addEventListener("pageshow", () => {
                for (const button of document.querySelectorAll("[data-working]")) {
                    if (button !== document.body) delete button.dataset.working;
                }
            });

            // One key for what is done most, where no text is being written.
            const writing = "textarea, select, input:not([type=radio], [type=checkbox])";
            document.addEventListener("keydown", (event) => {
                if (event.isComposing) return;
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                    const form = event.target.closest("form");
                    if (form) form.requestSubmit();
                    return;
                }
                if (event.ctrlKey || event.metaKey || event.altKey) return;
                if (event.target.matches(writing)) return;
                const found = document.querySelector(
                    `[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
                if (!found) return;
                event.preventDefault();
                found.focus();
                found.click();
            });
        })();

        """
}
