import ArgumentParser
import Foundation
import Node
import UnixSignals

/// Starts an alliance and three communities on this machine and plays a story on them.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Start the alliance and three communities here and play the story.")

    @Flag(help: "Stop after the story; the exit code is 0 only if every step held.")
    var once = false
    @Option(help: "The alliance's port; the communities have the next three.")
    var portBase: Int = 8440
    @Option(help: "The file with names, people and wishes.")
    var data: String = "config/demo/chengbei.json"
    @Option(help: "Where the nodes live; a fresh folder in the temporary one by default.")
    var folder: String?

    @MainActor
    mutating func run() async throws {
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
