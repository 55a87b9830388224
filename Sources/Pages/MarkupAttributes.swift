/// An attribute of an element. The set is closed: no `style`, no `on…`, only ``Route`` addresses.
package struct Attribute: Sendable {
    /// The name as it is written.
    let name: String
    /// The value, escaped while rendering; nil for an attribute that needs none.
    let value: String?

    /// An attribute from its parts; only for the closed set of this room.
    init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value
    }

    /// The classes for the style sheet.
    package static func `class`(_ names: String) -> Attribute { .init("class", names) }
    /// The place on the page that a link can lead to.
    package static func id(_ place: Place) -> Attribute { .init("id", place.rawValue) }
    /// Where a link leads.
    package static func href(_ route: Route) -> Attribute { .init("href", route.path) }
    /// Where a picture or the script comes from.
    package static func src(_ route: Route) -> Attribute { .init("src", route.path) }
    /// The language of what is inside.
    package static func lang(_ language: Language) -> Attribute { .init("lang", language.tag) }
    /// The language of the page that a link leads to.
    package static func hreflang(_ language: Language) -> Attribute {
        .init("hreflang", language.tag)
    }
    /// How the linked file is related to the page.
    package static func rel(_ relation: String) -> Attribute { .init("rel", relation) }
    /// The media type of the linked file.
    package static func type(_ mediaType: String) -> Attribute { .init("type", mediaType) }
    /// What a reader hears instead of a picture; empty for an ornament.
    package static func alt(_ words: String) -> Attribute { .init("alt", words) }
    /// Width of a picture in pixels, so that nothing moves while it loads.
    package static func width(_ pixels: Int) -> Attribute { .init("width", String(pixels)) }
    /// Height of a picture in pixels, so that nothing moves while it loads.
    package static func height(_ pixels: Int) -> Attribute { .init("height", String(pixels)) }
    /// The role for assistive software, where the element alone does not say it.
    package static func role(_ role: String) -> Attribute { .init("role", role) }
    /// The place on the page whose text names this part.
    package static func labelledBy(_ place: Place) -> Attribute {
        .init("aria-labelledby", place.rawValue)
    }
    /// The character encoding of the page.
    package static let utf8 = Attribute("charset", "utf-8")
    /// Runs the script after the page has been read.
    package static let deferred = Attribute("defer", nil)
    /// The name of a piece of page information.
    package static func name(_ name: String) -> Attribute { .init("name", name) }
    /// The content of a piece of page information.
    package static func content(_ content: String) -> Attribute { .init("content", content) }
    /// The stream of events that the script listens to.
    package static func events(_ route: Route) -> Attribute { .init("data-events", route.path) }
    /// A value or a sentence for the script.
    package static func data(_ key: DataKey, _ value: String) -> Attribute {
        .init("data-" + key.rawValue, value)
    }
}

/// The names under which the script finds what the page tells it.
package enum DataKey: String, Sendable, CaseIterable {
    /// The identifier of a wish, and what of it would be news.
    case wish, mark
    /// Sentences: in touch, out of touch, as of, last change, just changed.
    case live, lost, asof, changed, fresh
    /// A part that is put in place of the one with the same id when the page has news.
    case part
    /// A form whose sending is kept on a weak line and done later; the value names it in words.
    case keep
    /// A single key that follows the link, presses the button or chooses the field.
    case key
    /// A form or field that the script looks after; the value says how.
    case role
    /// Sentences for what the script says: kept, sent, refused, working, and the like.
    case kept, sent, refused, working, large
}
