package import Causality

/// What an event says, before and after signing: the payload of its JWS.
package struct Header: Hashable, Sendable {
    /// The log it lies on.
    package var log: LogName
    /// Author and number.
    package var dot: Dot
    /// The id of this writer's event before; nil for the first.
    package var previous: EventID?
    /// Milliseconds since 1970 by the author's clock. For display only: no rule looks at it.
    package var at: UInt64
    /// The wish it is about; nil for events about none.
    package var subject: WishID?
    /// What happened.
    package var facts: Facts
    /// Of each other writer, its last event on this subject that the author had folded.
    package var seen: VersionVector
    /// Chain events: the id of the last chain event in the author's past; nil for `published`.
    package var after: EventID?
    /// Chain events: the last event of the alliance's own log that the author had folded.
    package var roster: Dot?
    /// The hash of the detached content, if there is one.
    package var content: ContentHash?

    /// The largest payload, in bytes.
    package static let bytesMaximum = 24 << 10
    /// The most writers that `seen` can name.
    package static let seenMaximum = 256

    /// A header from its parts.
    package init(
        log: LogName, dot: Dot, previous: EventID?, at: UInt64, subject: WishID? = nil,
        facts: Facts, seen: VersionVector = VersionVector(), after: EventID? = nil,
        roster: Dot? = nil, content: ContentHash? = nil
    ) {
        self.log = log
        self.dot = dot
        self.previous = previous
        self.at = at
        self.subject = subject
        self.facts = facts
        self.seen = seen
        self.after = after
        self.roster = roster
        self.content = content
    }

    /// The author.
    package var writer: WriterID { dot.writer }
    /// The author's member.
    package var member: MemberName { MemberName(of: dot.writer) }

    /// The payload's canonical bytes.
    package var canonicalBytes: [UInt8] {
        let seenJSON: JSON? =
            seen.isEmpty
            ? nil
            : .object(seen.entries.map { JSON.Member($0.writer.text, .integer($0.seq)) })
        return JSON.object(of: [
            "alliance": .text(log), "writer": .text(dot.writer), "seq": .integer(dot.seq),
            "previous": .text(previous), "at": .integer(at), "subject": .text(subject),
            "kind": .string(facts.kind), "facts": facts.json, "seen": seenJSON,
            "after": .text(after), "roster": .text(roster), "content": .text(content),
        ]).canonicalBytes
    }

    /// Why bytes are no header; such an event is refused and its writer's log ends before it.
    package enum Refusal: Error, Equatable, Sendable {
        /// The bytes are no canonical JSON.
        case json(JSONRefusal)
        /// A field is missing or wrong.
        case field(FieldProblem)
        /// `seen` breaks a bound, or names the author.
        case seen
        /// `previous` is there for number 1, or missing for a later one.
        case previous
    }

    /// Reads a payload.
    ///
    /// - Throws: ``Refusal``. Unknown fields and kinds are no reason to refuse.
    package init(payload: [UInt8]) throws(Refusal) {
        let json: JSON
        do {
            json = try JSONParser.parse(payload, form: .canonical, bytesMaximum: Self.bytesMaximum)
        } catch { throw .json(error) }
        do throws(FieldProblem) {
            var fields = try Fields(json, name: "header")
            log = try fields.required("alliance", expected: "a log's name") { LogName($0) }
            let writer = try fields.required("writer", expected: "a writer") { WriterID($0) }
            let seq = try fields.integer("seq", 1...Dot.sequenceLimit - 1)
            guard let dot = Dot(writer, seq) else {
                throw FieldProblem("seq", .outOfRange(1...Dot.sequenceLimit - 1))
            }
            self.dot = dot
            previous = try fields.optional("previous", expected: "an id") {
                EventID(base64url: $0)
            }
            at = try fields.integer("at", 0...JSON.integerLimit - 1)
            subject = try fields.optional("subject", expected: "wish/writer/number") {
                WishID(subject: $0)
            }
            let kind = try fields.text("kind", bytesMaximum: 40)
            facts = Facts(kind: kind, json: fields.value("facts") ?? .null)
            after = try fields.optional("after", expected: "an id") { EventID(base64url: $0) }
            roster = try fields.optional("roster", expected: "writer/number") { Dot(text: $0) }
            content = try fields.optional("content", expected: "a hash") {
                ContentHash(base64url: $0)
            }
            seen = VersionVector()
            if let json = fields.value("seen") { seen = try Self.seen(json) }
        } catch { throw .field(error) }
        guard seen[dot.writer] == 0 else { throw .seen }
        guard (previous == nil) == (dot.seq == 1) else { throw .previous }
    }

    private static func seen(_ json: JSON) throws(FieldProblem) -> VersionVector {
        let form = FieldProblem("seen", .malformed(expected: "writer: number"))
        guard case .object(let members) = json else { throw form }
        var pairs: [(writer: WriterID, seq: UInt64)] = []
        pairs.reserveCapacity(members.count)
        for member in members {
            guard let writer = WriterID(member.name), case .integer(let seq) = member.value else {
                throw form
            }
            pairs.append((writer, seq))
        }
        do { return try VersionVector(decoding: pairs, entriesMaximum: seenMaximum) } catch {
            throw form
        }
    }
}
