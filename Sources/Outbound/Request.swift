internal import Node

/// A ``Call`` found fit to be sent, in the form that libcurl takes.
struct Request: Sendable {
    let method: String
    let url: String
    /// Header lines, and `name:` for those that libcurl would add by itself and must not.
    let lines: [String]
    let body: [UInt8]?
    /// 0 to 25.
    let waitSeconds: Int
    let answerBytesMaximum: Int

    /// Fields that frame the message: libcurl writes them from the URL and the body.
    private static let framing: Set = [
        "host", "content-length", "transfer-encoding", "connection", "expect", "upgrade", "te",
    ]

    /// The call in libcurl's form.
    ///
    /// - Throws: `addressRefused` by the rules of OUT-1; `broken` for a method or a field that
    ///   would change the meaning of the message or not fit into one line.
    init(_ call: Call, _ configuration: CallerConfiguration) throws(CallFailure) {
        // A Unix socket leads to this machine, whatever the host says.
        let isPlainAllowed = configuration.allowsPlainHTTP || configuration.unixSocket != nil
        try Address.check(call.url, allowsPlainHTTP: isPlainAllowed)
        guard FieldSyntax.isToken(call.method) else { throw .broken("method \(call.method)") }
        method = call.method
        url = call.url
        lines = try Self.lines(call.fields)
        // A POST without content says so with `Content-Length: 0` (RFC 9110, section 8.6).
        body = call.body ?? (["POST", "PUT", "PATCH"].contains(call.method) ? [] : nil)
        waitSeconds = min(max(call.waitSeconds, 0), CallerConfiguration.waitSecondsMaximum)
        answerBytesMaximum = max(call.answerBytesMaximum, 0)
    }

    private static func lines(_ fields: [Call.Field]) throws(CallFailure) -> [String] {
        var lines: [String] = []
        for field in fields {
            guard FieldSyntax.isToken(field.name), !framing.contains(field.name.lowercased()),
                FieldSyntax.isValue(field.value)
            else { throw .broken("field \(field.name) cannot be sent") }
            // libcurl's spelling of an empty value: `name:` would mean "do not send".
            let isBlank = field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            lines.append(isBlank ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        // `Expect: 100-continue` would cost a round trip; the other two say what we did not.
        lines.append("Expect:")
        for name in ["Accept", "Content-Type"]
        where !fields.contains(where: { $0.name.lowercased() == name.lowercased() }) {
            lines.append("\(name):")
        }
        return lines
    }
}

/// What may stand in a field (RFC 9110, section 5).
enum FieldSyntax {
    /// A name or method: letters, digits and ``!#$%&'*+-.^_`|~``, at least one.
    static func isToken(_ text: String) -> Bool {
        let marks = "!#$%&'*+-.^_`|~".utf8
        return !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: marks.contains(byte)
                }
            }
    }

    /// No control characters but the tabulator: a line break would begin another field.
    static func isValue(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
}
