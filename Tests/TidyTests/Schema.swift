/// The rules about SQL statements, in Swift literals and in files of SQL.
enum Schema {
    /// A `CREATE TABLE` or `CREATE INDEX` in a file.
    struct Statement: Equatable {
        let isTable: Bool
        /// The index of its first line in the lines of the file.
        let line: Int
    }

    static func statements(in file: SourceFile) -> [Statement] {
        file.lines.indices.compactMap { index in
            let words = words(of: code(of: file.lines[index]))
            guard let create = words.firstIndex(of: "CREATE") else { return nil }
            let kind = words[(create + 1)...]
                .drop { ["TEMP", "TEMPORARY", "UNIQUE"].contains($0) }.first
            guard kind == "TABLE" || kind == "INDEX" else { return nil }
            return Statement(isTable: kind == "TABLE", line: index)
        }
    }

    /// Statements without a sentence above, and tables that are not STRICT.
    static func findings(in file: SourceFile) -> [Finding] {
        statements(in: file).flatMap { statement -> [Finding] in
            let (line, kind) = (statement.line, statement.isTable ? "table" : "index")
            var findings: [Finding] = []
            if line == 0 || !file.lines[line - 1].drop(while: { $0 == " " }).hasPrefix("--") {
                findings.append(
                    Finding(
                        path: file.path, line: line + 1,
                        advice: "no `--` line above: say which query needs this \(kind)"))
            }
            if statement.isTable, !isStrict(file.lines[line...]) {
                findings.append(
                    Finding(path: file.path, line: line + 1, advice: "make the table STRICT"))
            }
            return findings
        }
    }

    /// Reads past the brackets of the columns to the end of the statement or of its literal.
    private static func isStrict(_ lines: ArraySlice<String>) -> Bool {
        var depth = 0
        var isPastColumns = false
        var options = ""
        for line in lines {
            for byte in code(of: line).utf8 {
                switch byte {
                case UInt8(ascii: "("): depth += 1
                case UInt8(ascii: ")"):
                    depth -= 1
                    isPastColumns = isPastColumns || depth == 0
                case UInt8(ascii: ";") where depth == 0, UInt8(ascii: "\"") where isPastColumns:
                    return words(of: options).contains("STRICT")
                case _ where isPastColumns && depth == 0:
                    options.unicodeScalars.append(Unicode.Scalar(byte))
                default: break
                }
            }
            options += " "
        }
        return words(of: options).contains("STRICT")
    }

    /// The line without comments, and without what stands between single quotes.
    private static func code(of line: String) -> String {
        if line.drop(while: { $0 == " " }).hasPrefix("//") { return "" }
        let parts = line.utf8.split(separator: 39, omittingEmptySubsequences: false)
        let code = parts.enumerated().filter { $0.offset.isMultiple(of: 2) }
            .map { String(Substring($0.element)) }.joined(separator: " ")
        var previous: Character?
        for index in code.indices {
            if code[index] == "-", previous == "-" {
                return String(code[..<code.index(before: index)])
            }
            previous = code[index]
        }
        return code
    }

    private static func words(of text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map { $0.uppercased() }
    }
}
