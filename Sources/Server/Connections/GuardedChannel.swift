import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Hummingbird's HTTP/1.1 connection with our door in it.
struct GuardedChannel: ServerChildChannel {
    private let inner: HTTP1Channel
    private let rules: DoorRules

    init(rules: DoorRules, responder: @escaping HTTPChannelHandler.Responder) {
        self.rules = rules
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: Bounds.headBytesMaximum,
            maxHeaderListSize: Bounds.headBytesMaximum,
            maxHeaderFieldCount: Bounds.fieldsMaximum)
        // No idle time of Hummingbird's: the door keeps all deadlines.
        inner = HTTP1Channel(
            responder: responder,
            configuration: .init(idleTimeout: nil, httpDecoderConfiguration: decoder))
    }

    func setup(
        channel: any Channel, logger: Logger
    ) -> EventLoopFuture<HTTP1Channel.Value> {
        let rules = rules
        return inner.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let door = Door(rules: rules)
            let pipeline = channel.pipeline.syncOperations
            let parser = try pipeline.handler(
                type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(door, position: .after(parser))
            try pipeline.addHandler(ByteWatch(door: door), position: .first)
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await inner.handle(value: value, logger: logger)
    }
}

extension HTTPServerBuilder {
    /// Connections with a door.
    static func guarded(_ rules: DoorRules) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in GuardedChannel(rules: rules, responder: responder) }
    }
}
