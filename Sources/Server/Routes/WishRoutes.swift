import Alliance
import Causality
import Community
import HTTPTypes
import Hummingbird
import Node
import Replication

extension Endpoint {
    /// What can be read of wishes.
    static let wishRoutes: [Endpoint] = [
        Endpoint(.get, "/api/v1/wishes", .action(.readWishes)) { try await list($0) },
        Endpoint(.get, "/api/v1/wishes/{writer}/{seq}", .action(.readWishes)) { visit in
            let (state, row) = try await visit.node.wish(try visit.wish())
            let account = try visit.account()
            if let seconds = visit.office.views.retrySeconds(state.wish, by: account) {
                throw Problem.tooManyViews(
                    limit: visit.node.policy.hourViewsMaximum, retrySeconds: seconds)
            }
            return .json(state.json(with: row))
        },
        Endpoint(
            .get, "/api/v1/wishes/{writer}/{seq}/preview", .action(.keepWishes)
        ) { visit in
            .json(try await visit.node.preview(try visit.wish()).json)
        },
        Endpoint(
            .get, "/api/v1/wishes/{writer}/{seq}/visitor", .action(.readResidents)
        ) { visit in
            let wish = try visit.wish()
            let claim = try visit.claimOfQuery()
            return .json(try await visit.node.visitor(claim, of: wish).json)
        },
    ]

    /// Wishes, newest first, page by page.
    private static func list(_ visit: Visit) async throws -> Response {
        let query = try Query(
            visit.request, ["state", "home", "log", "before", "limit"])
        let filter = try filter(query, street: visit.node.store.state.street?.log)
        guard let filter else { return .json(.object(of: ["wishes": .array([])])) }
        let rows = try await visit.node.store.read { books throws(NodeFailure) in
            try books.wishes(filter)
        }
        let now = visit.node.clock()
        return .json(
            .object(of: [
                "wishes": .array(rows.map { $0.json(now: now) }),
                "next": rows.count == filter.limit
                    ? rows.last.map { .string($0.position.text) } : nil,
            ]))
    }

    /// - Returns: nil when nothing can be in the list.
    private static func filter(_ query: Query, street: LogName?) throws(FieldProblem)
        -> WishFilter?
    {
        let states: [String: Bool?] = ["open": true, "ended": false, "all": Bool?.none]
        let isOpen = try query.value("state", expected: "open | ended | all") { states[$0] }
        let home = try query.value("home", expected: "a member's name") { MemberName($0) }
        let before = try query.value("before", expected: "what `next` said") {
            WishRow.Position(text: $0)
        }
        let limit = Int(try query.number("limit", 1...200) ?? 100)
        let isHome = try query.value("log", expected: "home | street") { text -> Bool? in
            ["home": true, "street": false][text]
        }
        var filter = WishFilter(isOpen: isOpen ?? nil, home: home, before: before, limit: limit)
        switch isHome {
        case true: filter.log = .home
        case false:
            guard let street else { return nil }
            filter.log = street
        case nil: break
        }
        return filter
    }
}

extension Visit {
    /// The claim that `?claim=` names.
    func claimOfQuery() throws -> Dot {
        let query = try Query(request, ["claim"])
        let claim = try query.value("claim", expected: "writer/number") { Dot(text: $0) }
        guard let claim else { throw FieldProblem("claim", .missing) }
        return claim
    }
}

extension WishRow.Position {
    /// The place as a cursor: milliseconds, a point, the wish's dot.
    var text: String { "\(publishedAt).\(wish.dot)" }

    /// Reads a cursor; nil for anything else.
    init?(text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let at = UInt64(parts[0]), at < JSON.integerLimit,
            let dot = Dot(text: parts[1])
        else { return nil }
        self.init(publishedAt: at, wish: WishID(dot))
    }
}

extension WishRow {
    /// The row as lists give it.
    func json(now: UInt64) -> JSON {
        .object(of: [
            "wish": .text(wish), "log": .string(log == .home ? "home" : "street"),
            "home": .text(home), "outcome": (outcome?.rawValue).map(JSON.string),
            "category": .text(category), "area": area.isEmpty ? nil : .string(area),
            "urgency": .string(urgency.rawValue), "places": .count(places),
            "freePlaces": .count(freePlaces), "standby": .count(standbyCount),
            "stages": stages.json, "skills": .array(skills.map { .text($0) }),
            "title": .string(title), "body": .string(body),
            "erased": isErased ? .bool(true) : nil, "publishedAt": .integer(publishedAt),
            "ageMinutes": .count(ageMinutes(now: now)), "holder": .text(holder),
            "waiting": .count(waitingCount), "incidents": .count(incidentCount),
        ])
    }
}

extension WishRow.Stages {
    fileprivate var json: JSON {
        .object(of: [
            "offered": .count(offered), "accepted": .count(accepted), "served": .count(served),
            "settled": .count(settled),
        ])
    }
}

extension WishState {
    /// The state with what the projection knows beside it: the words, the log, the stages.
    func json(with row: WishRow?) -> JSON {
        json.with([
            "words": row.map { WishText(title: $0.title, body: $0.body).json },
            "erased": row?.isErased == true ? .bool(true) : nil,
            "log": row.map { .string($0.log == .home ? "home" : "street") },
            "stages": row?.stages.json,
        ])
    }
}

extension WishText {
    /// The words as the API gives them.
    var json: JSON { .object(of: ["title": .string(title), "body": .string(body)]) }
}

extension Preview {
    fileprivate var json: JSON {
        .object(of: [
            "terms": terms.json, "words": words.json, "findings": findings.json,
            "digest": .text(digest),
        ])
    }
}

extension VisitCard {
    /// Who will come, as the office reads it.
    fileprivate var json: JSON {
        .object(of: [
            "name": .string(name), "phone": .string(phone), "team": .string(team),
            "with": others.isEmpty ? nil : .array(others.map { .string($0) }),
        ])
    }
}
