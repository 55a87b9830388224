import Foundation
import Testing

@Suite("What the fuzzer has kept and found")
struct ReplayTests {
    @Test("keeps the rules, and some of it is taken", arguments: FuzzTarget.allCases)
    func corpus(target: FuzzTarget) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Corpus").appendingPathComponent(target.rawValue)
        let inputs = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        var takenCount = 0
        for input in inputs {
            let bytes = Array(try Data(contentsOf: input))
            do throws(Broken) {
                if try target.attempt(bytes) { takenCount += 1 }
            } catch { Issue.record("\(input.lastPathComponent): \(error)") }
        }
        #expect(takenCount > 1, "the rules of the target were hardly tried")
    }
}
