import Alliance
import Community
import Hummingbird
import Node

extension Endpoint {
    /// What volunteers and office are told, as lists and as streams.
    static let noticeRoutes: [Endpoint] = [
        Endpoint(.get, "/api/v1/my/notices", .action(.claim)) { visit in
            let notices = try await visit.myNotices(
                of: try visit.volunteer(), after: try visit.after())
            return .json(.object(of: ["notices": .array(notices.map(\.json))]))
        },
        Endpoint(.get, "/api/v1/my/events", .action(.claim)) { visit in
            let volunteer = try visit.volunteer()
            return NoticeStream(
                board: visit.office.board, after: try visit.lastEventID(),
                last: {
                    try await visit.node.store.read { books throws(NodeFailure) in
                        try books.lastNotice(of: volunteer)
                    }
                },
                notices: { try await visit.myNotices(of: volunteer, after: $0) }
            ).response
        },
        Endpoint(.get, "/api/v1/office/notices", .action(.decideClaims)) { visit in
            let notices = try await visit.officeNotices(after: try visit.after())
            return .json(.object(of: ["notices": .array(notices.map(\.json))]))
        },
        Endpoint(.get, "/api/v1/office/events", .action(.decideClaims)) { visit in
            NoticeStream(
                board: visit.office.board, after: try visit.lastEventID(),
                last: {
                    try await visit.node.store.read { books throws(NodeFailure) in
                        try books.lastOfficeNotice()
                    }
                },
                notices: { try await visit.officeNotices(after: $0) }
            ).response
        },
    ]
}

extension Visit {
    fileprivate func after() throws -> Int64 {
        let query = try Query(request, ["after", "lang"])
        return Int64(try query.number("after", 0...(JSON.integerLimit - 1)) ?? 0)
    }

    fileprivate func myNotices(
        of volunteer: VolunteerID, after: Int64
    ) async throws -> [(number: Int64, json: JSON)] {
        let language = noticeLanguage
        return try await node.store.read { books throws(NodeFailure) in
            try books.notices(of: volunteer, after: after)
        }.map { ($0.number, $0.json(language)) }
    }

    fileprivate func officeNotices(
        after: Int64
    ) async throws -> [(number: Int64, json: JSON)] {
        let language = noticeLanguage
        return try await node.store.read { [keys = node.keys] books throws(NodeFailure) in
            try books.officeLines(after: after, keys: keys)
        }.map { ($0.notice.number, $0.json(language)) }
    }
}

extension Notice {
    fileprivate func json(_ language: NoticeLanguage) -> JSON {
        .object(of: [
            "number": .integer(UInt64(max(0, number))), "claim": .text(claim),
            "code": .string(code), "at": .integer(at),
            "rank": rank.map { .count($0) }, "answerBy": answerBy.map(JSON.integer),
            "text": .string(sentence(language)),
        ])
    }
}
