import ArgumentParser
import Logging
import Node
import Pages
import Server
import ServiceLifecycle
import Settings
import UnixSignals

/// Runs the node until SIGTERM or SIGINT.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the node: pages, API, exchange.")

    @OptionGroup var options: SettingsOption

    mutating func run() async throws {
        let settings = try await options.load()
        let logger = Composition.logger(settings)
        let composition = try await Composition.open(settings, logger: logger)
        do throws(NodeFailure) {
            for log in try await composition.node.begin() {
                logger.warning(
                    "a log goes on with a new writer: this node was restored",
                    metadata: ["log": "\(log)"])
            }
        } catch {
            await composition.close()
            throw Console.fail(Composition.sentence(error), .file)
        }
        let backups: BackupKeeper
        do { backups = try composition.backups() } catch {
            await composition.close()
            throw error
        }
        var configuration = ServerConfiguration(settings)
        configuration.dataDirectory = settings.dataDirectory
        let server = NodeServer(
            node: composition.node, configuration: configuration, logger: logger,
            backups: backups)
        let admin = AdminServer(
            node: composition.node, configuration: configuration,
            socketPath: Composition.socketPath(settings), logger: logger, backups: backups)
        var services: [any Service] = [
            NodeWork(node: composition.node, backups: backups, post: composition.post),
            admin.service, server.service,
        ]
        if let port = settings.metrics.port {
            var configuration = configuration
            configuration.host = settings.metrics.host
            configuration.port = port
            services.append(
                MetricsServer(
                    node: composition.node, configuration: configuration,
                    dataDirectory: settings.dataDirectory, logger: logger
                ).service)
        }
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch {
            await composition.close()
            throw Console.fail(
                "the node stopped: \(error) — is port \(ports(settings)) in use?",
                .unavailable)
        }
        await composition.close()
    }

    private func ports(_ settings: NodeSettings) -> String {
        [settings.listen.port, settings.metrics.port].compactMap { $0.map(String.init) }
            .joined(separator: " or ")
    }
}

/// What the node does by itself, as a service.
struct NodeWork: Service {
    let node: LocalNode
    let backups: BackupKeeper
    let post: NoticePost?

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { await node.run() }
                group.addTask { await backups.run() }
                if let post { group.addTask { await post.run() } }
                await group.waitForAll()
            }
        }
    }
}

extension ServerConfiguration {
    /// What the settings say of the server.
    init(_ settings: NodeSettings) {
        self.init(
            host: settings.listen.host, port: settings.listen.port,
            authority: settings.listen.authority,
            language: settings.language == .en ? .en : .zh,
            connectionsMaximum: settings.limits.connectionsMaximum,
            connectionsPerAddressMaximum: settings.limits.connectionsPerAddressMaximum,
            trustedProxy: settings.listen.trustedProxy,
            requestsPerPeerPerMinute: settings.limits.requestsPerPeerPerMinute,
            isSecure: settings.listen.address.hasPrefix("https:"),
            isFeedPublic: settings.feed.isPublic)
    }
}
