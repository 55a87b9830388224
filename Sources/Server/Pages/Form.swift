import Alliance
import HTTPTypes
import Hummingbird

/// What somebody has filled in and sent, as `application/x-www-form-urlencoded` (WHATWG URL §5)
/// or `multipart/form-data` (RFC 7578).
///
/// Texts come back without space around them and with `\n` for each line break; what is no UTF-8
/// is refused. Which fields there are, and what they mean, is for who reads them.
struct Form: Sendable {
    private var texts: [String: [String]] = [:]
    private var files: [String: [UInt8]] = [:]

    /// Fields of one form at most; the longest honest one has some sixty.
    static let fieldsMaximum = 400

    /// A form with these texts.
    init(_ texts: [String: [String]] = [:]) { self.texts = texts }

    /// Reads a body.
    ///
    /// - Throws: ``Problem`` for another media type, ``Problem/brokenForm`` for a body that is
    ///   no form.
    init(_ visit: Visit) throws(Problem) {
        switch visit.mediaType {
        case "application/x-www-form-urlencoded": try self.init(encoded: visit.body)
        case "multipart/form-data":
            guard let boundary = Self.boundary(in: visit.request.headers[.contentType] ?? "")
            else { throw .brokenForm }
            try self.init(multipart: visit.body, boundary: boundary)
        case nil where visit.body.isEmpty: self.init()
        default: throw .formType
        }
    }

    /// The value of a field; empty when there is none.
    func text(_ name: String) -> String { texts[name]?.first ?? "" }

    /// All values of a field, in the order of the form.
    func all(_ name: String) -> [String] { texts[name] ?? [] }

    /// Whether the field was sent with something in it, as a ticked box is.
    func has(_ name: String) -> Bool { !text(name).isEmpty }

    /// A file; nil when none was chosen.
    func file(_ name: String) -> [UInt8]? {
        guard let bytes = files[name], !bytes.isEmpty else { return nil }
        return bytes
    }

    // MARK: Reading

    /// Reads `name=value&…`.
    init(encoded body: [UInt8]) throws(Problem) {
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]),
                let value = Self.decoded(parts.count > 1 ? parts[1] : [])
            else { throw .brokenForm }
            try add(name, value)
        }
    }

    private mutating func add(_ name: String, _ value: String) throws(Problem) {
        guard texts.values.reduce(0, { $0 + $1.count }) < Self.fieldsMaximum else {
            throw .brokenForm
        }
        texts[name, default: []].append(Self.tidied(value))
    }

    /// Percent-decoding, `+` as a space; nil for what is no UTF-8.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): output.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hexValue),
                    let low = rest.popFirst().flatMap(hexValue)
                else { return nil }
                output.append(high << 4 | low)
            default: output.append(byte)
            }
        }
        return String(validating: output, as: UTF8.self)
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }

    /// Line breaks as `\n`, no space at the ends.
    private static func tidied(_ text: String) -> String {
        var scalars: [Unicode.Scalar] = []
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                scalars.append("\n")
            } else if !(scalar == "\n" && last == "\r") {
                scalars.append(scalar)
            }
            last = scalar
        }
        let isSpace: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        let body = scalars.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        var view = String.UnicodeScalarView()
        view.append(contentsOf: body)
        return String(view)
    }

    // MARK: Several parts

    private static func boundary(in type: String) -> [UInt8]? {
        for parameter in type.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "boundary"
            else { continue }
            let value = parts[1].filter { $0 != "\"" && $0 != " " }
            guard (1...70).contains(value.utf8.count) else { return nil }
            return Array(value.utf8)
        }
        return nil
    }

    /// Reads the parts between the boundaries. A part with a file's name is a file, and its name
    /// is nobody's business: names are made by us (UPL-1).
    init(multipart body: [UInt8], boundary: [UInt8]) throws(Problem) {
        let mark = Array("\r\n--".utf8) + boundary
        // The first boundary has no line break before it.
        let bytes = Array("\r\n".utf8) + body
        guard var at = Self.index(of: mark, in: bytes, from: 0), at == 0 else {
            throw .brokenForm
        }
        while true {
            let start = at + mark.count
            if bytes[start...].starts(with: Array("--".utf8)) { return }
            guard bytes[start...].starts(with: Array("\r\n".utf8)),
                let end = Self.index(of: mark, in: bytes, from: start)
            else { throw .brokenForm }
            try read(part: bytes[(start + 2)..<max(start + 2, end)])
            at = end
        }
    }

    private mutating func read(part: ArraySlice<UInt8>) throws(Problem) {
        let gap = Array("\r\n\r\n".utf8)
        guard let end = Self.index(of: gap, in: Array(part), from: 0),
            let head = String(validating: part.prefix(end), as: UTF8.self),
            let name = Self.parameter("name", in: head)
        else { throw .brokenForm }
        let content = part.dropFirst(end + gap.count)
        if Self.parameter("filename", in: head) != nil {
            guard files.count < 4 else { throw .brokenForm }
            files[name] = Array(content)
        } else {
            guard let text = String(validating: content, as: UTF8.self) else {
                throw .brokenForm
            }
            try add(name, text)
        }
    }

    /// A parameter of `Content-Disposition`, as browsers write it: in quotes, `%22` for a quote.
    private static func parameter(_ name: String, in head: String) -> String? {
        for line in head.split(whereSeparator: \.isNewline)
        where line.lowercased().hasPrefix("content-disposition:") {
            for part in line.split(separator: ";").dropFirst() {
                let sides = part.split(separator: "=", maxSplits: 1)
                guard sides.count == 2, sides[0].filter({ $0 != " " }).lowercased() == name
                else { continue }
                return sides[1].filter { $0 != "\"" }
            }
        }
        return nil
    }

    private static func index(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        var at = start
        while at <= bytes.count - needle.count {
            guard let next = bytes[at...].firstIndex(of: first),
                next <= bytes.count - needle.count
            else { return nil }
            if bytes[next..<(next + needle.count)].elementsEqual(needle) { return next }
            at = next + 1
        }
        return nil
    }
}

extension Problem {
    /// The body is no form of a page.
    static let formType = Problem(
        415, "formType", "请用网页上的表单提交。", "Please send the form of the page.")

    /// The form did not come whole, or is none.
    static let brokenForm = Problem(
        400, "form", "表单没有收全，请退回去再提交一次。",
        "The form did not arrive whole; go back and send it again.")
}
