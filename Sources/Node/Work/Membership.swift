package import Alliance
import Causality
import Replication

/// The life of the roster, at the alliance's node (federation.md §3, §6).
extension Desk {
    /// The most writers of one member that an event can name.
    private static let writersNamedMaximum = 256

    /// How long an invitation is open, in milliseconds: 72 hours (ENR-1).
    private static let invitationMilliseconds: UInt64 = 72 * 3_600_000

    /// Invites a community; an invitation that it had is void.
    ///
    /// - Returns: the join key, which is shown once and stored as a digest only.
    /// - Throws: ``Refusal/noAlliance`` when this node serves none, ``Refusal/field(_:)`` for a
    ///   name that takes part already.
    func inviteMember(
        _ member: MemberName, displayName: String, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let street = try ownAlliance(hand)
        guard street.roster[member] == nil else {
            throw .refused(
                .field(FieldProblem("member", .malformed(expected: "a name that is free"))))
        }
        let key = "yzj_" + Base32.encode(hand.keys.random(16))
        let until = hand.now + Self.invitationMilliseconds
        try books.invite(
            member, displayName: displayName, key: hand.keys.digest(Array(key.utf8)), until: until)
        return .object(of: ["joinKey": .string(key), "validUntil": .integer(until)])
    }

    /// Takes an invitation back that was not used.
    ///
    /// - Throws: ``Refusal/noAlliance``, ``Refusal/notFound``.
    func withdrawInvitation(_ member: MemberName, by hand: Hand) throws(NodeFailure) -> JSON {
        _ = try ownAlliance(hand)
        guard try books.withdrawInvitation(member) else { throw .refused(.notFound) }
        return .object([])
    }

    /// Ends a member's part in the alliance: what is here of its writers counts, nothing further;
    /// its claims return to the wishes, nothing is released to it any more.
    ///
    /// - Throws: ``Refusal/noAlliance`` at another node than the alliance's,
    ///   ``Refusal/notFound``, ``Refusal/noEffect`` for a member that is suspended already.
    mutating func suspend(_ member: MemberName, by hand: Hand) throws(NodeFailure) -> JSON {
        let street = try ownAlliance(hand)
        guard member != hand.keys.member, let known = street.roster[member] else {
            throw .refused(.notFound)
        }
        guard known.isActive else { throw .refused(.noEffect) }
        let cuts = street.heads.filter { MemberName(of: $0.key) == member }
            .compactMap { writer, head in
                Dot(writer, head.seq).map { Facts.Head($0, head.id) }
            }
            .sorted { $0.dot < $1.dot }
        try write(
            .suspended(member: member, cuts: Array(cuts.suffix(Self.writersNamedMaximum))),
            on: street.log, by: hand)
        return .object(of: [
            "member": .text(member), "suspended": .bool(true),
            "cuts": .array(cuts.map { .text($0.dot) }),
        ])
    }

    /// Lets a suspended member take part again; its node opens a new writer by itself.
    ///
    /// - Throws: as ``suspend(_:by:)``; ``Refusal/noEffect`` for a member that takes part.
    mutating func readmit(_ member: MemberName, by hand: Hand) throws(NodeFailure) -> JSON {
        let street = try ownAlliance(hand)
        guard let known = street.roster[member] else { throw .refused(.notFound) }
        guard !known.isActive else { throw .refused(.noEffect) }
        try write(.readmitted(member: member), on: street.log, by: hand)
        return .object(of: ["member": .text(member), "suspended": .bool(false)])
    }

    /// Gives a member new keys, after a person has compared their fingerprint with the member's
    /// office. Requests signed with the key before are refused from here on; of the writers that
    /// it has certified those known here stay.
    ///
    /// - Throws: as ``suspend(_:by:)``; ``Refusal/proof`` for a weak key.
    mutating func replaceKeys(
        of member: MemberName, identityKey: VerifyingKey, boxKey: BoxKey?, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let street = try ownAlliance(hand)
        guard member != hand.keys.member, let known = street.roster[member] else {
            throw .refused(.notFound)
        }
        guard known.admission.identityKey != identityKey else { throw .refused(.noEffect) }
        guard !hand.keys.isWeak(identityKey), boxKey.map(hand.keys.isWeak) != true else {
            throw .refused(.proof)
        }
        let writers = street.writerKeys.keys.filter { MemberName(of: $0) == member }.sorted()
        try write(
            .keyReplaced(
                Facts.KeyReplacement(
                    member: member, identityKey: identityKey, boxKey: boxKey,
                    writers: Array(writers.suffix(Self.writersNamedMaximum)))),
            on: street.log, by: hand)
        return .object(of: ["member": .text(member), "identityKey": .text(identityKey)])
    }

    private func ownAlliance(_ hand: Hand) throws(NodeFailure) -> Replica {
        guard let street = state.street, street.roster.alliance == hand.keys.member else {
            throw .refused(.noAlliance)
        }
        return street
    }
}

extension LocalNode {
    /// Invites a community by the owner of the machine.
    ///
    /// - Returns: the join key.
    /// - Throws: as the command.
    package func invite(
        _ member: MemberName, displayName: String
    ) async throws(NodeFailure) -> String {
        let answer = try await perform(.inviteMember(member, displayName: displayName), by: nil)
        do throws(FieldProblem) {
            var fields = try Fields(answer)
            return try fields.text("joinKey", bytesMaximum: 100)
        } catch { throw .refused(.field(error)) }
    }
}
