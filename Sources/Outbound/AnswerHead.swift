internal import Node

/// The status and fields of an answer, from the lines as libcurl hands them over (RFC 9112): the
/// heads of interim answers (1xx), the final head, then perhaps trailers.
///
/// libcurl frames the lines; what they say is judged here, strictly.
struct AnswerHead {
    private enum Stage {
        case statusLine, fields, complete
    }

    /// The status of the last head begun; 0 before the first.
    private(set) var status = 0
    /// The fields of the last head begun, in order, names in lower case.
    private(set) var fields: [Call.Field] = []
    private var stage = Stage.statusLine
    private var bytesLeft: Int

    /// An empty head that takes at most so many bytes, over all lines.
    init(bytesMaximum: Int) {
        bytesLeft = bytesMaximum
    }

    /// The final head has ended with its empty line.
    var isComplete: Bool { stage == .complete }

    /// Takes one line with its line break.
    ///
    /// - Throws: `tooLarge` past the bound, `broken` if this is no HTTP/1.
    mutating func take(_ line: [UInt8]) throws(CallFailure) {
        bytesLeft -= line.count
        guard bytesLeft >= 0 else { throw .tooLarge }
        var line = line[...]
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        switch stage {
        case .statusLine:
            status = try Self.status(line)
            fields = []
            stage = .fields
        case .fields where line.isEmpty:
            stage = status < 200 ? .statusLine : .complete
        case .fields:
            fields.append(try Self.field(line))
        case .complete:
            // A trailer: not to be taken for a field of the head (RFC 9110, section 6.5.1).
            break
        }
    }

    /// `HTTP/1.1 200 OK` → 200.
    private static func status(_ line: ArraySlice<UInt8>) throws(CallFailure) -> Int {
        let bytes = Array(line)
        guard bytes.starts(with: "HTTP/1.".utf8), bytes.count >= 12,
            bytes[8] == UInt8(ascii: " "), bytes.count == 12 || bytes[12] == UInt8(ascii: " "),
            let status = Int(String(decoding: bytes[9..<12], as: UTF8.self)),
            (100...599).contains(status)
        else { throw .broken("no HTTP/1 status line") }
        return status
    }

    private static func field(_ line: ArraySlice<UInt8>) throws(CallFailure) -> Call.Field {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            throw .broken("a field without a colon")
        }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        let value = line[(colon + 1)...].trimming { $0 == 0x20 || $0 == 0x09 }
        let field = Call.Field(name, String(decoding: value, as: UTF8.self))
        // Also refuses folded lines, which begin with a space (RFC 9112, section 5.2).
        guard FieldSyntax.isToken(field.name), FieldSyntax.isValue(field.value) else {
            throw .broken("a malformed field")
        }
        return field
    }
}

extension ArraySlice {
    /// Without the elements at both ends that fulfil the condition.
    fileprivate func trimming(_ condition: (Element) -> Bool) -> ArraySlice {
        let rest = drop(while: condition)
        guard let last = rest.lastIndex(where: { !condition($0) }) else { return [] }
        return rest[...last]
    }
}
