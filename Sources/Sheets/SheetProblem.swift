package import Community

/// What is wrong with a sheet, or worth a second look: where, what, and what to do about it.
package struct SheetProblem: Error, Sendable, Hashable {
    /// The row as a spreadsheet counts it, the header being 1; nil for the whole file.
    package let row: Int?
    /// The header of the column; nil for the whole row.
    package let column: String?
    /// What it is.
    package let kind: Kind

    /// A problem, and where it is.
    package init(_ kind: Kind, row: Int? = nil, column: String? = nil) {
        self.kind = kind
        self.row = row
        self.column = column
    }

    /// The ways in which a sheet can be wrong.
    package enum Kind: Sendable, Hashable {
        // MARK: The file

        /// There are more bytes than this.
        case tooLarge(bytesMaximum: Int)
        /// A workbook (xlsx, xls), not CSV.
        case workbook
        /// UTF-16, as "Unicode text" is saved.
        case sixteenBit
        /// Neither UTF-8 nor GB18030 from this byte on.
        case encoding(byte: Int)
        /// The system cannot convert GB18030.
        case noConverter
        /// This character has no place in GB18030.
        case unwritable(Unicode.Scalar)
        /// Quotes that do not fit.
        case quote
        /// More rows than this.
        case rowsMaximum(Int)
        /// More cells in a row than this.
        case cellsMaximum(Int)
        /// Nothing but a header, or not even that.
        case empty

        // MARK: The header

        /// The columns are parted by something else than commas.
        case separator
        /// Nobody knows this header; these are known.
        case unknownHeader(known: [String])
        /// A header that must be there is not.
        case missingHeader
        /// A header stands twice.
        case repeatedHeader

        // MARK: A cell

        /// A cell without a header above it.
        case surplus
        /// Empty where something must stand.
        case missing
        /// More bytes of UTF-8 than this.
        case tooLong(bytesMaximum: Int)
        /// A line break or an invisible character.
        case control
        /// No number in this range.
        case number(ClosedRange<Int>)
        /// None of these words.
        case choice([String])
        /// No word that is known; these are.
        case word(known: [String])
        /// More entries than this.
        case entriesMaximum(Int)
        /// A phone that the spreadsheet has turned into `1.38E+10`.
        case scientific
        /// A phone without digits.
        case phone
        /// No date.
        case moment
        /// Only one of two dates, or the later before the earlier.
        case window
        /// No member's name.
        case member
        /// A contact without a consent to it (PIPL art. 23, 25).
        case consent

        // MARK: Worth a second look

        /// The same as an earlier row of the file: written once.
        case repeats(row: Int)
        /// It is here already: left as it is.
        case alreadyHere
        /// No team of that name is on record.
        case unknownTeam
        /// The words could give the resident away, once they are published.
        case findings(Set<PrivacyFinding>)
    }
}
