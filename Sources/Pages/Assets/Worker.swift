extension Asset {
    /// The service worker of phones: it keeps style, script and icon, and the page with the
    /// street's open wishes as it was last seen, for the time without a line. Nothing else: no
    /// claim, no contact, no page of the desk ever lies there.
    package static let worker: [UInt8] = Array(workerText.utf8)

    private static let workerText = #"""
        "use strict";

        const store = "yizhan";
        const list = "\#(Route.my(before: nil).path)";

        // A version of the site that is no longer asked for goes when the next one comes.
        async function asset(request) {
            const kept = await caches.open(store);
            const found = await kept.match(request);
            if (found) return found;
            const answer = await fetch(request);
            if (answer.ok) {
                const name = request.url.split("/").pop();
                for (const old of await kept.keys()) {
                    if (old.url.split("/").pop() === name) await kept.delete(old);
                }
                await kept.put(request, answer.clone());
            }
            return answer;
        }

        async function page(request, url) {
            const isList = url.pathname === list && !url.search;
            const kept = await caches.open(store);
            try {
                const answer = await fetch(request);
                // Signed in no longer: what was seen before is nobody's any more.
                if (answer.type === "opaqueredirect") await kept.delete(list);
                else if (isList && answer.ok) await kept.put(list, answer.clone());
                return answer;
            } catch (error) {
                const last = await kept.match(list);
                if (!last) throw error;
                return isList ? last : Response.redirect(list, 302);
            }
        }

        self.addEventListener("install", () => self.skipWaiting());
        self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
        self.addEventListener("fetch", (event) => {
            const url = new URL(event.request.url);
            if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
            if (url.pathname.startsWith("/assets/")) event.respondWith(asset(event.request));
            else if (event.request.mode === "navigate"
                && (url.pathname === list || url.pathname.startsWith(list + "/"))) {
                event.respondWith(page(event.request, url));
            }
        });

        """#
}
