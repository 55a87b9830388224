import Alliance
import Community
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// The wish wall.
    static let wallRoutes: [Endpoint] = [
        look("/wall") { visit in
            let reading = try await visit.office.street.current()
            let now = visit.node.clock()
            func card(_ row: WishRow) -> WallModel.Card {
                WallModel.Card(
                    wish: row.wish, title: row.title,
                    home: reading.names[row.home] ?? row.home.text, area: row.area,
                    category: row.category, placesFree: row.freePlaces,
                    ageMinutes: row.ageMinutes(now: now))
            }
            // What lies in the own log alone was shown to nobody yet.
            func isShown(_ row: WishRow) -> Bool {
                row.log != .home && !row.isErased && !row.title.isEmpty
            }
            let rows = reading.entries.map(\.row).filter(isShown).prefix(wallMaximum)
            let model = WallModel(
                open: rows.filter { $0.freePlaces > 0 }.map(card),
                lit: rows.filter { $0.freePlaces == 0 }.map(card),
                done: reading.done.filter(isShown).map(card))
            return visit.show(WallPage.render(model, try await visit.reader()))
        }
    ]

    /// Open wishes on the wall at most.
    private static let wallMaximum = 120
}
