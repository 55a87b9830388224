import Alliance
import Causality
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

    /// A server for a node; it listens once it runs.
    package init(
        node: LocalNode, configuration: ServerConfiguration, socketPath: String, logger: Logger
    ) {
        office = FrontOffice(node: node, configuration: configuration, logger: logger)
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
            router: Router(Endpoint.admin, office: office),
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
    /// The routes of the socket. Its file lets nobody in but the owner, so that each is open to
    /// anyone who is in.
    static let admin: [Endpoint] = [
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
        Endpoint(.post, "/invitations", .anyone, bodyBytesMaximum: Bounds.commandBytesMaximum) {
            try await invite($0)
        },
        atConsole("/office/close") { visit, fields in
            let delegate = try fields.optional("to", expected: "a member's name") {
                MemberName($0)
            }
            return .handOver(to: try visit.delegate(delegate))
        },
        atConsole("/office/open") { _, _ in .recall },
        Endpoint(.get, "/office/elsewhere", .anyone) { visit in
            .json(try await elsewhere(visit.node))
        },
        atConsole("/recover") { _, fields in
            let wish = try fields.required("wish", expected: "writer/number") { text in
                Dot(text: text).map { WishID($0) }
            }
            return .recover(
                wish,
                try fields.optionalWord("reason", Facts.PersonReason.self) ?? .holderLost)
        },
        atConsole("/members/suspend") { _, fields in .suspend(try fields.member("member")) },
        atConsole("/members/readmit") { _, fields in .readmit(try fields.member("member")) },
        atConsole("/members/keys") { _, fields in
            try replacement(of: try fields.member("member"), &fields)
        },
        Endpoint(.post, "/rebuild", .anyone, bodyBytesMaximum: Bounds.commandBytesMaximum) {
            visit in
            let (wishes, isSame) = try await visit.node.rebuild()
            return .json(.object(of: ["wishes": .count(wishes), "same": .bool(isSame)]))
        },
    ]

    /// A route that carries out a command of whoever has the machine.
    private static func atConsole(
        _ path: String, _ parse: @escaping @Sendable (Visit, inout Fields) throws -> Command
    ) -> Endpoint {
        Endpoint(.post, path, .anyone, bodyBytesMaximum: Bounds.commandBytesMaximum) { visit in
            var fields = try Fields(try visit.json())
            let command = try parse(visit, &fields)
            try fields.end()
            return .json(try await visit.node.performAtConsole(command))
        }
    }

    private static func status(_ visit: Visit) async throws -> Response {
        let keys = visit.node.keys
        let street = visit.node.store.state.street
        return .json(
            try await NodeReport(visit.node).json.with([
                "identityKey": .text(keys.identityKey),
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

    /// A token for a role; a volunteer's comes with the volunteer, from the office.
    private static func openAccount(_ visit: Visit) async throws -> Response {
        var fields = try Fields(try visit.json())
        let role = try fields.word("role", Role.self)
        guard role != .volunteer else {
            throw FieldProblem("role", .malformed(expected: "no volunteer: the office registers"))
        }
        try fields.end()
        let token = try await visit.node.openAccount(role)
        return .json(.object(of: ["token": .string(token)]), status: .created)
    }

    private static func invite(_ visit: Visit) async throws -> Response {
        var fields = try Fields(try visit.json())
        let member = try fields.member("member")
        let name = try fields.text("displayName", bytesMaximum: 60)
        try fields.end()
        let key = try await visit.node.invite(member, displayName: name)
        return .json(.object(of: ["joinKey": .string(key)]), status: .created)
    }
}
