import Alliance
import Community

/// The cells of one row, read into types; what is wrong is noted, and reading goes on.
struct Cells<Column: SheetColumn> {
    /// The row's number.
    let row: Int
    /// What was wrong so far.
    private(set) var problems: [SheetProblem] = []
    /// The texts by the column's place; empty where the sheet has no such column.
    private let texts: [String]

    /// The cells of a row.
    init(row: Int, texts: [String]) {
        self.row = row
        self.texts = texts
    }

    /// Notes what is wrong with a column.
    mutating func note(_ kind: SheetProblem.Kind, _ column: Column) {
        problems.append(SheetProblem(kind, row: row, column: column.title))
    }

    /// Whether nothing stands there.
    func isEmpty(_ column: Column) -> Bool { texts[column.rawValue].isEmpty }

    /// The text of a column; empty where there is none.
    mutating func text(_ column: Column, bytesMaximum: Int) -> String {
        let text = texts[column.rawValue]
        guard text.utf8.count <= bytesMaximum else {
            note(.tooLong(bytesMaximum: bytesMaximum), column)
            return ""
        }
        let isClean = text.utf8.allSatisfy { byte in
            let isBreak = byte == 0x0a || byte == 0x0d || byte == 0x09
            return byte >= 0x20 && byte != 0x7f || column.isLong && isBreak
        }
        guard isClean else {
            note(.control, column)
            return ""
        }
        return text
    }

    /// The text of a column that must not be empty.
    mutating func required(_ column: Column, bytesMaximum: Int) -> String {
        if isEmpty(column) { note(.missing, column) }
        return text(column, bytesMaximum: bytesMaximum)
    }

    /// A whole number; nil where there is none.
    mutating func number(_ column: Column, _ range: ClosedRange<Int>) -> Int? {
        guard !isEmpty(column) else { return nil }
        guard let number = Int(texts[column.rawValue]), range.contains(number) else {
            note(.number(range), column)
            return nil
        }
        return number
    }

    /// One of a few words, Chinese before English; nil where there is none.
    mutating func choice<Value>(
        _ column: Column, _ choices: [(zh: String, en: String, value: Value)]
    ) -> Value? {
        guard !isEmpty(column) else { return nil }
        let text = texts[column.rawValue].lowercased()
        guard let found = choices.first(where: { $0.zh == text || $0.en == text }) else {
            note(.choice(choices.map(\.zh)), column)
            return nil
        }
        return found.value
    }

    /// The entries of a list, parted by 、，,；; or spaces.
    mutating func entries(_ column: Column, maximum: Int) -> [String] {
        let entries = texts[column.rawValue].unicodeScalars
            .split { "、，,；;".unicodeScalars.contains($0) || $0.properties.isWhitespace }
            .map { String($0) }
        guard entries.count <= maximum else {
            note(.entriesMaximum(maximum), column)
            return []
        }
        return entries
    }

    /// Words of our own or their Chinese names.
    mutating func words(_ column: Column, maximum: Int) -> [Word] {
        var words: [Word] = []
        for entry in entries(column, maximum: maximum) {
            guard let word = UsualWord.word(entry) else {
                note(.word(known: UsualWord.all.map(\.zh)), column)
                return []
            }
            words.append(word)
        }
        return words
    }

    /// A phone; empty where there is none.
    mutating func phone(_ column: Column, bytesMaximum: Int) -> String {
        let phone = text(column, bytesMaximum: bytesMaximum)
        guard !phone.isEmpty else { return "" }
        if phone.lowercased().contains("e+") {
            note(.scientific, column)
        } else if !phone.unicodeScalars.contains(where: { $0.properties.numericType == .decimal }) {
            note(.phone, column)
        }
        return phone
    }

    /// A moment in seconds since 1970; nil where there is none.
    ///
    /// - Parameter isEnd: a date without a time means the day's last minute.
    mutating func moment(_ column: Column, isEnd: Bool = false) -> UInt64? {
        guard !isEmpty(column) else { return nil }
        guard let moment = SheetTime.seconds(of: texts[column.rawValue], isEnd: isEnd) else {
            note(.moment, column)
            return nil
        }
        return moment
    }
}
