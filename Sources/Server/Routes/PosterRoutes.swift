import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages
import Replication

extension Endpoint {
    /// The stations, and their posters.
    static let posterRoutes: [Endpoint] = [
        page("/desk/posters", .keepWishes) { visit in
            visit.show(PostersPage.render(try await visit.posters(), try await visit.reader()))
        },
        deed("/desk/posters", .keepWishes) { visit, form in
            let station = WishStation(
                name: form.text("name"), place: form.text("place"), phone: form.text("phone"))
            do {
                _ = try await visit.carryOut(.keepStation(station), form)
                return visit.redirect(to: .request(.posters), said: .saved)
            } catch NodeFailure.refused(.field(let problem)) {
                var model = try await visit.posters()
                model.name = station.name
                model.place = station.place
                model.phone = station.phone
                model.troubles = [problem.field: problem.problem == .empty ? .missing : .tooLong]
                let reader = try await visit.reader(here: Route.request(.posters).path)
                return visit.show(
                    PostersPage.render(model, reader), status: .unprocessableContent)
            }
        },
        page("/desk/posters/{id}", .keepWishes) { visit in
            let number = try visit.number()
            let model = try await visit.posters()
            guard let poster = model.stations.first(where: { $0.number == number }) else {
                throw Problem(.notFound)
            }
            return visit.show(
                PosterPage.render(
                    poster, isLoopback: model.isLoopback, try await visit.reader()))
        },
        deed("/desk/posters/{id}/drop", .keepWishes) { visit, form in
            _ = try await visit.carryOut(.dropStation(try visit.number()), form)
            return visit.redirect(to: .request(.posters), said: .saved)
        },
    ]
}

extension Visit {
    /// The stations with what their posters show.
    fileprivate func posters() async throws -> PostersModel {
        let base = office.configuration.address
        let (stations, noted) = try await node.store.read { books throws(NodeFailure) in
            (try books.stations(), try books.note("alliance-name"))
        }
        let member = node.store.state.street?.roster.alliance
        let alliance = noted ?? member.map { node.memberNames()[$0] ?? $0.text } ?? ""
        let isLoopback = ["localhost", "127.", "[::1]"].contains { base.contains("://" + $0) }
        return PostersModel(
            stations: stations.map { station in
                var poster = Poster(
                    number: station.number, name: station.name, place: station.place,
                    phone: station.phone,
                    wish: base + Route.request(.form(station: station.number)).path,
                    wall: base + Route.request(.wall).path)
                poster.alliance = alliance
                return poster
            }, isLoopback: isLoopback)
    }
}
