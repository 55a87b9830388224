import Alliance
import Causality
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// The desk's first page, its lists, and where residents are found.
    static let deskRoutes: [Endpoint] =
        [
            page("/desk", .keepWishes) { visit in
                let facts = try await DeskFacts(visit)
                let model = try await facts.today(for: try visit.account())
                return visit.show(TodayPage.render(model, try await visit.reader()))
            },
            deed("/desk", .keepWishes) { visit, form in
                try await visit.node.sawNotices(
                    upTo: Int64(form.text("seen")) ?? 0, by: try visit.account())
                return visit.redirect(to: .desk(.today))
            },
            page("/desk/wishes", .keepWishes) { visit in
                let facts = try await DeskFacts(visit)
                let query = try Query(visit.request, ["state", "of", "before", "said", "lang"])
                let states = ["open": true, "ended": false]
                let isOpen = try query.value("state", expected: "open | ended") { states[$0] }
                let isStreet = try query.value("of", expected: "street") { $0 == "street" }
                let before = try query.value("before", expected: "what the page before said") {
                    WishRow.Position(text: $0)
                }
                let model = try await facts.list(
                    isOpen: isOpen ?? true, isStreet: isStreet ?? false, before: before)
                return visit.show(WishListPage.render(model, try await visit.reader()))
            },
            page("/desk/residents", .readResidents) { visit in
                visit.show(ResidentsPage.render(ResidentsModel(), try await visit.reader()))
            },
            deed("/desk/residents", .readResidents) { visit, form in
                try await residents(visit, form)
            },
        ] + deskFormRoutes + deskWishRoutes

    /// So many residents stand on the page; so many beside the form.
    private static let foundMaximum = (page: 20, form: 6)

    private static func residents(_ visit: Visit, _ form: Form) async throws -> Response {
        let account = try visit.account()
        if form.has("pick") {
            guard let dot = Dot(text: form.text("pick")) else { throw Problem(.notFound) }
            let contact = try await visit.node.resident(of: WishID(dot), by: account)
            return .json(
                .object(of: [
                    "name": .string(contact.name), "phone": .string(contact.phone),
                    "door": .string(contact.door), "note": .string(contact.note),
                ]))
        }
        let facts = try await DeskFacts(visit)
        let query = form.text("query")
        let isTyping = form.has("part")
        let result = try await visit.office.residents.find(
            query, limit: isTyping ? foundMaximum.form : foundMaximum.page,
            isTyping: isTyping, by: account)
        let found = try await facts.found(result)
        if isTyping {
            return visit.show(WishFormPage.found(query.isEmpty ? nil : found, visit.language))
        }
        let model = ResidentsModel(query: query, found: query.isEmpty ? nil : found)
        return visit.show(
            ResidentsPage.render(
                model, try await visit.reader(here: Route.desk(.residents).path)))
    }
}
