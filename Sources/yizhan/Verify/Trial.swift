/// One thing that `yizhan verify` tries, by a program of its own that ends with its scores.
struct Trial: Sendable {
    /// By which it is called on the command line.
    let name: String
    /// What is tried, for the one who waits.
    let headline: String
    /// The program and what it is told, `quick` for a merge and `full` for a release.
    let program: Program
    let quick: [String]
    let full: [String]
    /// How long the full run may take, in seconds; the quick one is given ``quickSecondsMaximum``.
    let secondsMaximum: Double

    /// Whatever does not end by itself is stopped.
    static let quickSecondsMaximum: Double = 300

    /// Where a trial's program is.
    enum Program: Sendable {
        /// A subcommand of this executable.
        case own(String)
        /// A file of `Tests/Trials`, by the Python that `.ci/tools` sets up.
        case script(String)
    }

    /// All of them: the borders, the machine, the street, and what takes longest.
    static let all: [Trial] = [
        script(
            "borders", "replays, mutated requests, weak keys, join keys; phones in foreign files",
            quick: ["--quick"], full: [], hours: 2),
        script(
            "second-node", "another implementation, from the page Protocol alone",
            quick: ["--times", "6"], full: ["--times", "300"], hours: 1),
        script(
            "fuzz", "every reader of bytes from outside", quick: ["--seconds", "20"],
            full: ["--seconds", "3600"], hours: 2),
        script(
            "power-cuts", "the disk as a loss of power could have left it",
            quick: ["--times", "300"], full: ["--times", "10000"], hours: 2),
        script(
            "faults", "a sync that fails, a disk that is full", quick: ["--times", "3"],
            full: ["--times", "60"], hours: 1),
        script(
            "kills", "a node under load is killed or told to stop", quick: ["--times", "20"],
            full: ["--times", "1000"], hours: 1),
        script(
            "messages", "a line that doubles, loses and reorders", quick: ["--times", "1500"],
            full: ["--times", "100000"], hours: 1),
        script(
            "photos", "pictures with places and names in them, as phones send them",
            quick: ["--times", "30"], full: ["--times", "2000"], hours: 1),
        script(
            "stories", "bad histories by hand, which the judge must refuse", quick: [], full: [],
            hours: 1),
        script(
            "races", "twenty volunteers want one wish, over five nodes",
            quick: ["--times", "20"], full: ["--times", "1000"], hours: 2),
        script(
            "report", "the month's report against figures counted from the events by another path",
            quick: ["--times", "8"], full: ["--times", "120"], hours: 1),
        script(
            "network", "five nodes, each behind a bad line of its own",
            quick: ["--times", "1", "--seconds", "6"], full: ["--times", "20"], hours: 1),
        script(
            "slow-callers", "callers who hold connections and say nothing",
            quick: ["--times", "1", "--seconds", "12"], full: ["--times", "3"], hours: 1),
        script(
            "planted", "bugs planted into a copy, which the simulators must find",
            quick: ["--apply"], full: ["--work", ".build-planted"], hours: 8),
        Trial(
            name: "seeds", headline: "the pure core under loss, partition and crashes",
            program: .own("simulate"), quick: ["--seeds", "30", "--score"],
            full: ["--seeds", "100000", "--score"], secondsMaximum: 12 * 3600),
        Trial(
            name: "nodes", headline: "whole nodes with real storage, disks that lie, a hostile one",
            program: .own("simulate"), quick: ["--nodes", "--seeds", "20", "--score"],
            full: ["--nodes", "--seeds", "20000", "--score"], secondsMaximum: 12 * 3600),
    ]

    private static func script(
        _ name: String, _ headline: String, quick: [String], full: [String], hours: Double
    ) -> Trial {
        Trial(
            name: name, headline: headline,
            program: .script(name.replacing("-", with: "_") + ".py"), quick: quick, full: full,
            secondsMaximum: hours * 3600)
    }
}

/// What a trial found, as its last lines say it: `score {…}` (Tests/Trials/score.py).
struct Score: Codable, Sendable {
    /// What was tried.
    let trial: String
    /// How often.
    let tried: Int
    /// What must not happen, and how often it did.
    let bad: [String: Int]
    /// What was planted, and how often it was found: a trial that misses it proves nothing.
    let control: [String: Int]
    /// Whether it is as it must be.
    let met: Bool
    /// How long it took.
    let seconds: Int

    /// What a line begins with that is a score.
    static let mark = "score "

    /// A row of the scoreboard, in Markdown: readable at a terminal as well.
    var row: String {
        "| \(trial) | \(Self.grouped(tried)) | \(Self.list(bad)) | \(Self.list(control)) | "
            + "\(seconds) s | \(met ? "✓" : "✗ missed") |"
    }

    /// The head of the scoreboard.
    static let head = """
        | tried | how often | must be 0 | planted, must be found | time | |
        | --- | ---: | --- | --- | ---: | --- |
        """

    private static func list(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \(grouped($0.value))" }
            .joined(separator: ", ")
    }

    private static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text = "," + text }
            text = String(digit) + text
        }
        return text
    }
}
