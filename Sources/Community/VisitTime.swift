import Alliance

/// When somebody comes: what both sides know of the visit under one claim's award.
package struct Visit: Sendable, Hashable {
    /// The time that the home proposed last, in milliseconds since 1970; nil before it has.
    package var proposedAt: UInt64?
    /// The time that the volunteer said yes to, or asks for instead, in milliseconds since 1970;
    /// nil before an answer.
    package var answeredAt: UInt64?
    /// When the volunteer said "on my way", in milliseconds since 1970; nil before.
    package var onMyWayAt: UInt64?

    /// A visit from its parts.
    package init(
        proposedAt: UInt64? = nil, answeredAt: UInt64? = nil, onMyWayAt: UInt64? = nil
    ) {
        self.proposedAt = proposedAt
        self.answeredAt = answeredAt
        self.onMyWayAt = onMyWayAt
    }

    /// What the last words of both sides come to.
    package init(home: VisitWord?, volunteer: VisitWord?) {
        self.init(
            proposedAt: home?.at, answeredAt: volunteer?.at, onMyWayAt: volunteer?.setOutAt)
    }

    /// The time that both sides name, in milliseconds since 1970; nil while they do not.
    package var agreedAt: UInt64? { proposedAt == answeredAt ? proposedAt : nil }

    /// Whether nobody has said anything.
    package var isEmpty: Bool { self == Visit() }

    /// How long ago a time may be that is still named: it can be said while one is at it.
    package static let pastMaximum: UInt64 = 3_600_000
    /// How far away a time may be: 60 days.
    package static let aheadMaximum: UInt64 = 60 * 86_400_000

    /// Whether a time can be named at `now` (both in milliseconds since 1970).
    package static func mayBeNamed(_ at: UInt64, now: UInt64) -> Bool {
        at + pastMaximum >= now && at <= now + aheadMaximum
    }
}

/// The last word of one side about a visit, as it travels sealed and lies encrypted.
///
/// A word replaces all that its side has said before. The one with the larger number is the
/// later one, whatever the order in which they come.
package struct VisitWord: Sendable, Hashable {
    /// Grows with each word of a side, by its clock: what a restored node says next is later
    /// than what it had said before, though it remembers none of it.
    package let number: UInt64
    /// The time that this side names, in milliseconds since 1970.
    package let at: UInt64?
    /// When the volunteer set out, in milliseconds since 1970; nil in every word of a home.
    package let setOutAt: UInt64?

    /// A word from its parts.
    package init(number: UInt64, at: UInt64?, setOutAt: UInt64?) {
        self.number = number
        self.at = at
        self.setOutAt = setOutAt
    }

    /// The word of a side that has said `last` before.
    ///
    /// - Parameter now: milliseconds since 1970.
    package init(after last: VisitWord?, now: UInt64, at: UInt64?, setOutAt: UInt64?) {
        self.init(
            number: max(now, (last?.number ?? 0) + 1), at: at, setOutAt: setOutAt)
    }

    /// The form that this code writes and reads.
    private static let version: UInt64 = 1

    /// The word as it is sealed and encrypted: canonical JSON.
    package var bytes: [UInt8] {
        JSON.object(of: [
            "version": .integer(Self.version), "number": .integer(number),
            "at": at.map(JSON.integer), "setOutAt": setOutAt.map(JSON.integer),
        ]).canonicalBytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else, and for a later form.
    package init?(_ bytes: [UInt8]) {
        guard let json = VisitCard.parse(bytes) else { return nil }
        let numbers = 0...(JSON.integerLimit - 1)
        do throws(FieldProblem) {
            var fields = try Fields(json)
            guard try fields.integer("version", numbers) == Self.version else { return nil }
            number = try fields.integer("number", numbers)
            at = try fields.optionalInteger("at", numbers)
            setOutAt = try fields.optionalInteger("setOutAt", numbers)
        } catch { return nil }
    }

    /// Whether it can be true at `now` (milliseconds since 1970): what another node says of the
    /// future is bounded as here, with a day for clocks that differ.
    package func isPlausible(now: UInt64) -> Bool {
        let latest = now + 86_400_000
        return (at ?? 0) <= latest + Visit.aheadMaximum && (setOutAt ?? 0) <= latest
    }
}
