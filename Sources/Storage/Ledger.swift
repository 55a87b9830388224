import GRDB
import Node

/// The books on one connection, inside one transaction: fills `Books` for the writer and
/// `BooksReader` for the readers.
///
/// Owned by the closure that GRDB gives the connection to; never leaves it. Every statement is
/// prepared once for each connection and kept in its cache.
final class Ledger: Books {
    let connection: GRDB.Database
    let keys: any Keys
    /// The first error of the work at hand: such work fails, even if it goes on.
    private var error: (any Error)?

    init(_ connection: GRDB.Database, keys: any Keys) {
        self.connection = connection
        self.keys = keys
    }

    /// The error of the work at hand, and a clean slate for the next.
    func takeError() -> (any Error)? {
        defer { error = nil }
        return error
    }

    /// Runs a statement that writes.
    ///
    /// - Returns: how many rows it inserted, changed or deleted.
    @discardableResult
    func run(_ sql: String, _ values: any Bindable...) throws(NodeFailure) -> Int {
        do {
            guard connection.isInsideTransaction else { throw Self.noTransaction }
            let statement = try prepare(sql, values)
            try statement.execute()
            return connection.changesCount
        } catch { throw note(error) }
    }

    /// The rows of a query, each through `read`.
    func rows<Value>(
        _ sql: String, _ values: any Bindable...,
        read: (Line) throws(NodeFailure) -> Value
    ) throws(NodeFailure) -> [Value] {
        try rows(sql, values: values, atMost: .max, read)
    }

    /// The first row of a query, through `read`.
    func first<Value>(
        _ sql: String, _ values: any Bindable...,
        read: (Line) throws(NodeFailure) -> Value
    ) throws(NodeFailure) -> Value? {
        try rows(sql, values: values, atMost: 1, read).first
    }

    /// The number that a query answers in one row and one column.
    func count(_ sql: String, _ values: any Bindable...) throws(NodeFailure) -> Int {
        try rows(sql, values: values, atMost: 1) { line throws(NodeFailure) in
            try line.count(0)
        }.first ?? 0
    }

    /// Whether a query has any row.
    func holds(_ sql: String, _ values: any Bindable...) throws(NodeFailure) -> Bool {
        try !rows(sql, values: values, atMost: 1) { _ in true }.isEmpty
    }

    func rows<Value>(
        _ sql: String, values: [any Bindable], atMost limit: Int,
        _ read: (Line) throws(NodeFailure) -> Value
    ) throws(NodeFailure) -> [Value] {
        do {
            let statement = try prepare(sql, values)
            let cursor = try Row.fetchCursor(statement)
            var found: [Value] = []
            while found.count < limit, let row = try cursor.next() {
                found.append(try read(Line(row: row)))
            }
            return found
        } catch let failure as NodeFailure {
            throw failure
        } catch { throw note(error) }
    }

    /// The statement, prepared once for each connection, with its values.
    private func prepare(_ sql: String, _ values: [any Bindable]) throws -> Statement {
        let statement = try connection.cachedStatement(sql: sql)
        // As existentials, since GRDB maps a sequence of one type by a key path, and making that
        // takes longer than the statement.
        let cells: [(any DatabaseValueConvertible)?] = values.map { $0.cell }
        statement.setUncheckedArguments(StatementArguments(cells))
        return statement
    }

    /// Runs a statement that writes and answers with rows.
    func change<Value>(
        _ sql: String, _ values: any Bindable...,
        read: (Line) throws(NodeFailure) -> Value
    ) throws(NodeFailure) -> [Value] {
        guard connection.isInsideTransaction else { throw note(Self.noTransaction) }
        return try rows(sql, values: values, atMost: .max, read)
    }

    /// SQLite ends a transaction by itself on some errors. Without one, each statement would be
    /// committed alone.
    private static let noTransaction = DatabaseError(
        resultCode: .SQLITE_ABORT, message: "no transaction")

    private func note(_ error: any Error) -> NodeFailure {
        if self.error == nil { self.error = error }
        return .storage(StorageFault(error))
    }
}
