import CCurl
import Node
import Testing

@testable import Outbound

@Suite("An address (OUT-1)")
struct AddressTests {
    @Test(
        "in plain HTTP is refused unless it is this machine",
        arguments: [
            "http://192.0.2.1/", "http://hub.example/", "http://localhost.example/",
            "http://127.0.0.1.example/", "http://127.example/", "http://128.0.0.1/",
            "http://[::2]/", "http://[::ffff:192.0.2.1]/", "http://0.0.0.0/", "http://localhost./",
        ])
    func foreign(url: String) async throws {
        #expect(throws: CallFailure.self) { try Address.check(url, allowsPlainHTTP: false) }
        try Address.check(url, allowsPlainHTTP: true)
        let caller = try CurlCaller()
        #expect(await failureKind(caller, get(url)) == .addressRefused)
    }

    @Test(
        "of this machine may be plain HTTP",
        arguments: [
            "http://127.0.0.1:8080/x", "http://localhost/", "HTTP://LOCALHOST/", "http://[::1]:80/",
            "http://127.255.0.9/", "http://0x7f000001/",
        ])
    func loopback(url: String) throws {
        try Address.check(url, allowsPlainHTTP: false)
    }

    @Test(
        "is refused whatever is allowed if it is not plainly http or https",
        arguments: [
            "", "/path", "127.0.0.1/", "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://a/",
            "https://user@hub.example/", "https://user:pass@hub.example/", "https://",
            "https://hub.example/a b", "https://hub.example/\0", "http://127.0.0.1\0.example/",
            "https://hub.example:99999/", "https://hub.example/\r\nx: y",
        ])
    func malformed(url: String) async throws {
        #expect(throws: CallFailure.self) { try Address.check(url, allowsPlainHTTP: true) }
        let caller = try CurlCaller()
        #expect(await failureKind(caller, get(url)) == .addressRefused)
    }
}

@Suite("A code of libcurl")
struct FailureTests {
    @Test("says what it means for a call, all of them")
    func codes() {
        let expected: [FailureKind: [UInt32]] = [
            .addressRefused: [3],
            .unreachable: [5, 6, 7, 45, 89, 97],
            .untrusted: [35, 53, 54, 58, 59, 60, 64, 66, 77, 82, 83, 90, 91, 98],
            .timedOut: [28],
            .tooLarge: [63],
        ]
        for number in 1..<CURL_LAST.rawValue {
            let kind = expected.first { $0.value.contains(number) }?.key ?? .broken
            #expect(curlFailure(CURLcode(number), "text").kind == kind, "code \(number)")
        }
    }
}
