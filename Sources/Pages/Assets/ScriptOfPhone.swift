extension Asset {
    /// What keeps taps on a weak line: a form with `data-keep` is put on the phone's own shelf
    /// (IndexedDB) as the very bytes that will be sent, sent, and taken off when there is an
    /// answer. Sent again, it carries the same mark and the same bytes, so it is done once.
    static let keptScript = #"""
        (() => {
            "use strict";

            const words = document.body.dataset;
            // Long enough for a photo on a slow line.
            const answerSeconds = 60;
            const retrySeconds = 15;
            // What somebody tapped a day ago may not be meant any more.
            const hoursMaximum = 24;
            // A photo for a screen; some 100 to 300 KB.
            const photoSideMaximum = 1280;
            const photoBytesMaximum = 300 * 1024;
            const base = "yizhan";

            const sending = new Set();
            let flushing = false;
            let keptCount = 0;

            // The shelf belongs to one session: no tap is ever sent under another name.
            function session() {
                const field = document.querySelector('input[name="token"]');
                return field ? field.value : "";
            }

            // MARK: The shelf

            function shelf(mode, work) {
                return new Promise((done, fail) => {
                    const opening = indexedDB.open(base, 1);
                    opening.onupgradeneeded = () => {
                        opening.result.createObjectStore("kept", { keyPath: "key" });
                    };
                    opening.onerror = () => fail(opening.error);
                    opening.onsuccess = () => {
                        const deal = opening.result.transaction("kept", mode);
                        const wish = work(deal.objectStore("kept"));
                        deal.oncomplete = () => {
                            opening.result.close();
                            done(wish.result);
                        };
                        deal.onabort = () => {
                            opening.result.close();
                            fail(deal.error);
                        };
                    };
                });
            }

            const keep = (record) => shelf("readwrite", (kept) => kept.put(record));
            const drop = (record) => shelf("readwrite", (kept) => kept.delete(record.key));

            async function all() {
                const records = await shelf("readonly", (kept) => kept.getAll());
                return records.sort((one, other) => one.at - other.at);
            }

            // MARK: What is sent

            // A smaller picture, drawn anew: what stood beside it, such as the place where it was
            // taken, is not in it.
            async function small(file) {
                try {
                    const picture = await createImageBitmap(file);
                    const canvas = document.createElement("canvas");
                    let side = Math.min(photoSideMaximum, Math.max(picture.width, picture.height));
                    let best = null;
                    for (; side >= 480; side = Math.floor(side * 0.75)) {
                        const scale = side / Math.max(picture.width, picture.height);
                        canvas.width = Math.max(1, Math.round(picture.width * scale));
                        canvas.height = Math.max(1, Math.round(picture.height * scale));
                        const pen = canvas.getContext("2d");
                        pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
                        for (const quality of [0.82, 0.68, 0.5]) {
                            best = await new Promise((done) => {
                                canvas.toBlob(done, "image/jpeg", quality);
                            }) ?? best;
                            if (best && best.size <= photoBytesMaximum) return best;
                        }
                    }
                    return best ?? file;
                } catch {
                    // A kind of picture that this browser cannot draw goes as it is; the node
                    // takes what is beside it away.
                    return file;
                }
            }

            async function parted(fields, border) {
                const pieces = [];
                const disposition = "Content-Disposition: form-data; name=";
                for (const [name, value] of fields) {
                    if (typeof value === "string") {
                        pieces.push(`--${border}\r\n${disposition}"${name}"\r\n\r\n${value}\r\n`);
                    } else if (value.size > 0) {
                        const photo = await small(value);
                        pieces.push(
                            `--${border}\r\n${disposition}"${name}"; filename="photo"\r\n`,
                            `Content-Type: ${photo.type}\r\n\r\n`, photo, "\r\n");
                    }
                }
                pieces.push(`--${border}--\r\n`);
                return new Blob(pieces).arrayBuffer();
            }

            async function recordOf(form) {
                const fields = new FormData(form);
                const once = fields.get("once") ?? "";
                const record = {
                    key: `${form.getAttribute("action")} ${once}`,
                    action: form.getAttribute("action"), token: fields.get("token") ?? "",
                    words: form.dataset.keep, at: Date.now(),
                };
                if (form.enctype === "multipart/form-data") {
                    const border = "yizhan" + once.replace(/[^A-Za-z0-9]/g, "");
                    record.type = `multipart/form-data; boundary=${border}`;
                    record.body = await parted(fields, border);
                } else {
                    record.type = "application/x-www-form-urlencoded";
                    record.body = new URLSearchParams(fields).toString();
                }
                return record;
            }

            // The answer; null while there is none, whether the line is gone or the node busy.
            async function send(record) {
                try {
                    const answer = await fetch(record.action, {
                        method: "POST", body: record.body,
                        headers: { "Content-Type": record.type, Accept: "text/html" },
                        signal: AbortSignal.timeout(answerSeconds * 1000),
                    });
                    const later = answer.status === 408 || answer.status === 429;
                    return later || answer.status >= 500 ? null : answer;
                } catch {
                    return null;
                }
            }

            async function show(answer) {
                if (answer.redirected) {
                    location.assign(answer.url);
                    return;
                }
                const page = new DOMParser()
                    .parseFromString(await answer.text(), "text/html");
                const main = page.querySelector("main");
                if (!main) return;
                document.querySelector("main").replaceWith(main);
                scrollTo(0, 0);
                const first = main.querySelector('[aria-invalid="true"], [role="alert"]')
                    ?? main.querySelector("h1");
                if (!first) return;
                if (first.tabIndex < 0) first.tabIndex = -1;
                first.focus();
            }

            // MARK: What the page says of it

            // Written only when it differs, for a screen reader speaks each writing.
            function tell(kind, text) {
                let place = document.getElementById("queue");
                if (!place) {
                    if (!text) return;
                    place = document.createElement("div");
                    place.id = "queue";
                    place.setAttribute("role", "status");
                    document.querySelector("body > header").append(place);
                }
                let line = place.querySelector(`.${kind}`);
                if (!line) {
                    line = document.createElement("p");
                    line.className = kind;
                    place.append(line);
                }
                if (line.textContent !== text) line.textContent = text;
                line.hidden = !text;
            }

            function setState(form, state) {
                if (state) form.dataset.state = state;
                else delete form.dataset.state;
                for (const button of form.querySelectorAll("button")) button.disabled = !!state;
            }

            function mark(records) {
                const actions = new Set(records.map((record) => record.action));
                for (const form of document.querySelectorAll("form[data-keep]")) {
                    const isKept = actions.has(form.getAttribute("action"));
                    if (isKept && !form.dataset.state) setState(form, "kept");
                    if (!isKept && form.dataset.state === "kept") setState(form, "");
                }
            }

            async function tally() {
                try {
                    const records = await all();
                    const mine = records.filter((record) => !sending.has(record.key));
                    keptCount = mine.length;
                    mark(mine);
                    const names = mine.map((record) => record.words).join("；");
                    tell("kept", mine.length ? `${words.kept}：${names}` : "");
                } catch {
                    keptCount = 0;
                }
            }

            // MARK: Sending

            async function take(form) {
                setState(form, "sending");
                tell("refused", "");
                tell("working", words.working);
                const record = await recordOf(form);
                sending.add(record.key);
                try {
                    await keep(record);
                } catch {
                    // No shelf, as in some private windows: it is sent now or not at all.
                }
                const answer = await send(record);
                tell("working", "");
                if (answer) await drop(record).catch(() => {});
                sending.delete(record.key);
                setState(form, "");
                if (answer) await show(answer);
                else await tally();
            }

            async function flushAll() {
                for (const record of await all()) {
                    if (sending.has(record.key)) continue;
                    const isOld = Date.now() - record.at > hoursMaximum * 3600 * 1000;
                    if (isOld || record.token !== session()) {
                        await drop(record);
                        tell("refused", `${words.refused}：${record.words}`);
                        continue;
                    }
                    const answer = await send(record);
                    if (!answer) break;
                    await drop(record);
                    if (answer.ok) tell("sent", `${words.sent}：${record.words}`);
                    else tell("refused", `${words.refused}：${record.words}`);
                    document.dispatchEvent(new CustomEvent("yizhan-ask"));
                }
            }

            async function flush() {
                if (flushing || !session()) return;
                flushing = true;
                try {
                    // One window of several sends; without locks the node still does it once.
                    if (!navigator.locks) await flushAll();
                    else {
                        await navigator.locks.request(
                            base, { ifAvailable: true }, (lock) => (lock ? flushAll() : null));
                    }
                } catch {
                    // No shelf, nothing kept.
                } finally {
                    flushing = false;
                }
                await tally();
            }

            // Whoever signs out leaves nothing behind.
            function leave() {
                indexedDB.deleteDatabase(base);
                if (window.caches) caches.delete(base);
            }

            document.addEventListener("submit", (event) => {
                const form = event.target;
                if (event.defaultPrevented || form.method !== "post") return;
                if (form.dataset.keep) {
                    event.preventDefault();
                    if (!form.dataset.state) take(form);
                    return;
                }
                const action = form.getAttribute("action");
                if (["\#(Route.signOut.path)", "\#(Route.mine(.leaveEverywhere).path)"]
                    .includes(action)) leave();
            });
            // What the first tap opens is seen as a whole: the second tap needs no scrolling.
            document.addEventListener("toggle", (event) => {
                if (event.target.open) event.target.scrollIntoView({ block: "nearest" });
            }, true);
            window.addEventListener("pageshow", (event) => {
                if (!event.persisted) return;
                for (const form of document.querySelectorAll("form[data-state]")) {
                    setState(form, "");
                }
                flush();
            });
            window.addEventListener("online", flush);
            document.addEventListener("visibilitychange", () => {
                if (!document.hidden) flush();
            });
            setInterval(() => {
                if (keptCount > 0) flush();
            }, retrySeconds * 1000);

            if (session()) flush();
            // Under HTTPS, and on the machine itself; elsewhere a browser allows none.
            if (document.body.classList.contains("phone") && "serviceWorker" in navigator) {
                navigator.serviceWorker.register("\#(Route.worker.path)").catch(() => {});
            }
        })();

        """#
}
