import Foundation
import Testing

@Suite("The table of borders")
struct BorderTableTests {
    /// The requirements of the first rank that the page has to have.
    private static let lines: [String] = [
        ("SIG", 1...9), ("OBJ", 1...3), ("ENR", 1...2), ("KEY", 1...3), ("E2E", 1...6),
        ("LIM", 1...2), ("LIM", 4...4), ("OUT", 1...3), ("WEB", 1...2), ("AUT", 1...3),
    ].flatMap { name, numbers in numbers.map { "\(name)-\($0)" } }

    /// A test that a row names: where it stands, and its sentence.
    private struct Proof: Equatable {
        let place: String
        let sentence: String
    }

    /// The rows of the tables on a page: line, and what proves it.
    private static func rows(_ page: String) -> [(line: String, proofs: [Proof])] {
        page.split(separator: "\n").compactMap { row in
            let cells = row.split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 4, cells[0].contains("-"), !cells[0].hasPrefix("--") else {
                return nil
            }
            return (cells[0], proofs(cells[2]))
        }
    }

    /// `Place "sentence", Place "sentence"`; an empty place or sentence is kept, to be missed.
    private static func proofs(_ cell: String) -> [Proof] {
        let parts = cell.components(separatedBy: "\"")
        return stride(from: 0, to: parts.count - 1, by: 2).map { index in
            let place = parts[index].trimmingCharacters(in: CharacterSet(charactersIn: ", "))
            return Proof(place: place, sentence: parts[index + 1])
        }
    }

    /// What is wrong with a page, given whether a proof exists.
    private static func flaws(_ page: String, _ exists: (Proof) -> Bool) -> [String] {
        let rows = rows(page)
        var flaws = lines.filter { line in !rows.contains { $0.line == line } }
            .map { "\($0) is missing" }
        for row in rows {
            if !lines.contains(row.line) { flaws.append("\(row.line) is no requirement") }
            if row.proofs.isEmpty { flaws.append("\(row.line) names no test") }
            for proof in row.proofs where !exists(proof) {
                flaws.append("\(row.line): no test in \(proof.place): \(proof.sentence)")
            }
        }
        return flaws
    }

    @Test("has every requirement of the first rank, and every test that it names exists")
    func complete() throws {
        let here = Repository.here
        let page = try #require(here.text("Sources/yizhan/Yizhan.docc/Borders.md"))
        let found = Self.flaws(page) { proof in
            if proof.place.hasSuffix(".py") {
                return here.text("Tests/Trials/\(proof.place)")?.contains("\"\(proof.sentence)\"")
                    ?? false
            }
            return here.tests.contains { file in
                file.path.hasPrefix("Tests/\(proof.place)/")
                    && file.tokens.contains { $0.kind == .string && $0.text == proof.sentence }
            }
        }
        for flaw in found { Issue.record(Comment(rawValue: flaw)) }
    }

    @Test("that lacks a line, or names a test that is not there, is seen")
    func snippet() {
        let rows = Self.lines.map { "| \($0) | a rule | ATests \"b\", c.py \"d\" | 1 |" }
        let good = rows.joined(separator: "\n")
        #expect(Self.flaws(good) { ["b", "d"].contains($0.sentence) } == [])
        #expect(Self.flaws(good) { $0.place == "ATests" }.count == Self.lines.count)
        let short = rows.dropFirst().joined(separator: "\n")
        #expect(Self.flaws(short) { _ in true } == ["SIG-1 is missing"])
        let odd = good + "\n| SIG-99 | a rule | none | 0 |"
        #expect(Self.flaws(odd) { _ in true }.count == 2)
    }
}
