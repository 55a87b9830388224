import Alliance
import Causality
import Community
import Foundation
import Logging
import Node
import Pages
import Replication
import Signing
import Storage
import Synchronization
import Telemetry
import Testing

@testable import Server

/// Nobody is called in these tests; whoever is called all the same is counted.
final class NoCaller: Caller {
    private let calls = Mutex(0)
    var callCount: Int { calls.withLock { $0 } }

    func call(_ call: Call) async throws(CallFailure) -> CallAnswer {
        calls.withLock { $0 += 1 }
        throw .unreachable("")
    }
}

/// A node on a port: the alliance 城北 with real keys and a real file, the member 新塘 whose keys
/// the test holds, the suspended member 大观, and an account for every role.
final class World: Sendable {
    let directory: String
    let node: LocalNode
    let database: Database
    let caller = NoCaller()
    let configuration: ServerConfiguration
    let tokens: [Role: String]
    let port: Int
    /// Keys of members, by name; `stranger` is in no roster.
    let members: [String: KeyRing]

    private let task: Task<Void, any Error>
    let server: NodeServer

    static let authority = "chengbei.example:8443"

    init(
        language: Language = .zh, perAddress: Int = 32, perMinute: Int = 600,
        proxy: String? = nil, founds: Bool = true, policy: Policy = Policy(),
        member: String = "chengbei", dialling other: (any Caller)? = nil,
        feeds: Bool = false
    ) async throws {
        directory =
            FileManager.default.temporaryDirectory
            .appending(path: "yizhan-server-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        var members: [String: KeyRing] = [:]
        for name in ["chengbei", "xintang", "daguan", "stranger"] {
            members[name] = try KeyRing.create(
                directory: "\(directory)/keys-\(name)",
                member: try #require(MemberName(name)), passwordCost: .light)
        }
        self.members = members
        let keys = try #require(members[member])
        let signals = CommitSignals()
        let instruments = Instruments()
        database = try await Database.open(
            directory: directory + "/data", keys: keys, onCommit: { signals.raise($0) },
            instruments: instruments)
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let node = LocalNode(
            store: database, keys: keys, caller: other ?? caller, policy: policy,
            signals: signals, clock: { World.now() }, logger: logger,
            instruments: instruments)
        self.node = node
        try await Self.begin(node, founds: founds)
        if founds {
            for name in ["xintang", "daguan"] {
                try await Self.admit(try #require(members[name]), to: node)
            }
            try await Self.suspend(try #require(MemberName("daguan")), at: node)
        }
        tokens = try await Self.openAccounts(node)
        configuration = ServerConfiguration(
            port: 0, authority: Self.authority, language: language,
            connectionsPerAddressMaximum: perAddress, trustedProxy: proxy,
            requestsPerPeerPerMinute: perMinute, isFeedPublic: feeds)
        let server = NodeServer(node: node, configuration: configuration, logger: logger)
        self.server = server
        task = Task { try await server.run() }
        port = try #require(await server.listeningPort(withinMilliseconds: 30_000))
    }

    deinit {
        task.cancel()
        let (database, directory) = (database, directory)
        Task {
            await database.close()
            try? FileManager.default.removeItem(atPath: directory)
        }
    }

    /// Does what the node would do by itself, until nothing is left to do.
    func attend() async {
        while await node.attend() {}
    }

    static func now() -> UInt64 { UInt64(Date().timeIntervalSince1970 * 1000) }

    private static func begin(_ node: LocalNode, founds: Bool) async throws {
        let hand = node.hand()
        try await node.store.write { desk throws(NodeFailure) in
            try desk.open(displayName: "城北街道", by: hand)
            if founds {
                try desk.found(
                    displayName: "幸福驿站联盟", address: "http://" + World.authority, by: hand)
            }
        }
    }

    /// What a member sends to be admitted, with a fresh join key.
    static func enrolment(of keys: KeyRing, to node: LocalNode) async throws -> Enrolment {
        let joinKey = try await node.invite(keys.member, displayName: "社区")
        let admission = Facts.Admission(
            member: keys.member, displayName: "\(keys.member)社区",
            identityKey: keys.identityKey, boxKey: keys.boxKey, address: "http://127.0.0.1:1")
        return Enrolment(
            admission: admission, joinKey: joinKey,
            proof: keys.proof(of: admission, joinKey: joinKey))
    }

    private static func admit(_ keys: KeyRing, to node: LocalNode) async throws {
        _ = try await node.enrol(try await enrolment(of: keys, to: node))
    }

    private static func suspend(_ member: MemberName, at node: LocalNode) async throws {
        let hand = node.hand()
        try await node.store.write { desk throws(NodeFailure) in
            guard let log = desk.state.street?.log else { return }
            try desk.write(.suspended(member: member, cuts: []), on: log, by: hand)
        }
    }

    private static func openAccounts(_ node: LocalNode) async throws -> [Role: String] {
        var tokens: [Role: String] = [:]
        for role in Role.allCases where role != .volunteer {
            tokens[role] = try await node.openAccount(role)
        }
        tokens[.volunteer] = try await register("李忠", at: node)
        return tokens
    }

    /// Registers a volunteer; the token.
    static func register(_ name: String, at node: LocalNode) async throws -> String {
        let office = Account(number: 1, role: .office, volunteer: nil)
        let answer = try await node.perform(
            .register(VolunteerDraft(name: name, phone: "", team: "", skills: [])), by: office)
        var fields = try Fields(answer)
        return try fields.text("token", bytesMaximum: 100)
    }
}
