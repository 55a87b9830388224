import Alliance
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Response {
    /// An answer in JSON.
    static func json(_ json: JSON, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(json.canonicalBytes, type: MediaTypes.json, status: status)
    }

    /// An answer of bytes.
    static func bytes(
        _ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = type
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A photo that somebody has uploaded: of a type that this node has found out itself, under a
    /// name of its own, and alone in its sandbox should it be opened by itself (UPL-1).
    static func photo(_ bytes: [UInt8], type: String) -> Response {
        var response = Response.bytes(bytes, type: type)
        let ending = type.split(separator: "/").last ?? ""
        response.headers[.contentDisposition] = "inline; filename=\"photo.\(ending)\""
        response.headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        return response
    }

    /// Server-sent events, until `send` returns.
    static func stream(
        _ send: @escaping @Sendable @concurrent (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        Response(
            status: .ok, headers: [.contentType: MediaTypes.events],
            body: ResponseBody { writer in
                try await send(&writer)
                try await writer.finish(nil)
            })
    }
}

/// The fields that every answer has, errors too (WEB-3).
enum SecurityFields {
    /// A page takes style, script, pictures and events from its own origin and nothing else;
    /// nothing stands in the page itself.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        + "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + "manifest-src 'self'; worker-src 'self'"

    static let all: [(name: HTTPField.Name, value: String)] = [
        (.contentSecurityPolicy, policy), (.xContentTypeOptions, "nosniff"),
        (.referrerPolicy, "no-referrer"), (.openerPolicy, "same-origin"),
        (.resourcePolicy, "same-origin"),
    ]

    /// Adds them; what says nothing else of itself is not to be stored.
    static func add(to headers: inout HTTPFields) {
        for field in all { headers.append(HTTPField(name: field.name, value: field.value)) }
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = known("Referrer-Policy")
    static let openerPolicy = known("Cross-Origin-Opener-Policy")
    static let resourcePolicy = known("Cross-Origin-Resource-Policy")
    static let secFetchSite = known("Sec-Fetch-Site")
    static let idempotencyKey = known("Idempotency-Key")
    /// Said by the script of a page that asks for itself again.
    static let live = known("Yizhan-Live")
    /// Set by the door alone, on the request it puts in place of one that it refuses.
    static let door = known(Door.mark)

    private static func known(_ name: String) -> HTTPField.Name {
        guard let known = HTTPField.Name(name) else {
            preconditionFailure("\(name) is no name of a field")
        }
        return known
    }
}
