import Glibc

/// The forms of addresses, each a function from text to a tidied text, or nil when malformed.
enum Addresses {
    /// An IP address as the system writes it (`0:0::1` becomes `::1`), so that addresses can be
    /// compared as text.
    static func ipAddress(_ text: String) -> String? {
        // The C functions stop at a zero byte; what follows it must not slip through.
        guard !text.utf8.contains(0) else { return nil }
        for family in [AF_INET, AF_INET6] {
            var binary = [UInt8](repeating: 0, count: MemoryLayout<in6_addr>.size)
            var name = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            guard unsafe inet_pton(family, text, &binary) == 1,
                unsafe inet_ntop(family, &binary, &name, socklen_t(name.count)) != nil
            else { continue }
            let bytes = name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
            return String(decoding: bytes, as: UTF8.self)
        }
        return nil
    }

    /// A host to bind to: an IP address without brackets, or a name.
    static func host(_ text: String) -> String? {
        ipAddress(text) ?? name(text)
    }

    /// `host` or `host:port`; an IPv6 address stands in brackets.
    static func authority(_ text: String) -> String? {
        var rest = text[...]
        guard let host = takeHost(&rest) else { return nil }
        if rest.isEmpty { return host }
        guard let port = takePort(&rest), rest.isEmpty else { return nil }
        return "\(host):\(port)"
    }

    /// `http://` or `https://` and an authority, without user, path or final slash.
    static func baseURL(_ text: String) -> String? {
        for scheme in ["http://", "https://"] where text.hasPrefix(scheme) {
            return authority(String(text.dropFirst(scheme.count))).map { scheme + $0 }
        }
        return nil
    }

    /// `https://` and an authority with path and query, kept as they are; `http://` to this
    /// machine alone.
    static func webhook(_ text: String) -> String? {
        guard text.utf8.count <= 1000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.contains("#"), let end = text.firstRange(of: "://")?.upperBound
        else { return nil }
        let place = text[end...].prefix { $0 != "/" && $0 != "?" }
        guard let known = authority(String(place)) else { return nil }
        switch text[..<end] {
        case "https://": return text
        case "http://":
            let isHere = ["127.0.0.1", "localhost", "[::1]"].contains {
                known == $0 || known.hasPrefix($0 + ":")
            }
            return isHere ? text : nil
        default: return nil
        }
    }

    /// `host:port:host:port`, as libcurl's `CURLOPT_CONNECT_TO` takes it; no part is left out.
    static func redirection(_ text: String) -> String? {
        var rest = text[...]
        guard let from = takeHost(&rest), let fromPort = takePort(&rest), rest.popFirst() == ":",
            let to = takeHost(&rest), let toPort = takePort(&rest), rest.isEmpty
        else { return nil }
        return "\(from):\(fromPort):\(to):\(toPort)"
    }

    /// A host name (RFC 1123) in lower case. One that ends in a number would be an IPv4 address
    /// to some programs and a name to others.
    private static func name(_ text: String) -> String? {
        // ASCII before lower case: some letters beyond it have lower cases within it.
        guard text.utf8.allSatisfy({ $0 < 0x80 }), text.utf8.count <= 253 else { return nil }
        let labels = text.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        let sound = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != "-" && label.last != "-"
                && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        }
        let ambiguous = labels.last?.allSatisfy(\.isNumber) ?? true
        return sound && !ambiguous ? text.lowercased() : nil
    }

    private static func takeHost(_ rest: inout Substring) -> String? {
        let bracketed = rest.first == "["
        let text = bracketed ? rest.dropFirst().prefix { $0 != "]" } : rest.prefix { $0 != ":" }
        rest = rest[text.endIndex...]
        guard bracketed else { return host(String(text)) }
        guard rest.popFirst() == "]", text.contains(":") else { return nil }
        return ipAddress(String(text)).map { "[\($0)]" }
    }

    private static func takePort(_ rest: inout Substring) -> Int? {
        guard rest.popFirst() == ":" else { return nil }
        let digits = rest.prefix { $0 != ":" }
        rest = rest[digits.endIndex...]
        return Rule.whole(1...65_535).parse(String(digits))
    }
}
