import Pages
import Testing

@Suite("Addresses")
struct RouteTests {
    @Test("paths stay as they are: other programs and old pages use them")
    func paths() {
        #expect(Route.home(nil).path == "/")
        #expect(Route.home(.zh).path == "/?lang=zh")
        #expect(Route.home(.en).path == "/?lang=en")
        #expect(Route.events(.en).path == "/events?lang=en")
        #expect(Route.place(.wishes).path == "#wishes")
    }

    @Test("an asset's path holds the FNV-1a hash of its bytes", arguments: 0..<Asset.all.count)
    func assets(index: Int) {
        let asset = Asset.all[index]
        let parts = asset.path.split(separator: "/").map(String.init)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in asset.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        #expect(parts.count == 3 && parts[0] == "assets")
        #expect(parts[1].count == 16 && UInt64(parts[1], radix: 16) == hash)
        #expect(Route.asset(asset).path == asset.path)
    }

    @Test("assets are small, have distinct paths and ask for nothing from elsewhere")
    func small() {
        let names = Asset.all.compactMap { $0.path.split(separator: "/").last.map(String.init) }
        #expect(
            names == [
                "yizhan.css", "yizhan.js", "yizhan.svg", "desk.css", "phone.css", "desk.js",
                "phone.js", "wall.css",
            ])
        for asset in Asset.all {
            #expect(asset.bytes.count < (asset.isForRooms ? 25_000 : 10_000))
            let text = String(decoding: asset.bytes, as: UTF8.self)
                .replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
            for word in ["http:", "https:", "@import", "url(", "eval(", "style=\""] {
                #expect(!text.contains(word), "\(asset.path): \(word)")
            }
        }
    }

    @Test(
        "the language is what was asked for, else what the browser likes best, else Chinese",
        arguments: [
            ("en", "zh-CN", Language.en), ("zh", "en", .zh), (nil, nil, .zh), (nil, "", .zh),
            ("fr", "en-GB,en;q=0.9", .en), (nil, "fr,en;q=0.5,zh;q=0.8", .zh),
            (nil, "zh;q=0.5, EN ; q=0.9", .en), (nil, "en;q=0", .zh), (nil, "*;;,;q", .zh),
            (nil, "en;q=nan", .zh), (nil, "zh-TW,en", .zh), (nil, "en,zh", .en),
        ] as [(String?, String?, Language)])
    func language(query: String?, field: String?, expected: Language) {
        #expect(Language.preferred(query: query, acceptLanguage: field) == expected)
    }
}
