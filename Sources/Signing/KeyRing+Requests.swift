package import Alliance
package import Node

extension KeyRing {
    /// The fields that sign a request of this member: `yizhan-destination`, `signature-input`,
    /// `signature`, and with a body `content-digest` and `content-type`.
    ///
    /// Whoever sends it must send `content-length` as well: the number of bytes of the body.
    package func signature(of request: RequestForm, now: UInt64) -> [Call.Field] {
        var fields = [Call.Field("yizhan-destination", request.destination.text)]
        let body = request.body ?? []
        if !body.isEmpty {
            fields.append(Call.Field(ContentDigest.name, ContentDigest.value(for: body)))
            fields.append(Call.Field("content-type", RequestProfile.contentType))
        }
        let components = RequestProfile.components(hasBody: !body.isEmpty)
        let nonce = Base64URL.encode(random(RequestProfile.nonceByteCount))
        let parameters =
            "(" + components.map { "\"\($0)\"" }.joined(separator: " ") + ")"
            + ";created=\(now);nonce=\"\(nonce)\";keyid=\"\(member)\""
            + ";alg=\"\(RequestProfile.algorithm)\";tag=\"\(RequestProfile.tag)\""
        let covered = fields + [Call.Field("content-length", String(body.count))]
        let base: String
        do {
            base = try SignatureBase.text(
                components, of: request, fields: covered, parameters: parameters)
        } catch { preconditionFailure("a request of our own cannot be signed: \(error)") }
        let signature = Base64.encode(Ed25519.sign(Array(base.utf8), by: identity))
        fields.append(Call.Field("signature-input", "\(RequestProfile.label)=\(parameters)"))
        fields.append(Call.Field("signature", "\(RequestProfile.label)=:\(signature):"))
        return fields
    }

    /// Checks a request's signature by the profile SIG-1 to SIG-5, SIG-7, SIG-8.
    ///
    /// The cheap checks come first; a stranger costs neither a hash nor a verification.
    ///
    /// - Throws: ``RequestRefusal``.
    package func check(
        _ request: RequestForm, fields: [Call.Field], now: UInt64,
        key: (MemberName) -> VerifyingKey?
    ) throws(RequestRefusal) -> CheckedRequest {
        let signature = try SignatureFields(fields)
        let body = request.body ?? []
        let wanted = RequestProfile.components(hasBody: !body.isEmpty)
        if let missing = wanted.first(where: { !signature.components.contains($0) }) {
            throw .notCovered(missing)
        }
        guard signature.components.count == wanted.count else { throw .profile("components") }
        try Self.checkFields(request, fields, receiver: member)
        let skew = signature.created - Int64(clamping: now)
        guard skew.magnitude <= RequestProfile.skewSecondsMaximum else {
            throw .clock(skewSeconds: skew)
        }
        guard let key = key(signature.member) else { throw .unknownMember }
        if !body.isEmpty, !ContentDigest.isRight(for: body, in: fields) { throw .digest }
        let base = try SignatureBase.text(
            signature.components, of: request, fields: fields, parameters: signature.parameters)
        guard Ed25519.isSignature(signature.signature, of: Array(base.utf8), by: key) else {
            throw .signature
        }
        return CheckedRequest(
            member: signature.member, nonce: signature.nonce, created: UInt64(signature.created))
    }

    private static func checkFields(
        _ request: RequestForm, _ fields: [Call.Field], receiver: MemberName
    ) throws(RequestRefusal) {
        let single = { (name: String) -> String? in
            fields.count { $0.name == name } == 1 ? SignatureBase.field(name, in: fields) : nil
        }
        guard request.destination == receiver, single("yizhan-destination") == receiver.text
        else { throw .destination }
        // A server that keeps Host apart has compared it already (SIG-4).
        if fields.contains(where: { $0.name == "host" }) {
            guard single("host")?.lowercased() == request.authority else { throw .destination }
        }
        guard !fields.contains(where: { $0.name == "content-encoding" }) else {
            throw .profile("content-encoding")
        }
        guard let body = request.body, !body.isEmpty else { return }
        guard single("content-type") == RequestProfile.contentType else {
            throw .profile("content-type")
        }
        guard single("content-length") == String(body.count) else {
            throw .profile("content-length")
        }
    }
}
