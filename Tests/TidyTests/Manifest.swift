/// What `Package.swift` says, read from its text.
struct Manifest {
    /// A target of `Sources` with the rooms and the products that it depends on.
    struct Target: Equatable {
        let name: String
        let line: Int
        var rooms: [String] = []
        var products: [String] = []
    }

    let file: SourceFile
    private(set) var targets: [Target] = []
    /// `let grdb = Target.Dependency.product(name: "GRDB", …)`: what `grdb` stands for.
    private var products: [String: String] = [:]
    private var tokens: [Token] { file.tokens }

    init(file: SourceFile) {
        self.file = file
        for index in file.tokens.indices
        where Grammar.reads(["product", "(", "name", ":"], at: index, in: file.tokens) {
            let variable = index - 6
            let isBound = Grammar.reads(
                ["=", "Target", ".", "Dependency", "."], at: variable + 1, in: file.tokens)
            if isBound { products[file.tokens[variable].text] = file.tokens[index + 4].text }
        }
        targets = file.tokens.indices.compactMap { target(at: $0) }
    }

    /// `room("X", […])`, `.target(name: "X", …)` or `.executableTarget(name: "X", …)`.
    private func target(at index: Int) -> Target? {
        let openings = [
            ["room", "("], ["target", "(", "name", ":"], ["executableTarget", "(", "name", ":"],
        ]
        guard let opening = openings.first(where: { Grammar.reads($0, at: index, in: tokens) }),
            let end = Grammar.closing(index + 1, in: tokens)
        else { return nil }
        let name = tokens[index + opening.count]
        guard name.kind == .string else { return nil }
        var target = Target(name: name.text, line: name.line)
        let list = (index..<end).first { tokens[$0].reads("[") }
        let isDependencies =
            list.map { opening.count == 2 || tokens[$0 - 2].reads("dependencies") } ?? false
        guard isDependencies, let list, let close = Grammar.closing(list, in: tokens) else {
            return target
        }
        for item in (list + 1)..<close {
            if tokens[item].kind == .string {
                let isProduct = Grammar.reads(["product", "("], at: item - 4, in: tokens)
                let isPackage = Grammar.reads(["package", ":"], at: item - 2, in: tokens)
                if isProduct { target.products.append(tokens[item].text) }
                if !isProduct && !isPackage { target.rooms.append(tokens[item].text) }
            } else if let product = products[tokens[item].text] {
                target.products.append(product)
            }
        }
        return target
    }

    /// Where the manifest and the table of rooms say different things.
    func disagreements(with house: [Room]) -> [Finding] {
        var findings: [Finding] = []
        for target in targets {
            func find(_ advice: String) {
                findings.append(Finding(path: file.path, line: target.line, advice: advice))
            }
            guard let room = house.first(where: { $0.name == target.name }) else {
                find("\(target.name) is not in the table: add it to `house`, with a decision")
                continue
            }
            for other in target.rooms where !room.rooms.contains(other) {
                find("\(target.name) depends on \(other), which the table does not allow")
            }
            for other in room.rooms where !target.rooms.contains(other) {
                find("\(target.name) may import \(other) in the table: declare it, or narrow")
            }
            for product in target.products where !room.modules.contains(product) {
                find("\(target.name) depends on \(product), which the table does not allow")
            }
        }
        let names = Set(targets.map(\.name))
        for room in house where !names.contains(room.name) {
            findings.append(
                Finding(path: file.path, line: 1, advice: "the room \(room.name) is no target"))
        }
        return findings
    }

    /// What is laxer in the manifest than the house allows. `isSwift` says whether the
    /// target of that name has Swift files, and therefore needs the settings.
    func laxness(isSwift: (String) -> Bool) -> [Finding] {
        var findings: [Finding] = []
        func find(_ index: Int, _ advice: String) {
            findings.append(Finding(path: file.path, line: tokens[index].line, advice: advice))
        }
        for index in tokens.indices where tokens[index].kind == .word {
            let text = tokens[index].text
            if ["unsafeFlags", "plugin", "macro"].contains(text), index > 0,
                tokens[index - 1].reads(".")
            {
                find(index, "\(text) is not for this house: remove it")
            }
            guard index + 1 < tokens.count, tokens[index + 1].reads("("),
                let end = Grammar.closing(index + 1, in: tokens)
            else { continue }
            let call = tokens[index..<end]
            if Grammar.reads([".", "package", "("], at: index - 1, in: tokens),
                !call.contains(where: { $0.reads("exact") })
            {
                find(index, "this dependency is not pinned: write `exact:`")
            }
            let isTarget = ["target", "executableTarget", "testTarget"].contains(text)
            guard isTarget, Grammar.reads(["name", ":"], at: index + 2, in: tokens) else {
                continue
            }
            let name = tokens[index + 4]
            let hasSettings = call.indices.contains {
                Grammar.reads(["swiftSettings", ":", "settings"], at: $0, in: tokens)
            }
            if !hasSettings, name.kind != .string || isSwift(name.text) {
                find(index, "this target lacks `swiftSettings: settings`")
            }
        }
        if !tokens.indices.contains(where: {
            Grammar.reads(
                ["swiftLanguageModes", ":", "[", ".", "v6", "]"], at: $0, in: tokens)
        }) {
            find(0, "write `swiftLanguageModes: [.v6]`")
        }
        return findings
    }
}
