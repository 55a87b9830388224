import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node

extension Endpoint {
    /// The community's volunteers and their books.
    static let volunteerRoutes: [Endpoint] = [
        command("/api/v1/volunteers", .keepVolunteers, status: .created) { _, fields in
            .register(try VolunteerDraft(reading: &fields))
        },
        Endpoint(.get, "/api/v1/volunteers", .action(.keepVolunteers)) { visit in
            let volunteers = try await visit.node.volunteers()
            return .json(.object(of: ["volunteers": .array(volunteers.map(\.json))]))
        },
        command("/api/v1/volunteers/{id}/tokens", .keepVolunteers, status: .created) { visit, _ in
            .giveToken(try visit.namedVolunteer())
        },
        Endpoint(.get, "/api/v1/volunteers/{id}/hours", .action(.readBooks)) { visit in
            .json(try await hours(of: try visit.namedVolunteer(), visit.node))
        },
        Endpoint(.get, "/api/v1/my/hours", .action(.claim)) { visit in
            .json(try await hours(of: try visit.volunteer(), visit.node))
        },
    ]

    private static func hours(
        of volunteer: VolunteerID, _ node: LocalNode
    ) async throws(NodeFailure) -> JSON {
        let credits = try await node.store.read { books throws(NodeFailure) in
            guard try books.volunteer(volunteer) != nil else { throw .refused(.notFound) }
            return try books.credits(of: volunteer)
        }
        return .object(of: [
            "minutes": .count(credits.reduce(0) { $0 + $1.minutes }),
            "points": .count(credits.reduce(0) { $0 + $1.points }),
            "services": .count(credits.count), "credits": .array(credits.map(\.json)),
        ])
    }
}

extension Visit {
    /// The volunteer that the path names; a malformed number is nobody's.
    func namedVolunteer() throws(Problem) -> VolunteerID {
        guard let id = context.parameters["id"].flatMap({ VolunteerID($0) }) else {
            throw Problem(.notFound)
        }
        return id
    }
}

extension Volunteer {
    fileprivate var json: JSON {
        .object(of: [
            "volunteer": .text(id), "name": .string(name), "phone": .string(phone),
            "team": .string(team), "skills": .array(skills.map { .text($0) }),
        ])
    }
}

extension Credit {
    fileprivate var json: JSON {
        .object(of: [
            "claim": .text(claim), "wish": .text(wish), "minutes": .count(minutes),
            "points": .count(points), "at": .integer(at),
        ])
    }
}
