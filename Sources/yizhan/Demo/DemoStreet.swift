import Alliance
import Foundation
import Glibc
import Node
import Outbound

/// The alliance and its communities as real processes on loopback, each with its own folder,
/// settings and lines; made for demonstrations and the bench.
///
/// Lives on the main actor: one story at a time.
@MainActor
final class DemoStreet {
    /// One node: where it lives and how to reach it.
    @MainActor
    final class House {
        let name: String
        let displayName: String
        let port: Int
        let folder: String
        let client: NodeClient
        /// The lines by which it dials the others; cutting all takes it off the street.
        var lines: [Forwarder] = []
        var process: ChildProcess?
        /// Settings beside the usual, as environment entries.
        var extra: [String] = []
        var officeToken = ""
        /// Tokens of its volunteers by name.
        var volunteers: [String: String] = [:]
        /// Their numbers in the community's book.
        var numbers: [String: String] = [:]

        init(name: String, displayName: String, port: Int, folder: String, caller: any Caller) {
            self.name = name
            self.displayName = displayName
            self.port = port
            self.folder = folder
            client = NodeClient(address: "http://127.0.0.1:\(port)", caller: caller)
        }

        var log: String { folder + "/node.log" }
    }

    let folder: String
    let houses: [House]
    let caller: CurlCaller
    private let portBase: Int
    /// The alliance's, as its coordinator would read it out.
    private var fingerprint = ""

    /// Lays out folders and lines; starts nothing.
    ///
    /// Ports: `portBase` for the alliance, the next ones for the communities, and from
    /// `portBase + 20` on the lines.
    init(
        folder: String, portBase: Int, alliance: (name: String, displayName: String),
        communities: [(name: String, displayName: String)], withLines: Bool = true
    ) throws {
        self.folder = folder
        self.portBase = portBase
        var configuration = CallerConfiguration()
        configuration.callsMaximum = 1024
        configuration.connectionsKeptMaximum = 128
        // As patient as a browser: a debug build hashes a password for seconds, and many nodes
        // share this machine.
        configuration.totalMilliseconds = 60_000
        configuration.slowSeconds = 60
        let caller = try CurlCaller(configuration)
        self.caller = caller
        houses = ([alliance] + communities).enumerated().map { index, member in
            House(
                name: member.name, displayName: member.displayName, port: portBase + index,
                folder: folder + "/" + member.name, caller: caller)
        }
        for house in houses {
            try FileManager.default.createDirectory(
                atPath: house.folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        if withLines { try layLines() }
    }

    /// The alliance's node.
    var alliance: House { houses[0] }

    /// The community's node of that name.
    func house(_ name: String) -> House { houses.first { $0.name == name } ?? houses[0] }

    private func layLines() throws {
        var port = portBase + 20
        for house in houses.dropFirst() {
            for target in houses where target.name != house.name {
                do { house.lines.append(try Forwarder(port: port, target: target.port)) } catch {
                    throw Console.fail("port \(port) is in use; pass another --port-base.")
                }
                port += 1
            }
        }
    }

    /// What a node's process finds in its environment.
    private func environment(_ house: House) -> [String] {
        let targets = houses.filter { $0.name != house.name }
        let lines = zip(targets, house.lines).map { target, line in
            "127.0.0.1:\(target.port):127.0.0.1:\(line.port)"
        }
        var entries = [
            "PATH=/usr/bin:/bin", "YIZHAN_DATA_DIRECTORY=\(house.folder)/data",
            "YIZHAN_LISTEN_HOST=127.0.0.1", "YIZHAN_LISTEN_PORT=\(house.port)",
            "YIZHAN_FEED_PUBLIC=\(house.port == portBase)",
        ]
        if !lines.isEmpty {
            entries.append("YIZHAN_OUTGOING_CONNECT_TO=" + lines.joined(separator: ","))
        }
        return entries + house.extra
    }

    /// Runs a subcommand for a node to its end; what it printed.
    func run(_ house: House, _ arguments: [String]) async throws -> String {
        let output = folder + "/command-\(UInt64.random(in: 0...UInt64.max)).out"
        let process = try ChildProcess(
            arguments: arguments, environment: environment(house), output: output)
        let code = await process.ended(within: 60)
        let text = FileManager.default.contents(atPath: output).map {
            String(decoding: $0, as: UTF8.self)
        }
        try? FileManager.default.removeItem(atPath: output)
        guard code == 0 else {
            throw DemoFailure("yizhan \(arguments.joined(separator: " ")): \(code) \(text ?? "")")
        }
        return text ?? ""
    }

    /// Starts a node and waits until it answers.
    ///
    /// - Throws: ``DemoFailure``, also when another node answers at its address and goes on to: one
    ///   of an earlier demonstration would be spoken with in its place.
    func start(_ house: House) async throws {
        try await eventually("port \(house.port) is free; pass another --port-base", seconds: 10) {
            (try? await house.client.get("/ready")) == nil
        }
        house.process = try ChildProcess(
            arguments: ["serve"], environment: environment(house), output: house.log)
        try await eventually("\(house.displayName) answers", seconds: 30) {
            if let code = house.process?.exitCode() {
                throw DemoFailure("\(house.displayName) stopped with \(code), see \(house.log)")
            }
            return try await house.client.get("/ready").status == 200
        }
    }

    /// Asks a node to stop and waits until it has.
    func stop(_ house: House) async {
        house.process?.send(SIGTERM)
        await house.process?.ended(within: 15)
        house.process = nil
    }

    /// Kills a node.
    func kill(_ house: House) async {
        house.process?.send(SIGKILL)
        await house.process?.ended(within: 5)
        house.process = nil
    }

    /// Stops everything that was started.
    func stopAll() async {
        for house in houses { house.process?.send(SIGTERM) }
        for house in houses { await stop(house) }
        for house in houses { for line in house.lines { line.cut() } }
        caller.shutdown()
    }

    /// Makes the nodes, founds the alliance, joins the communities, starts them all.
    ///
    /// - Parameter late: communities that do not join yet.
    func found(except late: [String] = []) async throws {
        try await make(alliance, ["--alliance"])
        try await start(alliance)
        try await giveToken(to: alliance)
        for house in houses.dropFirst() where !late.contains(house.name) {
            try await join(house)
            try await start(house)
            try await giveToken(to: house)
        }
    }

    /// Gives the office of a node that runs its token.
    func giveToken(to house: House) async throws {
        house.officeToken = try await run(house, ["token", "office"])
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Makes a community's node and joins it; it does not run yet.
    func join(_ house: House) async throws {
        try await make(house, [])
        let key = try await run(
            alliance, ["invite", house.name, "--display-name", house.displayName])
        _ = try await run(
            house,
            [
                "join", alliance.client.address,
                key.trimmingCharacters(in: .whitespacesAndNewlines),
                "--fingerprint", fingerprint,
            ])
    }

    private func make(_ house: House, _ flags: [String]) async throws {
        let said = try await run(
            house, ["init", house.name, "--display-name", house.displayName] + flags
        ).split(separator: "\n")
        if house === alliance { fingerprint = Self.word(after: "fingerprint ", in: said) }
    }

    private static func word(after mark: String, in lines: [Substring]) -> String {
        for line in lines {
            if let range = line.range(of: mark) {
                return line[range.upperBound...].trimmingCharacters(in: .whitespaces)
            }
        }
        return ""
    }
}

/// Why a step of a demonstration did not hold.
struct DemoFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Asks again until it holds; calls that fail while nodes come and go are asked again too.
///
/// - Throws: ``DemoFailure`` after `seconds`, with the last trouble.
@MainActor
func eventually(
    _ what: String, seconds: Double = 20, _ holds: @MainActor () async throws -> Bool
) async throws {
    let deadline = steadyMilliseconds() + seconds * 1000
    var trouble = ""
    while steadyMilliseconds() < deadline {
        do {
            if try await holds() { return }
            trouble = ""
        } catch let failure as CallFailure {
            trouble = " (\(failure))"
        }
        try await Task.sleep(for: .milliseconds(4))
    }
    throw DemoFailure("did not come true in \(Int(seconds)) s: \(what)\(trouble)")
}

/// Fails the step unless it holds.
func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw DemoFailure("not so: " + what()) }
}
