import Alliance
import Foundation

/// The names, people and wishes of a demo, out of `config/demo/`.
struct DemoData {
    let alliance: (name: String, displayName: String)
    let communities: [Community]
    private let wishes: [JSON.Member]

    struct Community {
        let name: String
        let displayName: String
        let volunteers: [JSON]
    }

    /// Reads the file.
    ///
    /// - Throws: an `ExitCode` after a line that says which file is missing or wrong.
    init(path: String) throws {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Console.fail(
                "\(path) cannot be read; run from the checkout, or pass --data.", .file)
        }
        do {
            let json = try JSONParser.parse(Array(bytes), form: .relaxed, bytesMaximum: 1 << 20)
            var fields = try Fields(json)
            var alliance = try Fields(fields.value("alliance") ?? .null, name: "alliance")
            self.alliance = (
                try alliance.text("name", bytesMaximum: 40),
                try alliance.text("displayName", bytesMaximum: 60)
            )
            communities = try fields.list("communities", elementsMaximum: 10).map { json in
                var community = try Fields(json, name: "communities")
                return Community(
                    name: try community.text("name", bytesMaximum: 40),
                    displayName: try community.text("displayName", bytesMaximum: 60),
                    volunteers: try community.list("volunteers", elementsMaximum: 20))
            }
            guard case .object(let wishes) = fields.value("wishes") else {
                throw FieldProblem("wishes", .missing)
            }
            self.wishes = wishes
        } catch let problem {
            throw Console.fail("\(path): \(problem)", .file)
        }
    }

    /// The draft of a wish, as the office's client sends it.
    func wish(_ name: String) -> JSON {
        wishes.first { $0.name == name }?.value ?? .null
    }

    /// The resident of a wish: what must stand in no file but the home's, and there encrypted.
    func secrets(of wish: String) -> [String] {
        let answer = NodeClient.Answer(status: 200, json: self.wish(wish))
        return ["resident.name", "resident.phone", "resident.door"].compactMap { answer.text($0) }
    }
}
