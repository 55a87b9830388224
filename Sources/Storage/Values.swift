import Alliance
import Causality
import Community
import Foundation
import GRDB
import Node

/// What can stand for a `?` of a statement.
protocol Bindable {
    /// The value as SQLite takes it.
    var cell: DatabaseValue { get }
}

extension Int64: Bindable {
    var cell: DatabaseValue { databaseValue }
}

extension Int: Bindable {
    var cell: DatabaseValue { Int64(self).databaseValue }
}

/// Times and numbers from outside are bounded far below 2^63; what is not ends there, since GRDB
/// would trap above it.
extension UInt64: Bindable {
    var cell: DatabaseValue { Int64(clamping: self).databaseValue }
}

extension Bool: Bindable {
    var cell: DatabaseValue { (self ? Int64(1) : 0).databaseValue }
}

extension String: Bindable {
    var cell: DatabaseValue { databaseValue }
}

extension Array: Bindable where Element == UInt8 {
    var cell: DatabaseValue { Data(self).databaseValue }
}

extension Bytes32: Bindable {
    var cell: DatabaseValue { Data(bytes).databaseValue }
}

extension Optional: Bindable where Wrapped: Bindable {
    var cell: DatabaseValue { self?.cell ?? .null }
}

extension WriterID: Bindable {
    var cell: DatabaseValue { text.databaseValue }
}

extension Dot: Bindable {
    var cell: DatabaseValue { description.databaseValue }
}

/// A wish stands in the file as the dot that published it.
extension WishID: Bindable {
    var cell: DatabaseValue { dot.cell }
}

extension MemberName: Bindable {
    var cell: DatabaseValue { text.databaseValue }
}

extension LogName: Bindable {
    var cell: DatabaseValue { text.databaseValue }
}

extension Word: Bindable {
    var cell: DatabaseValue { text.databaseValue }
}

extension VolunteerID: Bindable {
    var cell: DatabaseValue { text.databaseValue }
}

/// One row of a result, read by position: a value that does not fit is a damage, never a trap.
struct Line {
    let row: Row

    func integer(_ index: Int) throws(NodeFailure) -> Int64 {
        guard let number = try optionalInteger(index) else { throw damage(index) }
        return number
    }

    func optionalInteger(_ index: Int) throws(NodeFailure) -> Int64? {
        do { return try row.decode(Int64?.self, atIndex: index) } catch { throw damage(index) }
    }

    func number(_ index: Int) throws(NodeFailure) -> UInt64 {
        guard let number = UInt64(exactly: try integer(index)) else { throw damage(index) }
        return number
    }

    func optionalNumber(_ index: Int) throws(NodeFailure) -> UInt64? {
        guard let integer = try optionalInteger(index) else { return nil }
        guard let number = UInt64(exactly: integer) else { throw damage(index) }
        return number
    }

    func count(_ index: Int) throws(NodeFailure) -> Int { Int(try integer(index)) }

    func flag(_ index: Int) throws(NodeFailure) -> Bool { try integer(index) != 0 }

    func text(_ index: Int) throws(NodeFailure) -> String {
        guard let text = try optionalText(index) else { throw damage(index) }
        return text
    }

    func optionalText(_ index: Int) throws(NodeFailure) -> String? {
        do { return try row.decode(String?.self, atIndex: index) } catch { throw damage(index) }
    }

    func bytes(_ index: Int) throws(NodeFailure) -> [UInt8] {
        guard let bytes = try optionalBytes(index) else { throw damage(index) }
        return bytes
    }

    func optionalBytes(_ index: Int) throws(NodeFailure) -> [UInt8]? {
        do {
            return try row.withUnsafeData(atIndex: index) { data in data.map { [UInt8]($0) } }
        } catch { throw damage(index) }
    }

    func bytes32<Purpose>(_ index: Int) throws(NodeFailure) -> Bytes32<Purpose> {
        guard let value = try optionalBytes32(index) as Bytes32<Purpose>? else {
            throw damage(index)
        }
        return value
    }

    func optionalBytes32<Purpose>(_ index: Int) throws(NodeFailure) -> Bytes32<Purpose>? {
        guard let bytes = try optionalBytes(index) else { return nil }
        guard let value = Bytes32<Purpose>(bytes) else { throw damage(index) }
        return value
    }

    /// A text that has a form of its own, such as a member's name.
    func value<Value>(
        _ index: Int, _ read: (String) -> Value?
    ) throws(NodeFailure) -> Value {
        guard let value = read(try text(index)) else { throw damage(index) }
        return value
    }

    func dot(_ index: Int) throws(NodeFailure) -> Dot { try value(index) { Dot(text: $0) } }

    func wish(_ index: Int) throws(NodeFailure) -> WishID { WishID(try dot(index)) }

    /// Words, with spaces between them.
    func words(_ index: Int) throws(NodeFailure) -> [Word] {
        try text(index).split(separator: " ").map { text throws(NodeFailure) in
            guard let word = Word(text) else { throw damage(index) }
            return word
        }
    }

    /// The words of a damage name the column, never the value.
    private func damage(_ index: Int) -> NodeFailure {
        let name = index < row.count ? Array(row.columnNames)[index] : "?"
        return .storage(.damaged("a row's column \(name) is not what it should be"))
    }
}

extension [Word] {
    /// The words as one text, for ``Line/words(_:)``.
    var joinedText: String { map(\.text).joined(separator: " ") }
}
