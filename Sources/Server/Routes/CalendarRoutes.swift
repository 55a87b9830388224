import Alliance
import Community
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// A volunteer's calendar: where its link is made and ended, and what a program reads there.
    static let calendarRoutes: [Endpoint] = [
        look(Route.calendar(key: nil).path) { visit in
            // A key that nobody has, or has any more, costs the same one look-up.
            let key = visit.request.uri.queryParameters["key"].map(String.init) ?? ""
            let owner = try await visit.node.calendarOwner(key: key)
            if let seconds = visit.office.calendars.retrySeconds(owner) {
                throw Problem.tooOften(retrySeconds: seconds)
            }
            return try await CalendarFacts(visit).calendar(key: key)
                .response(to: visit.request, cacheControl: calendarCaching)
        },
        deed(Route.mine(.calendar).path, .claim) { visit, form in
            let answer = try await visit.carryOut(.makeCalendar, form)
            var fields = try Fields(answer)
            let key = try fields.text("key", bytesMaximum: 40)
            let address =
                visit.office.configuration.address + Route.calendar(key: key).path
            let reader = try await visit.reader(here: Route.mine(.profile).path)
            return visit.show(CalendarPage.render(address: address, key: key, reader))
        },
        deed(Route.mine(.calendarEnd).path, .claim) { visit, form in
            do {
                _ = try await visit.carryOut(.endCalendar, form)
            } catch NodeFailure.refused(.notFound) {
                // It has ended already, which is what was asked for.
            }
            return visit.redirect(to: .mine(.profile), said: .saved)
        },
    ]

    /// One person's, and asked for anew each time: a cancelled visit must not be called at.
    private static let calendarCaching = "private, no-cache"
}
