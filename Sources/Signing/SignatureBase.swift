import Node

/// The text that a signature of an HTTP request covers (RFC 9421 §2.5).
enum SignatureBase {
    /// A line for each component, then the parameters; no line break at the end.
    ///
    /// - Parameters:
    ///   - components: names without parameters, in the order of the signature.
    ///   - parameters: `@signature-params` as in `signature-input`, with the components in front.
    /// - Throws: ``RequestRefusal/notCovered(_:)`` for a component that the message lacks,
    ///   ``RequestRefusal/profile(_:)`` for a value that could run over the end of its line.
    static func text(
        _ components: [String], of request: RequestForm, fields: [Call.Field], parameters: String
    ) throws(RequestRefusal) -> String {
        var text = ""
        for component in components {
            guard let value = value(of: component, request, fields) else {
                throw .notCovered(component)
            }
            guard value.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) else {
                throw .profile(component)
            }
            text += "\"\(component)\": \(value)\n"
        }
        return text + "\"@signature-params\": \(parameters)"
    }

    /// Derived components (§2.2) begin with `@`; the others are fields (§2.1).
    private static func value(
        of component: String, _ request: RequestForm, _ fields: [Call.Field]
    ) -> String? {
        switch component {
        case "@method": request.method
        case "@authority": request.authority
        case "@path": request.path
        case "@query": request.query
        default: field(component, in: fields)
        }
    }

    /// All lines of a field as one; nil when there is none.
    static func field(_ name: String, in fields: [Call.Field]) -> String? {
        let values = fields.lazy.filter { $0.name == name }.map { trimmed($0.value) }
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// A value without spaces and tabs at its ends (RFC 9110 §5.5).
    private static func trimmed(_ value: String) -> String {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let bytes = Array(value.utf8.drop(while: isSpace))
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
