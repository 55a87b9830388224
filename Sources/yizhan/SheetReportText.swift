import Alliance
import Foundation

/// What an import found and did, in sentences: Chinese with English beside.
struct SheetReportText {
    /// What has to be mended and what is worth a second look, a line each.
    private(set) var lines: [String] = []
    /// Whether nothing has to be mended.
    let isSound: Bool
    /// The last line: how many, and what was written.
    let end: String

    /// Words for the answer of an import.
    ///
    /// - Throws: `FieldProblem` when the answer is of another version.
    init(_ answer: Fields, status: Int, seconds: Double) throws(FieldProblem) {
        var answer = answer
        let time = String(format: "%.1f s", seconds)
        isSound = (200..<300).contains(status)
        guard isSound || status == 422 else {
            end = try answer.text("detail", bytesMaximum: 1_000)
            return
        }
        let any: ClosedRange<UInt64> = 0...JSON.integerLimit
        let encoding = try answer.optionalText("encoding", bytesMaximum: 20) ?? "?"
        let rows = try answer.integer("rows", any)
        lines.append("\(encoding)，\(rows) 行 rows")
        let problems = try answer.list("problems", elementsMaximum: 10_000)
        let looks = try answer.list("looks", elementsMaximum: 10_000)
        lines += try problems.map(Self.sentence)
        lines += try looks.map(Self.sentence)
        let problemCount = try answer.optionalInteger("problemCount", any) ?? 0
        let lookCount = try answer.integer("lookCount", any)
        let untold = Int(problemCount + lookCount) - problems.count - looks.count
        if untold > 0 { lines.append("…… 还有 \(untold) 处 and \(untold) more") }
        let new = try answer.integer("new", any)
        guard isSound else {
            end = "\(problemCount) 处要改，什么都没有写入 things to mend; nothing was written. (\(time))"
            return
        }
        if let written = try answer.optionalInteger("written", any) {
            end =
                "写入 \(written) 行，其余 \(rows - min(rows, written)) 行已经在册 written, the rest "
                + "was here. (\(time))"
        } else {
            end =
                "可以写入 \(new) 行，还没有写入；加 --apply 写入 can be written, nothing was; "
                + "add --apply. (\(time))"
        }
    }

    private static func sentence(_ json: JSON) throws(FieldProblem) -> String {
        var fields = try Fields(json, name: "problems")
        let zh = try fields.text("zh", bytesMaximum: 2_000)
        return "\(zh) \(try fields.text("en", bytesMaximum: 2_000))"
    }
}
