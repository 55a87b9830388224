import GRDB
import Node

extension StorageFault {
    /// What an error of GRDB means to the node; the text has no values in it.
    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            self = .failed("\(error)")
            return
        }
        let code = error.extendedResultCode
        let text =
            "SQLite \(code.rawValue): \(error.message ?? "no message")"
            + (error.sql.map { ", in: \($0)" } ?? "")
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        // The index of the log grows by writing to it; without a place for it the disk is full.
        case .SQLITE_IOERR where code == .SQLITE_IOERR_SHMSIZE: self = .full
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(text)
        default: self = .failed(text)
        }
    }

    /// Whether nothing more may be written after this error.
    ///
    /// After a failed fsync Linux may have dropped the pages that it could not write, so a later
    /// success would say nothing about them; a damaged file must not be built upon.
    static func isFatal(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        switch error.resultCode {
        case .SQLITE_IOERR: return error.extendedResultCode != .SQLITE_IOERR_SHMSIZE
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return true
        default: return false
        }
    }
}
