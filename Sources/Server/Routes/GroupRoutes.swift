import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node

extension Endpoint {
    private static let volunteerPath = "/api/v1/volunteers/{id}"

    /// Teams that claim, and what is proved of skills.
    static let groupRoutes: [Endpoint] = [
        Endpoint(.get, "/api/v1/my/team", .action(.claim)) { visit in
            let team = try await visit.node.team(of: try visit.volunteer())
            return .json(
                .object(of: [
                    "team": .string(team.name),
                    "members": .array(
                        team.members.map {
                            .object(of: ["volunteer": .text($0.id), "name": .string($0.name)])
                        }),
                ]))
        },
        command("/api/v1/claims/{writer}/{seq}/members", .claim) { visit, fields in
            .nameMembers(try visit.dot(), try fields.members())
        },
        Endpoint(.get, "/api/v1/my/proofs", .action(.claim)) { visit in
            .json(try await proofs(of: try visit.volunteer(), visit.node))
        },
        Endpoint(.get, volunteerPath + "/proofs", .action(.keepVolunteers)) { visit in
            .json(try await proofs(of: try visit.namedVolunteer(), visit.node))
        },
        command(volunteerPath + "/proofs", .keepVolunteers) { visit, fields in
            try fields.keepingProof(of: try visit.namedVolunteer())
        },
        command(volunteerPath + "/proofs/withdraw", .keepVolunteers) { visit, fields in
            .dropProof(try visit.namedVolunteer(), try fields.skill())
        },
        command(volunteerPath + "/standing", .keepVolunteers) { visit, fields in
            try fields.keepingStanding(of: try visit.namedVolunteer())
        },
    ]

    private static func proofs(
        of volunteer: VolunteerID, _ node: LocalNode
    ) async throws(NodeFailure) -> JSON {
        let today = node.hand().day
        let (list, standing) = try await node.store.read { books throws(NodeFailure) in
            guard let row = try books.volunteer(volunteer), row.leftAt == nil else {
                throw .refused(.notFound)
            }
            return (
                try books.proofs(of: volunteer, keys: node.keys),
                try books.standing(of: volunteer, keys: node.keys)
            )
        }
        return .object(of: [
            "proofs": .array(
                list.map { row, proof in
                    .object(of: [
                        "skill": .text(row.skill), "document": .string(proof.document),
                        "ending": .string(proof.ending), "issuer": .string(proof.issuer),
                        "seenOn": .string(CivilDay(number: row.seenOn).text),
                        "validUntil": row.validUntil.map { .string(CivilDay(number: $0).text) },
                        "valid": .bool(row.validUntil.map { $0 >= today } ?? true),
                    ])
                }),
            "minor": .bool(standing.isMinor), "consent": .bool(standing.hasConsent),
            "insuredUntil": standing.insuredUntil.map { .string(CivilDay(number: $0).text) },
        ])
    }
}

extension Fields {
    /// Who comes, by number.
    mutating func members() throws(FieldProblem) -> [VolunteerID] {
        try texts(
            "members", elementsMaximum: Party.membersMaximum, expected: "volunteers' numbers"
        ) { VolunteerID($0) }
    }

    /// A paper to be written down, and the skill that it proves.
    mutating func keepingProof(of volunteer: VolunteerID) throws(FieldProblem) -> Command {
        .keepProof(
            volunteer, try skill(),
            Proof(
                document: try text("document", bytesMaximum: 60),
                number: try optionalText("number", bytesMaximum: 60) ?? "",
                issuer: try optionalText("issuer", bytesMaximum: 60) ?? ""),
            until: try day("validUntil"))
    }

    /// How a volunteer stands to articles 15 and 17.
    mutating func keepingStanding(of volunteer: VolunteerID) throws(FieldProblem) -> Command {
        .keepStanding(
            volunteer,
            Standing(
                isMinor: try optionalFlag("minor") ?? false,
                hasConsent: try optionalFlag("consent") ?? false,
                insuredUntil: try day("insuredUntil")))
    }

    /// The skill that a proof is of.
    mutating func skill() throws(FieldProblem) -> Word {
        try required("skill", expected: "1 to 32 of a-z 0-9 -") { Word($0) }
    }

    /// A day by its number since 1970; nil where nothing is said.
    fileprivate mutating func day(_ name: String) throws(FieldProblem) -> Int64? {
        try optional(name, expected: "a day such as 2027-01-31") { CivilDay(text: $0) }
            .map { CivilDay.number(year: $0.year, month: $0.month, day: $0.day) }
    }
}
