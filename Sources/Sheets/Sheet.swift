package import Node

/// A sheet as an office exports it from a spreadsheet, read into drafts.
///
/// What is wrong with it stands in ``problems``; with any, nothing of it may be written.
package struct Sheet<Draft: Sendable & Hashable>: Sendable {
    /// One row with its draft.
    package struct Line: Sendable, Hashable {
        /// The row as a spreadsheet counts it.
        package let row: Int
        /// The number that an export wrote, and the draft.
        package let entry: ImportLine<Draft>
    }

    /// The recognised encoding; nil when it is none that we read.
    package private(set) var encoding: SheetEncoding?
    /// The rows that are right.
    package private(set) var lines: [Line] = []
    /// What has to be mended first, at most ``SheetBounds/problemsMaximum`` of them.
    package private(set) var problems: [SheetProblem] = []
    /// How many there are in all.
    package private(set) var problemCount = 0
    /// How many rows hold something, the header left out.
    package private(set) var rowCount = 0

    /// Reads a file.
    ///
    /// - Parameter draft: reads one row; what it notes keeps the row out.
    static func read<Column: SheetColumn>(
        _ bytes: [UInt8], _ columns: Column.Type,
        _ draft: (inout Cells<Column>) -> ImportLine<Draft>?
    ) -> Sheet {
        var sheet = Sheet()
        do throws(SheetProblem) {
            guard bytes.count <= SheetBounds.bytesMaximum else {
                throw SheetProblem(.tooLarge(bytesMaximum: SheetBounds.bytesMaximum))
            }
            let (encoding, text) = try SheetEncoding.decode(bytes)
            sheet.encoding = encoding
            var reader = CSV.Reader(text)
            guard let header = try reader.next() else { throw SheetProblem(.empty) }
            let order = sheet.columns(of: header, Column.self)
            guard sheet.problems.isEmpty else { return sheet }
            try sheet.read(&reader, order, draft)
            if sheet.rowCount == 0 { throw SheetProblem(.empty) }
        } catch { sheet.note(error) }
        return sheet
    }

    private mutating func read<Column: SheetColumn>(
        _ reader: inout CSV.Reader, _ order: [Column?],
        _ draft: (inout Cells<Column>) -> ImportLine<Draft>?
    ) throws(SheetProblem) {
        let width = Column.allCases.count
        while let cells = try reader.next() {
            var texts = [String](repeating: "", count: width)
            var isEmpty = true
            var hasSurplus = false
            for (index, cell) in cells.enumerated() where !cell.isEmpty {
                let column = index < order.count ? order[index] : nil
                var text = Formula.restored(cell)
                if column?.isLong != true || text.allSatisfy(\.isWhitespace) {
                    text = text.trimmed
                }
                guard !text.isEmpty else { continue }
                isEmpty = false
                if let column { texts[column.rawValue] = text } else { hasSurplus = true }
            }
            if isEmpty { continue }
            rowCount += 1
            guard rowCount <= SheetBounds.rowsMaximum else {
                throw SheetProblem(.rowsMaximum(SheetBounds.rowsMaximum))
            }
            if hasSurplus { note(SheetProblem(.surplus, row: reader.row)) }
            var row = Cells<Column>(row: reader.row, texts: texts)
            let entry = draft(&row)
            for problem in row.problems { note(problem) }
            if let entry, row.problems.isEmpty, !hasSurplus {
                lines.append(Line(row: reader.row, entry: entry))
            }
        }
    }

    /// Which column stands where; nil for a place without a header.
    private mutating func columns<Column: SheetColumn>(
        of header: [String], _: Column.Type
    ) -> [Column?] {
        var seen: Set<Column> = []
        var order: [Column?] = []
        let names = header.map { Formula.restored($0).trimmed.lowercased() }
        if names.count(where: { !$0.isEmpty }) == 1,
            names[0].contains(where: { ";\t；，|".contains($0) })
        {
            note(SheetProblem(.separator, row: 1))
            return []
        }
        for (name, written) in zip(names, header) {
            guard !name.isEmpty else {
                order.append(nil)
                continue
            }
            // A Chinese header of our own before another's synonym.
            let column =
                Column.allCases.first { $0.title == name }
                ?? Column.allCases.first { $0.titles.contains(name) }
            guard let column else {
                let known = Column.allCases.map(\.title)
                note(
                    SheetProblem(
                        .unknownHeader(known: known), row: 1,
                        column: String(written.trimmed.prefix(40))))
                continue
            }
            if !seen.insert(column).inserted {
                note(SheetProblem(.repeatedHeader, row: 1, column: column.title))
            }
            order.append(column)
        }
        for column in Column.allCases where column.isRequired && !seen.contains(column) {
            note(SheetProblem(.missingHeader, row: 1, column: column.title))
        }
        return order
    }

    private mutating func note(_ problem: SheetProblem) {
        problemCount += 1
        if problems.count < SheetBounds.problemsMaximum { problems.append(problem) }
    }

    /// Writes a sheet that ``read(_:_:_:)`` reads back: a header, then a row for each.
    ///
    /// - Throws: ``SheetProblem`` when the system cannot write the encoding.
    static func write<Column: SheetColumn, Item>(
        _ items: [Item], _ encoding: SheetEncoding, _: Column.Type,
        _ cell: (Item, Column) -> String
    ) throws(SheetProblem) -> [UInt8] {
        let columns = Array(Column.allCases)
        var text: [UInt8] = []
        CSV.write(columns.map(\.title), to: &text)
        for item in items {
            CSV.write(columns.map { Formula.defused(cell(item, $0)) }, to: &text)
        }
        return try encoding.encode(text)
    }
}

extension String {
    /// Without white space at either end, full-width spaces included.
    fileprivate var trimmed: String {
        let scalars = unicodeScalars.drop(while: \.properties.isWhitespace)
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else {
            return ""
        }
        return String(scalars[...last])
    }
}
