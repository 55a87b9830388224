import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node

extension Endpoint {
    /// What auditors read: who was released a contact, what was erased where. Names nobody.
    static let ledgerRoutes: [Endpoint] = [
        Endpoint(.get, "/api/v1/releases", .action(.readLedger)) { try await releases($0) },
        Endpoint(.get, "/api/v1/erasures", .action(.readLedger)) { try await erasures($0) },
    ]

    /// What a person may ask of the community, by the office (PIPL art. 44 to 47). Bodies, since
    /// no personal data stands in a URL (WEB-4).
    static let personRoutes: [Endpoint] = [
        Endpoint(
            .post, "/api/v1/people/report", .action(.answerPersons),
            bodyBytesMaximum: Bounds.commandBytesMaximum
        ) { visit in
            var fields = try Fields(try visit.json())
            let person = try Person(reading: &fields)
            try fields.end()
            return .json(try await visit.node.report(on: person, by: try visit.account()))
        },
        command("/api/v1/people/erase", .answerPersons) { _, fields in
            let person = try Person(reading: &fields)
            try fields.confirmed()
            return .erasePerson(person)
        },
        command("/api/v1/wishes/{writer}/{seq}/erase", .answerPersons) { visit, fields in
            try fields.confirmed()
            return .erase(try visit.wish())
        },
    ]

    static func releases(_ visit: Visit) async throws -> Response {
        .json(try await visit.node.releases(before: try visit.before()))
    }

    static func erasures(_ visit: Visit) async throws -> Response {
        .json(try await visit.node.erasures(before: try visit.before()))
    }
}

extension Visit {
    /// The place in a ledger that a page begins below.
    fileprivate func before() throws(FieldProblem) -> Int64? {
        let query = try Query(request, ["before"])
        return try query.number("before", 0...(JSON.integerLimit - 1)).map { Int64($0) }
    }
}

extension Fields {
    /// An erasure cannot be taken back: whoever asks for one says so.
    fileprivate mutating func confirmed() throws(FieldProblem) {
        guard try optionalFlag("confirmed") == true else {
            throw FieldProblem("confirmed", .malformed(expected: "true"))
        }
    }
}

extension Person {
    /// Reads of whom a command speaks: `phone` of a resident or `volunteer`, one of the two.
    init(reading fields: inout Fields) throws(FieldProblem) {
        let phone = try fields.optional("phone", expected: "a phone number") { Phone($0) }
        let volunteer = try fields.optional("volunteer", expected: "v and 1 to 30 of a-z 0-9") {
            VolunteerID($0)
        }
        switch (phone, volunteer) {
        case (let phone?, nil): self = .resident(phone)
        case (nil, let volunteer?): self = .volunteer(volunteer)
        default:
            throw FieldProblem("phone", .malformed(expected: "phone or volunteer, one of them"))
        }
    }
}
