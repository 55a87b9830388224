import Alliance
import Community
import Foundation
import HTTPTypes
import Node
import Signing
import Testing

@testable import Server

extension World {
    /// A request as it goes over the wire.
    struct Sent {
        var method = "GET"
        var target = "/"
        var fields: [(String, String)] = []
        var body: [UInt8]?

        var bytes: [UInt8] {
            var head = "\(method) \(target) HTTP/1.1\r\n"
            for (name, value) in fields { head += "\(name): \(value)\r\n" }
            if let body { head += "Content-Length: \(body.count)\r\n" }
            return Array((head + "\r\n").utf8) + (body ?? [])
        }
    }

    /// Sends a request on a connection of its own.
    func send(_ request: Sent) async throws -> Wire.Answer {
        let wire = try Wire(port: port)
        await wire.send(request.bytes)
        return try #require(
            await wire.answer(hasBody: request.method != "HEAD"),
            "no answer to \(request.method) \(request.target)")
    }

    /// Sends bytes as they are; the first answer.
    func raw(_ text: String) async throws -> Wire.Answer? {
        let wire = try Wire(port: port)
        await wire.send(text)
        return await wire.answer()
    }

    /// A request of a client of the API.
    func call(
        _ method: String, _ target: String, _ token: String? = nil, _ body: String? = nil,
        fields: [(String, String)] = []
    ) async throws -> Wire.Answer {
        var request = Sent(method: method, target: target, fields: [("Host", "localhost")])
        if let token { request.fields.append(("Authorization", "Bearer " + token)) }
        if let body {
            request.fields.append(("Content-Type", "application/json"))
            request.body = Array(body.utf8)
        }
        request.fields += fields
        return try await send(request)
    }

    /// A request of a member, signed.
    func signed(
        _ method: String, _ target: String, by keys: KeyRing, body: [UInt8]? = nil,
        for destination: String = "chengbei", skewSeconds: Int64 = 0
    ) throws -> Sent {
        let parts = target.split(separator: "?", maxSplits: 1)
        let form = RequestForm(
            method: method, authority: Self.authority, path: String(parts[0]),
            query: parts.count > 1 ? "?" + parts[1] : "?",
            destination: try #require(MemberName(destination)), body: body)
        let now = UInt64(Int64(Self.now() / 1000) + skewSeconds)
        var request = Sent(method: method, target: target, body: body)
        request.fields = [("Host", Self.authority)]
        request.fields += keys.signature(of: form, now: now).map { ($0.name, $0.value) }
        return request
    }
}

extension Wire.Answer {
    /// The body as JSON.
    func json() throws -> JSON {
        try JSONParser.parse(body, form: .canonical, bytesMaximum: 1 << 20)
    }

    /// The value at a path of names and positions, such as `verdict.code`.
    func value(_ path: String) throws -> JSON? {
        var value: JSON? = try json()
        for step in path.split(separator: ".") {
            switch value {
            case .object(let members): value = members.first { $0.name == step }?.value
            case .array(let list):
                value = Int(step).flatMap { list.indices.contains($0) ? list[$0] : nil }
            default: value = nil
            }
        }
        return value
    }

    /// The text at a path.
    func string(_ path: String) throws -> String? {
        if case .string(let text) = try value(path) { text } else { nil }
    }

    /// The problem's code, if it is one.
    var code: String? { try? string("code") }
}

extension Endpoint {
    /// The path with something in place of each name.
    var sample: String {
        path.replacing("{writer}", with: "wanda.aaaaaaaa").replacing("{seq}", with: "1")
            .replacing("{id}", with: "vabc").replacing("{member}", with: "pingjiang")
    }

    /// A body that parses as far as any route needs; nil for methods without one.
    var sampleBody: String? { method == .post ? "{}" : nil }
}

/// What every answer must have (WEB-3).
func expectSecurityFields(
    _ answer: Wire.Answer, _ line: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    let wanted = [
        "content-security-policy": SecurityFields.policy, "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    ]
    for (name, value) in wanted {
        let values = answer.fields.filter { $0.name == name }.map(\.value)
        #expect(values == [value], "\(line): \(name)", sourceLocation: sourceLocation)
    }
    let cache = answer.field("cache-control") ?? ""
    let isAsset = line.contains("/assets/") && answer.status == 200
    #expect(
        isAsset ? cache.contains("immutable") : cache == "no-store", "\(line): \(cache)",
        sourceLocation: sourceLocation)
}
