extension HTML {
    /// The piece as UTF-8.
    ///
    /// - Parameter breakingLines: Ends each block with a line feed, for people who read the
    ///   source. Without it the bytes hold no line break at all, whatever the texts hold, so that
    ///   a fragment is one `data:` line of an event stream.
    package func rendered(breakingLines: Bool = false) -> [UInt8] {
        var output: [UInt8] = []
        write(to: &output, breakingLines)
        return output
    }

    private func write(to output: inout [UInt8], _ breakingLines: Bool) {
        switch form {
        case .text(let text):
            Self.escape(text, to: &output)
        case .document(let piece):
            output.append(contentsOf: "<!doctype html>".utf8)
            if breakingLines { output.append(UInt8(ascii: "\n")) }
            piece.write(to: &output, breakingLines)
        case .void(let tag, let attributes):
            Self.open(tag.rawValue, attributes, to: &output)
            if breakingLines && tag != .img { output.append(UInt8(ascii: "\n")) }
        case .element(let tag, let attributes, let pieces):
            Self.open(tag.rawValue, attributes, to: &output)
            for piece in pieces { piece.write(to: &output, breakingLines) }
            output.append(contentsOf: "</\(tag.rawValue)>".utf8)
            if breakingLines && !tag.standsInline { output.append(UInt8(ascii: "\n")) }
        }
    }

    private static func open(
        _ name: String, _ attributes: [Attribute], to output: inout [UInt8]
    ) {
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: name.utf8)
        for attribute in attributes {
            output.append(UInt8(ascii: " "))
            output.append(contentsOf: attribute.name.utf8)
            guard let value = attribute.value else { continue }
            output.append(contentsOf: "=\"".utf8)
            escape(value, to: &output)
            output.append(UInt8(ascii: "\""))
        }
        output.append(UInt8(ascii: ">"))
    }

    /// Escapes byte by byte. A `Character` may be a quote with a combining mark, which equals no
    /// quote, while the browser's parser sees code points: escaping characters lets it out raw.
    private static func escape(_ text: String, to output: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
            // A raw line break would end a `data:` line and let a text write its own event.
            case UInt8(ascii: "\n"): output.append(contentsOf: "&#10;".utf8)
            case UInt8(ascii: "\r"): output.append(contentsOf: "&#13;".utf8)
            case UInt8(ascii: "\t"): output.append(byte)
            // Controls mean nothing in HTML, and NUL is an error: show that something was there.
            case 0..<0x20, 0x7F: output.append(contentsOf: "\u{FFFD}".utf8)
            default: output.append(byte)
            }
        }
    }
}
