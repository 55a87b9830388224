import Alliance

/// What a phone needs to know to put the site among its programs (W3C Web Application Manifest).
package enum Manifest {
    /// The media type, for the field `Content-Type`.
    package static let contentType = "application/manifest+json"

    /// The manifest of a node, as UTF-8.
    ///
    /// - Parameter node: the community whose node this is, such as 万达社区.
    package static func bytes(node: String, language: Language) -> [UInt8] {
        let icon = JSON.object(of: [
            "src": .string(Asset.icon.path), "type": .string(Asset.icon.contentType),
            "sizes": .string("any"), "purpose": .string("any"),
        ])
        return JSON.object(of: [
            "id": .string("/"), "name": .string(language.say(.manifestName(node))),
            "short_name": .string(node), "lang": .string(language.tag),
            "start_url": .string(Route.my(before: nil).path), "scope": .string("/"),
            "display": .string("standalone"), "background_color": .string("#faf4e9"),
            "theme_color": .string("#9c3a1c"), "icons": .array([icon]),
        ]).canonicalBytes
    }
}

extension Phrase {
    fileprivate static func manifestName(_ node: String) -> Phrase {
        Phrase("\(node) · 驿站", "\(node) · Yizhan")
    }
}
