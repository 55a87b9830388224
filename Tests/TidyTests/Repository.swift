import Foundation
import Testing

/// The checkout whose style the tests hold, read once from disk.
///
/// `YIZHAN_ROOT` names it where it is set; otherwise it is the first directory above this
/// file, symbolic links resolved, that holds `Package.swift` and `Sources/Causality`.
struct Repository: Sendable {
    let root: URL
    /// Every regular file under `Sources` and `Tests`, as a path from the root, sorted.
    let paths: [String]
    /// Those of them that are read: Swift, C and SQL.
    let files: [SourceFile]

    static let here = Repository(root: findRoot())

    var sources: [SourceFile] { files.filter { $0.path.hasPrefix("Sources/") } }
    var tests: [SourceFile] { files.filter { $0.path.hasPrefix("Tests/") } }
    var swiftSources: [SourceFile] { sources.filter { $0.language == .swift } }

    init(root: URL) {
        self.root = root
        paths = ["Sources", "Tests"].flatMap { Self.regularFiles(under: $0, of: root) }.sorted()
        files = paths.compactMap { path in
            guard Language(path: path) != nil, let text = Self.text(path, of: root) else {
                return nil
            }
            return SourceFile(path: path, text: text)
        }
    }

    /// The file at that path from the root; nil if there is none or it is not UTF-8.
    func text(_ path: String) -> String? { Self.text(path, of: root) }

    private static func text(_ path: String, of root: URL) -> String? {
        try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static func regularFiles(under directory: String, of root: URL) -> [String] {
        let base = root.appendingPathComponent(directory).path
        guard let enumerator = FileManager.default.enumerator(atPath: base) else { return [] }
        var paths: [String] = []
        for case let path as String in enumerator {
            let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
            let isFile = enumerator.fileAttributes?[.type] as? FileAttributeType == .typeRegular
            if isFile && !isHidden { paths.append("\(directory)/\(path)") }
        }
        return paths
    }

    private static func findRoot() -> URL {
        if let root = ProcessInfo.processInfo.environment["YIZHAN_ROOT"] {
            return URL(fileURLWithPath: root)
        }
        let exists = FileManager.default.fileExists(atPath:)
        var directory = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        while directory.path != "/" {
            directory.deleteLastPathComponent()
            let isRoot = ["Package.swift", "Sources/Causality"].allSatisfy {
                exists(directory.appendingPathComponent($0).path)
            }
            if isRoot { return directory }
        }
        preconditionFailure("no checkout of yizhan above \(#filePath); set YIZHAN_ROOT")
    }
}

/// What a file is written in, as far as the scanners care.
enum Language: Sendable {
    case swift, c, sql

    init?(path: String) {
        switch path.split(separator: ".").last {
        case "swift": self = .swift
        case "c", "h": self = .c
        case "sql": self = .sql
        default: return nil
        }
    }
}

/// A file with its lines and tokens; made from a literal, it is the snippet of a scanner test.
struct SourceFile: Sendable {
    let path: String
    let language: Language
    let text: String
    /// The lines without their line feeds; the line feed at the end starts no further line.
    let lines: [String]
    let tokens: [Token]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        language = Language(path: path) ?? .swift
        var lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        if lines.last == "" { lines.removeLast() }
        self.lines = lines
        tokens = language == .sql ? [] : Lexer.tokens(of: text, language: language)
    }

    /// The room that owns the file: `Sources/Node/Ports/Calls.swift` belongs to `Node`.
    var room: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }
}

/// A place that breaks a rule, and what to do about it.
struct Finding: CustomStringConvertible, Equatable {
    let path: String
    let line: Int
    let advice: String

    var description: String { "\(path):\(line): \(advice)" }
}

/// Fails the running test once for each finding.
func report(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
    for finding in findings {
        Issue.record(Comment(rawValue: finding.description), sourceLocation: sourceLocation)
    }
}
