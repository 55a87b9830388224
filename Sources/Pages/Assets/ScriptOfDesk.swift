extension Asset {
    /// What makes writing a wish down quick: what neighbours will see while one types, residents
    /// who were here before, one key for the kind, Enter to go on and Ctrl+Enter to send.
    ///
    /// Without it the same form does all of this by its buttons. What is inserted comes from our
    /// own server, escaped there.
    static let deskScript = """
        (() => {
            const form = document.querySelector('form[data-role="wish"]');
            if (!form) return;
            const previewPause = 250;
            const searchPause = 120;
            const asks = ["name", "phone", "door"];
            const fields = ["name", "phone", "door", "note"];
            let shown = 0;
            let searched = 0;
            let previewTimer;
            let searchTimer;

            async function post(url, values) {
                values.set("token", form.elements.token.value);
                const answer = await fetch(url, { method: "POST", body: values });
                if (!answer.ok) throw new Error(String(answer.status));
                return answer;
            }

            // An answer that a later one has overtaken is thrown away.
            async function preview() {
                const mine = ++shown;
                try {
                    const values = new URLSearchParams(new FormData(form));
                    const answer = await post("\(Route.desk(.draft).path)", values);
                    const html = await answer.text();
                    if (mine === shown) put("preview", html);
                } catch { /* The next letter asks again. */ }
            }

            async function search(query) {
                const mine = ++searched;
                try {
                    const values = new URLSearchParams({ query, part: "found" });
                    const answer = await post("\(Route.desk(.residents).path)", values);
                    const html = await answer.text();
                    if (mine === searched) put("found", html);
                    choose(0);
                } catch { /* The next letter asks again. */ }
            }

            function put(id, html) {
                const template = document.createElement("template");
                template.innerHTML = html;
                document.getElementById(id).replaceWith(template.content);
            }

            const found = () => Array.from(form.querySelectorAll('[data-role="pick"]'));

            function choose(index) {
                const list = found();
                if (!list.length) return;
                const at = (index + list.length) % list.length;
                list.forEach((button, i) => button.classList.toggle("chosen", i === at));
            }

            function move(step) {
                const list = found();
                choose(list.findIndex((button) => button.matches(".chosen")) + step);
            }

            async function pick(button) {
                try {
                    const answer = await post(
                        "\(Route.desk(.residents).path)",
                        new URLSearchParams({ pick: button.value }));
                    const resident = await answer.json();
                    for (const name of fields) form.elements[name].value = resident[name];
                    put("found", '<section id="found" class="found none"></section>');
                    searched += 1;
                    first("category").focus();
                    preview();
                } catch { form.requestSubmit(button); }
            }

            const first = (name) =>
                form.querySelector(`[name="${name}"]:checked`)
                || form.querySelector(`[name="${name}"]`);

            form.addEventListener("input", (event) => {
                clearTimeout(previewTimer);
                previewTimer = setTimeout(preview, previewPause);
                if (!asks.includes(event.target.name)) return;
                clearTimeout(searchTimer);
                const query = event.target.value.trim();
                searchTimer = setTimeout(() => search(query), searchPause);
            });

            form.addEventListener("click", (event) => {
                const button = event.target.closest('[data-role="pick"]');
                if (!button) return;
                event.preventDefault();
                pick(button);
            });

            // What Tab would come to after this: of radio buttons one for each group.
            function next(from) {
                const all = Array.from(form.elements).filter((field) =>
                    field.type !== "hidden" && field.checkVisibility()
                    && field.dataset.role !== "pick" && field.tagName !== "FIELDSET");
                const rest = all.slice(all.indexOf(from) + 1)
                    .filter((field) => field.type !== "radio" || field.name !== from.name);
                const field = rest[0];
                if (field) (field.type === "radio" ? first(field.name) : field).focus();
            }

            form.addEventListener("keydown", (event) => {
                if (event.isComposing) return;
                const at = event.target;
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                    event.preventDefault();
                    event.stopPropagation();
                    // A contact goes nowhere unless the resident was asked: that comes first.
                    const isForSomebody =
                        form.elements.consent && form.elements.name.value.trim();
                    if (isForSomebody && !form.querySelector('[name="consent"]:checked')) {
                        first("consent").focus();
                        return;
                    }
                    const send = form.querySelector('[data-role="send"]')
                        || form.querySelector('button[name="deed"]');
                    form.requestSubmit(send);
                    return;
                }
                if (event.ctrlKey || event.metaKey || event.altKey) return;
                if (asks.includes(at.name) && found().length) {
                    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
                        event.preventDefault();
                        move(event.key === "ArrowDown" ? 1 : -1);
                        return;
                    }
                    const chosen = form.querySelector(".chosen");
                    if (event.key === "Enter" && chosen) {
                        event.preventDefault();
                        pick(chosen);
                        return;
                    }
                    if (event.key === "Escape") {
                        put("found", '<section id="found" class="found none"></section>');
                        return;
                    }
                }
                if (at.tagName !== "INPUT") return;
                if (event.key === "Enter") {
                    event.preventDefault();
                    next(at);
                    return;
                }
                // A key of another field must not choose there: least of all the consent.
                if (["radio", "checkbox"].includes(at.type)) event.stopPropagation();
                if (at.type !== "radio") return;
                const option = form.querySelector(
                    `input[name="${at.name}"][data-key="${CSS.escape(event.key)}"]`);
                if (!option) return;
                event.preventDefault();
                option.click();
                // After the consent nothing is owed any more.
                const send = form.querySelector('[data-role="send"]');
                if (at.name === "consent" && send) send.focus();
                else next(option);
            });
        })();

        """
}
