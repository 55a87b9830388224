import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// What the office does about what residents have left.
    static let inboxRoutes: [Endpoint] = [
        page("/desk/requests", .keepWishes) { visit in try await visit.inbox() },
        deed("/desk/requests/door", .keepWishes) { visit, form in
            _ = try await visit.carryOut(.keepDoor(isOpen: form.text("isOpen") == "yes"), form)
            return visit.redirect(to: .request(.inbox), said: .saved)
        },
        page("/desk/requests/{id}/take", .keepWishes) { visit in
            let number = try visit.number()
            do {
                let request = try await visit.node.waitingRequest(number, by: try visit.account())
                return visit.show(
                    try await visit.form(
                        WishFormModel.Typed(request, number, visit.node.policy)))
            } catch NodeFailure.refused(.requestEnded) {
                return visit.redirect(to: .request(.inbox), said: .answered)
            }
        },
        deed("/desk/requests/{id}/decline", .keepWishes) { visit, form in
            let number = try visit.number()
            guard let reason = DeclineReason(rawValue: form.text("reason")) else {
                throw FieldProblem("reason", .malformed(expected: "known | unreached | …"))
            }
            let words = form.text("words-\(number)")
            do {
                _ = try await visit.carryOut(
                    .declineRequest(number, reason, words: words), form)
                return visit.redirect(to: .request(.inbox), said: .saved)
            } catch NodeFailure.refused(.requestEnded) {
                return visit.redirect(to: .request(.inbox), said: .answered)
            } catch NodeFailure.refused(.field) {
                return try await visit.inbox(
                    declining: .init(number: number, words: words, trouble: .tooLong))
            }
        },
    ]
}

extension Visit {
    /// The number that the path names.
    func number() throws(Problem) -> Int64 {
        guard let number = context.parameters["id"].flatMap({ Int64($0) }) else {
            throw Problem(.notFound)
        }
        return number
    }

    /// What waits for the office; each look is in the audit trail.
    fileprivate func inbox(declining: InboxModel.Declining? = nil) async throws -> Response {
        let waiting = try await node.waitingRequests(by: try account())
        let now = node.clock()
        let (links, isDoorOpen) = try await node.store.read { books throws(NodeFailure) in
            var links: [WishID: WishLink] = [:]
            for wish in waiting.flatMap(\.alike) { links[wish] = try books.wishRow(wish)?.link }
            return (links, try books.isDoorOpen())
        }
        var model = InboxModel(
            requests: waiting.map { one in
                InboxModel.Entry(
                    number: one.number, request: one.request, station: one.station ?? "",
                    ageMinutes: Int(clamping: (now - min(now, one.cameAt)) / 60_000),
                    alike: one.alike.compactMap { links[$0] })
            }, declining: declining)
        model.isDoorOpen = isDoorOpen
        let reader = try await reader(here: Route.request(.inbox).path)
        return show(
            InboxPage.render(model, reader),
            status: declining == nil ? .ok : .unprocessableContent)
    }
}
