import Causality

extension Facts {
    /// The word in the event's `kind` field.
    package var kind: String {
        switch self {
        case .opened: "opened"
        case .witnessed: "witnessed"
        case .erased: "erased"
        case .confirmed: "confirmed"
        case .forked: "forked"
        case .admitted: "admitted"
        case .suspended: "suspended"
        case .readmitted: "readmitted"
        case .keyReplaced: "keyReplaced"
        case .published: "published"
        case .revised: "revised"
        case .awarded: "awarded"
        case .revoked: "revoked"
        case .concluded: "concluded"
        case .handedOver: "handedOver"
        case .recovered: "recovered"
        case .recalled: "recalled"
        case .settled: "settled"
        case .claimed: "claimed"
        case .reaffirmed: "reaffirmed"
        case .withdrawn: "withdrawn"
        case .accepted: "accepted"
        case .declined: "declined"
        case .served: "served"
        case .unrecognised(let kind, _): kind
        }
    }

    /// Whether it stands in the chain of authority of a wish, and so carries `after`, `roster`.
    package var isChain: Bool {
        switch self {
        case .published, .revised, .awarded, .revoked, .concluded, .handedOver, .recovered: true
        default: false
        }
    }

    /// The `facts` object of the event.
    package var json: JSON {
        switch self {
        case .opened, .witnessed, .erased, .confirmed, .forked, .admitted, .suspended,
            .readmitted, .keyReplaced:
            memberJSON
        default: wishJSON
        }
    }

    private var memberJSON: JSON {
        switch self {
        case .opened(let opened):
            .object(of: [
                "key": .text(opened.key),
                "certificate": .string(Base64URL.encode(opened.certificate)),
                "predecessor": opened.predecessor?.json,
            ])
        case .witnessed(let writer, let heads):
            .object(of: ["writer": .text(writer), "heads": .array(heads.map(\.json))])
        case .suspended(let member, let heads):
            .object(of: ["member": .text(member), "heads": .array(heads.map(\.json))])
        case .erased(let contents):
            .object(of: ["contents": .array(contents.map { .text($0) })])
        case .confirmed(let erasures):
            .object(of: ["erasures": .array(erasures.map { .text($0) })])
        case .forked(let dot, let ids):
            .object(of: ["dot": .text(dot), "ids": .array(ids.map { .text($0) })])
        case .admitted(let admission): admission.json
        case .readmitted(let member): .object(of: ["member": .text(member)])
        case .keyReplaced(let replacement): replacement.json
        default: .null
        }
    }

    private var wishJSON: JSON {
        switch self {
        case .published(let terms, let origin):
            .object(of: ["terms": terms.json, "origin": .text(origin)])
        case .revised(let terms, let material):
            .object(of: ["terms": terms.json, "material": .bool(material)])
        case .awarded(let claim, let seconds):
            .object(of: ["claim": .text(claim), "acceptSeconds": .integer(UInt64(seconds))])
        case .revoked(let award, let cause):
            .object(of: [
                "award": .text(award), "cause": .string(cause.word),
                "reason": (cause.reason?.rawValue).map(JSON.string),
            ])
        case .concluded(let outcome, let reason):
            .object(of: [
                "outcome": .string(outcome.rawValue),
                "reason": (reason?.rawValue).map(JSON.string),
            ])
        case .handedOver(let writer): .object(of: ["to": .text(writer)])
        case .recovered(let reason): .object(of: ["reason": .string(reason.rawValue)])
        case .recalled(let handOver): .object(of: ["handOver": .text(handOver)])
        case .settled(let award, let minutes), .served(let award, let minutes):
            .object(of: ["award": .text(award), "minutes": .integer(UInt64(minutes))])
        case .claimed(let claim): claim.json
        case .reaffirmed(let claim): .object(of: ["claim": .text(claim)])
        case .withdrawn(let claims):
            .object(of: ["claims": .array(claims.map { .text($0) })])
        case .accepted(let award), .declined(let award): .object(of: ["award": .text(award)])
        case .unrecognised(_, let json): json
        default: .null
        }
    }

    /// Reads facts; what cannot be read is ``unrecognised(kind:_:)``, alike on every node.
    package init(kind: String, json: JSON) {
        do throws(FieldProblem) {
            var fields = try Fields(json, name: "facts")
            // Not with `??`: a typed error thrown in its autoclosure came out as a value
            // (Swift 6.3.1, debug).
            if let facts = try Self.memberFacts(kind, &fields) {
                self = facts
            } else if let facts = try Self.chainFacts(kind, &fields) {
                self = facts
            } else if let facts = try Self.claimFacts(kind, &fields) {
                self = facts
            } else {
                self = .unrecognised(kind: kind, json)
            }
        } catch {
            self = .unrecognised(kind: kind, json)
        }
    }

    private static func memberFacts(
        _ kind: String, _ fields: inout Fields
    ) throws(FieldProblem) -> Facts? {
        switch kind {
        case "opened":
            let key: VerifyingKey = try fields.bytes32("key")
            let certificate = try fields.required("certificate", expected: "64 bytes") {
                Base64URL.decode($0.utf8)
            }
            guard certificate.count == 64 else {
                throw FieldProblem("certificate", .malformed(expected: "64 bytes"))
            }
            let predecessor = try fields.value("predecessor").map(Head.read)
            return .opened(Opened(key: key, certificate: certificate, predecessor: predecessor))
        case "witnessed":
            return .witnessed(
                writer: try fields.required("writer", expected: "writer") { WriterID($0) },
                heads: try fields.heads())
        case "erased":
            let contents: [ContentHash] = try fields.texts(
                "contents", elementsMaximum: 64, expected: "hashes"
            ) { ContentHash(base64url: $0) }
            return .erased(contents)
        case "confirmed":
            let erasures: [Dot] = try fields.texts(
                "erasures", elementsMaximum: 64, expected: "dots"
            ) { Dot(text: $0) }
            return .confirmed(erasures: erasures)
        case "forked":
            let ids: [EventID] = try fields.texts("ids", elementsMaximum: 2, expected: "ids") {
                EventID(base64url: $0)
            }
            return .forked(dot: try fields.dot("dot"), ids: ids)
        case "admitted": return .admitted(try Admission(reading: &fields))
        case "suspended":
            return .suspended(member: try fields.member("member"), cuts: try fields.heads())
        case "readmitted": return .readmitted(member: try fields.member("member"))
        case "keyReplaced":
            return .keyReplaced(try KeyReplacement(reading: &fields))
        default: return nil
        }
    }

    private static func chainFacts(
        _ kind: String, _ fields: inout Fields
    ) throws(FieldProblem) -> Facts? {
        switch kind {
        case "published":
            let origin = try fields.optional("origin", expected: "writer/number") {
                Dot(text: $0)
            }
            return .published(try fields.terms(), origin: origin)
        case "revised":
            guard let material = try fields.optionalFlag("material") else {
                throw FieldProblem("material", .missing)
            }
            return .revised(try fields.terms(), material: material)
        case "awarded":
            let seconds = try fields.integer("acceptSeconds", 1...604_800)
            return .awarded(claim: try fields.dot("claim"), acceptSeconds: Int(seconds))
        case "revoked":
            let reason = try fields.optionalWord("reason", PersonReason.self)
            let cause: RevokeCause? =
                switch try fields.text("cause", bytesMaximum: 20) {
                case "withdrawn": .withdrawn
                case "declined": .declined
                case "unanswered": .unanswered
                case "person": reason.map { .person($0) }
                default: nil
                }
            guard let cause else { throw FieldProblem("cause", .malformed(expected: "cause")) }
            return .revoked(award: try fields.bytes32("award"), cause: cause)
        case "concluded":
            return .concluded(
                try fields.word("outcome", Outcome.self),
                reason: try fields.optionalWord("reason", PersonReason.self))
        case "handedOver":
            return .handedOver(to: try fields.required("to", expected: "writer") { WriterID($0) })
        case "recovered": return .recovered(try fields.word("reason", PersonReason.self))
        case "recalled": return .recalled(handOver: try fields.bytes32("handOver"))
        case "settled":
            return .settled(award: try fields.bytes32("award"), minutes: try fields.minutes())
        default: return nil
        }
    }

    private static func claimFacts(
        _ kind: String, _ fields: inout Fields
    ) throws(FieldProblem) -> Facts? {
        switch kind {
        case "claimed": return .claimed(try Claim(reading: &fields))
        case "reaffirmed": return .reaffirmed(claim: try fields.dot("claim"))
        case "withdrawn":
            let claims: [Dot] = try fields.texts(
                "claims", elementsMaximum: 64, expected: "dots"
            ) { Dot(text: $0) }
            return .withdrawn(claims: claims)
        case "accepted": return .accepted(award: try fields.bytes32("award"))
        case "declined": return .declined(award: try fields.bytes32("award"))
        case "served":
            return .served(award: try fields.bytes32("award"), minutes: try fields.minutes())
        default: return nil
        }
    }
}

extension Facts.RevokeCause {
    fileprivate var word: String {
        switch self {
        case .withdrawn: "withdrawn"
        case .declined: "declined"
        case .unanswered: "unanswered"
        case .person: "person"
        }
    }

    fileprivate var reason: Facts.PersonReason? {
        if case .person(let reason) = self { reason } else { nil }
    }
}

extension Facts.Head {
    fileprivate var json: JSON { .object(of: ["dot": .text(dot), "id": .text(id)]) }

    fileprivate static func read(_ json: JSON) throws(FieldProblem) -> Facts.Head {
        var fields = try Fields(json, name: "head")
        return Facts.Head(try fields.dot("dot"), try fields.bytes32("id"))
    }
}

extension Facts.KeyReplacement {
    fileprivate var json: JSON {
        .object(of: [
            "member": .text(member), "identityKey": .text(identityKey),
            "boxKey": .text(boxKey), "writers": .array(writers.map { .text($0) }),
        ])
    }

    fileprivate init(reading fields: inout Fields) throws(FieldProblem) {
        self.init(
            member: try fields.member("member"),
            identityKey: try fields.bytes32("identityKey"),
            boxKey: try fields.optional("boxKey", expected: "32 bytes") {
                BoxKey(base64url: $0)
            },
            writers: try fields.texts("writers", elementsMaximum: 256, expected: "writers") {
                WriterID($0)
            })
    }
}

extension Facts.Claim {
    fileprivate var json: JSON {
        .object(of: [
            "pseudonym": .text(pseudonym), "boxKey": .text(boxKey),
            "claimant": .string(claimant.rawValue),
            "skills": skills.isEmpty ? nil : .array(skills.map { .text($0) }),
        ])
    }

    fileprivate init(reading fields: inout Fields) throws(FieldProblem) {
        self.init(
            pseudonym: try fields.bytes32("pseudonym"), boxKey: try fields.bytes32("boxKey"),
            claimant: try fields.word("claimant", Facts.Claimant.self),
            skills: try fields.texts(
                "skills", elementsMaximum: 16, expected: Terms.wordForm
            ) { Word($0) })
    }
}

extension Facts.Admission {
    /// The members as they stand in `admitted` and in an enrolment.
    package var json: JSON {
        .object(of: [
            "member": .text(member), "displayName": .string(displayName),
            "identityKey": .text(identityKey), "boxKey": .text(boxKey),
            "address": .string(address),
        ])
    }

    /// Reads an admission.
    ///
    /// - Throws: ``FieldProblem`` for the first field that is wrong.
    package init(reading fields: inout Fields) throws(FieldProblem) {
        self.init(
            member: try fields.member("member"),
            displayName: try fields.text("displayName", bytesMaximum: 60),
            identityKey: try fields.bytes32("identityKey"),
            boxKey: try fields.bytes32("boxKey"),
            address: try fields.text("address", bytesMaximum: 200))
    }
}

extension Fields {
    /// A member's name.
    package mutating func member(_ name: String) throws(FieldProblem) -> MemberName {
        try required(name, expected: "a member's name") { MemberName($0) }
    }

    fileprivate mutating func heads() throws(FieldProblem) -> [Facts.Head] {
        var heads: [Facts.Head] = []
        for json in try list("heads", elementsMaximum: 256) { heads.append(try .read(json)) }
        return heads
    }

    fileprivate mutating func terms() throws(FieldProblem) -> Terms {
        guard let json = value("terms") else { throw FieldProblem("terms", .missing) }
        var fields = try Fields(json, name: "terms")
        return try Terms(reading: &fields)
    }

    fileprivate mutating func minutes() throws(FieldProblem) -> Int {
        Int(try integer("minutes", 0...1440))
    }
}
