import Alliance
import Community
import Foundation
import Node
import Testing

@testable import Sheets

@Suite("Encodings")
struct EncodingTests {
    private let text = "姓名,电话\r\n李忠,138-0000-0001\r\n𠮷野,138-0000-0002\r\n"

    @Test("UTF-8 with and without mark and GB18030 are recognised and say the same")
    func recognised() throws {
        let plain = Array(text.utf8)
        let gb = try SheetEncoding.gb18030.encode(plain)
        #expect(gb != plain)
        for (bytes, encoding) in [
            (plain, SheetEncoding.utf8), (try SheetEncoding.utf8.encode(plain), .utf8),
            (gb, .gb18030), ([0x84, 0x31, 0x95, 0x33] + gb, .gb18030),
        ] {
            let sheet = Sheet.volunteers(bytes)
            #expect(sheet.encoding == encoding && sheet.problems.isEmpty)
            #expect(sheet.lines.map(\.entry.draft.name) == ["李忠", "𠮷野"])
        }
    }

    @Test("a text longer than the converter's step is converted whole, both ways")
    func long() throws {
        let plain = Array(String(repeating: "老座钟a", count: 60_000).utf8)
        let gb = try SheetEncoding.gb18030.encode(plain)
        let back = try Converter(from: "GB18030", to: "UTF-8").convert(gb)
        #expect(back == plain)
    }

    @Test("a character that GB18030 has no place for is named with its row, not lost")
    func unwritable() throws {
        let rows = [("李忠", "一\r\n二"), ("\u{e816}明", "")]
        let volunteers = try rows.enumerated().map { index, row in
            Volunteer(
                id: try #require(VolunteerID("v\(index)")), name: row.0, phone: "", team: row.1,
                skills: [])
        }
        let problem = SheetProblem(.unwritable("\u{e816}"), row: 3)
        #expect(throws: problem) { try Sheet<VolunteerDraft>.write(volunteers, .gb18030) }
        #expect(problem.en.hasPrefix("row 3: GB18030 has no “\u{e816}” (U+E816)"))
        let utf8 = try Sheet<VolunteerDraft>.write(volunteers, .utf8)
        #expect(String(decoding: utf8, as: UTF8.self).contains("\u{e816}明"))
    }

    @Test("what is neither is refused with the byte and the row where it begins")
    func neither() {
        let bytes = Array("姓名\n李忠\n".utf8) + [0xff, 0xff]
        let place = Array("姓名\n李忠\n".utf8).count
        let unmarked = Sheet.volunteers(bytes).problems
        // As GB18030 the Chinese before is other characters, but it holds.
        #expect(unmarked == [SheetProblem(.encoding(byte: place), row: 3)])
        let marked = Sheet.volunteers([0xef, 0xbb, 0xbf] + bytes).problems
        #expect(marked == [SheetProblem(.encoding(byte: place + 3), row: 3)])
    }

    @Test("workbooks and UTF-16 are refused with what to do")
    func others() {
        #expect(Sheet.volunteers([0x50, 0x4b, 3, 4, 0]).problems.map(\.kind) == [.workbook])
        #expect(Sheet.volunteers([0xd0, 0xcf, 0x11, 0xe0]).problems.map(\.kind) == [.workbook])
        #expect(Sheet.volunteers([0xff, 0xfe, 0x41, 0]).problems.map(\.kind) == [.sixteenBit])
    }

    @Test(
        "what is exported is imported as it was, in both encodings",
        arguments: SheetEncoding.allCases)
    func roundTrip(encoding: SheetEncoding) throws {
        let skills = try ["repair", "own-word", "visit"].map { try #require(Word($0)) }
        let id = try #require(VolunteerID("vabc"))
        let people = ["=李忠", "'@", "O'Neill, \"Bob\"", "+86"].map {
            Volunteer(id: id, name: $0, phone: "+86 512-5550", team: "-队", skills: skills)
        }
        let read = Sheet.volunteers(try Sheet<VolunteerDraft>.write(people, encoding))
        #expect(read.encoding == encoding && read.problems.isEmpty)
        #expect(
            read.lines.map(\.entry)
                == people.map {
                    ImportLine(
                        number: "vabc",
                        draft: VolunteerDraft(
                            name: $0.name, phone: $0.phone, team: $0.team, skills: $0.skills))
                })
        let teams = [
            Team(name: "关爱面对面", leader: "李忠", phone: "1", skills: skills, memberCount: 0),
            Team(name: "@夜间", leader: "", phone: "", skills: [], memberCount: nil),
        ]
        let readTeams = Sheet.teams(try Sheet<Team>.write(teams, encoding))
        #expect(readTeams.lines.map(\.entry.draft) == teams)
        let wishes = try Self.wishes()
        let written = try Sheet<WishDraft>.write(wishes, encoding)
        let readWishes = Sheet.wishes(written, defaults: Policy(), now: 1)
        #expect(readWishes.problems.isEmpty, "\(readWishes.problems.map(\.zh))")
        #expect(readWishes.lines.map(\.entry) == wishes)
    }

    private static func wishes() throws -> [ImportLine<WishDraft>] {
        let repair = try #require(Word("repair"))
        let member = try #require(MemberName("xintang"))
        let contact = Contact(name: "李阿爹", phone: "+86", door: "=8幢", note: "-\r\n敲门 ")
        let terms = [
            Terms(category: repair),
            Terms(
                category: repair, places: 3, skills: [repair], area: "网格 3", urgency: .today,
                award: .manual, settlingSeconds: 0, prefer: [.sameCommunity, .skills],
                window: 1_790_000_001...1_790_000_002),
        ]
        let consents = [
            Consent(members: nil, givenBy: "本人", words: "同意,\n“全部”", at: 5_000),
            Consent(members: [], givenBy: "女儿", words: "同意", at: 1_790_000_000_000),
            Consent(members: [member], givenBy: "本人", words: "@", at: 6_000),
        ]
        var wishes = terms.flatMap { terms in
            consents.map { consent in
                WishDraft(
                    terms: terms, words: WishText(title: "=修\"钟\"", body: "\n- 一\n- 二"),
                    contact: contact, consent: consent, byPhone: true)
            }
        }
        wishes.append(
            WishDraft(
                terms: terms[0], words: WishText(title: "贴春联", body: ""), contact: nil,
                consent: Consent(members: nil, givenBy: "", words: "", at: 1), byPhone: false))
        return wishes.map { ImportLine(number: "wanda.aaaaaaaa/7", draft: $0) }
    }
}

@Suite("The examples")
struct ExampleTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Self.root.appending(path: "config/demo/" + name)))
    }

    @Test("each example is read without a problem, the GB18030 one as the UTF-8 one")
    func examples() throws {
        let volunteers = Sheet.volunteers(try bytes("volunteers.csv"))
        #expect(volunteers.problems.isEmpty && volunteers.lines.count == 6)
        let older = Sheet.volunteers(try bytes("volunteers-gb18030.csv"))
        #expect(older.encoding == .gb18030 && older.lines == volunteers.lines)
        let teams = Sheet.teams(try bytes("teams.csv"))
        #expect(teams.problems.isEmpty && teams.lines.count == 4)
        let known = Set(teams.lines.map(\.entry.draft.name))
        #expect(volunteers.lines.allSatisfy { known.contains($0.entry.draft.team) })
        let wishes = Sheet.wishes(try bytes("wishes.csv"), defaults: Policy(), now: 1)
        #expect(wishes.problems.isEmpty, "\(wishes.problems.map(\.zh))")
        #expect(wishes.lines.count == 6 && wishes.findings.isEmpty)
    }

    @Test("the manual names every header in both languages")
    func manual() throws {
        let page = try String(
            contentsOf: Self.root.appending(path: "Sources/yizhan/Yizhan.docc/Import.md"),
            encoding: .utf8)
        let titles =
            VolunteerColumn.allCases.map(\.titles) + TeamColumn.allCases.map(\.titles)
            + WishColumn.allCases.map(\.titles)
        for names in titles {
            let hasRow = page.split(separator: "\n").contains { line in
                line.hasPrefix("| `\(names[0])`") && names.allSatisfy { line.contains("`\($0)`") }
            }
            #expect(hasRow, "\(names)")
        }
    }
}
