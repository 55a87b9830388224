/// What this program is, as other nodes are told.
package enum Software {
    /// The number of the release; for people, no rule looks at it.
    package static let version = "0.6"
    /// The field `User-Agent` of every call (RFC 9110 §10.1.5).
    package static let userAgent = "yizhan/" + version

    /// The number in a field `User-Agent`; nil for other programs. It stands outside of what a
    /// request signs: it is shown, never trusted.
    package static func version(in field: String) -> String? {
        let parts = field.split(separator: " ")[...].first?.split(separator: "/") ?? []
        guard parts.count == 2, parts[0] == "yizhan", (1...20).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
            })
        else { return nil }
        return String(parts[1])
    }
}
