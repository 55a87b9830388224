import Alliance
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import Node
package import ServiceLifecycle
import Telemetry

/// Serves the node's figures to Prometheus, on a listener of its own: the public port never has
/// them, and nothing else is on this one.
package final class MetricsServer: Sendable {
    private let office: FrontOffice
    private let dataDirectory: String
    /// Where it listens, once it does.
    let bound = BoundPort()

    /// Scrapes at the same time; one Prometheus needs one, its spare another.
    private static let connectionsMaximum = 16

    /// A server for a node; it listens once it runs.
    ///
    /// - Parameters:
    ///   - configuration: where to listen, and in which language refusals are written.
    ///   - dataDirectory: whose disk and files are measured.
    package init(
        node: LocalNode, configuration: ServerConfiguration, dataDirectory: String,
        logger: Logger
    ) {
        office = FrontOffice(node: node, configuration: configuration, logger: logger)
        self.dataDirectory = dataDirectory
    }

    /// The server as a service of a group.
    package var service: any Service { MetricsService(server: self) }

    /// Serves until the task is cancelled or its group shuts down gracefully.
    ///
    /// - Throws: when the port cannot be bound.
    package func run() async throws {
        let configuration = office.configuration
        let rules = DoorRules(
            proxy: nil, counts: AddressCounts(maximum: Self.connectionsMaximum),
            language: configuration.language)
        let application = Application(
            router: Router(Endpoint.metrics(dataDirectory), office: office),
            server: .guarded(rules),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port)),
            onServerRunning: { [bound] channel in bound.set(channel.localAddress?.port) },
            logger: office.logger)
        try await application.run()
    }
}

private struct MetricsService: Service {
    let server: MetricsServer

    func run() async throws { try await server.run() }
}

extension Endpoint {
    /// The routes of the metrics listener.
    static func metrics(_ dataDirectory: String) -> [Endpoint] {
        [
            Endpoint(.get, "/metrics", .anyone) { visit in
                let families =
                    try await NodeReport(visit.node).families
                    + Machine.families(dataDirectory: dataDirectory)
                    + Machine.process + visit.node.instruments.families
                return .bytes(
                    Array(Exposition.text(of: families).utf8), type: Exposition.mediaType)
            }
        ]
    }
}

extension NodeReport {
    /// The report as figures. Members are named, since they are no persons.
    var families: [Family] {
        let heard = members.compactMap { member in
            member.heardSecondsAgo(now: now).map { (member.name.text, Double($0)) }
        }
        return [
            .gauge("yizhan_wishes_open", "Wishes that have not ended.", Double(openCount)),
            .gauge(
                "yizhan_wishes_unclaimed", "Open wishes that nobody has claimed.",
                Double(unclaimedCount)),
            .gauge(
                "yizhan_events", "Events of the alliance's log that are here.",
                Double(eventCount)),
            .gauge(
                "yizhan_parcels_waiting", "Sealed parcels without a receipt.",
                Double(parcelsWaiting)),
            .gauge(
                "yizhan_incidents", "Incidents of open wishes, for a person to look at.",
                Double(incidentCount)),
            .gauge("yizhan_forks", "Forked writers that were seen.", Double(forkCount)),
            .gauge(
                "yizhan_writer_stopped",
                "1 when a copy of this node has written under its name, and it writes no more.",
                isStopped ? 1 : 0),
            .gauge(
                "yizhan_frozen",
                "1 while a restored node waits for witnesses and decides about no older wish.",
                freeze == nil ? 0 : 1),
            .gauge(
                "yizhan_wishes_frozen", "Own open wishes that wait for that, or for a person.",
                Double(elsewhere.frozen)),
            .gauge(
                "yizhan_member_active", "1 for a member, 0 for a suspended one.", by: "member",
                members.map { ($0.name.text, $0.isActive ? 1 : 0) }),
            .gauge(
                "yizhan_member_heard_seconds", "Seconds since a member was last heard from.",
                by: "member", heard),
            .gauge(
                "yizhan_member_events_to_send",
                "Events here that a member has not shown to have.", by: "member",
                members.map { ($0.name.text, Double($0.eventsToSend)) }),
            .gauge(
                "yizhan_member_failed_calls", "Calls to a member that failed one after another.",
                by: "member", members.map { ($0.name.text, Double($0.failures)) }),
            .gauge(
                "yizhan_member_clock_skew_seconds",
                "Seconds that a member's clock was ahead of ours at its last answer.",
                by: "member",
                members.compactMap { member in
                    member.skewSeconds.map { (member.name.text, Double($0)) }
                }),
        ]
    }
}

extension Machine {
    /// The disk and the database's files.
    fileprivate static func families(dataDirectory: String) -> [Family] {
        let database = dataDirectory + "/yizhan.sqlite"
        let figures: [(String, String, Int?)] = [
            (
                "yizhan_disk_free_bytes", "Bytes free on the disk of the data directory.",
                freeBytes(at: dataDirectory)
            ),
            ("yizhan_database_bytes", "Size of the database.", bytes(ofFile: database)),
            (
                "yizhan_database_log_bytes", "Size of the database's write-ahead log.",
                bytes(ofFile: database + "-wal")
            ),
        ]
        return figures.compactMap { name, help, bytes in
            bytes.map { .gauge(name, help, Double($0)) }
        }
    }
}
