import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import Node
package import ServiceLifecycle

/// The node's server: pages, API, exchange, on one port.
///
/// Owned by the composition root, which runs ``service`` in its service group, or ``run()`` in a
/// task that it cancels. On a graceful shutdown no connection is taken any more, streams and
/// waiting exchanges end at once, other requests are finished.
package final class NodeServer: Sendable {
    let office: FrontOffice
    private let bound = BoundPort()

    /// A server for a node; it listens once it runs.
    ///
    /// - Parameter backups: what the office's page tells of; nil where none are made.
    package init(
        node: LocalNode, configuration: ServerConfiguration, logger: Logger,
        backups: BackupKeeper? = nil
    ) {
        office = FrontOffice(
            node: node, configuration: configuration, logger: logger, backups: backups)
    }

    /// The server as a service of a group.
    package var service: any Service { Serving(server: self) }

    /// The port that it listens on; nil before it does.
    package var port: Int? { bound.value }

    /// Waits until the server listens.
    ///
    /// - Returns: the port; nil when it does not listen within that time.
    package func listeningPort(withinMilliseconds: UInt64 = 10_000) async -> Int? {
        await bound.value(withinMilliseconds: withinMilliseconds)
    }

    /// Serves until the task is cancelled or its group shuts down gracefully.
    ///
    /// - Throws: when the port cannot be bound.
    package func run() async throws {
        let configuration = office.configuration
        let rules = DoorRules(
            proxy: configuration.trustedProxy,
            counts: AddressCounts(maximum: configuration.connectionsPerAddressMaximum),
            language: configuration.language,
            slow: Endpoint.all.filter { $0.bodySeconds > Bounds.bodySeconds })
        let application = Application(
            router: Router(Endpoint.all, office: office), server: .guarded(rules),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(
                    configuration.connectionsMaximum, logger: office.logger)),
            onServerRunning: { [bound] channel in bound.set(channel.localAddress?.port) },
            logger: office.logger)
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup { group in
                group.addTask { [office] in await office.board.keepFresh() }
                group.addTask { try await application.run() }
                // The board ends by cancellation only, so this is the server's end.
                try await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: { [office] in
            office.board.close()
        }
    }
}

/// A server as a service.
private struct Serving: Service {
    let server: NodeServer

    func run() async throws { try await server.run() }
}
