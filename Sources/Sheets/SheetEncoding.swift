/// How the bytes of a sheet stand for characters.
package enum SheetEncoding: String, CaseIterable, Sendable {
    /// UTF-8, with a byte order mark or without.
    case utf8 = "UTF-8"
    /// GB18030 (GBK, GB2312), as spreadsheets on Chinese Windows save CSV.
    case gb18030 = "GB18030"

    private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// Recognises the encoding: a byte order mark or valid UTF-8 is UTF-8, all else GB18030.
    ///
    /// - Returns: the encoding and the text in UTF-8, without the mark.
    /// - Throws: ``SheetProblem`` for workbooks, UTF-16, and bytes that are neither encoding.
    static func decode(
        _ bytes: [UInt8]
    ) throws(SheetProblem) -> (encoding: SheetEncoding, text: [UInt8]) {
        if bytes.starts(with: [0x50, 0x4b, 3, 4]) || bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
            throw SheetProblem(.workbook)
        }
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            throw SheetProblem(.sixteenBit)
        }
        let isMarked = bytes.starts(with: mark)
        let text = isMarked ? Array(bytes.dropFirst(mark.count)) : bytes
        let wrong = firstWrongByte(of: text)
        guard let wrong else { return (.utf8, text) }
        if isMarked { throw malformed(bytes, at: wrong + mark.count) }
        do throws(Converter.Failure) {
            let converted = try Converter(from: gb18030.rawValue, to: "UTF-8").convert(bytes)
            let isMarked = converted.starts(with: mark)
            return (.gb18030, isMarked ? Array(converted.dropFirst(mark.count)) : converted)
        } catch {
            switch error {
            case .malformed(let place): throw malformed(bytes, at: place)
            case .missing: throw SheetProblem(.noConverter)
            }
        }
    }

    /// The bytes of a text, to be read by a spreadsheet: UTF-8 gets its byte order mark, without
    /// which some of them take it for GB18030.
    ///
    /// - Throws: ``SheetProblem`` when the system has no converter, or for a character that
    ///   GB18030 has no place for: glibc lacks 24 of the private use area, where names with rare
    ///   characters once stood.
    package func encode(_ text: [UInt8]) throws(SheetProblem) -> [UInt8] {
        switch self {
        case .utf8: return Self.mark + text
        case .gb18030:
            do throws(Converter.Failure) {
                return try Converter(from: "UTF-8", to: rawValue).convert(text)
            } catch {
                switch error {
                case .malformed(let place): throw Self.unwritable(text, at: place)
                case .missing: throw SheetProblem(.noConverter)
                }
            }
        }
    }

    private static func unwritable(_ text: [UInt8], at place: Int) -> SheetProblem {
        let rest = String(decoding: text[place...], as: UTF8.self)
        // Read up to the character itself, since a row may hold line breaks.
        var reader = CSV.Reader(Array(text[...place]))
        do throws(SheetProblem) { while try reader.next() != nil {} } catch {}
        return SheetProblem(.unwritable(rest.unicodeScalars.first ?? "?"), row: reader.row)
    }

    private static func malformed(_ bytes: [UInt8], at place: Int) -> SheetProblem {
        let breaks = bytes[..<place].count { $0 == UInt8(ascii: "\n") }
        return SheetProblem(.encoding(byte: place), row: breaks + 1)
    }

    /// Where the text stops being UTF-8; nil when all of it is.
    private static func firstWrongByte(of text: [UInt8]) -> Int? {
        guard String(validating: text, as: UTF8.self) == nil else { return nil }
        var parser = Unicode.UTF8.ForwardParser()
        var bytes = text.makeIterator()
        var place = 0
        while true {
            switch parser.parseScalar(from: &bytes) {
            case .valid(let scalar): place += scalar.count
            case .error: return place
            case .emptyInput: return nil
            }
        }
    }
}
