import Alliance
import Causality
import Community
import Testing

@testable import Pages

/// Models of feeds and calendars.
enum FeedSamples {
    static func wish(_ title: String = "修一座老座钟", body: String = "停了三年。") -> FeedModel.Wish {
        FeedModel.Wish(
            id: "urn:uuid:00000000-0000-8000-8000-000000000001", title: title, body: body,
            home: "万达社区", area: "第三网格", category: "维修", places: 2, placesFree: 1,
            isToday: true, publishedAt: 1_795_510_800_000, updatedAt: 1)
    }

    static func feed(_ wishes: [FeedModel.Wish]) -> FeedModel {
        FeedModel(
            title: "幸福驿站联盟", id: "urn:uuid:00000000-0000-8000-8000-000000000000",
            base: "https://chengbei.example", wishes: wishes)
    }

    static func visit(
        _ title: String = "修钟", state: Agenda.State = .agreed
    ) throws -> CalendarModel.Visit {
        CalendarModel.Visit(
            claim: try #require(Dot(text: "xintang.aaaaaaaa/7")), title: title, home: "万达社区",
            area: "第三网格", span: 1_795_510_800_000...1_795_514_400_000, state: state,
            sequence: 3, changedAt: 1_795_500_000_000)
    }

    static func calendar(_ visits: [CalendarModel.Visit]) -> CalendarModel {
        CalendarModel(
            title: "我的上门服务", base: "https://xintang.example", language: .zh, visits: visits)
    }

    static let marks: [(Character, String)] = [
        ("<", "&lt;"), (">", "&gt;"), ("&", "&amp;"), ("\"", "&quot;"), ("'", "&#39;"),
    ]
    static let joiners = ["", "\u{338}", "\u{200D}"]
}

@Suite("Feeds")
struct FeedTests {
    @Test("moments are written as each format wants them, and never beyond the year 9999")
    func moments() {
        #expect(UTCTime.internet(0) == "1970-01-01T00:00:00Z")
        #expect(UTCTime.internet(1_795_510_861_999) == "2026-11-24T09:01:01Z")
        #expect(UTCTime.calendar(1_795_510_861_999) == "20261124T090101Z")
        #expect(UTCTime.header(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(UTCTime.header(784_111_777_000) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(UTCTime.internet(.max) == "9999-12-31T23:59:59Z")
    }

    @Test("JSON Feed 1.1 holds the public fields, and an update is never before the publication")
    func json() throws {
        let bytes = JSONFeed.render(FeedSamples.feed([FeedSamples.wish()]))
        let json = try JSONParser.parse(bytes, form: .canonical, bytesMaximum: 1 << 20)
        func at(_ path: String) -> JSON? {
            var value: JSON? = json
            for step in path.split(separator: ".") {
                switch value {
                case .object(let members): value = members.first { $0.name == step }?.value
                case .array(let list): value = Int(step).map { list[$0] }
                default: value = nil
                }
            }
            return value
        }
        #expect(at("version") == .string("https://jsonfeed.org/version/1.1"))
        #expect(at("feed_url") == .string("https://chengbei.example/feed.json"))
        #expect(at("home_page_url") == .string("https://chengbei.example/"))
        #expect(at("language") == .string("zh-CN"))
        #expect(at("items.0.title") == .string("修一座老座钟"))
        #expect(
            at("items.0.content_text")
                == .string("停了三年。\n万达社区 · 第三网格 · 维修 · 名额 1/2 · 当天"))
        #expect(at("items.0.date_published") == at("items.0.date_modified"))
        #expect(at("items.0.tags") == .array([.string("维修")]))
        #expect(at("items.0._yizhan.places_free") == .integer(1))
    }

    @Test("no mark of a text becomes markup in Atom, whatever combines with it")
    func attacked() {
        for (mark, escape) in FeedSamples.marks {
            for joiner in FeedSamples.joiners {
                let text = "QZ\(mark)\(joiner)ZQ"
                var wish = FeedSamples.wish(text, body: text)
                (wish.home, wish.area, wish.category) = (text, text, text)
                var feed = FeedSamples.feed([wish])
                feed.title = text
                let bytes = AtomFeed.render(feed, changedAt: 0)
                #expect(!bytes.holds(text.utf8), "\(mark) \(joiner)")
                #expect(bytes.holds("QZ\(escape)\(joiner)ZQ".utf8), "\(mark) \(joiner)")
                #expect(String(decoding: bytes, as: UTF8.self).split(separator: "QZ").count == 10)
            }
        }
    }

    @Test("what XML cannot hold is left out, emoji and combining marks stay")
    func characters() {
        let wish = FeedSamples.wish(
            "a\u{0}\u{8}\u{1F}\u{FFFE}\u{FFFF}b", body: "👨‍👩‍👧e\u{301}\r\n\t")
        let bytes = AtomFeed.render(FeedSamples.feed([wish]), changedAt: 0)
        #expect(bytes.holds("<title>ab</title>".utf8))
        #expect(bytes.holds("👨‍👩‍👧e\u{301}&#13;\n\t".utf8))
    }

    @Test("an empty feed is whole in both forms, and stands where its links say")
    func empty() {
        let atom = AtomFeed.render(FeedSamples.feed([]), changedAt: 1_795_510_861_000)
        #expect(atom.holds("<updated>2026-11-24T09:01:01Z</updated>".utf8))
        #expect(atom.holds("rel=\"self\" type=\"application/atom+xml\"".utf8))
        #expect(atom.holds("href=\"https://chengbei.example/feed.atom\"".utf8))
        #expect(JSONFeed.render(FeedSamples.feed([])).holds("\"items\":[]".utf8))
    }
}

@Suite("Calendars")
struct CalendarTests {
    private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        let text = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return text.dropLast().map { line in
            #expect(line.last == 0x0D)
            return Array(line.dropLast())
        }
    }

    /// As RFC 5545 §3.1 unfolds.
    private func unfolded(_ bytes: [UInt8]) -> String {
        // By bytes: what begins a line may combine with the space before it.
        var out: [UInt8] = []
        for byte in bytes {
            out.append(byte)
            if out.suffix(3) == [0x0D, 0x0A, 0x20] { out.removeLast(3) }
        }
        return String(decoding: out, as: UTF8.self)
    }

    @Test("no line is longer than 75 bytes, none cuts a character, and unfolding gives all back")
    func folded() throws {
        // The emoji crosses the border at every place in turn.
        for pad in 0..<12 {
            let title =
                String(repeating: "a", count: 60 + pad) + "👨‍👩‍👧‍👦钟\u{338}\u{200D}😀"
                + String(repeating: "修", count: 60)
            let bytes = CalendarForm.render(FeedSamples.calendar([try FeedSamples.visit(title)]))
            for line in lines(bytes) {
                #expect(line.count <= 75)
                #expect(String(validating: line, as: UTF8.self) != nil)
            }
            #expect(unfolded(bytes).contains("SUMMARY:" + title + "\r\n"))
        }
    }

    @Test("separators are escaped, ends of lines become \\n, other controls go")
    func escaped() throws {
        let cases = [
            ("a,b;c\\d", "a\\,b\\;c\\\\d"), ("a\r\nb\nc\rd", "a\\nb\\nc\\nd"),
            ("a\u{0}\u{7}\u{7F}\tb", "a\tb"), ("<>&\"'\u{338}\u{200D}", "<>&\"'\u{338}\u{200D}"),
            (",\u{338};\u{200D}", "\\,\u{338}\\;\u{200D}"),
            ("END:VCALENDAR\r\nX:1", "END:VCALENDAR\\nX:1"),
        ]
        for (text, expected) in cases {
            #expect(Array(Lines.escaped(text).utf8) == Array(expected.utf8))
        }
        let evil = try FeedSamples.visit("a\r\nATTENDEE:mailto:x\r\nEND:VEVENT")
        let bytes = CalendarForm.render(FeedSamples.calendar([evil]))
        #expect(lines(bytes).count { $0.starts(with: "END:VEVENT".utf8) } == 1)
        #expect(!lines(bytes).contains { $0.starts(with: "ATTENDEE".utf8) })
    }

    @Test("a visit has its time, its number and its state; an empty calendar has a component")
    func whole() throws {
        for state in Agenda.State.allCases {
            let visit = try FeedSamples.visit(state: state)
            let text = unfolded(CalendarForm.render(FeedSamples.calendar([visit])))
            for line in [
                "UID:xintang.aaaaaaaa-7@yizhan", "DTSTAMP:20261124T060000Z", "SEQUENCE:3",
                "DTSTART:20261124T090000Z", "DTEND:20261124T100000Z",
                "LOCATION:万达社区 · 第三网格",
                "URL:https://xintang.example/my/claims/xintang.aaaaaaaa/7",
            ] {
                #expect(text.contains("\r\n\(line)\r\n"), "\(line)")
            }
            let status: [Agenda.State: String] = [
                .agreed: "CONFIRMED", .window: "TENTATIVE", .done: "CONFIRMED",
                .cancelled: "CANCELLED",
            ]
            #expect(text.contains("\r\nSTATUS:\(status[state] ?? "")\r\n"))
        }
        let empty = unfolded(CalendarForm.render(FeedSamples.calendar([])))
        #expect(empty.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
        #expect(empty.contains("BEGIN:VTIMEZONE") && empty.hasSuffix("END:VCALENDAR\r\n"))
    }
}
