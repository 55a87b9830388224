/// The limits of a sheet, each with its reason.
package enum SheetBounds {
    /// The largest file, in bytes: ten thousand wishes with long texts have about 6 MiB.
    package static let bytesMaximum = 16 << 20
    /// The most rows that hold something: they are written in one transaction.
    package static let rowsMaximum = 20_000
    /// The most cells of a row; no sheet has more than 20 columns.
    package static let cellsMaximum = 64
    /// The most problems that are told one by one; of more, only their number.
    package static let problemsMaximum = 1_000
}
