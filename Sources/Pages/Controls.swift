/// The fields of forms, each with its label, its hint and what is wrong with it.
///
/// A form that could not be done is shown again with all that was typed: so each field takes its
/// value and its trouble.
package struct Controls: Sendable {
    private let reader: Reader

    /// The fields for a reader.
    package init(_ reader: Reader) { self.reader = reader }

    private var language: Language { reader.language }

    /// What every form that changes something carries: the session's token (WEB-2) and what
    /// makes one sending out of several (DUR-4).
    package var hiddenFields: [HTML] {
        [
            HTML(void: .input, .type("hidden"), .name("token"), .value(reader.formToken)),
            HTML(void: .input, .type("hidden"), .name("once"), .value(reader.once)),
        ]
    }

    /// A hidden value.
    package func hidden(_ name: String, _ value: String) -> HTML {
        HTML(void: .input, .type("hidden"), .name(name), .value(value))
    }

    /// A form that changes something. The button at its end is the caller's.
    ///
    /// - Parameter keep: what it is called while it waits on a phone for the line to come back;
    ///   nil for a form that is sent at once or not at all.
    package func form(
        _ route: Route, class names: String = "form", keep: String? = nil, isFile: Bool = false,
        @HTMLBuilder fields: () -> [HTML]
    ) -> HTML {
        let inside = fields()
        return HTML(
            .form, .action(route), .post, .class(names), isFile ? .multipart : nil,
            keep.map { .data(.keep, $0) }
        ) {
            hiddenFields
            inside
        }
    }

    /// The button that sends a form.
    package func submit(_ words: String, class names: String = "button", key: String? = nil)
        -> HTML
    {
        HTML(.button, .type("submit"), .class(names), key.map { .data(.key, $0) }) {
            words
            if let key { HTML(.kbd, .ornament) { key } }
        }
    }

    /// A form of one button, for a deed that needs no words.
    package func button(
        _ route: Route, _ words: String, class names: String = "button", keep: String? = nil,
        values: KeyValuePairs<String, String> = [:]
    ) -> HTML {
        form(route, class: "inline", keep: keep) {
            for (name, value) in values { hidden(name, value) }
            submit(words, class: names)
        }
    }

    /// A field of one line.
    ///
    /// - Parameters:
    ///   - name: the field's name in the form; once on a page.
    ///   - trouble: what is wrong with what was typed, in the reader's language.
    package func line(
        _ name: String, _ label: String, value: String = "", hint: String? = nil,
        trouble: String? = nil, type: String = "text", _ attributes: Attribute?...
    ) -> HTML {
        field(name, label, hint: hint, trouble: trouble) {
            HTML(
                void: .input,
                // A browser chooses no file by itself.
                all: [.id(field: name), .name(name), .type(type)]
                    + (type == "file" ? [] : [.value(value)]) + notes(name, hint, trouble)
                    + attributes.compactMap { $0 })
        }
    }

    /// A field of several lines.
    package func text(
        _ name: String, _ label: String, value: String = "", hint: String? = nil,
        trouble: String? = nil, rows: Int = 4, _ attributes: Attribute?...
    ) -> HTML {
        field(name, label, hint: hint, trouble: trouble) {
            HTML(
                .textarea,
                all: [.id(field: name), .name(name), .rows(rows)] + notes(name, hint, trouble)
                    + attributes.compactMap { $0 }
            ) { value }
        }
    }

    /// One of a few: radio buttons in a row, the arrow keys move between them.
    package func choice(
        _ name: String, _ label: String, _ options: [(value: String, words: String)],
        chosen: String, hint: String? = nil, trouble: String? = nil, keys: [String: String] = [:]
    ) -> HTML {
        HTML(
            .fieldset, .class(trouble == nil ? "choice" : "choice wrong"),
            hint == nil && trouble == nil ? nil : .described(byHintOf: name)
        ) {
            HTML(.legend) { label }
            HTML(.div, .class("options")) {
                for option in options {
                    HTML(.label, .class("option")) {
                        HTML(
                            void: .input, .type("radio"), .name(name), .value(option.value),
                            option.value == chosen ? .checked : nil,
                            keys[option.value].map { .data(.key, $0) })
                        HTML(.span) {
                            option.words
                            if let key = keys[option.value] { HTML(.kbd, .ornament) { key } }
                        }
                    }
                }
            }
            hintLine(name, hint, trouble)
        }
    }

    /// One of many.
    package func select(
        _ name: String, _ label: String, _ options: [(value: String, words: String)],
        chosen: String, hint: String? = nil, trouble: String? = nil
    ) -> HTML {
        field(name, label, hint: hint, trouble: trouble) {
            HTML(
                .select, all: [.id(field: name), .name(name)] + notes(name, hint, trouble)
            ) {
                for option in options {
                    HTML(
                        .option, .value(option.value),
                        option.value == chosen ? .selected : nil
                    ) { option.words }
                }
            }
        }
    }

    /// Several of many: boxes to tick.
    package func boxes(
        _ name: String, _ label: String, _ options: [(value: String, words: String)],
        chosen: Set<String>, hint: String? = nil
    ) -> HTML {
        HTML(.fieldset, .class("choice"), hint == nil ? nil : .described(byHintOf: name)) {
            HTML(.legend) { label }
            HTML(.div, .class("options")) {
                for option in options {
                    HTML(.label, .class("option")) {
                        HTML(
                            void: .input, .type("checkbox"), .name(name), .value(option.value),
                            chosen.contains(option.value) ? .checked : nil)
                        HTML(.span) { option.words }
                    }
                }
            }
            hintLine(name, hint, nil)
        }
    }

    /// Yes or no.
    package func box(
        _ name: String, _ label: String, value: String = "yes", isChecked: Bool,
        hint: String? = nil, trouble: String? = nil, key: String? = nil
    ) -> HTML {
        HTML(.div, .class(trouble == nil ? "field" : "field wrong")) {
            HTML(.label, .class("option")) {
                HTML(
                    void: .input,
                    all: [
                        .id(field: name), .type("checkbox"), .name(name), .value(value),
                    ] + [isChecked ? .checked : nil, key.map { .data(.key, $0) }].compactMap { $0 }
                        + notes(name, hint, trouble))
                HTML(.span) { label }
            }
            hintLine(name, hint, trouble)
        }
    }

    // MARK: The parts of a field

    private func field(
        _ name: String, _ label: String, hint: String?, trouble: String?,
        @HTMLBuilder control: () -> [HTML]
    ) -> HTML {
        let control = control()
        return HTML(.div, .class(trouble == nil ? "field" : "field wrong")) {
            HTML(.label, .label(for: name)) { label }
            control
            hintLine(name, hint, trouble)
        }
    }

    private func notes(_ name: String, _ hint: String?, _ trouble: String?) -> [Attribute] {
        (hint == nil && trouble == nil ? [] : [.described(byHintOf: name)])
            + (trouble == nil ? [] : [.invalid])
    }

    @HTMLBuilder
    private func hintLine(_ name: String, _ hint: String?, _ trouble: String?) -> [HTML] {
        if let trouble {
            HTML(.p, .id(hintOf: name), .class("trouble")) { trouble }
        } else if let hint {
            HTML(.p, .id(hintOf: name), .class("hint")) { hint }
        }
    }
}
