package import Alliance

/// The words of a wish that every neighbour reads: detached from the event, so erasable.
package struct WishText: Sendable, Hashable {
    /// What is wished for, 1 to 120 bytes (some 40 characters).
    package let title: String
    /// More about it, up to 3,000 bytes; may be empty.
    package let body: String

    /// The longest title, in bytes.
    package static let titleBytesMaximum = 120
    /// The longest body, in bytes.
    package static let bodyBytesMaximum = 3_000

    /// Words from their parts.
    package init(title: String, body: String) {
        self.title = title
        self.body = body
    }

    /// The content as it is hashed, stored and sent: canonical JSON.
    package var bytes: [UInt8] {
        JSON.object(of: ["title": .string(title), "body": .string(body)]).canonicalBytes
    }

    /// Reads a content; nil when it is no wish's.
    package init?(_ bytes: [UInt8]) {
        do throws(JSONRefusal) {
            let json = try JSONParser.parse(bytes, form: .canonical, bytesMaximum: 16 << 10)
            do throws(FieldProblem) {
                var fields = try Fields(json)
                self = try WishText(reading: &fields)
            } catch { return nil }
        } catch { return nil }
    }

    /// Reads the words out of a command or a content.
    ///
    /// - Throws: ``FieldProblem`` for the first field that is wrong.
    package init(reading fields: inout Fields) throws(FieldProblem) {
        title = try fields.text("title", bytesMaximum: Self.titleBytesMaximum)
        body = try fields.optionalText("body", bytesMaximum: Self.bodyBytesMaximum) ?? ""
    }
}

/// What in free text could give a resident away (E2E-6).
package enum PrivacyFinding: String, CaseIterable, Sendable, Hashable {
    /// Something that looks like a phone number.
    case phone
    /// Something that looks like an identity card number.
    case identityNumber
    /// Something that looks like a door: 栋, 幢, 单元, 室, 号 with a number.
    case door
    /// The resident's own name.
    case name
    /// It is the resident's will, not the words, that speaks against it: the consent on record is
    /// for this community alone (PIPL art. 23 and 25).
    case consent
}

extension WishText {
    /// What stands in the words that should not be published; the office confirms or changes.
    ///
    /// Digits count in any width, as Chinese numerals, plain or as on banknotes, in circles and
    /// keycaps, and with marks and spaces between them. 7 digits or more may be a phone, 15 or
    /// more an identity number.
    package func findings(contact: Contact?) -> Set<PrivacyFinding> {
        var found: Set<PrivacyFinding> = []
        let text = title + "\n" + body
        for run in Self.digitRuns(in: text) {
            if run.count >= 15 {
                found.insert(.identityNumber)
            } else if run.count >= 7 {
                found.insert(.phone)
            }
        }
        if Self.namesDoor(text) { found.insert(.door) }
        if let name = contact?.name, name.count >= 2, Self.contains(text, name) {
            found.insert(.name)
        }
        return found
    }

    /// Runs of digits in any writing, separators left out.
    private static func digitRuns(in text: String) -> [[UInt8]] {
        var runs: [[UInt8]] = []
        var run: [UInt8] = []
        for scalar in text.unicodeScalars {
            if let digit = digit(scalar) {
                run.append(digit)
            } else if !isSeparator(scalar) {
                if !run.isEmpty { runs.append(run) }
                run = []
            }
        }
        if !run.isEmpty { runs.append(run) }
        return runs
    }

    /// Numerals by their value; 幺 is how a one is said in a telephone number.
    private static let numerals: [Unicode.Scalar: UInt8] = {
        var values: [Unicode.Scalar: UInt8] = ["零": 0, "○": 0, "幺": 1, "贰": 2, "陆": 6]
        for row in ["〇一二三四五六七八九", "〇壹貳叁肆伍陸柒捌玖"] {
            for (value, scalar) in row.unicodeScalars.enumerated() {
                values[scalar] = UInt8(value)
            }
        }
        return values
    }()

    private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        if let value = numerals[scalar] { return value }
        // Circled and raised digits too; a circled ten is no digit.
        switch scalar.properties.numericType {
        case .decimal, .digit: return scalar.properties.numericValue.map { UInt8($0) }
        default: return nil
        }
    }

    /// What may stand inside a number without ending it: anything but letters, the end of a
    /// sentence and the end of a line.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        if "\n。！？!?".unicodeScalars.contains(scalar) { return false }
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .control, .format, .nonspacingMark, .enclosingMark,
            .dashPunctuation, .connectorPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol,
            .modifierSymbol:
            return true
        default: return false
        }
    }

    /// A number followed by a word for a building, a stair or a door.
    private static func namesDoor(_ text: String) -> Bool {
        var digits = 0
        for scalar in text.unicodeScalars {
            if digit(scalar) != nil {
                digits += 1
            } else if "栋幢室号座".unicodeScalars.contains(scalar) {
                if digits > 0 { return true }
            } else if scalar == "单" {
                if digits > 0, text.contains("单元") { return true }
            } else if !isSeparator(scalar) {
                digits = 0
            }
        }
        return false
    }

    private static func contains(_ text: String, _ name: String) -> Bool {
        let letters = Array(text.unicodeScalars.filter { !isSeparator($0) })
        let wanted = Array(name.unicodeScalars.filter { !isSeparator($0) })
        guard !wanted.isEmpty, letters.count >= wanted.count else { return false }
        return (0...(letters.count - wanted.count)).contains { start in
            letters[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }
}
