import ArgumentParser
import Foundation

/// Measures what users wait for, on real nodes with real files, beside what the machine can do.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Start real nodes here and measure claims, latency, catching up, memory.")

    @Option(help: "How many claims, each by a volunteer of its own.")
    var claims: Int = 48_000
    @Option(help: "How many tries of the latencies across the border.")
    var tries: Int = 200
    @Option(help: "The alliance's port; the communities have the next ones.")
    var portBase: Int = 8540

    @MainActor
    mutating func run() async throws {
        let folder =
            NSTemporaryDirectory() + "yizhan-bench-\(ProcessInfo.processInfo.processIdentifier)"
        let street = try DemoStreet(
            folder: folder, portBase: portBase, alliance: ("chengbei", "幸福驿站联盟"),
            communities: [
                ("wanda", "万达社区"), ("xintang", "新塘社区"), ("daguan", "大观名园社区"),
            ], withLines: false)
        // All users of a bench share one address.
        for house in street.houses {
            house.extra = [
                "YIZHAN_LIMITS_CONNECTIONS_PER_ADDRESS_MAXIMUM=128",
                "YIZHAN_LIMITS_REQUESTS_PER_PEER_PER_MINUTE=60000", "YIZHAN_LOG_LEVEL=warning",
            ]
        }
        let bench = Bench(street: street, claimCount: claims, tries: tries)
        let interruption = await Interruption()
        do {
            try await interruption.during { try await bench.run() }
        } catch {
            await street.stopAll()
            throw Console.fail("the bench broke: \(error)\nfiles: \(folder)")
        }
        await street.stopAll()
        try? FileManager.default.removeItem(atPath: folder)
        try bench.report()
    }
}

/// One figure with the mark it is to reach.
struct Figure {
    let what: String
    let value: Double
    let unit: String
    /// The mark, and whether the value must be above or below it; nil for a figure beside.
    let mark: (limit: Double, isFloor: Bool)?

    var line: String {
        let text = String(format: value < 100 ? "%.1f" : "%.0f", value)
        guard let mark else { return "  \(what): \(text) \(unit)" }
        let holds = mark.isFloor ? value >= mark.limit : value <= mark.limit
        let sign = mark.isFloor ? "≥" : "≤"
        let limit = String(format: "%.0f", mark.limit)
        return "\(holds ? "✓" : "✗") \(what): \(text) \(unit) (mark \(sign) \(limit))"
    }
}

/// Times of many tries, in milliseconds.
struct Times {
    private(set) var sorted: [Double]

    init(_ times: [Double]) { sorted = times.sorted() }

    /// The time that `share` of the tries stay below or equal.
    func percentile(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return .nan }
        let index = Int((Double(sorted.count) * share).rounded(.up)) - 1
        return sorted[min(max(0, index), sorted.count - 1)]
    }
}
