import Alliance
import Community
import Foundation
import Glibc
import HTTPTypes
import Hummingbird
package import Logging
package import Node
import Replication
package import ServiceLifecycle

/// The way in for the node's own commands: HTTP on a Unix socket, without tokens.
///
/// The guard is the file: whoever may open the socket owns the node's data. It has mode 0600 in
/// a directory that only its owner may enter.
package final class AdminServer: Sendable {
    private let office: FrontOffice
    private let socketPath: String

    /// A server for a node and its backups; it listens once it runs.
    package init(
        node: LocalNode, configuration: ServerConfiguration, socketPath: String, logger: Logger,
        backups: BackupKeeper? = nil
    ) {
        office = FrontOffice(
            node: node, configuration: configuration, logger: logger, backups: backups)
        self.socketPath = socketPath
    }

    /// The server as a service of a group.
    package var service: any Service { AdminService(server: self) }

    /// Why the socket is not offered.
    package enum Failure: Error, Sendable, Equatable {
        /// The directory cannot be read, or others than its owner may enter it.
        case directory(String)
    }

    /// Serves until the task is cancelled or its group shuts down gracefully.
    ///
    /// - Throws: ``Failure``, or when the path cannot be bound.
    package func run() async throws {
        try Self.checkDirectory(of: socketPath)
        let rules = DoorRules(
            proxy: nil, counts: AddressCounts(maximum: .max),
            language: office.configuration.language)
        let application = Application(
            router: Router(Endpoint.socket, office: office),
            server: .guarded(rules),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: socketPath)),
            onServerRunning: { [socketPath, office] _ in
                // Until here the directory alone has kept others out.
                if unsafe chmod(socketPath, 0o600) != 0 {
                    office.logger.error("the mode of the admin socket could not be set")
                }
            },
            logger: office.logger)
        defer { _ = unsafe unlink(socketPath) }
        try await application.run()
    }

    private static func checkDirectory(of path: String) throws(Failure) {
        let directory = (path as NSString).deletingLastPathComponent
        var status = stat()
        guard unsafe stat(directory, &status) == 0 else {
            throw .directory("\(directory) cannot be read")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .directory("\(directory) must have mode 0700")
        }
    }
}

private struct AdminService: Service {
    let server: AdminServer

    func run() async throws { try await server.run() }
}

extension Endpoint {
    /// The socket's own routes. Its file lets nobody in but the owner, so that each is open to
    /// anyone who is in.
    static let admin: [Endpoint] =
        [
            Endpoint(.get, "/status", .anyone) { try await status($0) },
            Endpoint(.get, "/check", .anyone) { visit in
                let flaws = try await visit.node.store.read { books throws(NodeFailure) in
                    try books.flaws()
                }
                return .json(.object(of: ["flaws": .array(flaws.map(JSON.string))]))
            },
            Endpoint(.post, "/accounts", .anyone, bodyBytesMaximum: Bounds.commandBytesMaximum) {
                try await openAccount($0)
            },
            Endpoint(.post, "/codes", .anyone, bodyBytesMaximum: Bounds.commandBytesMaximum) {
                visit in
                var fields = try Fields(try visit.json())
                let role = try fields.word("role", Role.self)
                try fields.end()
                let answer = try await visit.node.perform(.inviteStaff(role), by: nil)
                return .json(answer, status: .created)
            },
            Endpoint(.post, "/invitations", .anyone, bodyBytesMaximum: Bounds.commandBytesMaximum) {
                try await invite($0)
            },
            Endpoint(.post, "/rebuild", .anyone, bodyBytesMaximum: Bounds.commandBytesMaximum) {
                visit in
                let (wishes, isSame) = try await visit.node.rebuild()
                return .json(.object(of: ["wishes": .count(wishes), "same": .bool(isSame)]))
            },
            Endpoint(.get, "/releases", .anyone) { try await releases($0) },
            Endpoint(.get, "/erasures", .anyone) { try await erasures($0) },
        ] + consoleRoutes + backupRoutes + adminSheetRoutes

    /// All that the socket answers: beside its own routes those about persons, with the same
    /// check of the token as on the port, since who owns the machine sees no residents (AUZ-1).
    static let socket: [Endpoint] = admin + personRoutes

    private static func status(_ visit: Visit) async throws -> Response {
        let keys = visit.node.keys
        let street = visit.node.store.state.street
        return .json(
            try await NodeReport(visit.node).json.with([
                "identityKey": .text(keys.identityKey),
                "backupsScheduled": .bool(visit.office.backups?.isScheduled ?? false),
                "allianceAddress": (street?.roster.alliance)
                    .flatMap { street?.roster[$0]?.admission.address }.map { .string($0) },
                "allianceKey": (street?.roster.alliance)
                    .flatMap { street?.roster.identityKey(of: $0) }.map { .text($0) },
                "writers": .object(of: [
                    "home": .text(keys.writer(on: .home)),
                    "street": .text(street.flatMap { keys.writer(on: $0.log) }),
                ]),
            ]))
    }

    /// A token for a role; a volunteer's is for one who is in the book.
    private static func openAccount(_ visit: Visit) async throws -> Response {
        var fields = try Fields(try visit.json())
        let role = try fields.word("role", Role.self)
        let volunteer = try fields.optional("volunteer", expected: "v and 1 to 30 of a-z 0-9") {
            VolunteerID($0)
        }
        try fields.end()
        guard role == .volunteer else {
            if volunteer != nil { throw FieldProblem("volunteer", .unknown) }
            let token = try await visit.node.openAccount(role)
            return .json(.object(of: ["token": .string(token)]), status: .created)
        }
        guard let volunteer else { throw FieldProblem("volunteer", .missing) }
        let answer = try await visit.node.perform(.giveToken(volunteer), by: nil)
        return .json(answer, status: .created)
    }

    private static func invite(_ visit: Visit) async throws -> Response {
        var fields = try Fields(try visit.json())
        let member = try fields.member("member")
        let name = try fields.text("displayName", bytesMaximum: 60)
        try fields.end()
        let answer = try await visit.node.perform(
            .inviteMember(member, displayName: name), by: nil)
        return .json(answer, status: .created)
    }
}
