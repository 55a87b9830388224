import Alliance
import HTTPTypes
import Hummingbird
import NIOCore
import Node
import Pages

/// Notices as server-sent events (WHATWG HTML §9.2), each with its number as the event's id.
///
/// A reader that comes back says the last id it has and is given what it missed; one that comes
/// for the first time is told where it stands, and from then on what is new. The stream ends
/// after a minute, and the browser comes back by itself: so a token that was taken back, or a
/// role that was changed, is noticed by then.
struct NoticeStream: Sendable {
    static let lifeSeconds: Int64 = 60

    let board: NoticeBoard
    /// The id that the reader has; nil for a new one.
    let after: Int64?
    /// The last number there is.
    let last: @Sendable () async throws -> Int64
    /// The notices above a number, oldest first.
    let notices: @Sendable (Int64) async throws -> [(number: Int64, json: JSON)]

    /// The answer.
    var response: Response {
        .stream { writer in try await send(to: &writer) }
    }

    @concurrent
    private func send(to writer: inout any ResponseBodyWriter) async throws {
        let begun = ContinuousClock.now
        // Not beyond the last there is: after a restore the numbers begin again from an older one.
        let last = try await self.last()
        var sent = min(after ?? last, last)
        // The browser is to come back at once, and to know from where, also without any notice.
        try await writer.write(ByteBuffer(string: "retry: 1000\nid: \(sent)\ndata: {}\n\n"))
        while !board.isClosed, !Task.isCancelled,
            begun.duration(to: .now) < .seconds(Self.lifeSeconds)
        {
            let seen = board.fresh.version
            let news = try await notices(sent)
            for notice in news {
                let data = String(decoding: notice.json.canonicalBytes, as: UTF8.self)
                try await writer.write(
                    ByteBuffer(
                        string: "id: \(notice.number)\nevent: notice\ndata: \(data)\n\n"))
                sent = notice.number
            }
            guard news.isEmpty, !board.isClosed else { continue }
            let version = await board.fresh.wait(
                beyond: seen, milliseconds: EventStream.heartbeatMilliseconds)
            if version == seen { try await writer.write(ByteBuffer(string: ":\n\n")) }
        }
    }
}

extension Visit {
    /// The last event that the reader has: what the browser says by itself when it comes back,
    /// else `?after=`.
    func lastEventID() throws -> Int64? {
        let query = try Query(request, ["after", "lang"])
        let limit = 0...(JSON.integerLimit - 1)
        if let text = request.headers[.lastEventID] {
            guard let number = UInt64(text), limit.contains(number) else {
                throw Problem.header(
                    "Last-Event-ID", zh: "应为上次收到的编号", en: "the number of the last event")
            }
            return Int64(number)
        }
        return try query.number("after", limit).map { Int64($0) }
    }

    /// The language that this reader's notices are written in.
    var noticeLanguage: NoticeLanguage { language == .en ? .en : .zh }
}

extension HTTPField.Name {
    /// The id of the last event (WHATWG HTML §9.2.4).
    fileprivate static var lastEventID: Self {
        guard let name = Self("Last-Event-ID") else { preconditionFailure("a field's name") }
        return name
    }
}
