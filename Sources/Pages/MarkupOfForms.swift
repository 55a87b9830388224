package import Community

/// The attributes of what people fill in, and of tables, drawings and assistive software.
extension Attribute {
    // MARK: Forms

    /// Where a form goes.
    package static func action(_ route: Route) -> Attribute { .init("action", route.path) }
    /// The form changes something: it is posted.
    package static let post = Attribute("method", "post")
    /// The form asks for something: its fields stand in the address, nothing personal among them.
    package static let get = Attribute("method", "get")
    /// The form carries a file.
    package static let multipart = Attribute("enctype", "multipart/form-data")
    /// The place that a label, a hint and a link to a wrong field refer to.
    package static func id(field name: String) -> Attribute { .init("id", "field-" + name) }
    /// The field that a label names.
    package static func label(for name: String) -> Attribute { .init("for", "field-" + name) }
    /// The place of what is said about a field.
    package static func id(hintOf name: String) -> Attribute { .init("id", "hint-" + name) }
    /// Where what is said about this field stands.
    package static func described(byHintOf name: String) -> Attribute {
        .init("aria-describedby", "hint-" + name)
    }
    /// The value of a field or an option.
    package static func value(_ value: String) -> Attribute { .init("value", value) }
    /// Chosen among options or boxes.
    package static let checked = Attribute("checked", nil)
    /// Chosen in a list.
    package static let selected = Attribute("selected", nil)
    /// Cannot be used now.
    package static let disabled = Attribute("disabled", nil)
    /// Must be filled in.
    package static let required = Attribute("required", nil)
    /// Where the cursor stands when the page opens.
    package static let autofocus = Attribute("autofocus", nil)
    /// Several may be chosen.
    package static let multiple = Attribute("multiple", nil)
    /// Opened from the start.
    package static let open = Attribute("open", nil)
    /// Not shown; the script shows it.
    package static let hidden = Attribute("hidden", nil)
    /// The longest text, in UTF-16 units.
    package static func maxLength(_ units: Int) -> Attribute {
        .init("maxlength", String(units))
    }
    /// The smallest value, as the field writes it.
    package static func min(_ value: String) -> Attribute { .init("min", value) }
    /// The largest value, as the field writes it.
    package static func max(_ value: String) -> Attribute { .init("max", value) }
    /// The step between values.
    package static func step(_ value: String) -> Attribute { .init("step", value) }
    /// The keyboard that a phone shows.
    package static func inputMode(_ mode: String) -> Attribute { .init("inputmode", mode) }
    /// What a browser may fill in by itself.
    package static func autocomplete(_ what: String) -> Attribute {
        .init("autocomplete", what)
    }
    /// The suggestions of a field.
    package static func list(_ name: String) -> Attribute { .init("list", "field-" + name) }
    /// The files that a field takes.
    package static func accept(_ types: String) -> Attribute { .init("accept", types) }
    /// Lines of a text field.
    package static func rows(_ lines: Int) -> Attribute { .init("rows", String(lines)) }
    /// The file under the link is to be kept under this name.
    package static func download(_ name: String) -> Attribute { .init("download", name) }

    /// Calls a number.
    package static func href(calling phone: Phone) -> Attribute {
        .init("href", "tel:" + phone.digits)
    }

    // MARK: For assistive software

    /// The name of a part that has no heading.
    package static func label(_ words: String) -> Attribute { .init("aria-label", words) }
    /// The link leads to the page one is on.
    package static let current = Attribute("aria-current", "page")
    /// The field holds what cannot be taken.
    package static let invalid = Attribute("aria-invalid", "true")
    /// An ornament, for eyes alone.
    package static let ornament = Attribute("aria-hidden", "true")
    /// Changes are spoken when there is a pause.
    package static let politely = Attribute("aria-live", "polite")
    /// Can be reached by the keyboard, as a table that scrolls must be.
    package static let focusable = Attribute("tabindex", "0")

    // MARK: Tables

    /// What a heading of a table is for: `col` or `row`.
    package static func scope(_ scope: String) -> Attribute { .init("scope", scope) }
    /// How many columns a cell takes.
    package static func columns(_ count: Int) -> Attribute { .init("colspan", String(count)) }

    // MARK: Drawings

    /// The part of the plane that a drawing shows.
    package static func viewBox(_ box: String) -> Attribute { .init("viewBox", box) }
    /// The line or the area of a path.
    package static func d(_ path: String) -> Attribute { .init("d", path) }
    /// The colour of an area; `currentColor` is that of the text.
    package static func fill(_ colour: String) -> Attribute { .init("fill", colour) }
    /// The colour of a line.
    package static func stroke(_ colour: String) -> Attribute { .init("stroke", colour) }
    /// How wide a line is, in the drawing's own units.
    package static func strokeWidth(_ width: String) -> Attribute {
        .init("stroke-width", width)
    }
    /// Where a text of a drawing stands.
    package static func x(_ x: Int) -> Attribute { .init("x", String(x)) }
    /// Where the line of a text of a drawing is.
    package static func y(_ y: Int) -> Attribute { .init("y", String(y)) }
    /// Which part of a drawing's text stands at its place: `start`, `middle`, `end`.
    package static func anchor(_ anchor: String) -> Attribute { .init("text-anchor", anchor) }
    /// Round ends and corners of a line.
    package static let roundCap = Attribute("stroke-linecap", "round")
    /// Edges on whole pixels, without a blur.
    package static let crisp = Attribute("shape-rendering", "crispEdges")
    /// Round corners of a line.
    package static let roundJoin = Attribute("stroke-linejoin", "round")
}
