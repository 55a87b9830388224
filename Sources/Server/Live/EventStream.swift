import HTTPTypes
import Hummingbird
import NIOCore
import Node
import Pages

/// The server-sent events of the public page (WHATWG HTML §9.2): each part when it has changed,
/// all parts on connecting and once a minute, a comment when there was nothing for a while.
struct EventStream: Sendable {
    /// A silent line is cut by proxies after 30 s and more.
    static let heartbeatMilliseconds: UInt64 = 15_000

    let board: NoticeBoard
    let language: Language

    /// The answer; it ends when the reader goes or the server finishes.
    var response: Response {
        .stream { writer in try await send(to: &writer) }
    }

    @concurrent
    private func send(to writer: inout any ResponseBodyWriter) async throws {
        var sent: NoticeBoard.Fragments?
        var wholeAt = ContinuousClock.now
        let minute = Duration.milliseconds(Int64(NoticeBoard.ageMillisecondsMaximum))
        while !board.isClosed, !Task.isCancelled {
            let seen = board.fresh.version
            let parts = try await board.fragments(language)
            if wholeAt.duration(to: .now) >= minute { sent = nil }
            if sent == nil { wholeAt = .now }
            let lines = Self.events(parts, after: sent)
            sent = parts
            if !lines.isEmpty { try await writer.write(ByteBuffer(bytes: lines)) }
            var version = seen
            while version == seen, !board.isClosed, !Task.isCancelled,
                wholeAt.duration(to: .now) < minute
            {
                version = await board.fresh.wait(
                    beyond: seen, milliseconds: Self.heartbeatMilliseconds)
                if version == seen { try await writer.write(ByteBuffer(string: ":\n\n")) }
            }
        }
    }

    /// The parts that differ from what this reader has.
    static func events(
        _ parts: NoticeBoard.Fragments, after sent: NoticeBoard.Fragments?
    ) -> [UInt8] {
        var lines: [UInt8] = []
        let all: [(place: Place, new: [UInt8], old: [UInt8]?)] = [
            (.wishes, parts.wishes, sent?.wishes),
            (.neighbours, parts.neighbours, sent?.neighbours),
            (.state, parts.state, sent?.state),
        ]
        for part in all where part.new != part.old {
            lines += Array("event: \(part.place.rawValue)\ndata: ".utf8)
            lines += part.new
            lines += Array("\n\n".utf8)
        }
        return lines
    }
}
