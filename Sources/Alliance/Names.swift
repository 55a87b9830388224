package import Causality

/// The name of a member, a community or the alliance itself: `[a-z][a-z0-9-]{1,31}`.
package struct MemberName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name, 2 to 32 bytes of ASCII.
    package let text: String

    /// Reads a name; nil when it is not of that form.
    package init?(_ text: some StringProtocol) {
        // A writer's name is a member's name with a key behind it: one grammar, checked once.
        guard let writer = WriterID(String(text) + ".aaaaaaaa") else { return nil }
        self.text = String(writer.memberText)
    }

    /// The member that a writer belongs to.
    package init(of writer: WriterID) { text = String(writer.memberText) }

    /// The name as text.
    package var description: String { text }

    /// Byte order.
    package static func < (left: MemberName, right: MemberName) -> Bool { left.text < right.text }
}

/// Which log an event lies on: the alliance's common one, or a community's own.
///
/// The name stands in each event, so an event of a `home` log can never pass as one of an
/// alliance: a peer refuses it as foreign.
package struct LogName: Hashable, Sendable, CustomStringConvertible {
    /// The alliance's name, or `home`.
    package let text: String

    /// A community's own log, which no exchange ever carries.
    package static let home = LogName(unchecked: "home")

    /// The log of the alliance served by the member `alliance`; nil for the reserved name `home`.
    package init?(alliance: MemberName) {
        guard alliance.text != "home" else { return nil }
        text = alliance.text
    }

    /// Reads either kind of name; nil when it is none.
    package init?(_ text: some StringProtocol) {
        guard let name = MemberName(text) else { return nil }
        self.text = name.text
    }

    private init(unchecked text: String) { self.text = text }

    /// The name as text.
    package var description: String { text }
}

/// A wish, named by the dot of its `published` event: nobody can choose it or use it twice.
package struct WishID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The dot of the `published` event.
    package let dot: Dot

    /// The wish that this dot published.
    package init(_ dot: Dot) { self.dot = dot }

    /// Reads `wish/<writer>/<seq>`; nil for anything else.
    package init?(subject: some StringProtocol) {
        self.init(whole: String(subject))
    }

    private init?(whole subject: String) {
        guard subject.utf8.starts(with: "wish/".utf8),
            let dot = Dot(text: Substring(subject.utf8.dropFirst(5)))
        else { return nil }
        self.dot = dot
    }

    /// The member that owns the wish, for ever.
    package var home: MemberName { MemberName(of: dot.writer) }

    /// `wish/<writer>/<seq>`, as events have it.
    package var description: String { "wish/\(dot)" }

    /// Dot order, for determinism only.
    package static func < (left: WishID, right: WishID) -> Bool { left.dot < right.dot }
}
