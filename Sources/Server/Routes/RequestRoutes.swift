import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// Doors for residents: the form, the number to follow by, the office's answer, the posters.
    static let requestRoutes: [Endpoint] =
        [
            look("/wish") { visit in
                let at = visit.request.uri.queryParameters["at"].map(String.init) ?? ""
                let (number, station) = try await visit.station(at)
                var model = RequestModel(
                    at: number, station: station, kept: .init(visit.node.policy))
                model.hasForm = try await visit.isDoorOpen()
                return visit.show(RequestPage.render(model, try await visit.reader()))
            },
            deed("/wish", nil) { try await leave($0, $1) },
            look("/wish/follow") { visit in
                visit.show(FollowPage.render(FollowModel(), try await visit.reader()))
            },
            deed("/wish/follow", nil) { try await follow($0, $1) },
        ] + inboxRoutes + posterRoutes

    private static func leave(_ visit: Visit, _ form: Form) async throws -> Response {
        let (number, station) = try await visit.station(form.text("at"))
        var model = RequestModel(form, station: station, visit.node.policy)
        model.at = number
        guard let request = model.request(visit.language) else {
            return try await show(visit, model, .unprocessableContent)
        }
        if let code = try await visit.node.left(sending: visit.body) {
            // It came before, and its answer was lost on the way: it counts once.
            return try await shown(visit, code)
        }
        if let seconds = visit.office.doors.take(.leave, visit.address) {
            model.trouble = .throttled
            var response = try await show(visit, model, .tooManyRequests)
            response.headers[.retryAfter] = "\(seconds)"
            return response
        }
        do {
            let code = try await visit.node.leave(
                request, station: Int64(number), sending: visit.body)
            return try await shown(visit, code)
        } catch NodeFailure.refused(.requestsClosed) {
            // It was closed while somebody typed: the words stay in the form.
            visit.office.doors.giveBack(.leave, visit.address)
            model.trouble = .closed
            return try await show(visit, model, .serviceUnavailable)
        } catch NodeFailure.refused(.requestsFull) {
            visit.office.doors.giveBack(.leave, visit.address)
            model.trouble = .full
            var response = try await show(visit, model, .serviceUnavailable)
            for field in Problem(.requestsFull).fields {
                response.headers[field.name] = field.value
            }
            return response
        }
    }

    /// What is shown once: the number to follow by.
    private static func shown(_ visit: Visit, _ code: EntryCode) async throws -> Response {
        visit.show(
            RequestNumberPage.render(
                number: code.description,
                try await visit.reader(here: Route.request(.form(station: nil)).path)))
    }

    /// The form again, with all that was typed and what is wrong.
    private static func show(
        _ visit: Visit, _ model: RequestModel, _ status: HTTPResponse.Status
    ) async throws -> Response {
        let here = Route.request(.form(station: Int64(model.at)))
        let reader = try await visit.reader(here: here.path)
        return visit.show(RequestPage.render(model, reader), status: status)
    }

    private static func follow(_ visit: Visit, _ form: Form) async throws -> Response {
        var model = FollowModel(code: form.text("code"))
        var status = HTTPResponse.Status.ok
        var retry: Int?
        if let seconds = visit.office.doors.take(.guess, visit.address) {
            model.trouble = .guessing
            status = .tooManyRequests
            retry = seconds
        } else {
            do {
                let deed = form.text("deed")
                if deed == "withdraw" {
                    try await visit.node.withdrawRequest(model.code)
                } else if let word = ResidentWord(rawValue: deed) {
                    try await visit.node.say(word, about: model.code)
                }
                model.take(try await visit.node.follow(model.code), visit.node)
                visit.office.doors.giveBack(.guess, visit.address)
            } catch NodeFailure.refused(.entryCode) {
                model.trouble = .unknownNumber
                status = .unprocessableContent
            } catch NodeFailure.refused(.noEffect) {
                // It was decided meanwhile: what became of it says more than a refusal.
                visit.office.doors.giveBack(.guess, visit.address)
                model.take(try await visit.node.follow(model.code), visit.node)
            }
        }
        let reader = try await visit.reader(here: Route.request(.follow).path)
        var response = visit.show(FollowPage.render(model, reader), status: status)
        if let retry { response.headers[.retryAfter] = "\(retry)" }
        return response
    }
}

extension Visit {
    /// The address that asks: that of the connection, or what the trusted proxy says.
    var address: String {
        let direct = context.address ?? ""
        guard let proxy = office.configuration.trustedProxy, direct == proxy,
            let name = HTTPField.Name("X-Forwarded-For"),
            let last = request.headers[name]?.split(separator: ",").last
        else { return direct }
        return String(last.drop(while: { $0 == " " }))
    }

    /// Whether residents can leave requests here.
    fileprivate func isDoorOpen() async throws(NodeFailure) -> Bool {
        try await node.store.read { books throws(NodeFailure) in try books.isDoorOpen() }
    }

    /// The station that `at` names, and what it is called; empty for none.
    func station(_ at: String) async throws(NodeFailure) -> (number: String, name: String) {
        guard let number = Int64(at) else { return ("", "") }
        let stations = try await node.store.read { books throws(NodeFailure) in
            try books.stations()
        }
        guard let station = stations.first(where: { $0.number == number }) else { return ("", "") }
        return ("\(number)", station.name)
    }
}
