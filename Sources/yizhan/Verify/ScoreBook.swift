import Foundation

/// The scores of a run, in a file if there is to be one: JSON, a line for each trial that ended.
struct ScoreBook {
    private struct Line: Codable {
        let name: String
        let size: String
        let commit: String
        let scores: [Score]
    }

    private let file: String?
    private let size: String
    private let commit: String
    private var lines: [Line] = []

    /// Reads what was kept of this commit and size.
    ///
    /// - Throws: an exit code when the file is there and is no log of scores.
    init(file: String?, size: String, at commit: String) throws {
        self.file = file
        self.size = size
        self.commit = commit
        guard let file, let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            return
        }
        do {
            lines = try text.split(separator: "\n").map {
                try JSONDecoder().decode(Line.self, from: Data($0.utf8))
            }
        } catch { throw Console.fail("\(file) is no log of scores: \(error)", .file) }
        lines.removeAll { $0.commit != commit || $0.size != size }
    }

    /// Whether a trial has been through.
    func has(_ name: String) -> Bool { lines.contains { $0.name == name } }

    /// What a trial has found.
    func scores(of name: String) -> [Score] { lines.filter { $0.name == name }.flatMap(\.scores) }

    /// Adds what a trial has found; kept in the file only when it went through.
    mutating func add(_ scores: [Score], of name: String, isWhole: Bool) throws {
        let line = Line(name: name, size: size, commit: commit, scores: scores)
        lines.append(line)
        guard let file, isWhole else { return }
        let known = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let text = String(decoding: try JSONEncoder().encode(line), as: UTF8.self)
        try (known + text + "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
}
