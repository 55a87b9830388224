import Foundation
import Node
import Outbound
import Testing

/// `openssl s_server` with a fresh certificate for `localhost`, which nobody but itself has signed.
private final class TLSServer {
    let port: Int
    let caFile: String
    let pin: String
    private let process = Process()
    private let directory = temporaryPath("tls")

    static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl") }

    init() throws {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        caFile = directory + "/cert.pem"
        let key = directory + "/key.pem"
        pin = try Self.shell(
            """
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
              -subj /CN=localhost -addext subjectAltName=DNS:localhost \
              -keyout \(key) -out \(caFile) 2>/dev/null
            openssl pkey -in \(key) -pubout -outform der | openssl dgst -sha256 -binary | base64
            """)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "s_server", "-www", "-accept", "127.0.0.1:0", "-cert", caFile, "-key", key,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // It says `ACCEPT 127.0.0.1:40123` when it listens.
        var text = ""
        var found: Int?
        while found == nil {
            let piece = output.fileHandleForReading.availableData
            try #require(!piece.isEmpty)
            text += String(decoding: piece, as: UTF8.self)
            guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT") }),
                text.hasSuffix("\n")
            else { continue }
            found = line.split(separator: ":").last.flatMap { Int($0) }
        }
        port = try #require(found)
    }

    deinit {
        // Not SIGTERM: the child inherits the mask of its parent's thread, which blocks that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static func shell(_ script: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

@Suite("Trust (OUT-1)", .enabled(if: TLSServer.isPossible), .timeLimit(.minutes(1)))
struct TrustTests {
    private func outcome(
        _ url: String, _ change: (inout CallerConfiguration) -> Void
    ) async throws -> FailureKind? {
        try await failureKind(CurlCaller(configured(change)), get(url))
    }

    @Test("is given to the right name with a known authority and the pinned key, else to nobody")
    func trust() async throws {
        let server = try TLSServer()
        let url = "https://localhost:\(server.port)/"
        let wrongPin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        #expect(try await outcome(url) { _ in } == .untrusted, "self-signed")
        #expect(try await outcome(url) { $0.caFile = server.caFile } == nil)
        #expect(
            try await outcome("https://127.0.0.1:\(server.port)/") { $0.caFile = server.caFile }
                == .untrusted, "wrong host")
        #expect(
            try await outcome(url) {
                $0.caFile = server.caFile
                $0.pinnedKey = "sha256//" + server.pin
            } == nil)
        #expect(
            try await outcome(url) {
                $0.caFile = server.caFile
                $0.pinnedKey = wrongPin
            } == .untrusted, "wrong key")
        #expect(
            try await outcome(url) { $0.pinnedKey = "sha256//" + server.pin } == .untrusted,
            "a pin does not stand for an authority")
        #expect(
            try await outcome(url) { $0.caFile = "/nonexistent" } == .untrusted, "no such file")
    }

    @Test("is not given to a server that speaks no TLS")
    func plain() async throws {
        let server = try LoopbackServer { connection in
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            connection.waitForClose()
        }
        #expect(try await outcome("https://127.0.0.1:\(server.port)/") { _ in } == .untrusted)
    }
}
