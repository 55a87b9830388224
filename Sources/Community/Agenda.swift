import Alliance
package import Causality

/// What a volunteer's calendar was told last: without it nobody would know that something has
/// changed, or that a visit is off. Times and numbers alone, no words.
package struct Agenda: Sendable, Equatable {
    /// The visits, in order of their beginning.
    package let entries: [Entry]

    /// A calendar that was told nothing.
    package static let empty = Agenda(entries: [])
    /// Visits at most: more than one volunteer has claims.
    package static let entriesMaximum = 200
    /// A visit without a known end takes an hour.
    package static let usualMilliseconds: UInt64 = 3_600_000
    /// How long a cancelled visit is shown as such: by then every program has asked.
    package static let cancelledMilliseconds: UInt64 = 14 * 86_400_000
    /// How long a visit that was made stays.
    package static let doneMilliseconds: UInt64 = 30 * 86_400_000

    private init(entries: [Entry]) { self.entries = entries }

    /// How far a visit has come.
    package enum State: String, Sendable, CaseIterable {
        /// Both sides have said yes to the time.
        case agreed
        /// A place, and the time within which the wish should be done; nothing agreed yet.
        case window
        /// The volunteer has been there.
        case done
        /// Nobody comes any more.
        case cancelled
    }

    /// A visit as it is now.
    package struct Visit: Sendable, Equatable {
        /// The claim that it is about.
        package let claim: Dot
        /// From when until when, in milliseconds since 1970.
        package let span: ClosedRange<UInt64>
        /// ``State/agreed`` or ``State/window``.
        package let state: State
        /// A digest of its words, which tells that they changed.
        package let words: String

        /// A visit from its parts.
        package init(claim: Dot, span: ClosedRange<UInt64>, state: State, words: String) {
            self.claim = claim
            self.span = span
            self.state = state
            self.words = words
        }
    }

    /// A visit as it was told.
    package struct Entry: Sendable, Equatable {
        /// What was told.
        package let visit: Visit
        /// Grows by one with each change.
        package let sequence: Int
        /// When it last changed, in milliseconds since 1970.
        package let changedAt: UInt64
    }

    /// What is to be told now.
    ///
    /// - Parameters:
    ///   - visits: The visits that lie ahead, each claim once.
    ///   - done: Claims whose service was given.
    ///   - now: Milliseconds since 1970.
    package func updated(with visits: [Visit], done: Set<Dot>, now: UInt64) -> Agenda {
        var told: [Dot: Entry] = [:]
        for entry in entries { told[entry.visit.claim] = entry }
        let ahead = Set(visits.map(\.claim))
        var next = visits.map { Self.entry($0, after: told[$0.claim], now: now) }
        for entry in entries where !ahead.contains(entry.visit.claim) {
            let old = entry.visit
            let state: State = done.contains(old.claim) || old.state == .done ? .done : .cancelled
            let visit = Visit(claim: old.claim, span: old.span, state: state, words: old.words)
            let entry = Self.entry(visit, after: entry, now: now)
            let (from, kept) =
                state == .done
                ? (old.span.upperBound, Self.doneMilliseconds)
                : (entry.changedAt, Self.cancelledMilliseconds)
            if now < from || now - from < kept { next.append(entry) }
        }
        next.sort {
            ($0.visit.span.lowerBound, $0.visit.claim) < ($1.visit.span.lowerBound, $1.visit.claim)
        }
        return Agenda(entries: next.suffix(Self.entriesMaximum))
    }

    private static func entry(_ visit: Visit, after last: Entry?, now: UInt64) -> Entry {
        if let last, last.visit == visit { return last }
        return Entry(
            visit: visit, sequence: last.map { $0.sequence + 1 } ?? 0,
            changedAt: max(now, last?.changedAt ?? 0))
    }

    // MARK: At rest

    /// The agenda as it is encrypted: canonical JSON.
    package var bytes: [UInt8] {
        JSON.array(
            entries.map { entry in
                .object(of: [
                    "claim": .text(entry.visit.claim),
                    "from": .integer(entry.visit.span.lowerBound),
                    "until": .integer(entry.visit.span.upperBound),
                    "state": .string(entry.visit.state.rawValue),
                    "words": .string(entry.visit.words),
                    "sequence": .integer(UInt64(clamping: entry.sequence)),
                    "changedAt": .integer(entry.changedAt),
                ])
            }
        ).canonicalBytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        guard
            let json = try? JSONParser.parse(bytes, form: .canonical, bytesMaximum: 1 << 20),
            case .array(let list) = json, list.count <= Self.entriesMaximum
        else { return nil }
        var entries: [Entry] = []
        for item in list {
            guard let entry = Entry(item) else { return nil }
            entries.append(entry)
        }
        self.init(entries: entries)
    }
}

extension Agenda.Entry {
    fileprivate init?(_ json: JSON) {
        let numbers = 0...(JSON.integerLimit - 1)
        do throws(FieldProblem) {
            var fields = try Fields(json)
            let claim: Dot = try fields.required("claim", expected: "a dot") { Dot(text: $0) }
            let from = try fields.integer("from", numbers)
            let until = try fields.integer("until", from...(JSON.integerLimit - 1))
            visit = Agenda.Visit(
                claim: claim, span: from...until,
                state: try fields.required("state", expected: "a state") {
                    Agenda.State(rawValue: $0)
                },
                words: try fields.text("words", bytesMaximum: 64))
            sequence = Int(try fields.integer("sequence", 0...UInt64(Int32.max)))
            changedAt = try fields.integer("changedAt", numbers)
        } catch { return nil }
    }
}
