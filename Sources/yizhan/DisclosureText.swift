import Alliance
import Glibc
import Pages

/// What a node keeps about a person, as people read it: a heading for each field in Chinese and
/// English (``Disclosure/heading(_:)``), moments in the machine's time zone.
struct DisclosureText {
    private(set) var lines: [String] = []

    /// The text of a report, or of any JSON.
    init(_ json: JSON) { add(json, name: nil, depth: 0) }

    /// Milliseconds since 1970 that a report can name.
    static let times: ClosedRange<UInt64> = 0...(JSON.integerLimit - 1)

    private mutating func add(_ json: JSON, name: String?, depth: Int) {
        let margin = String(repeating: "  ", count: depth)
        let heading = name.map { Disclosure.heading($0) }
        switch json {
        case .object(let members):
            if let heading { lines.append(margin + heading) }
            for member in members {
                add(member.value, name: member.name, depth: name == nil ? depth : depth + 1)
            }
        case .array(let elements):
            lines.append("\(margin)\(heading ?? "") (\(elements.count))")
            for (index, element) in elements.enumerated() {
                if case .object = element {
                    lines.append("\(margin)  \(index + 1).")
                    add(element, name: nil, depth: depth + 2)
                } else {
                    lines.append("\(margin)  \(index + 1). \(Self.text(element, nil))")
                }
            }
        default:
            lines.append("\(margin)\(heading ?? ""): \(Self.text(json, name))")
        }
    }

    private static func text(_ json: JSON, _ name: String?) -> String {
        switch json {
        case .string(let text): text.isEmpty ? "—" : text
        case .integer(let number):
            if let name, Disclosure.isMoment(name) {
                moment(number)
            } else {
                String(number)
            }
        case .bool(let flag): flag ? "是 yes" : "否 no"
        default: "—"
        }
    }

    /// A moment in the machine's time zone, such as `2026-11-22 19:36:03 +0800`.
    static func moment(_ milliseconds: UInt64) -> String {
        var seconds = time_t(milliseconds / 1000)
        var parts = unsafe tm()
        guard unsafe localtime_r(&seconds, &parts) != nil else { return String(milliseconds) }
        var buffer = [CChar](repeating: 0, count: 40)
        let count = unsafe strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S %z", &parts)
        return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
