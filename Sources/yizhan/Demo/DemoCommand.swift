import ArgumentParser
import Foundation
import Node
import Simulation
import UnixSignals

/// Starts an alliance and three communities on this machine and plays a story on them.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Start the alliance and three communities here and play the story.",
        discussion: """
            With --month a believable month of one street is played into the folder first, by real
            nodes under a clock that is set, and then all of them start. A folder that holds a \
            month is started as it is.
            """)

    @Flag(help: "Stop after the story; the exit code is 0 only if every step held.")
    var once = false
    @Flag(help: "Play a month of one street in place of the story.")
    var month = false
    @Option(help: "With --month: how many communities, 2 to 20.")
    var communities: Int = 20
    @Option(help: "With --month: how many services, about.")
    var services: Int = 2_500
    @Option(help: "With --month: how many days, 7 to 60.")
    var days: Int = 30
    @Option(help: "With --month: the number that the month is drawn from.")
    var seed: UInt64 = 1
    @Option(help: "The alliance's port; the communities have the next three.")
    var portBase: Int = 8440
    @Option(help: "The file with names, people and wishes.")
    var data: String = "config/demo/chengbei.json"
    @Option(help: "Where the nodes live; a fresh folder in the temporary one by default.")
    var folder: String?

    @MainActor
    mutating func run() async throws {
        if month {
            try await runMonth()
            return
        }
        let data = try DemoData(path: data)
        let place =
            folder ?? NSTemporaryDirectory()
            + "yizhan-demo-\(ProcessInfo.processInfo.processIdentifier)"
        let street = try DemoStreet(
            folder: place, portBase: portBase, alliance: data.alliance,
            communities: data.communities.map { ($0.name, $0.displayName) })
        let interruption = await Interruption()
        let story = DemoStory(street: street, data: data)
        do {
            try await interruption.during { try await story.play() }
        } catch {
            await street.stopAll()
            throw Console.fail("the story broke: \(error)\nfiles: \(place)")
        }
        if !once {
            Console.say("The nodes keep running; Ctrl-C stops them. Files: \(place)")
            await interruption.wait()
        }
        await street.stopAll()
        if folder == nil { try? FileManager.default.removeItem(atPath: place) }
    }

    @MainActor
    private func runMonth() async throws {
        guard (2...MonthPlan.Size.communitiesMaximum).contains(communities),
            (7...60).contains(days), (1...100_000).contains(services)
        else { throw Console.fail("a month has 2 to 20 communities, 7 to 60 days, services.") }
        let place =
            folder ?? NSTemporaryDirectory()
            + "yizhan-month-\(ProcessInfo.processInfo.processIdentifier)"
        let month = DemoMonth(
            folder: place, communities: communities, services: services, days: days, seed: seed,
            portBase: portBase)
        let interruption = await Interruption()
        do {
            try await interruption.during { try await month.play() }
        } catch {
            await month.stop()
            throw Console.fail("the month broke: \(error)\nfiles: \(place)")
        }
        if !once {
            Console.say("The nodes keep running; Ctrl-C stops them. Files: \(place)")
            await interruption.wait()
        }
        await month.stop()
        if folder == nil { try? FileManager.default.removeItem(atPath: place) }
    }
}

/// SIGINT and SIGTERM as something to wait for, so that children are stopped before we go.
struct Interruption: Sendable {
    private let came = Signal()

    init() async {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        Task { [came] in for await _ in signals { came.raise() } }
    }

    /// Waits for a signal, or until the task is cancelled.
    func wait() async {
        while came.version == 0, !Task.isCancelled {
            await came.wait(beyond: 0, milliseconds: 3_600_000)
        }
    }

    /// Does `work`, and cancels it when a signal comes.
    @MainActor
    func during(_ work: @escaping @MainActor () async throws -> Void) async throws {
        let task = Task { try await work() }
        let guardian = Task {
            await wait()
            task.cancel()
        }
        defer { guardian.cancel() }
        try await task.value
    }
}
