import Hummingbird
import NIOCore
import Node

/// Tells a page of desk or phone that it may have news (WHATWG HTML §9.2); the page then asks for
/// itself again, by its own address and with its own rights.
///
/// Nothing of what the news is goes over this stream. It ends after a minute, and the browser comes
/// back by itself: so a session that has ended is noticed by then.
struct LiveStream: Sendable {
    static let lifeSeconds: Int64 = 60
    /// Between two news to one reader: a page that is put in anew more often cannot be read.
    static let pauseMilliseconds: Int64 = 2_000

    let board: NoticeBoard

    /// The answer.
    var response: Response {
        .stream { writer in try await send(to: &writer) }
    }

    @concurrent
    private func send(to writer: inout any ResponseBodyWriter) async throws {
        let begun = ContinuousClock.now
        var seen = board.fresh.version
        // Whoever comes back may have missed something: the first event says so.
        try await writer.write(ByteBuffer(string: "retry: 1000\nevent: hello\ndata: \n\n"))
        while !board.isClosed, !Task.isCancelled,
            begun.duration(to: .now) < .seconds(Self.lifeSeconds)
        {
            let version = await board.fresh.wait(
                beyond: seen, milliseconds: EventStream.heartbeatMilliseconds)
            guard !board.isClosed else { return }
            guard version != seen else {
                try await writer.write(ByteBuffer(string: ":\n\n"))
                continue
            }
            seen = version
            try await writer.write(ByteBuffer(string: "event: news\ndata: \n\n"))
            try await Task.sleep(for: .milliseconds(Self.pauseMilliseconds))
        }
    }
}
