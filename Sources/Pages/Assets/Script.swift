extension Asset {
    /// The script of the public page: it replaces parts as the server sends them, and says in
    /// words whether the line holds. What it inserts is HTML of our own server, made by the same
    /// views as the page and escaped there; the policy runs no script inside it.
    static let scriptText = """
        "use strict";

        // The parts that an event of the same name replaces.
        const parts = ["wishes", "neighbours", "state"];
        // A browser gives a stream up after an answer like 502; these are our own retries.
        const retrySecondsMinimum = 2;
        const retrySecondsMaximum = 60;
        // Long enough to be seen by somebody who looks up from the phone.
        const freshSeconds = 60;

        const line = document.getElementById("line");
        const words = line.dataset;
        const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
            hour: "2-digit", minute: "2-digit", hourCycle: "h23",
        });
        let retrySeconds = retrySecondsMinimum;
        let heardAt = new Date();
        let changedAt = null;
        const freshUntil = new Map();

        function sayLive() {
            const change = changedAt ? ` · ${words.changed} ${clock.format(changedAt)}` : "";
            say("live", words.live + change);
        }

        function sayLost() {
            say("lost", `${words.lost} · ${words.asof} ${clock.format(heardAt)}`);
        }

        // Written only when it differs, for a screen reader speaks each writing.
        function say(state, text) {
            line.className = `line ${state}`;
            if (line.textContent !== text) line.textContent = text;
        }

        function cards() {
            return Array.from(document.querySelectorAll("[data-wish]"));
        }

        function marks() {
            return new Map(cards().map((card) => [card.dataset.wish, card.dataset.mark]));
        }

        // Says on each new or changed card that it is one, in words as well as in colour, and
        // says it again when the list comes anew meanwhile.
        function markChanges(before) {
            const now = Date.now();
            const after = marks();
            let changed = false;
            for (const [wish, mark] of after) {
                if (before.get(wish) === mark) continue;
                freshUntil.set(wish, now + freshSeconds * 1000);
                changed = true;
            }
            for (const [wish, until] of freshUntil) {
                if (until < now || !after.has(wish)) freshUntil.delete(wish);
            }
            const gone = Array.from(before.keys()).some((wish) => !after.has(wish));
            if (gone || changed) changedAt = new Date();
            for (const card of cards()) {
                if (!freshUntil.has(card.dataset.wish)) continue;
                const badge = document.createElement("span");
                badge.className = "fresh-word";
                badge.textContent = words.fresh;
                card.classList.add("fresh");
                card.querySelector(".marks").append(badge);
            }
        }

        function replace(part, html) {
            const before = marks();
            const template = document.createElement("template");
            template.innerHTML = html;
            document.getElementById(part).replaceWith(template.content);
            if (part === "wishes") markChanges(before);
        }

        function listen() {
            const stream = new EventSource(document.body.dataset.events);
            stream.addEventListener("open", () => {
                retrySeconds = retrySecondsMinimum;
                sayLive();
            });
            for (const part of parts) {
                stream.addEventListener(part, (event) => {
                    heardAt = new Date();
                    replace(part, event.data);
                    sayLive();
                });
            }
            stream.addEventListener("error", () => {
                sayLost();
                if (stream.readyState !== EventSource.CLOSED) return;
                setTimeout(listen, retrySeconds * 1000);
                retrySeconds = Math.min(retrySeconds * 2, retrySecondsMaximum);
            });
        }

        listen();

        """
}
