package import Alliance
package import Causality

/// One half of an exchange, the same form in both directions (federation.md §7).
package struct ExchangeMessage: Sendable, Equatable {
    /// How far the sender has come with each writer.
    package var have: [WriterID: Have] = [:]
    /// Events that the receiver misses, in the order of their arrival at the sender.
    package var events: [[UInt8]] = []
    /// Contents of those events, and those that were asked for.
    package var contents: [Content] = []
    /// Contents that the sender misses.
    package var want: [ContentHash] = []
    /// What became of the events that the receiver sent last.
    package var answers: [Answer] = []
    /// How many sealed parcels and receipts lie in the sender's mailbox for the receiver.
    package var mailCount: Int = 0

    /// The most events in one message.
    package static let eventsMaximum = 256
    /// The most bytes of events and contents that a sender puts into one message.
    package static let payloadBytesMaximum = 512 << 10
    /// The most bytes of a whole message (LIM-1).
    package static let bytesMaximum = 1 << 20
    /// The most hashes in `want`.
    package static let wantMaximum = 256
    /// The most bytes of one content.
    package static let contentBytesMaximum = 16 << 10
    /// How long a waiting request may wait, in seconds.
    package static let waitSecondsMaximum = 25

    /// How far somebody has come with one writer.
    package struct Have: Sendable, Hashable {
        /// The number of the last event held.
        package let seq: UInt64
        /// The first 8 bytes of its id: another value for the same number shows a fork.
        package let prefix: UInt64

        /// A have from its parts.
        package init(seq: UInt64, prefix: UInt64) {
            self.seq = seq
            self.prefix = prefix
        }

        /// What a head looks like to others.
        package init(_ head: Replica.Head) {
            self.init(seq: head.seq, prefix: head.id.prefix)
        }
    }

    /// A detached content with the salt that its hash was made with.
    package struct Content: Sendable, Hashable {
        /// 32 random bytes.
        package let salt: [UInt8]
        /// The content.
        package let bytes: [UInt8]

        /// A content from its parts.
        package init(salt: [UInt8], bytes: [UInt8]) {
            self.salt = salt
            self.bytes = bytes
        }
    }

    /// The message of somebody who has nothing and asks for nothing.
    package init() {}

    /// The message's canonical bytes.
    package var canonicalBytes: [UInt8] {
        let have = have.sorted { $0.key < $1.key }.map { writer, have in
            JSON.Member(
                writer.text,
                .object(of: ["seq": .integer(have.seq), "id": .string(have.prefixText)]))
        }
        return JSON.object(of: [
            "version": .integer(1), "have": .object(have),
            "events": events.isEmpty
                ? nil : .array(events.map { .string(String(decoding: $0, as: UTF8.self)) }),
            "contents": contents.isEmpty ? nil : .array(contents.map(\.json)),
            "want": want.isEmpty ? nil : .array(want.map { .text($0) }),
            "answers": answers.isEmpty ? nil : .array(answers.map(\.json)),
            "mail": mailCount == 0 ? nil : .integer(UInt64(mailCount)),
        ]).canonicalBytes
    }

    /// Why bytes are no message; answered 400.
    package enum Refusal: Error, Equatable, Sendable {
        /// No JSON, or not canonical.
        case json(JSONRefusal)
        /// A field is wrong.
        case field(FieldProblem)
    }

    /// Reads a message.
    ///
    /// - Throws: ``Refusal``. The events inside are not parsed here: a bad one spoils itself.
    package init(_ bytes: [UInt8]) throws(Refusal) {
        let json: JSON
        do {
            json = try JSONParser.parse(bytes, form: .canonical, bytesMaximum: Self.bytesMaximum)
        } catch { throw .json(error) }
        do throws(FieldProblem) {
            var fields = try Fields(json, name: "message")
            _ = try fields.integer("version", 1...1)
            if let json = fields.value("have") { have = try Self.have(json) }
            events = try fields.texts(
                "events", elementsMaximum: Self.eventsMaximum, expected: "events"
            ) { Array($0.utf8) }
            for json in try fields.list("contents", elementsMaximum: 512) {
                contents.append(try Content(json))
            }
            want = try fields.texts(
                "want", elementsMaximum: Self.wantMaximum, expected: "hashes"
            ) { ContentHash(base64url: $0) }
            for json in try fields.list("answers", elementsMaximum: Self.eventsMaximum) {
                answers.append(try Answer(json))
            }
            mailCount = Int(try fields.optionalInteger("mail", 0...1_000_000) ?? 0)
        } catch { throw .field(error) }
    }

    private static func have(_ json: JSON) throws(FieldProblem) -> [WriterID: Have] {
        guard case .object(let members) = json else {
            throw FieldProblem("have", .wrongType(expected: "object"))
        }
        guard members.count <= Replica.writersMaximum else {
            throw FieldProblem("have", .tooLong(maximum: Replica.writersMaximum))
        }
        var have: [WriterID: Have] = [:]
        have.reserveCapacity(members.count)
        for member in members {
            guard let writer = WriterID(member.name) else {
                throw FieldProblem("have", .malformed(expected: "writer"))
            }
            var fields = try Fields(member.value, name: "have")
            let seq = try fields.integer("seq", 1...Dot.sequenceLimit - 1)
            let prefix = try fields.required("id", expected: "8 bytes as base64url") {
                Have.prefix($0)
            }
            have[writer] = Have(seq: seq, prefix: prefix)
        }
        return have
    }
}

extension EventID {
    /// The first 8 bytes as a number.
    package var prefix: UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}

extension ExchangeMessage.Have {
    fileprivate var prefixText: String {
        Base64URL.encode((0..<8).map { UInt8(truncatingIfNeeded: prefix >> (56 - $0 * 8)) })
    }

    fileprivate static func prefix(_ text: String) -> UInt64? {
        guard let bytes = Base64URL.decode(text.utf8), bytes.count == 8 else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension ExchangeMessage.Content {
    fileprivate var json: JSON {
        .object(of: [
            "salt": .string(Base64URL.encode(salt)), "bytes": .string(Base64URL.encode(bytes)),
        ])
    }

    fileprivate init(_ json: JSON) throws(FieldProblem) {
        var fields = try Fields(json, name: "contents")
        salt = try fields.required("salt", expected: "32 bytes as base64url") {
            Base64URL.decode($0.utf8)
        }
        let text = try fields.text(
            "bytes", bytesMaximum: ExchangeMessage.contentBytesMaximum * 4 / 3 + 4)
        guard salt.count == 32, let bytes = Base64URL.decode(text.utf8) else {
            throw FieldProblem("contents", .malformed(expected: "salt, bytes as base64url"))
        }
        // The bound of the text lets in two bytes more.
        guard bytes.count <= ExchangeMessage.contentBytesMaximum else {
            throw FieldProblem("bytes", .tooLong(maximum: ExchangeMessage.contentBytesMaximum))
        }
        self.bytes = bytes
    }
}

extension Answer {
    fileprivate var json: JSON {
        let (word, reason) =
            switch outcome {
            case .held(let reason): ("held", reason)
            case .refused(let reason): ("refused", reason)
            }
        return .object(of: [
            "dot": .text(dot), "outcome": .string(word), "reason": .string(reason.rawValue),
        ])
    }

    fileprivate init(_ json: JSON) throws(FieldProblem) {
        var fields = try Fields(json, name: "answers")
        dot = try fields.dot("dot")
        // Words of a later version must not make a whole message unreadable: to wait is safe.
        let reason = Reason(rawValue: try fields.text("reason", bytesMaximum: 40)) ?? .unknown
        let isRefused = try fields.text("outcome", bytesMaximum: 40) == "refused"
        outcome = isRefused ? .refused(reason) : .held(reason)
    }
}
