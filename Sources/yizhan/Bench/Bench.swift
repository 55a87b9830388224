import Alliance
import Foundation
import Glibc
import Node

/// The bench's parts, in the order in which they prepare each other.
@MainActor
final class Bench {
    let street: DemoStreet
    let claimCount: Int
    let tries: Int
    private(set) var figures: [Figure] = []

    /// How many claims a wish gets: below the bound of one writer (federation.md §8).
    static let claimsPerWish = 60
    nonisolated static let clients = 32

    init(street: DemoStreet, claimCount: Int, tries: Int) {
        self.street = street
        self.claimCount = claimCount
        self.tries = tries
    }

    var wanda: DemoStreet.House { street.house("wanda") }
    var xintang: DemoStreet.House { street.house("xintang") }
    var daguan: DemoStreet.House { street.house("daguan") }

    func run() async throws {
        try await street.found(except: ["daguan"])
        Console.say("latency across the border, \(tries) tries each …")
        try await latencies()
        add("resident memory of 新塘 at rest", memoryMiB(xintang), "MiB", (100, false))
        add("resident memory of the alliance at rest", memoryMiB(street.alliance), "MiB", nil)
        await street.stop(street.alliance)
        await street.stop(xintang)
        try await claims()
        try await catchUp()
        Console.say("what this machine can do …")
        add("bare SQLite, durable commits one by one", try Yardstick.commits(), "/s", nil)
        add("Ed25519 verifications, one core", try Yardstick.verifications(), "/s", nil)
    }

    /// Prints the figures.
    ///
    /// - Throws: an exit code when a mark was missed.
    func report() throws {
        for figure in figures { Console.say(figure.line) }
        if figures.contains(where: { $0.line.hasPrefix("✗") }) {
            throw Console.fail("a mark was missed.")
        }
    }

    func add(_ what: String, _ value: Double, _ unit: String, _ mark: (Double, Bool)?) {
        figures.append(
            Figure(what: what, value: value, unit: unit, mark: mark.map { ($0.0, $0.1) }))
    }

    // MARK: Latency

    private func latencies() async throws {
        let volunteers = try await register(tries, at: xintang)
        var visible: [Double] = []
        var awarded: [Double] = []
        for number in 0..<tries {
            let draft = try await writeDown(number, settlingSeconds: 0, at: wanda)
            let start = steadyMilliseconds()
            let wish = try await publish(draft, at: wanda)
            try await waitFor("visible") {
                try await self.xintang.client.get(
                    "/api/v1/wishes/\(wish)", volunteers[number]
                ).status == 200
            }
            visible.append(steadyMilliseconds() - start)
            let claimed = steadyMilliseconds()
            let answer = try await xintang.client.post(
                "/api/v1/wishes/\(wish)/claims", volunteers[number])
            guard let claim = answer.text("claim") else { throw DemoFailure("\(answer)") }
            try await waitFor("awarded") {
                let state = try await self.xintang.client.get(
                    "/api/v1/claims/\(claim)", volunteers[number])
                return state.text("verdict.code")?.hasPrefix("awarded") == true
            }
            awarded.append(steadyMilliseconds() - claimed)
        }
        let (seen, given) = (Times(visible), Times(awarded))
        add("published at 万达 to visible at 新塘, p50", seen.percentile(0.5), "ms", (20, false))
        add("published at 万达 to visible at 新塘, p99", seen.percentile(0.99), "ms", nil)
        add("claim at 新塘 to award known there, p50", given.percentile(0.5), "ms", nil)
        add("claim at 新塘 to award known there, p99", given.percentile(0.99), "ms", nil)
    }

    /// Asks again at once: the answer's own time is the resolution.
    private func waitFor(
        _ what: String, _ holds: @MainActor () async throws -> Bool
    ) async throws {
        let deadline = steadyMilliseconds() + 20_000
        while steadyMilliseconds() < deadline {
            if try await holds() { return }
            try await Task.sleep(for: .microseconds(500))
        }
        throw DemoFailure("not \(what) after 20 s")
    }

    // MARK: Claims

    private func claims() async throws {
        Console.say("\(claimCount) volunteers register …")
        let volunteers = try await register(claimCount, at: wanda)
        let wishCount = (claimCount + Self.claimsPerWish - 1) / Self.claimsPerWish
        var published: [String] = []
        for number in 0..<wishCount {
            let draft = try await writeDown(number, settlingSeconds: 3600, at: wanda)
            published.append(try await publish(draft, at: wanda))
        }
        let wishes = published
        Console.say("\(claimCount) claims by \(Self.clients) clients …")
        let client = wanda.client
        let start = steadyMilliseconds()
        let claimed = try await Self.inParallel(claimCount) { index in
            let wish = wishes[index % wishes.count]
            let answer = try await client.post(
                "/api/v1/wishes/\(wish)/claims", volunteers[index])
            guard answer.status < 300, let claim = answer.text("claim") else {
                throw DemoFailure("claim \(index): \(answer)")
            }
            return claim
        }
        let seconds = (steadyMilliseconds() - start) / 1000
        await street.kill(wanda)
        add("claims at one node, 32 clients", Double(claimCount) / seconds, "/s", (3_000, true))
        try await street.start(wanda)
        var kept: Set<String> = []
        for wish in wishes {
            let state = try await client.get("/api/v1/wishes/\(wish)", wanda.officeToken)
            kept.formUnion(state.list("claims").compactMap { $0.text("claim") })
        }
        let lost = Set(claimed).subtracting(kept).count
        add("answered claims missing after kill -9", Double(lost), "", (0, false))
    }

    /// Registers volunteers; their tokens.
    private func register(_ count: Int, at house: DemoStreet.House) async throws -> [String] {
        let (client, token) = (house.client, house.officeToken)
        return try await Self.inParallel(count) { index in
            let answer = try await client.post(
                "/api/v1/volunteers", token, .object(of: ["name": .string("志愿者\(index)")]))
            guard let token = answer.text("token") else {
                throw DemoFailure("volunteer \(index): \(answer)")
            }
            return token
        }
    }

    private func writeDown(
        _ number: Int, settlingSeconds: UInt64, at house: DemoStreet.House
    ) async throws -> String {
        let written = try await house.client.post(
            "/api/v1/wishes", house.officeToken,
            .object(of: [
                "title": .string("帮老人提水上楼"), "body": .string("第 \(number) 个心愿"),
                "category": .string("errand"), "settlingSeconds": .integer(settlingSeconds),
            ]))
        guard let draft = written.text("wish")?.dropFirst(5) else {
            throw DemoFailure("not written: \(written)")
        }
        return String(draft)
    }

    private func publish(_ draft: String, at house: DemoStreet.House) async throws -> String {
        let published = try await house.client.post(
            "/api/v1/wishes/\(draft)/publish", house.officeToken)
        guard let wish = published.text("wish")?.dropFirst(5) else {
            throw DemoFailure("not published: \(published)")
        }
        return String(wish)
    }

    /// Does `count` things, as many at a time as there are clients; results in order.
    private nonisolated static func inParallel(
        _ count: Int, _ work: @escaping @Sendable (Int) async throws -> String
    ) async throws -> [String] {
        try await withThrowingTaskGroup(of: [(Int, String)].self) { group in
            for client in 0..<clients {
                group.addTask {
                    var done: [(Int, String)] = []
                    for index in stride(from: client, to: count, by: clients) {
                        done.append((index, try await work(index)))
                    }
                    return done
                }
            }
            var results = [String](repeating: "", count: count)
            for try await part in group { for (index, value) in part { results[index] = value } }
            return results
        }
    }

    // MARK: Catching up

    private func catchUp() async throws {
        try await street.start(street.alliance)
        let wanted = try await eventCount(wanda)
        Console.say("the alliance takes in \(Int(wanted)) events …")
        try await eventually("the alliance has all events", seconds: 300) {
            try await self.eventCount(self.street.alliance) >= wanted
        }
        try await quiet(street.alliance)
        try await street.join(daguan)
        let start = steadyMilliseconds()
        try await street.start(daguan)
        try await street.giveToken(to: daguan)
        let before = try await eventCount(daguan)
        let target = try await eventCount(street.alliance)
        Console.say("an empty node catches up \(Int(target - before)) events …")
        try await eventually("the new node has all events", seconds: 300) {
            try await self.eventCount(self.daguan) >= target
        }
        let seconds = (steadyMilliseconds() - start) / 1000
        add("an empty node catches up", (target - before) / seconds, "events/s", (15_000, true))
    }

    /// Waits until a node has folded what it took in: its processor time stands still.
    private func quiet(_ house: DemoStreet.House) async throws {
        var before = -1.0
        try await eventually("\(house.displayName) is quiet", seconds: 120) {
            try await Task.sleep(for: .milliseconds(500))
            let now = self.processorTicks(house)
            defer { before = now }
            return now - before < 5
        }
    }

    /// User and system time of a node's process, in ticks of 10 ms.
    private func processorTicks(_ house: DemoStreet.House) -> Double {
        guard let pid = house.process?.pid,
            let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        else { return 0 }
        let fields = text.split(separator: " ")
        return fields.count > 14 ? (Double(fields[13]) ?? 0) + (Double(fields[14]) ?? 0) : 0
    }

    /// How many events of the alliance's log a node has.
    private func eventCount(_ house: DemoStreet.House) async throws -> Double {
        let state = try await house.client.get("/api/v1/state", house.officeToken)
        return Double(state.number("events") ?? 0)
    }

    private func memoryMiB(_ house: DemoStreet.House) -> Double {
        guard let pid = house.process?.pid,
            let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS") }),
            let kib = line.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
        else { return .nan }
        return kib / 1024
    }
}
