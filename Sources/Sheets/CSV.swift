/// Text in columns (RFC 4180): commas, quotes doubled inside quotes, CRLF, LF or CR between rows.
enum CSV {
    /// Reads the rows of a text one after the other.
    struct Reader {
        private let bytes: [UInt8]
        private var index = 0
        /// The number of the row that was read last, as a spreadsheet counts: the first is 1,
        /// empty rows count, a line break inside a cell does not.
        private(set) var row = 0

        /// A reader of a text in UTF-8.
        init(_ bytes: [UInt8]) { self.bytes = bytes }

        /// The cells of the next row; nil at the end.
        ///
        /// - Throws: ``SheetProblem`` where quotes do not fit, or there are too many cells.
        mutating func next() throws(SheetProblem) -> [String]? {
            guard index < bytes.count else { return nil }
            row += 1
            var cells: [String] = []
            while true {
                guard cells.count < SheetBounds.cellsMaximum else {
                    throw SheetProblem(.cellsMaximum(SheetBounds.cellsMaximum), row: row)
                }
                cells.append(try cell())
                guard index < bytes.count else { return cells }
                let separator = bytes[index]
                index += 1
                if separator == comma { continue }
                if separator == carriageReturn, index < bytes.count, bytes[index] == lineFeed {
                    index += 1
                }
                return cells
            }
        }

        /// Reads up to a comma, a line's end or the end of the text.
        private mutating func cell() throws(SheetProblem) -> String {
            guard index < bytes.count, bytes[index] == quote else {
                let start = index
                while index < bytes.count, !Self.ends(bytes[index]) {
                    if bytes[index] == quote { throw SheetProblem(.quote, row: row) }
                    index += 1
                }
                return String(decoding: bytes[start..<index], as: UTF8.self)
            }
            index += 1
            var text: [UInt8] = []
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                if byte != quote {
                    text.append(byte)
                } else if index < bytes.count, bytes[index] == quote {
                    text.append(quote)
                    index += 1
                } else {
                    guard index == bytes.count || Self.ends(bytes[index]) else {
                        throw SheetProblem(.quote, row: row)
                    }
                    return String(decoding: text, as: UTF8.self)
                }
            }
            throw SheetProblem(.quote, row: row)
        }

        private static func ends(_ byte: UInt8) -> Bool {
            byte == comma || byte == lineFeed || byte == carriageReturn
        }
    }

    /// Appends a row.
    static func write(_ cells: [String], to text: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { text.append(comma) }
            let needsQuotes = cell.utf8.contains { byte in
                byte == comma || byte == quote || byte == lineFeed || byte == carriageReturn
            }
            guard needsQuotes else {
                text.append(contentsOf: cell.utf8)
                continue
            }
            text.append(quote)
            for byte in cell.utf8 {
                if byte == quote { text.append(quote) }
                text.append(byte)
            }
            text.append(quote)
        }
        text.append(contentsOf: [carriageReturn, lineFeed])
    }

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}

/// Keeps a spreadsheet from taking a cell for a formula (OWASP, "CSV Injection"), without losing
/// a character: an apostrophe goes before what is dangerous, and one is taken away again.
///
/// A text that begins with apostrophes and then something dangerous gets one more, so that every
/// text comes back as it was.
enum Formula {
    /// The cell as it is written.
    static func defused(_ text: String) -> String {
        isDangerous(text.unicodeScalars.drop { $0 == "'" }) ? "'" + text : text
    }

    /// The text that a cell was written from.
    static func restored(_ cell: String) -> String {
        guard cell.unicodeScalars.first == "'",
            isDangerous(cell.unicodeScalars.drop { $0 == "'" })
        else { return cell }
        return String(cell.unicodeScalars.dropFirst())
    }

    private static func isDangerous(_ rest: Substring.UnicodeScalarView) -> Bool {
        rest.first.map { "=+-@＝＋－＠\t\r\n".unicodeScalars.contains($0) } ?? false
    }
}

/// A sheet that people look at and that is never read back.
package enum PlainSheet {
    /// The rows as UTF-8 with a byte order mark, by which spreadsheets know it; no cell is taken
    /// for a formula.
    package static func write(_ rows: [[String]]) -> [UInt8] {
        var text: [UInt8] = [0xEF, 0xBB, 0xBF]
        for row in rows { CSV.write(row.map(Formula.defused), to: &text) }
        return text
    }
}
