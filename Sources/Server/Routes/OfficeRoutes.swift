import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Replication

extension Endpoint {
    /// Closing and opening the office, and what was frozen by a restore.
    static let officeRoutes: [Endpoint] = [
        command("/api/v1/office/close", .decideClaims) { visit, fields in
            let delegate = try fields.optional("to", expected: "a member's name") {
                MemberName($0)
            }
            return .handOver(to: try visit.delegate(delegate))
        },
        command("/api/v1/office/open", .decideClaims) { _, _ in .recall },
        command("/api/v1/wishes/{writer}/{seq}/recover", .decideClaims) { visit, fields in
            .recover(
                try visit.wish(),
                try fields.optionalWord("reason", Facts.PersonReason.self) ?? .holderLost)
        },
        Endpoint(.get, "/api/v1/office/elsewhere", .action(.decideClaims)) { visit in
            .json(try await elsewhere(visit.node))
        },
    ]

    /// The members of the alliance, at the alliance's own node.
    static let rosterRoutes: [Endpoint] = [
        command("/api/v1/members/{member}/suspend", .keepRoster) { visit, _ in
            .suspend(try visit.member())
        },
        command("/api/v1/members/{member}/readmit", .keepRoster) { visit, _ in
            .readmit(try visit.member())
        },
        command("/api/v1/members/{member}/keys", .keepRoster) { visit, fields in
            try replacement(of: try visit.member(), &fields)
        },
    ]

    /// Reads a member's new keys out of a body.
    static func replacement(
        of member: MemberName, _ fields: inout Fields
    ) throws(FieldProblem) -> Command {
        .replaceKeys(
            member, identityKey: try fields.bytes32("identityKey"),
            boxKey: try fields.optional("boxKey", expected: "32 bytes as base64url") {
                BoxKey(base64url: $0)
            })
    }

    /// The community's open wishes that another writer holds, each with who and why.
    static func elsewhere(_ node: LocalNode) async throws(NodeFailure) -> JSON {
        let list = try await node.heldElsewhere()
        return .object(of: [
            "wishes": .array(
                list.map { held in
                    .object(of: [
                        "wish": .text(held.wish), "title": .string(held.title),
                        "holder": .text(held.holder), "frozen": .bool(held.isFrozen),
                    ])
                })
        ])
    }
}

extension Visit {
    /// The member that the path names; a malformed one is nowhere.
    func member() throws(Problem) -> MemberName {
        guard let text = context.parameters["member"], let member = MemberName(text) else {
            throw Problem(.notFound)
        }
        return member
    }

    /// Who decides while the office is closed: who was named, else who the settings name, else
    /// the alliance.
    func delegate(_ named: MemberName?) throws(Problem) -> MemberName {
        let alliance = node.store.state.street?.roster.alliance
        guard let delegate = named ?? node.policy.delegate ?? alliance else {
            throw Problem(.noAlliance)
        }
        return delegate
    }
}
