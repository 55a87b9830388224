package import Alliance
import Causality
import Community
import Replication

extension Desk {
    /// Begins the community's own log, once.
    package mutating func open(displayName: String, by hand: Hand) throws(NodeFailure) {
        try books.setNote("member", hand.keys.member.text)
        try books.setNote("display-name", displayName)
        try openWriter(on: .home, hand)
    }

    /// Founds an alliance: this node serves its feed and keeps its roster.
    ///
    /// - Throws: ``Refusal/hasAlliance`` when the node belongs to one.
    package mutating func found(
        displayName: String, address: String, by hand: Hand
    ) throws(NodeFailure) {
        let keys = hand.keys
        guard let log = LogName(alliance: keys.member) else { throw .refused(.noAlliance) }
        try enter(log, alliance: keys.member, key: keys.identityKey, displayName, by: hand)
        try openWriter(on: log, hand)
        try write(
            .admitted(
                Facts.Admission(
                    member: keys.member, displayName: displayName,
                    identityKey: keys.identityKey, boxKey: keys.boxKey, address: address)),
            on: log, by: hand)
    }

    /// Joins an alliance whose key a person has compared, with the events that prove it.
    ///
    /// - Parameter events: the alliance's own log up to this member's admission.
    /// - Throws: ``Refusal/hasAlliance``, or ``Refusal/proof`` when the events do not admit
    ///   this member under that key.
    package mutating func join(
        _ alliance: MemberName, key: VerifyingKey, displayName: String,
        events: [SignedEvent], by hand: Hand
    ) throws(NodeFailure) {
        guard let log = LogName(alliance: alliance) else { throw .refused(.proof) }
        try enter(log, alliance: alliance, key: key, displayName, by: hand)
        _ = try receive(events, contents: [], by: hand)
        guard
            state.street?.roster[hand.keys.member]?.admission.identityKey
                == hand.keys.identityKey
        else { throw .refused(.proof) }
        // The roster came with the events, and with it the writer has opened.
    }

    private mutating func enter(
        _ log: LogName, alliance: MemberName, key: VerifyingKey, _ displayName: String,
        by hand: Hand
    ) throws(NodeFailure) {
        guard state.street == nil else { throw .refused(.hasAlliance) }
        try books.setNote("alliance", alliance.text)
        try books.setNote("alliance-key", key.description)
        try books.setNote("alliance-name", displayName)
        state.street = Replica(
            log: log, roster: Roster(alliance: alliance, allianceKey: key))
    }

    /// Begins a log with a fresh writer.
    private mutating func openWriter(on log: LogName, _ hand: Hand) throws(NodeFailure) {
        let opened: Facts.Opened
        do { opened = try hand.keys.openWriter(on: log, predecessor: nil).opened } catch {
            throw .keys(error)
        }
        try write(.opened(opened), on: log, by: hand)
    }
}

/// What a new member sends to be admitted.
package struct Enrolment: Sendable {
    /// Who it is.
    package let admission: Facts.Admission
    /// The one-time key that the alliance's coordinator gave.
    package let joinKey: String
    /// The identity key's signature over both (ENR-2).
    package let proof: [UInt8]

    /// An enrolment from its parts.
    package init(admission: Facts.Admission, joinKey: String, proof: [UInt8]) {
        self.admission = admission
        self.joinKey = joinKey
        self.proof = proof
    }

    /// The body of the call.
    package var bytes: [UInt8] {
        JSON.object(of: [
            "admission": admission.json, "joinKey": .string(joinKey),
            "proof": .string(Base64URL.encode(proof)),
        ]).canonicalBytes
    }

    /// Reads a body.
    ///
    /// - Throws: ``Refusal/field(_:)``.
    package init(_ body: [UInt8]) throws(NodeFailure) {
        let json: JSON
        do { json = try JSONParser.parse(body, form: .canonical, bytesMaximum: 8 << 10) } catch {
            throw .refused(.field(FieldProblem("body", .malformed(expected: "JSON"))))
        }
        do throws(FieldProblem) {
            var fields = try Fields(json)
            guard let inner = fields.value("admission") else {
                throw FieldProblem("admission", .missing)
            }
            var admission = try Fields(inner, name: "admission")
            self.admission = try Facts.Admission(reading: &admission)
            joinKey = try fields.text("joinKey", bytesMaximum: 100)
            proof = try fields.required("proof", expected: "64 bytes") {
                Base64URL.decode($0.utf8)
            }
        } catch { throw .refused(.field(error)) }
    }
}

extension LocalNode {
    /// Whether an address is one that every member may dial: scheme, host, port, no more.
    static func isBaseAddress(_ address: String) -> Bool {
        guard address.hasPrefix("http://") || address.hasPrefix("https://") else { return false }
        let authority = authority(of: address)
        let rest = address.drop { $0 != ":" }.dropFirst(3)
        return !authority.isEmpty && rest.lowercased().hasPrefix(authority)
            && authority.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || [".", "-", ":", "[", "]"].contains(Character(Unicode.Scalar(byte)))
            } && !rest.contains("/") && !rest.contains("@")
    }

    /// Admits the bearer of an invitation (ENR-1: one conditional update in the transaction
    /// that admits).
    ///
    /// - Returns: the alliance's own log, which proves the admission to the joiner.
    /// - Throws: ``Refusal/proof``, ``Refusal/invitation``, ``Refusal/noAlliance``.
    package func enrol(_ enrolment: Enrolment) async throws(NodeFailure) -> [UInt8] {
        let admission = enrolment.admission
        guard let street = store.state.street, street.roster.alliance == keys.member,
            let writer = keys.writer(on: street.log)
        else { throw .refused(.noAlliance) }
        guard
            keys.isProof(enrolment.proof, of: admission, joinKey: enrolment.joinKey),
            admission.member != keys.member, admission.member.text != "home",
            Self.isBaseAddress(admission.address)
        else { throw .refused(.proof) }
        let digest = keys.digest(Array(enrolment.joinKey.utf8))
        let hand = hand()
        try await store.write { desk throws(NodeFailure) in
            guard
                try desk.books.useInvitation(admission.member, key: digest, now: hand.now) != nil
            else { throw .refused(.invitation) }
            try desk.write(.admitted(admission), on: street.log, by: hand)
            try desk.books.audit(
                AuditEntry(
                    at: hand.now, account: nil, action: "member.admitted",
                    object: admission.member.text))
        }
        return try await store.read { books throws(NodeFailure) in
            let events = try books.events(of: writer, from: 1, limit: 4096)
            let name = try books.note("display-name") ?? ""
            return JSON.object(of: [
                "displayName": .string(name),
                "events": .array(
                    events.map { .string(String(decoding: $0.bytes, as: UTF8.self)) }),
            ]).canonicalBytes
        }
    }
}
