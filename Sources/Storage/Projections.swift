import Alliance
import Foundation
import GRDB
import Node

extension Ledger {
    /// The tables that a fold writes, as canonical JSON in the order of their keys: the same
    /// bytes for the same wishes, in whatever order they were folded.
    func projectionBytes() throws(NodeFailure) -> [UInt8] {
        JSON.object(of: [
            "due": .array(try dump("SELECT * FROM wish_due ORDER BY wish")),
            "services": .array(try dump("SELECT * FROM service ORDER BY claim")),
            "wishes": .array(try dump("SELECT * FROM wish ORDER BY wish")),
        ]).canonicalBytes
    }

    /// Empties those tables and marks every wish to be folded anew.
    func deleteProjections() throws(NodeFailure) {
        try run("DELETE FROM wish")
        try run("DELETE FROM service")
        try run("DELETE FROM wish_due")
        try run("DELETE FROM wish_unready")
        try markDirty(onlyWaiting: false)
    }

    private func dump(_ sql: String) throws(NodeFailure) -> [JSON] {
        try rows(sql) { line throws(NodeFailure) in
            .array(line.row.databaseValues.map { Self.json($0) })
        }
    }

    private static func json(_ value: DatabaseValue) -> JSON {
        switch value.storage {
        case .int64(let number): .integer(UInt64(clamping: number))
        case .string(let text): .string(text)
        case .blob(let data): .string(Base64URL.encode(data))
        case .double, .null: .null
        }
    }
}
