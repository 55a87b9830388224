package import Alliance

/// An alliance as its node describes itself; worth nothing until a person has compared the key.
package struct AllianceDescription: Sendable, Hashable {
    /// Its name among the members.
    package let alliance: MemberName
    /// Its name for people.
    package let displayName: String
    /// The key whose fingerprint the coordinator reads out (ENR-2).
    package let identityKey: VerifyingKey

    /// Reads the answer of `/alliance/v1/descriptor`.
    ///
    /// - Throws: ``Refusal/alliance(_:)`` for anything else.
    init(_ body: [UInt8]) throws(NodeFailure) {
        do {
            var fields = try Fields(
                try JSONParser.parse(body, form: .relaxed, bytesMaximum: 4096))
            alliance = try fields.member("alliance")
            displayName = try fields.text("displayName", bytesMaximum: 60)
            identityKey = try fields.bytes32("identityKey")
        } catch { throw .refused(.alliance(.none)) }
    }
}

/// Why an address did not let this node in.
package enum AllianceTrouble: Sendable, Hashable {
    /// No answer came; the text is the client's own.
    case unreachable(String)
    /// Something answers there, and it serves no alliance.
    case none
    /// The alliance refused, with this status; 403 is a join key that is not open.
    case refused(status: Int)
    /// The key is not the one that was compared.
    case otherKey
}

extension LocalNode {
    /// Asks an address which alliance it serves. Sends nothing about this node.
    ///
    /// - Parameter base: `http(s)://host[:port]`; a slash at the end is left out.
    /// - Throws: ``Refusal/alliance(_:)``.
    package func describe(allianceAt base: String) async throws(NodeFailure) -> AllianceDescription
    {
        try AllianceDescription(
            try await answer(
                to: Call(method: "GET", url: Self.base(base) + "/alliance/v1/descriptor")))
    }

    /// Joins an alliance whose key a person has compared.
    ///
    /// - Parameters:
    ///   - key: the identity key that was compared; the alliance must still show it.
    ///   - joinKey: the one-time key that its coordinator gave.
    ///   - address: where the other members reach this node.
    /// - Returns: the alliance.
    /// - Throws: ``Refusal/alliance(_:)``, ``Refusal/hasAlliance``, ``Refusal/proof``.
    @discardableResult
    package func join(
        allianceAt base: String, key: VerifyingKey, joinKey: String, address: String
    ) async throws(NodeFailure) -> AllianceDescription {
        guard store.state.street == nil else { throw .refused(.hasAlliance) }
        let description = try await describe(allianceAt: base)
        guard description.identityKey == key else { throw .refused(.alliance(.otherKey)) }
        let displayName = try await store.read { books throws(NodeFailure) in
            try books.note("display-name")
        }
        let admission = Facts.Admission(
            member: keys.member, displayName: displayName ?? keys.member.text,
            identityKey: keys.identityKey, boxKey: keys.boxKey, address: address)
        let enrolment = Enrolment(
            admission: admission, joinKey: joinKey,
            proof: keys.proof(of: admission, joinKey: joinKey))
        let events = try events(
            try await answer(
                to: Call(
                    method: "POST", url: Self.base(base) + "/alliance/v1/enrol",
                    fields: [.init("content-type", "application/json")], body: enrolment.bytes)))
        let hand = hand()
        try await store.write { desk throws(NodeFailure) in
            try desk.join(
                description.alliance, key: description.identityKey,
                displayName: description.displayName, events: events, by: hand)
        }
        return description
    }

    private static func base(_ text: String) -> String {
        text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private func answer(to call: Call) async throws(NodeFailure) -> [UInt8] {
        let answer: CallAnswer
        do throws(CallFailure) { answer = try await caller.call(call) } catch {
            throw .refused(.alliance(.unreachable("\(error)")))
        }
        if answer.status == 404 { throw .refused(.alliance(.none)) }
        guard (200..<300).contains(answer.status) else {
            throw .refused(.alliance(.refused(status: answer.status)))
        }
        return answer.body
    }

    private func events(_ body: [UInt8]) throws(NodeFailure) -> [SignedEvent] {
        do {
            var fields = try Fields(
                try JSONParser.parse(body, form: .canonical, bytesMaximum: 1 << 20))
            let texts: [String] = try fields.texts(
                "events", elementsMaximum: 4096, expected: "events"
            ) { $0 }
            return try texts.map { try keys.read(Array($0.utf8)) }
        } catch { throw .refused(.alliance(.none)) }
    }
}
