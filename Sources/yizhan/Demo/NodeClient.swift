import Alliance
import Node

/// A user of a node's API: calls over HTTP, answers as JSON.
struct NodeClient: Sendable {
    /// The node's base address.
    let address: String
    let caller: any Caller

    /// What came back.
    struct Answer {
        let status: Int
        let json: JSON

        /// The text at a path of names and positions, such as `verdict.code` or `awards.0.id`.
        func text(_ path: String) -> String? {
            if case .string(let text) = self[path] { text } else { nil }
        }

        /// The number at a path.
        func number(_ path: String) -> UInt64? {
            if case .integer(let number) = self[path] { number } else { nil }
        }

        /// The elements at a path.
        func list(_ path: String) -> [Answer] {
            guard case .array(let elements) = self[path] else { return [] }
            return elements.map { Answer(status: status, json: $0) }
        }

        subscript(path: String) -> JSON? {
            var value: JSON? = json
            for step in path.split(separator: ".") {
                switch value {
                case .object(let members):
                    value = members.first { $0.name == step }?.value
                case .array(let elements):
                    value = Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
                default: value = nil
                }
            }
            return value
        }
    }

    func get(_ path: String, _ token: String? = nil) async throws -> Answer {
        try await call("GET", path, token, nil, [])
    }

    func post(
        _ path: String, _ token: String?, _ body: JSON = .object([]), key: String? = nil
    ) async throws -> Answer {
        try await call("POST", path, token, body, key.map { [.init("idempotency-key", $0)] } ?? [])
    }

    /// Sends a form as a page of the node does; the answer as it came.
    ///
    /// - Parameter cookie: the session, as `name=value`; empty for nobody's.
    func send(
        _ path: String, _ fields: [(name: String, value: String)], cookie: String = ""
    ) async throws -> CallAnswer {
        let body = fields.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
        var head = [
            Call.Field("content-type", "application/x-www-form-urlencoded"),
            Call.Field("origin", address),
        ]
        if !cookie.isEmpty { head.append(.init("cookie", cookie)) }
        return try await caller.call(
            Call(method: "POST", url: address + path, fields: head, body: Array(body.utf8)))
    }

    /// Percent-encoding of every byte but letters and digits.
    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            return scalar.isASCII && scalar.properties.isAlphabetic || (48...57).contains(byte)
                ? String(scalar) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
    }

    private func call(
        _ method: String, _ path: String, _ token: String?, _ body: JSON?,
        _ extra: [Call.Field]
    ) async throws -> Answer {
        var fields = extra
        if let token { fields.append(.init("authorization", "Bearer " + token)) }
        if body != nil { fields.append(.init("content-type", "application/json")) }
        let answer = try await caller.call(
            Call(method: method, url: address + path, fields: fields, body: body?.canonicalBytes))
        let json = try? JSONParser.parse(answer.body, form: .relaxed, bytesMaximum: 1 << 20)
        return Answer(status: answer.status, json: json ?? .null)
    }
}
