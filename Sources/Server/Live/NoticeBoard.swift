import Node
import Pages
import Synchronization

/// The public page, read and rendered once for all who look at it.
///
/// Somebody who asks never gets what was read before they asked: either nothing has changed
/// since, or they wait for the next reading, which all who wait share. Between two readings lie
/// at least ``pauseMilliseconds``, whatever the number of commits and readers.
actor NoticeBoard {
    /// Four readings in a second: to an eye that is at once.
    static let pauseMilliseconds = 250
    /// Ages and silences grow without any commit: read anew at least once a minute.
    static let ageMillisecondsMaximum: UInt64 = 60_000

    /// A reading of the node, and what was rendered from it.
    private struct Reading {
        let facts: HomeFacts
        /// The version of `signals.pages` before the reading.
        let version: UInt64
        let at: UInt64
        let instant: ContinuousClock.Instant
        var pages: [Language: [UInt8]] = [:]
        var fragments: [Language: Fragments] = [:]
    }

    /// The parts that the event stream sends, each one line of HTML.
    struct Fragments: Sendable, Equatable {
        let wishes: [UInt8]
        let neighbours: [UInt8]
        let state: [UInt8]
    }

    private let node: LocalNode
    private let isFeedPublic: Bool
    private var reading: Reading?
    private var running: Task<Reading, any Error>?

    /// Raised when there may be something new for the streams, at most four times a second.
    nonisolated let fresh = Signal()
    private nonisolated let closed = Atomic(false)

    /// - Parameter isFeedPublic: whether the page tells programs of the feeds.
    init(node: LocalNode, isFeedPublic: Bool = false) {
        self.node = node
        self.isFeedPublic = isFeedPublic
    }

    /// Whether streams have to end: the server finishes.
    nonisolated var isClosed: Bool { closed.load(ordering: .acquiring) }

    /// Ends the streams.
    nonisolated func close() {
        closed.store(true, ordering: .releasing)
        fresh.raise()
    }

    /// Tells the streams of changes until the task is cancelled.
    func keepFresh() async {
        var seen = node.signals.pages.version
        while !Task.isCancelled {
            seen = await node.signals.pages.wait(
                beyond: seen, milliseconds: Self.ageMillisecondsMaximum)
            fresh.raise()
            try? await Task.sleep(for: .milliseconds(Self.pauseMilliseconds))
        }
    }

    /// The whole page.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    func page(_ language: Language) async throws -> [UInt8] {
        let current = try await current()
        if let page = current.pages[language] { return page }
        var model = current.facts.model(language)
        model.hasFeeds = isFeedPublic && node.isAlliance
        let page = HomePage.render(model)
        if reading?.version == current.version { reading?.pages[language] = page }
        return page
    }

    /// The parts for the event stream.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    func fragments(_ language: Language) async throws -> Fragments {
        let current = try await current()
        if let fragments = current.fragments[language] { return fragments }
        let model = current.facts.model(language)
        let fragments = Fragments(
            wishes: HomePage.wishesFragment(model),
            neighbours: HomePage.neighboursFragment(model),
            state: HomePage.stateFragment(model))
        if reading?.version == current.version { reading?.fragments[language] = fragments }
        return fragments
    }

    private func current() async throws -> Reading {
        let wanted = node.signals.pages.version
        while true {
            if let reading, reading.version >= wanted,
                node.clock() < reading.at + Self.ageMillisecondsMaximum
            {
                return reading
            }
            let task = running ?? nextReading()
            running = task
            let result = await task.result
            // Whoever is resumed first puts the reading up: a finished task that stayed here
            // would be awaited again and again without ever giving the others their turn.
            if running == task {
                running = nil
                reading = try result.get()
            }
        }
    }

    private func nextReading() -> Task<Reading, any Error> {
        Task { [node, last = reading?.instant] in
            if let last {
                let next = last.advanced(by: .milliseconds(Self.pauseMilliseconds))
                try await Task.sleep(until: next)
            }
            return try await Self.read(node)
        }
    }

    private static func read(_ node: LocalNode) async throws -> Reading {
        let version = node.signals.pages.version
        return Reading(
            facts: try await HomeFacts(node), version: version, at: node.clock(),
            instant: .now)
    }
}
