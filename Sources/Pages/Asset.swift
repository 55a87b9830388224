/// A file that the pages refer to: the style sheet, the script or the icon.
///
/// The path holds a hash of the bytes, so the server may let browsers keep it for ever; all else
/// is `no-store` (WEB-3).
package struct Asset: Sendable, Hashable {
    /// Where the server offers it: `/assets/<hash>/<name>`.
    package let path: String
    /// The media type, for the field `Content-Type`.
    package let contentType: String
    /// The bytes, as they are sent.
    package let bytes: [UInt8]

    private init(name: String, contentType: String, text: String) {
        bytes = Array(text.utf8)
        path = "/assets/\(Self.hash(of: bytes))/\(name)"
        self.contentType = contentType
    }

    /// The style sheet of all pages.
    package static let styleSheet = Asset(
        name: "yizhan.css", contentType: "text/css; charset=utf-8", text: lean(baseStyles))

    /// The script of the public page.
    package static let script = Asset(
        name: "yizhan.js", contentType: "text/javascript; charset=utf-8", text: lean(scriptText))

    /// What the pages of the desk have beside it: the parts of their style sheet, in the order in
    /// which they overrule one another.
    package static let deskSheet = Asset(
        name: "desk.css", contentType: "text/css; charset=utf-8",
        text: lean(
            [frameStyles, formStyles, deskStyles, bookStyles, boardStyles, posterStyles].joined(
                separator: "\n")))

    /// The same for a phone, and for whoever comes in: a phone's first load is to be small.
    package static let phoneSheet = Asset(
        name: "phone.css", contentType: "text/css; charset=utf-8",
        text: lean([frameStyles, formStyles, phoneStyles].joined(separator: "\n")))

    /// The script of the pages of the desk.
    package static let deskProgram = Asset(
        name: "desk.js", contentType: "text/javascript; charset=utf-8",
        text: lean([keptScript, liveScript, deskScript].joined(separator: "\n")))

    /// The script of a phone's pages.
    package static let phoneProgram = Asset(
        name: "phone.js", contentType: "text/javascript; charset=utf-8",
        text: lean([keptScript, liveScript].joined(separator: "\n")))

    /// Whether it is for the pages of desk and phone alone.
    package var isForRooms: Bool {
        [Self.deskSheet, .phoneSheet, .deskProgram, .phoneProgram, .wallSheet].contains(self)
    }

    /// A sheet of its own for a page that few open.
    static func sheet(_ name: String, _ text: String) -> Asset {
        Asset(name: name, contentType: "text/css; charset=utf-8", text: lean(text))
    }

    /// The icon: a door under a roof, with a heart.
    package static let icon = Asset(
        name: "yizhan.svg", contentType: "image/svg+xml", text: iconText)

    /// Every file, for the server's table of routes.
    package static let all = [
        styleSheet, script, icon, deskSheet, phoneSheet, deskProgram, phoneProgram, wallSheet,
    ]

    /// The text without what only its readers in the house need, indentation and lines of
    /// comment: a third of it, on a line that may be slow. No text of ours lies across lines.
    static func lean(_ text: String) -> String {
        var output = ""
        var isComment = false
        for line in text.split(separator: "\n").map({ $0.drop { $0 == " " } })
        where !line.isEmpty && !line.hasPrefix("//") {
            if line.hasPrefix("/*") { isComment = true }
            if !isComment { output += line + "\n" }
            if line.hasSuffix("*/") { isComment = false }
        }
        return output
    }

    /// FNV-1a, 64 bits, in 16 hexadecimal digits. It tells versions apart; it guards nothing.
    static func hash(of bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Assets are equal when their path is, for the path holds the hash of the bytes.
    package static func == (one: Asset, other: Asset) -> Bool { one.path == other.path }

    /// Hashes the path alone.
    package func hash(into hasher: inout Hasher) { hasher.combine(path) }
}
