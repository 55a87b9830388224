import Alliance
import Node

@testable import Signing

/// A request from wanda to xihu as it comes out of the wire, to be bent by a test.
struct WireRequest {
    var form: RequestForm
    var fields: [Call.Field]
    var now: UInt64 = 1_780_000_000

    /// Signed by wanda at 1,780,000,000.
    init(_ world: Street, body: [UInt8]? = Array(#"{"have":{}}"#.utf8), query: String = "?wait=0") {
        form = RequestForm(
            method: "POST", authority: "xihu.example:8443", path: "/alliance/v1/exchange",
            query: query, destination: world.xihu.member, body: body)
        fields = world.wanda.signature(of: form, now: now)
        if let body { fields.append(Call.Field("content-length", String(body.count))) }
    }

    /// Signed with any components, parameters and algorithm name; `created` and the rest of the
    /// parameters come as text.
    mutating func sign(_ components: [String], _ parameters: String, by keys: KeyRing) throws {
        let list = "(" + components.map { "\"\($0)\"" }.joined(separator: " ") + ")" + parameters
        let base = try SignatureBase.text(
            components, of: form, fields: fields, parameters: list)
        let signature = Base64.encode(Ed25519.sign(Array(base.utf8), by: keys.identity))
        self["signature-input"] = "yizhan=\(list)"
        self["signature"] = "yizhan=:\(signature):"
    }

    /// The parameters that the profile wants.
    static let parameters =
        #";created=1780000000;nonce="AAAAAAAAAAAAAAAAAAAAAA";keyid="wanda""#
        + #";alg="ed25519";tag="yizhan-1""#

    subscript(name: String) -> String? {
        get { fields.first { $0.name == name }?.value }
        set {
            let index = fields.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): fields[index].value = value
            case (let index?, nil): fields.remove(at: index)
            case (nil, let value?): fields.append(Call.Field(name, value))
            case (nil, nil): break
            }
        }
    }

    /// What xihu says to it; nil when it lets it in.
    func refusal(_ world: Street, key: ((MemberName) -> VerifyingKey?)? = nil) -> RequestRefusal? {
        do {
            _ = try world.xihu.check(form, fields: fields, now: now) { name in
                if let key { return key(name) }
                return name == world.wanda.member ? world.wanda.identityKey : nil
            }
            return nil
        } catch { return error }
    }
}
