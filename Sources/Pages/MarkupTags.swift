/// The elements that our pages use; every one has a closing tag.
package enum Tag: String, Sendable, CaseIterable {
    /// The document and its head.
    case html, head, title, body, script
    /// The large parts.
    case header, nav, main, section, article, aside, footer
    /// Blocks of text and lists.
    case h1, h2, h3, p, div, ul, ol, li, dl, dt, dd, pre
    /// Parts of a line.
    case a, bdi, span, strong, em, small, time, code, kbd
    /// What people fill in.
    case form, fieldset, legend, label, button, select, option, textarea, output, datalist
    /// What opens on demand, without any script.
    case details, summary
    /// Tables.
    case table, caption, thead, tbody, tr, th, td
    /// Pictures with their words, and drawings of ours.
    case figure, figcaption, svg, path, g, text

    /// True for elements that stand inside a line of text, where a line break would be a space.
    var standsInline: Bool {
        switch self {
        case .a, .bdi, .span, .strong, .em, .small, .time, .code, .kbd, .button, .svg, .path, .g,
            .text,
            .output:
            true
        default: false
        }
    }
}

/// The elements without a closing tag that our pages use.
package enum VoidTag: String, Sendable, CaseIterable {
    /// A picture, a field, a linked file, a piece of page information, a line break.
    case img, input, link, meta, br
}
