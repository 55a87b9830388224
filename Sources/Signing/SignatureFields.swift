import Alliance
import Node
import RawStructuredFieldValues

/// The profile of RFC 9421 that members sign their requests by (security.md §1).
enum RequestProfile {
    /// The name under which we put our signature; others may use another.
    static let label = "yizhan"
    /// Marks the one signature that counts.
    static let tag = "yizhan-1"
    /// The one algorithm.
    static let algorithm = "ed25519"
    /// The one type of body.
    static let contentType = "application/json"
    /// How far two clocks may lie apart.
    static let skewSecondsMaximum: Int64 = 300
    /// 128 bits, so that no two are ever equal.
    static let nonceByteCount = 16

    /// What a signature covers, in our order.
    static func components(hasBody: Bool) -> [String] {
        ["@method", "@authority", "@path", "@query", "yizhan-destination"]
            + (hasBody ? ["content-digest", "content-type", "content-length"] : [])
    }
}

/// The one signature with our tag, as `signature-input` and `signature` have it.
struct SignatureFields {
    /// The names of the covered components, in order.
    let components: [String]
    /// The value of `@signature-params`.
    let parameters: String
    let created: Int64
    let nonce: String
    let member: MemberName
    let signature: [UInt8]

    /// Finds and reads it.
    ///
    /// - Throws: ``RequestRefusal/noSignature`` or ``RequestRefusal/profile(_:)``.
    init(_ fields: [Call.Field]) throws(RequestRefusal) {
        guard let inputs = Self.dictionary("signature-input", in: fields),
            let signatures = Self.dictionary("signature", in: fields)
        else { throw .noSignature }
        var ours: [(label: String, list: InnerList)] = []
        for (label, value) in inputs {
            guard case .innerList(let list) = value,
                case .string(RequestProfile.tag)? = list.rfc9651Parameters["tag"]
            else { continue }
            ours.append((label, list))
        }
        guard ours.count == 1, let (label, list) = ours.first,
            case .item(let item)? = signatures[label], item.rfc9651Parameters.isEmpty,
            case .undecodedByteSequence(let text) = item.rfc9651BareItem
        else { throw .noSignature }
        guard let signature = Base64.decode(text), signature.count == Ed25519.signatureByteCount
        else { throw .profile("signature") }
        self.signature = signature
        components = try Self.components(list)

        let values = list.rfc9651Parameters
        guard case .string(RequestProfile.algorithm)? = values["alg"] else {
            throw .profile("alg")
        }
        guard case .integer(let created)? = values["created"], created >= 0 else {
            throw .profile("created")
        }
        guard case .string(let nonce)? = values["nonce"],
            Base64URL.decode(nonce.utf8)?.count == RequestProfile.nonceByteCount
        else { throw .profile("nonce") }
        guard case .string(let keyID)? = values["keyid"], let member = MemberName(keyID) else {
            throw .profile("keyid")
        }
        // A parameter that we do not know could limit the signature in a way we would not see.
        guard values.count == 5 else { throw .profile("parameters") }
        self.created = created
        self.nonce = nonce
        self.member = member
        var serializer = StructuredFieldValueSerializer()
        guard let bytes = try? serializer.writeListFieldValue([.innerList(list)]) else {
            throw .profile("parameters")
        }
        parameters = String(decoding: bytes, as: UTF8.self)
    }

    private static func components(_ list: InnerList) throws(RequestRefusal) -> [String] {
        var names: [String] = []
        for item in list.bareInnerList {
            guard item.rfc9651Parameters.isEmpty, case .string(let name) = item.rfc9651BareItem,
                !names.contains(name)
            else { throw .profile("components") }
            names.append(name)
        }
        return names
    }

    /// The dictionary (RFC 9651 §3.2) in all fields of that name; nil when there is none, or
    /// when it is not its own shortest form.
    ///
    /// So no key stands twice, where one parser would take the first and another the last.
    static func dictionary(
        _ name: String, in fields: [Call.Field]
    ) -> OrderedMap<String, ItemOrInnerList>? {
        guard let text = SignatureBase.field(name, in: fields) else { return nil }
        var parser = StructuredFieldValueParser(Array(text.utf8))
        var serializer = StructuredFieldValueSerializer()
        guard let dictionary = try? parser.parseDictionaryFieldValue(),
            let canonical = try? serializer.writeDictionaryFieldValue(dictionary),
            canonical.elementsEqual(text.utf8)
        else { return nil }
        return dictionary
    }
}

/// base64 with padding (RFC 4648 §4), as structured fields have it; strict like `Base64URL`.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        let text = Base64URL.encode(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        return String(text) + String(repeating: "=", count: (4 - text.count % 4) % 4)
    }

    static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 4 == 0 else { return nil }
        let bare = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }.reversed()
        guard text.utf8.count - bare.count <= 2 else { return nil }
        let swapped = bare.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "-"), UInt8(ascii: "_"): 0
            default: byte
            }
        }
        return Base64URL.decode(swapped)
    }
}
