import Alliance
import Node

@testable import Signing

/// Whatever the fields say, a request is let in only when its signature covers all of it.
///
/// The input is text: method, authority, path and query in one line, then fields, an empty line
/// and the body. `SIGN`, `DIGEST` and `LENGTH` in a field stand for what is right there, so that
/// a change of the fields can get past the cheap checks: the attacker is a member with a key.
enum RequestProperties {
    private static let now: UInt64 = 1_780_000_000

    static func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        guard let template = Request(bytes) else { return false }
        let unsigned = template.signed([UInt8](repeating: 0, count: 64))
        try hold(accepted(unsigned) == nil, "a signature of zeros verifies nothing")
        guard let read = try? SignatureFields(unsigned.fields),
            let base = try? SignatureBase.text(
                read.components, of: unsigned.form, fields: unsigned.fields,
                parameters: read.parameters)
        else { return false }
        let whole = SignatureBase.field("signature-input", in: unsigned.fields) ?? ""
        try hold(whole.contains("=" + read.parameters), "the parameters are signed as they came")
        let signature = Ed25519.sign(Array(base.utf8), by: FuzzStreet.shared.wanda.identity)
        let request = template.signed(signature)
        guard let checked = accepted(request) else { return false }
        try check(checked, read, request.form)
        try hold(accepted(request) == checked, "a request is judged alike each time")
        var late = request
        late.now = checked.created + 301
        try hold(accepted(late) == nil, "a request is let in for 300 seconds")
        var changes = changes(of: request)
        changes.append(("the signature", template.signed([signature[0] ^ 1] + signature[1...])))
        changes.append(("the nonce", withOtherNonce(request, checked.nonce)))
        let chosen = changes[bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff } % changes.count]
        try hold(accepted(chosen.request) == nil, "a change of \(chosen.what) is seen")
        return true
    }

    private static func check(
        _ checked: CheckedRequest, _ read: SignatureFields, _ form: RequestForm
    ) throws(Broken) {
        let wanted = ["@authority", "@method", "@path", "@query", "yizhan-destination"]
        let ofBody = ["content-digest", "content-length", "content-type"]
        let hasBody = form.body?.isEmpty == false
        try hold(
            read.components.sorted() == (wanted + (hasBody ? ofBody : [])).sorted(),
            "a signature covers all that the profile names, once")
        try hold(
            checked.member == FuzzStreet.shared.wanda.member, "a request is by who has the key")
        try hold(
            Base64URL.decode(checked.nonce.utf8)?.count == 16, "a nonce has 128 bits")
        try hold(
            checked.created >= now - 300 && checked.created <= now + 300,
            "a request is let in for 300 seconds")
    }

    private static func accepted(_ request: Request) -> CheckedRequest? {
        let street = FuzzStreet.shared
        return try? street.xihu.check(request.form, fields: request.fields, now: request.now) {
            $0 == street.wanda.member ? street.wanda.identityKey : nil
        }
    }

    /// The request with something else in one place that the signature covers.
    private static func changes(of request: Request) -> [(what: String, request: Request)] {
        var changes: [(what: String, request: Request)] = []
        for part in [\RequestForm.method, \.authority, \.path, \.query] {
            var changed = request
            changed.form[keyPath: part] += "x"
            changes.append(("the request line", changed))
        }
        if let body = request.form.body, !body.isEmpty {
            var changed = request
            changed.form.body = [body[0] ^ 1] + body.dropFirst()
            changes.append(("the body", changed))
        }
        let covered = [
            "yizhan-destination", "content-digest", "content-type", "content-length",
        ]
        for (index, field) in request.fields.enumerated() where covered.contains(field.name) {
            // Without a body its fields are not looked at.
            if request.form.body == nil, field.name.hasPrefix("content-") { continue }
            var changed = request
            changed.fields[index].value += "x"
            changes.append((field.name, changed))
        }
        return changes
    }

    private static func withOtherNonce(_ request: Request, _ nonce: String) -> Request {
        let other = (nonce.hasPrefix("A") ? "B" : "A") + nonce.dropFirst()
        var changed = request
        for index in request.fields.indices where request.fields[index].name == "signature-input" {
            changed.fields[index].value = request.fields[index].value
                .replacing(nonce, with: other)
        }
        return changed
    }

    /// A request as the target's text has it.
    private struct Request {
        var form: RequestForm
        var fields: [Call.Field]
        var now = RequestProperties.now

        init?(_ bytes: [UInt8]) {
            let lineFeed = UInt8(ascii: "\n")
            let end = bytes.indices.dropLast().first {
                bytes[$0] == lineFeed && bytes[$0 + 1] == lineFeed
            }
            guard let end, let head = String(validating: bytes[..<end], as: UTF8.self) else {
                return nil
            }
            let body = Array(bytes[(end + 2)...])
            var lines = head.split(separator: "\n", omittingEmptySubsequences: false)[...]
            let parts = lines.removeFirst().split(separator: " ").map { String($0) }
            guard parts.count == 4 else { return nil }
            form = RequestForm(
                method: parts[0], authority: parts[1], path: parts[2], query: parts[3],
                destination: FuzzStreet.shared.xihu.member, body: body.isEmpty ? nil : body)
            fields = []
            for line in lines {
                guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
                let value = line[line.utf8.index(after: colon)...]
                    .replacing("DIGEST", with: ContentDigest.value(for: body))
                    .replacing("LENGTH", with: String(body.count))
                fields.append(Call.Field(String(line[..<colon]), String(value)))
            }
        }

        func signed(_ signature: [UInt8]) -> Request {
            var signed = self
            for index in fields.indices where fields[index].name == "signature" {
                signed.fields[index].value = fields[index].value
                    .replacing("SIGN", with: Base64.encode(signature))
            }
            return signed
        }
    }
}
