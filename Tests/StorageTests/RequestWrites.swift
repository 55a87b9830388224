import Alliance
import Node
import Testing

@testable import Storage

extension Material {
    /// A request that waits.
    var asked: RequestRow {
        RequestRow(
            code: token, request: [1, 2], person: PersonDigest(otherToken.bytes), cameAt: 1,
            until: 9)
    }

    /// A request that has become the wish.
    func take(_ desk: inout Desk) throws(NodeFailure) {
        var row = asked
        row.number = try desk.books.keepRequest(row)
        row.state = .taken
        row.wish = wish
        _ = try desk.books.closeRequest(row)
    }

    static let requestWrites: [Write] = [
        Write("keepRequest") { desk, it throws(NodeFailure) in
            _ = try desk.books.keepRequest(it.asked)
        },
        Write("closeRequest") { desk, it throws(NodeFailure) in try it.take(&desk) },
        Write("moveRequest") { desk, it throws(NodeFailure) in
            try it.take(&desk)
            try desk.books.moveRequest(from: it.wish, to: WishID(it.published.dot))
        },
        Write("forgetRequest, of a wish and of a person, and by age") {
            desk, it throws(NodeFailure) in
            try it.take(&desk)
            try desk.books.forgetRequest(of: it.wish)
            _ = try desk.books.keepRequest(it.asked)
            if let person = it.asked.person { try desk.books.forgetRequests(of: person) }
            _ = try desk.books.keepRequest(it.asked)
            try desk.books.forgetAgedRequests(at: 8)
        },
        Write("keepStation, dropStation") { desk, _ throws(NodeFailure) in
            for name in ["一号驿站", "二号驿站"] {
                try desk.books.keepStation(WishStation(name: name, place: "", phone: ""))
            }
            _ = try desk.books.dropStation(1)
        },
    ]
}
