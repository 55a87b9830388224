extension Route {
    /// The doors for residents, and what the office does about them.
    package enum RequestPlace: Sendable, Hashable {
        /// Where a wish is left; with the station whose poster led there.
        case form(station: Int64?)
        /// Where one looks what became of it.
        case follow
        /// What waits for the office; where a wish is written of one; declines one.
        case inbox, take(Int64), decline(Int64)
        /// Opens or closes the form where wishes are left.
        case door
        /// The stations; the poster of one; takes one out of the book.
        case posters, poster(Int64), dropPoster(Int64)
        /// The wish wall.
        case wall

        var path: String {
            switch self {
            case .form(let station): "/wish" + (station.map { "?at=\($0)" } ?? "")
            case .follow: "/wish/follow"
            case .inbox: "/desk/requests"
            case .take(let number): "/desk/requests/\(number)/take"
            case .decline(let number): "/desk/requests/\(number)/decline"
            case .door: "/desk/requests/door"
            case .posters: "/desk/posters"
            case .poster(let number): "/desk/posters/\(number)"
            case .dropPoster(let number): "/desk/posters/\(number)/drop"
            case .wall: "/wall"
            }
        }
    }
}
