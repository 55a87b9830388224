/// A room of `Sources`: the rooms and the modules of others that it may import.
struct Room: Sendable {
    let name: String
    let rooms: [String]
    let modules: Set<String>

    /// A room of values and rules: none of the modules of others, not even Foundation.
    static func pure(_ name: String, _ rooms: [String] = []) -> Room {
        Room(name: name, rooms: rooms, modules: [])
    }

    /// A room that may also import the platform and the modules named `others`.
    static func shell(_ name: String, _ rooms: [String] = [], others: Set<String> = []) -> Room {
        Room(name: name, rooms: rooms, modules: platform.union(others))
    }

    func mayImport(_ module: String) -> Bool {
        rooms.contains(module) || modules.contains(module)
    }

    /// What comes with the tool chain. FoundationNetworking is missing: `Outbound` is the client.
    static let platform: Set = [
        "Foundation", "FoundationEssentials", "Glibc", "Musl", "Dispatch", "Synchronization",
    ]
}

/// The rooms from the bottom up: each may import only rooms that stand above it in this list.
///
/// A change here is a decision: it has a record among the `Decisions` of the catalogue.
let house: [Room] = [
    .pure("Causality"),
    .pure("Alliance", ["Causality"]),
    .pure("Replication", ["Causality", "Alliance"]),
    .pure("Community", ["Causality", "Alliance"]),
    .shell("Telemetry"),
    .shell(
        "Node", ["Causality", "Alliance", "Replication", "Community", "Telemetry"],
        others: ["Logging"]),
    .shell(
        "Signing", ["Causality", "Alliance", "Node"],
        others: [
            "Crypto", "CryptoExtras", "_CryptoExtras",
            "StructuredFieldValues", "RawStructuredFieldValues",
        ]),
    .shell(
        "Storage",
        ["Causality", "Alliance", "Replication", "Community", "Telemetry", "Node"],
        others: ["GRDB"]),
    .shell("CCurl"),
    .shell("CQrencode"),
    .shell("Outbound", ["CCurl", "Node"]),
    .shell("Sheets", ["Alliance", "Community", "Node"]),
    .shell("Pages", ["Causality", "Alliance", "Community", "CQrencode"]),
    .shell(
        "Server",
        [
            "Causality", "Alliance", "Replication", "Community", "Telemetry", "Node", "Sheets",
            "Pages",
        ],
        others: [
            "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOHTTP1", "NIOPosix",
            "NIOHTTPTypes", "Logging", "ServiceLifecycle",
        ]),
    .shell("Settings", others: ["Configuration"]),
    .shell(
        "Simulation",
        ["Causality", "Alliance", "Replication", "Community", "Node", "Signing", "Storage"],
        others: ["Logging"]),
    .shell(
        "yizhan",
        [
            "Causality", "Alliance", "Replication", "Community", "Telemetry", "Node", "Signing",
            "Storage", "Outbound", "Sheets", "Pages", "Server", "Settings", "Simulation",
        ],
        others: ["ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals"]),
]

/// Modules of others that live in one room alone.
let soleRooms: [String: String] = [
    "GRDB": "Storage",
    "Hummingbird": "Server",
    "HummingbirdCore": "Server",
    "HTTPTypes": "Server",
    "NIOCore": "Server",
    "NIOHTTP1": "Server",
    "NIOPosix": "Server",
    "NIOHTTPTypes": "Server",
    "CCurl": "Outbound",
    "CQrencode": "Pages",
    "Crypto": "Signing",
    "CryptoExtras": "Signing",
    "StructuredFieldValues": "Signing",
    "RawStructuredFieldValues": "Signing",
    "Configuration": "Settings",
    "ArgumentParser": "yizhan",
]

/// Names that modules of others have, beside those in the table: no room may have them.
let namesTaken: Set = ["Configuration", "Metrics", "Logging", "Crypto", "Testing"]

/// What the table itself gets wrong: an arrow that points up, a module in a second room.
func flaws(of house: [Room]) -> [String] {
    var above: Set<String> = []
    var flaws: [String] = []
    for room in house {
        for other in room.rooms where !above.contains(other) {
            flaws.append("\(room.name) → \(other) points up: put \(other) above \(room.name)")
        }
        for (module, sole) in soleRooms where room.mayImport(module) && room.name != sole {
            flaws.append("\(room.name) may import \(module), which lives in \(sole) alone")
        }
        let isTaken = namesTaken.contains(room.name)
        if isTaken || house.contains(where: { $0.modules.contains(room.name) }) {
            flaws.append("\(room.name) is the name of a module of others: choose another")
        }
        above.insert(room.name)
    }
    return flaws.sorted()
}

/// The imports of a file that its room may not have, and those written twice.
func importFindings(in file: SourceFile, house: [Room]) -> [Finding] {
    var seen: Set<String> = []
    return Import.all(in: file.tokens).flatMap { item -> [Finding] in
        var findings: [Finding] = []
        func find(_ advice: String) {
            findings.append(Finding(path: file.path, line: item.line, advice: advice))
        }
        if !seen.insert(item.module).inserted {
            find("imports \(item.module) a second time: remove this line")
        }
        guard let room = house.first(where: { $0.name == file.room }) else {
            find("\(file.room) is not in the table: add the room to `house`, with a decision")
            return findings
        }
        if !room.mayImport(item.module) {
            let home = soleRooms[item.module].map { "; it lives in \($0) alone" } ?? ""
            find(
                "\(room.name) may not import \(item.module)\(home): "
                    + "move the code to its room, or hand the value in")
        }
        return findings
    }
}
