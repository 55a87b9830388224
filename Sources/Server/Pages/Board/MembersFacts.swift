import Alliance
import Community
import Node
import Pages
import Replication

/// Who takes part, for the coordinator.
struct MembersFacts {
    let node: LocalNode

    private var clock: DeskClock { DeskClock(node) }

    /// The roster, and who was invited.
    func model() async throws(NodeFailure) -> MembersModel {
        let turns = try await node.rosterTurns()
        let roster = node.store.state.street?.roster
        let now = node.clock()
        let invitations = try await node.store.read { books throws(NodeFailure) in
            try books.openInvitations(now: now)
        }
        return MembersModel(
            members: (roster?.members ?? []).filter { $0.name != roster?.alliance }.map { member in
                MembersModel.Row(
                    member: member.name, name: member.admission.displayName,
                    isActive: member.isActive,
                    admittedAt: turns.first { $0.member == member.name && $0.what == .admitted }
                        .map { clock.moment($0.at) })
            },
            invitations: invitations.map { invitation in
                MembersModel.Invited(
                    member: invitation.member, name: invitation.displayName,
                    validUntil: clock.moment(invitation.validUntil))
            })
    }

    /// One member with its history.
    ///
    /// - Throws: ``Refusal/notFound``.
    func model(of name: MemberName) async throws(NodeFailure) -> MemberModel {
        guard let roster = node.store.state.street?.roster, name != roster.alliance,
            let member = roster[name]
        else { throw .refused(.notFound) }
        let turns = try await node.rosterTurns().filter { $0.member == name }
        return MemberModel(
            member: name, name: member.admission.displayName, isActive: member.isActive,
            address: member.admission.address,
            words: Fingerprint(of: member.admission.identityKey, by: node.keys).words,
            history: turns.map { (ReportModel.Turn($0.what), clock.moment($0.at)) })
    }

    /// What an invitation has brought, as it is shown once.
    func joinKey(
        _ answer: JSON, for member: MemberName, name: String, address: String
    ) throws(FieldProblem) -> JoinKeyModel {
        var fields = try Fields(answer)
        let key = try fields.text("joinKey", bytesMaximum: 100)
        let until = try fields.integer("validUntil", 0...UInt64(Int64.max))
        return JoinKeyModel(
            member: member, name: name, joinKey: key, address: address,
            words: Fingerprint(of: node.keys.identityKey, by: node.keys).words,
            validUntil: clock.moment(until))
    }
}
