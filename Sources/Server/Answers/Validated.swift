import Alliance
import HTTPTypes
import Hummingbird
import Node
import Pages

/// Bytes with what a program that has them already asks by (RFC 9110 §8.8, §13).
struct Validated: Sendable {
    let bytes: [UInt8]
    let type: String
    /// A strong one: a digest of the bytes.
    let etag: String
    /// When they became these, in milliseconds since 1970.
    let changedAt: UInt64

    init(_ bytes: [UInt8], type: String, at changedAt: UInt64, _ keys: any Keys) {
        self.bytes = bytes
        self.type = type
        self.changedAt = changedAt
        etag = "\"" + Base64URL.encode(Array(keys.digest(bytes).bytes.prefix(18))) + "\""
    }

    /// The whole, or 304 for who has it.
    func response(to request: Request, cacheControl: String) -> Response {
        let modified = UTCTime.header(changedAt)
        var response =
            isKnown(to: request.headers, modified)
            ? Response(status: .notModified) : Response.bytes(bytes, type: type)
        response.headers[.eTag] = etag
        response.headers[.lastModified] = modified
        response.headers[.cacheControl] = cacheControl
        return response
    }

    /// The time counts only where no tag was sent, and only the very one that we gave: nothing
    /// has to be read of dates.
    private func isKnown(to fields: HTTPFields, _ modified: String) -> Bool {
        guard let tags = fields[.ifNoneMatch] else {
            return fields[.ifModifiedSince] == modified
        }
        return tags.split(separator: ",").contains { tag in
            let tag = tag.drop { $0 == " " }.prefix { $0 != " " }
            return tag == "*" || tag == etag || tag == "W/" + etag
        }
    }
}
