import Alliance

/// A feed as JSON Feed 1.1, by our own writer of JSON.
package enum JSONFeed {
    /// The type that a server names (JSON Feed 1.1, "Discovery").
    package static let contentType = "application/feed+json"

    /// The whole feed.
    package static func render(_ feed: FeedModel) -> [UInt8] {
        JSON.object(of: [
            "version": .string("https://jsonfeed.org/version/1.1"),
            "title": .string(feed.title), "language": .string(FeedModel.language),
            "description": .string(Language.zh.say(.feedMeaning)),
            "home_page_url": .string(feed.base + Route.home(nil).path),
            "feed_url": .string(feed.base + Route.feed(.json).path),
            "authors": .array([.object(of: ["name": .string(feed.title)])]),
            "items": .array(feed.wishes.map(item)),
        ]).canonicalBytes
    }

    /// What has no field of its own in the format stands in an extension, named as it asks.
    private static func item(_ wish: FeedModel.Wish) -> JSON {
        .object(of: [
            "id": .string(wish.id), "title": .string(wish.title),
            "content_text": .string(wish.text),
            "date_published": .string(UTCTime.internet(wish.publishedAt)),
            "date_modified": .string(UTCTime.internet(wish.updatedAt)),
            "authors": .array([.object(of: ["name": .string(wish.home)])]),
            "tags": .array([.string(wish.category)]),
            "_yizhan": .object(of: [
                "home": .string(wish.home), "area": .string(wish.area),
                "category": .string(wish.category), "today": .bool(wish.isToday),
                "places": .integer(UInt64(clamping: wish.places)),
                "places_free": .integer(UInt64(clamping: wish.placesFree)),
            ]),
        ])
    }
}

/// A feed as Atom (RFC 4287).
package enum AtomFeed {
    /// The type that a server names (RFC 4287 §7).
    package static let contentType = "application/atom+xml"

    /// The whole feed.
    ///
    /// - Parameter changedAt: when it last became another one, in milliseconds since 1970.
    package static func render(_ feed: FeedModel, changedAt: UInt64) -> [UInt8] {
        let home = feed.base + Route.home(nil).path
        let own = feed.base + Route.feed(.atom).path
        let head: [XML] = [
            XML(.id, feed.id), XML(.title, feed.title),
            XML(.subtitle, Language.zh.say(.feedMeaning)),
            XML(.updated, UTCTime.internet(changedAt)),
            XML(.link, [(.rel, "self"), (.type, contentType), (.href, own)]),
            XML(.link, [(.rel, "alternate"), (.type, "text/html"), (.href, home)]),
            XML(.author, inside: [XML(.name, feed.title)]),
            XML(.generator, FeedModel.generator),
        ]
        let root = XML(
            .feed,
            [(.namespace, "http://www.w3.org/2005/Atom"), (.language, FeedModel.language)],
            inside: head + feed.wishes.map(entry))
        return Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8) + root.bytes
    }

    private static func entry(_ wish: FeedModel.Wish) -> XML {
        XML(
            .entry,
            inside: [
                XML(.id, wish.id), XML(.title, wish.title),
                XML(.published, UTCTime.internet(wish.publishedAt)),
                XML(.updated, UTCTime.internet(wish.updatedAt)),
                XML(.author, inside: [XML(.name, wish.home)]),
                XML(.category, [(.term, wish.category)]),
                XML(.content, [(.type, "text")], wish.text),
            ])
    }
}

/// An element of an XML document: of a closed set of names, its texts escaped byte by byte, so
/// that nothing that combines with a mark hides it.
struct XML {
    let bytes: [UInt8]

    enum Name: String {
        case feed, entry, id, title, subtitle, updated, published, link, author, name, category
        case content, generator
    }

    enum Attribute: String {
        case rel, type, href, term
        case namespace = "xmlns"
        case language = "xml:lang"
    }

    init(
        _ name: Name, _ attributes: [(Attribute, String)] = [], _ text: String = "",
        inside: [XML] = []
    ) {
        var bytes = Array(("<" + name.rawValue).utf8)
        for (attribute, value) in attributes {
            bytes += Array((" " + attribute.rawValue + "=\"").utf8)
            Self.write(value, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
        Self.write(text, to: &bytes)
        for element in inside { bytes += element.bytes }
        bytes += Array(("</" + name.rawValue + ">").utf8)
        self.bytes = bytes
    }

    init(_ name: Name, _ text: String) { self.init(name, [], text) }

    /// Marks as references; what no XML 1.0 document may hold (§2.2) is left out.
    private static func write(_ text: String, to bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: bytes += Array("&amp;".utf8)
            case 0x3C: bytes += Array("&lt;".utf8)
            case 0x3E: bytes += Array("&gt;".utf8)
            case 0x22: bytes += Array("&quot;".utf8)
            case 0x27: bytes += Array("&#39;".utf8)
            case 0x0D: bytes += Array("&#13;".utf8)
            case 0x09, 0x0A: bytes.append(UInt8(scalar.value))
            case 0..<0x20, 0xFFFE, 0xFFFF: break
            default: bytes += Array(String(scalar).utf8)
            }
        }
    }
}
