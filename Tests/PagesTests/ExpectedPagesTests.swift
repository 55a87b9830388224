import Foundation
import Pages
import Testing

/// A page of the samples; it shows its name alone in the test's output.
struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let page: [UInt8]
    var testDescription: String { name }
}

/// Pages as text. After a change that is meant: `YIZHAN_RECORD=1 swift test`, then read the diff.
@Suite("Pages are what the committed files show")
struct ExpectedPagesTests {
    /// The pages of each area in a language, by name.
    static let areas: [@Sendable (Language) -> KeyValuePairs<String, [UInt8]>] = [
        publicPages, framePages, joinPages, doorPages, deskPages, bookPages, officePages,
        phonePages, carePages, groupPages, boardPages, requestPages, figurePages,
    ]

    static let pages: [Sample] = Language.allCases.flatMap { language in
        areas.flatMap { area in
            area(language).map { Sample(name: "\($0).\(language.rawValue).html", page: $1) }
        }
    }

    @Sendable
    static func publicPages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        [
            "home-empty": HomePage.render(Samples.empty(language)),
            "home-ordinary": HomePage.render(Samples.ordinary(language)),
            "home-crowded": HomePage.render(Samples.crowded(language)),
            "error": error(language),
        ]
    }

    static func error(_ language: Language) -> [UInt8] {
        switch language {
        case .zh:
            ErrorPage.render(
                status: 404, title: "没有这个页面", sentence: "地址可能写错了，请从首页找。",
                language: .zh)
        case .en:
            ErrorPage.render(
                status: 404, title: "No such page", sentence: "Start again from the first page.",
                language: .en)
        }
    }

    @Test("each page equals its file, asset hashes aside", arguments: pages)
    func expected(sample: Sample) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Expected/\(sample.name)")
        // A new colour is no new page.
        var text = String(decoding: sample.page, as: UTF8.self)
        for asset in Asset.all {
            let parts = asset.path.split(separator: "/")
            text = text.replacing(asset.path, with: "/assets/hash/\(parts[2])")
        }
        if ProcessInfo.processInfo.environment["YIZHAN_RECORD"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(Array(text.utf8) == Array(expected.utf8), "\(sample.name) differs")
    }

    @Test("every element is closed in order", arguments: pages)
    func wellFormed(sample: Sample) {
        #expect(tagFaults(sample.page) == [])
    }

    @Test("no two elements have the same id", arguments: pages)
    func ids(sample: Sample) {
        #expect(idsTwice(sample.page) == [])
    }

    @Test("the tag reader finds faults", arguments: ["<p>", "</p>", "<p></b>", "a > b<p></p>"])
    func tagReader(text: String) {
        #expect(!tagFaults(Array(text.utf8)).isEmpty)
        #expect(idsTwice(Array("<a id=\"b\">\(text)<p class=\"c\" id=\"b\">".utf8)) == ["b"])
    }

    @Test("no page asks another host, none holds inline script or style", arguments: pages)
    func ownOriginOnly(sample: Sample) {
        for word in ["http:", "https:", "//", "style=", "<style", "javascript:"] {
            #expect(!sample.page.holds(word.utf8), "\(word)")
        }
        let text = String(decoding: sample.page, as: UTF8.self)
        #expect(!text.contains(/<[^>]* on[a-z]+=/))
        #expect(
            text.matches(of: /<script [^>]+><\/script>/).count
                == text.matches(of: /<script/).count)
    }
}

@Suite("Fragments are the parts of the page, on one line")
struct FragmentTests {
    @Test("the page holds each fragment, line breaks aside", arguments: Language.allCases)
    func parts(language: Language) {
        let model = Samples.ordinary(language)
        let page = HomePage.render(model).filter { $0 != UInt8(ascii: "\n") }
        for fragment in [
            HomePage.wishesFragment(model), HomePage.neighboursFragment(model),
            HomePage.stateFragment(model),
        ] {
            #expect(page.holds(fragment))
            #expect(tagFaults(fragment) == [])
        }
    }

    @Test("a text with line breaks cannot write an event of its own", arguments: ["\n", "\r"])
    func oneLine(lineBreak: String) {
        var model = Samples.ordinary(.zh)
        model.wishes[0].body = "a\(lineBreak)\(lineBreak)event: state\(lineBreak)data: b"
        model.wishes[0].id = "a\(lineBreak)b"
        model.neighbours[0].name = "a\(lineBreak)b"
        let bytes = HomePage.wishesFragment(model) + HomePage.neighboursFragment(model)
        #expect(!bytes.contains(UInt8(ascii: "\n")) && !bytes.contains(UInt8(ascii: "\r")))
    }

    @Test("more wishes than a page lists are counted, not forgotten")
    func bounded() {
        var model = Samples.crowded(.zh)
        model.wishes = Array(repeating: model.wishes, count: 7).flatMap { $0 }
        let page = HomePage.wishesFragment(model)
        let text = String(decoding: page, as: UTF8.self)
        #expect(text.split(separator: "data-wish=").count - 1 == HomePage.wishesMaximum)
        #expect(text.contains("另有 10 个心愿"))
        #expect(page.count < 200_000)
    }

    @Test("numbers at their ends make no page fall", arguments: [Int.min, -1, 0, Int.max])
    func extremes(number: Int) {
        var model = Samples.crowded(.en)
        model.wishes[0].ageMinutes = number
        model.wishes[0].placesFree = number
        model.wishes[0].placesTotal = number
        model.wishes[0].claimsWaiting = number
        model.neighbours[0].heardSecondsAgo = number
        model.neighbours[0].eventsToSend = number
        model.state = .init(isFrozen: false, incidents: number, parcelsWaiting: number)
        #expect(tagFaults(HomePage.render(model)) == [])
    }
}
