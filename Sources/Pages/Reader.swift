package import Community

/// Who looks at a page, and what every page tells them.
package struct Reader: Sendable, Equatable {
    /// The language of the page.
    package var language: Language
    /// The community whose node this is, such as 万达社区.
    package var node: String
    /// What the reader may do; nil for somebody who is not signed in.
    package var role: Role?
    /// The name the reader is addressed by; may be empty.
    package var name: String
    /// What forms carry to show that they are ours (WEB-2).
    package var formToken: String
    /// What makes one sending of a form out of several (DUR-4), fresh for each page.
    package var once: String
    /// Path and query of this page, for the way back after another language was chosen.
    package var here: String
    /// What the node is up to; nil where nobody is signed in.
    package var pulse: Pulse?
    /// What was done just now.
    package var said: Said?

    /// A reader from the parts.
    package init(
        language: Language, node: String, role: Role? = nil, name: String = "",
        formToken: String = "", once: String = "", here: String = "/", pulse: Pulse? = nil,
        said: Said? = nil
    ) {
        self.language = language
        self.node = node
        self.role = role
        self.name = name
        self.formToken = formToken
        self.once = once
        self.here = here
        self.pulse = pulse
        self.said = said
    }

    /// Whether the reader may do it; nobody may who is not signed in.
    package func may(_ action: Action) -> Bool { role?.may(action) ?? false }
}

/// What every page says of the node: what is late, what waits, who was heard from (seconds ago).
package struct Pulse: Sendable, Equatable {
    /// Own wishes whose time is over.
    package var late: Int
    /// Things that wait for the office: claims to decide, services to confirm.
    package var waiting: Int
    /// The neighbour heard from least recently, and how long ago; nil when there is none.
    package var quietest: Quietest?
    /// Whether the community belongs to no alliance yet.
    package var isAlone: Bool
    /// Whether the office has closed for the day and another node awards.
    package var isClosed: Bool
    /// Whether the node awards nothing until a person has looked.
    package var isFrozen: Bool

    /// A pulse from its parts.
    package init(
        late: Int, waiting: Int, quietest: Quietest?, isAlone: Bool = false, isClosed: Bool = false,
        isFrozen: Bool = false
    ) {
        self.late = late
        self.waiting = waiting
        self.quietest = quietest
        self.isAlone = isAlone
        self.isClosed = isClosed
        self.isFrozen = isFrozen
    }

    /// The neighbour from which nothing has come for the longest time.
    package struct Quietest: Sendable, Equatable {
        /// Its name for people.
        package var name: String
        /// Seconds since it was heard from; nil for never.
        package var heardSecondsAgo: Int?
        /// Whether that is longer than usual.
        package var isLate: Bool

        /// A neighbour from its parts.
        package init(name: String, heardSecondsAgo: Int?, isLate: Bool) {
            self.name = name
            self.heardSecondsAgo = heardSecondsAgo
            self.isLate = isLate
        }
    }
}

/// What was done just now, said at the top of the page that follows (Post/Redirect/Get). The
/// address carries the word, so it can say nothing of anybody.
package enum Said: String, Sendable, CaseIterable {
    /// A wish was written down; put before the street; changed; ended.
    case written, published, revised, concluded
    /// A claim was given a place; lost it; its service was confirmed.
    case awarded, revoked, settled
    /// A time was proposed.
    case proposed
    /// The office was closed; opened.
    case closed, opened
    /// Something new stands in a book.
    case saved
    /// A sheet was written.
    case imported
    /// Something was erased for good.
    case erased
    /// The right to award a wish was taken back.
    case recovered
    /// A volunteer claimed; took it back; will come; will not; still wants to; is on the way;
    /// is done; named a time.
    case claimed, withdrawn, accepted, declined, reaffirmed, setOut = "set-out", served, timed
    /// Signed out.
    case signedOut = "signed-out"
    /// A staff account was changed.
    case changed
    /// A request does not wait any more.
    case answered
}
