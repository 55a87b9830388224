internal import CCurl
internal import Node

/// Which URLs may be dialled (OUT-1). They are read with libcurl's own parser: a second parser
/// could see another host than the one that is dialled.
enum Address {
    /// Checks that `url` is absolute http or https without a user name, and plain HTTP only to
    /// this machine unless allowed.
    ///
    /// - Throws: `addressRefused` with the reason.
    static func check(_ url: String, allowsPlainHTTP: Bool) throws(CallFailure) {
        // A zero byte would end the C string early; space and control characters are no URL.
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .addressRefused("control character or space")
        }
        guard let parts = unsafe curl_url() else { throw .broken("out of memory") }
        defer { unsafe curl_url_cleanup(parts) }
        let code = unsafe curl_url_set(parts, CURLUPART_URL, url, UInt32(CURLU_DISALLOW_USER))
        guard code == CURLUE_OK else {
            throw .addressRefused(unsafe String(cString: curl_url_strerror(code)))
        }
        let scheme = unsafe part(CURLUPART_SCHEME, of: parts)
        let host = unsafe part(CURLUPART_HOST, of: parts)
        switch scheme {
        case "https": return
        case "http" where allowsPlainHTTP || isLoopback(host): return
        case "http": throw .addressRefused("plain http to \(host)")
        default: throw .addressRefused("neither http nor https")
        }
    }

    /// `localhost`, which libcurl never asks a name server for, 127.0.0.0/8 and ::1, in the
    /// normal forms of libcurl's parser.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        // By numbers, as `127.0.0.1.example.org` is somebody's name.
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127"
            && numbers.allSatisfy { UInt8($0) != nil }
    }

    @unsafe private static func part(_ part: CURLUPart, of parts: OpaquePointer) -> String {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(parts, part, &text, 0) == CURLUE_OK, let text = unsafe text
        else { return "" }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text).lowercased()
    }
}
