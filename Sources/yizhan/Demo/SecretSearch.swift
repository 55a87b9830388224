import Alliance
import Foundation

/// Looks for texts in all files below a folder, in each form that a careless program would
/// leave: UTF-8, UTF-16, hex, base64 at each of its three alignments.
struct SecretSearch {
    let secrets: [String]

    /// A place where a secret was found.
    struct Finding: CustomStringConvertible {
        let file: String
        let form: String

        var description: String { "\(form) in \(file)" }
    }

    /// The forms of a secret that are looked for.
    static func forms(of secret: String) -> [(name: String, bytes: [UInt8])] {
        let utf8 = Array(secret.utf8)
        let little = secret.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        let big = secret.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        var forms: [(name: String, bytes: [UInt8])] = [
            ("UTF-8", utf8), ("UTF-16LE", little), ("UTF-16BE", big),
        ]
        let digits = Array("0123456789abcdef".utf8)
        let capitals = Array("0123456789ABCDEF".utf8)
        for (name, table) in [("hex", digits), ("HEX", capitals)] {
            forms.append(
                (name, utf8.flatMap { [table[Int($0 >> 4)], table[Int($0 & 15)]] }))
        }
        for shift in 0..<3 {
            // Only characters that depend on nothing but the secret are looked for.
            let text = Base64URL.encodedBytes([UInt8](repeating: 0, count: shift) + utf8)
            let skipped = shift == 0 ? 0 : shift + 1
            let sure = (shift + utf8.count) * 8 / 6
            let part = Array(text[skipped..<sure])
            forms.append(("base64url+\(shift)", part))
            let plain = part.map { byte in
                byte == UInt8(ascii: "-")
                    ? UInt8(ascii: "+") : byte == UInt8(ascii: "_") ? UInt8(ascii: "/") : byte
            }
            if plain != part { forms.append(("base64+\(shift)", plain)) }
        }
        return forms
    }

    /// All places below a folder where a secret stands in any form.
    func findings(in folder: String) -> [Finding] {
        var findings: [Finding] = []
        let enumerator = FileManager.default.enumerator(atPath: folder)
        while let name = enumerator?.nextObject() as? String {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
                continue
            }
            for secret in secrets {
                for form in Self.forms(of: secret)
                where data.range(of: Data(form.bytes)) != nil {
                    findings.append(Finding(file: name, form: form.name))
                }
            }
        }
        return findings
    }

    /// Plants each form of each secret in a file of its own, looks, and removes them again.
    ///
    /// - Returns: how many were planted and how many of those were found.
    func control(in folder: String) throws -> (planted: Int, found: Int) {
        let place = folder + "/control"
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        var names: Set<String> = []
        for (index, secret) in secrets.enumerated() {
            for form in Self.forms(of: secret) {
                let name = "\(index)-\(form.name.replacing("/", with: "_"))"
                names.insert("control/" + name)
                let bytes = [7, 8, 9] + form.bytes + [7]
                try Data(bytes).write(to: URL(fileURLWithPath: place + "/" + name))
            }
        }
        let found = Set(findings(in: folder).map(\.file)).intersection(names)
        return (names.count, found.count)
    }
}
