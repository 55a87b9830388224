/// A piece of HTML, escaped by construction: there is no way to put raw markup into it.
///
/// Texts and attribute values are kept as they came and escaped while rendering; tags and
/// attribute names are closed enums; addresses come from ``Route`` alone. So a page that compiles
/// holds no markup that a resident, a neighbour or a peer wrote.
package struct HTML: Sendable {
    /// What the piece is.
    enum Form: Sendable {
        case text(String)
        case element(Tag, [Attribute], [HTML])
        case void(VoidTag, [Attribute])
        indirect case document(HTML)
    }

    /// The form, read by the renderer.
    let form: Form

    /// An element with its attributes and what stands inside it.
    package init(
        _ tag: Tag, _ attributes: Attribute?..., @HTMLBuilder children: () -> [HTML]
    ) {
        form = .element(tag, attributes.compactMap { $0 }, children())
    }

    /// An element with nothing inside it.
    package init(_ tag: Tag, _ attributes: Attribute?...) {
        form = .element(tag, attributes.compactMap { $0 }, [])
    }

    /// An element with a list of attributes and what stands inside it.
    package init(_ tag: Tag, all attributes: [Attribute], @HTMLBuilder children: () -> [HTML]) {
        form = .element(tag, attributes, children())
    }

    /// An element that HTML leaves open, with a list of attributes.
    package init(void tag: VoidTag, all attributes: [Attribute]) {
        form = .void(tag, attributes)
    }

    /// An element that HTML leaves open, such as `meta`.
    package init(void tag: VoidTag, _ attributes: Attribute?...) {
        form = .void(tag, attributes.compactMap { $0 })
    }

    /// A whole document: the doctype, then the pieces.
    package init(document: HTML) {
        form = .document(document)
    }

    /// A text, escaped when it is rendered.
    package init(text: String) {
        form = .text(text)
    }
}

/// Lets the inside of an element read like a list, with `if`, `switch` and `for`.
@resultBuilder
package enum HTMLBuilder {
    /// A text stands for itself, escaped.
    package static func buildExpression(_ text: String) -> [HTML] { [HTML(text: text)] }
    /// A piece stands for itself.
    package static func buildExpression(_ piece: HTML) -> [HTML] { [piece] }
    /// Pieces stand for themselves.
    package static func buildExpression(_ pieces: [HTML]) -> [HTML] { pieces }
    /// Pieces, one after another.
    package static func buildBlock(_ pieces: [HTML]...) -> [HTML] { pieces.flatMap { $0 } }
    /// The pieces of an `if` without `else`.
    package static func buildOptional(_ pieces: [HTML]?) -> [HTML] { pieces ?? [] }
    /// The first branch of a choice.
    package static func buildEither(first pieces: [HTML]) -> [HTML] { pieces }
    /// The second branch of a choice.
    package static func buildEither(second pieces: [HTML]) -> [HTML] { pieces }
    /// The pieces of a loop.
    package static func buildArray(_ pieces: [[HTML]]) -> [HTML] { pieces.flatMap { $0 } }
}
