import Alliance
import Community
import Node
import Testing

@testable import Sheets

@Suite("Sheets")
struct SheetTests {
    private func volunteers(_ text: String) -> Sheet<VolunteerDraft> {
        Sheet.volunteers(Array(text.utf8))
    }

    private func wishes(_ text: String) -> Sheet<WishDraft> {
        Sheet.wishes(Array(text.utf8), defaults: Policy(), now: 7_000)
    }

    @Test("headers are known in Chinese and English, in any order, by their usual other names")
    func headers() {
        for header in ["姓名,手机,队伍,技能", "Name,phone,team,skills", "志愿者 , 联系电话,队伍,特长"] {
            let sheet = volunteers(header + "\n李忠,138-0000-0001,关爱面对面,维修、errand\n")
            #expect(sheet.problems.isEmpty, "\(header): \(sheet.problems)")
            let draft = sheet.lines.first?.entry.draft
            #expect(draft?.name == "李忠" && draft?.team == "关爱面对面")
            #expect(draft?.skills.map(\.text) == ["repair", "errand"])
        }
        let turned = volunteers("技能,姓名\n维修,李忠\n,\n\n")
        #expect(turned.lines.map(\.entry.draft.name) == ["李忠"] && turned.rowCount == 1)
    }

    @Test("unknown, missing and repeated headers are named, each with what to do")
    func wrongHeaders() {
        let sheet = volunteers("电话,手机,星座\n1,2,3\n")
        let known = VolunteerColumn.allCases.map(\.title)
        #expect(
            Set(sheet.problems) == [
                SheetProblem(.repeatedHeader, row: 1, column: "电话"),
                SheetProblem(.unknownHeader(known: known), row: 1, column: "星座"),
                SheetProblem(.missingHeader, row: 1, column: "姓名"),
            ])
        #expect(volunteers("姓名;电话\n李忠;1\n").problems.map(\.kind) == [.separator])
        #expect(volunteers("姓名\t电话\n李忠\t1\n").problems.map(\.kind) == [.separator])
    }

    @Test("each bad cell is told with its row, column and what to do; good rows do not hide them")
    func badCells() {
        let long = String(repeating: "长", count: 21)
        let text = """
            姓名,电话,队伍,技能
            李忠,138-0000-0001,,
            ,138-0000-0002,,
            王芳,1.38E+10,,
            赵磊,无,\(long),
            孙丽,,,炼金术
            "周
            涛",,,
            陈晨,,,,多了一格
            """
        let words = UsualWord.all.map(\.zh)
        let wanted = [
            SheetProblem(.missing, row: 3, column: "姓名"),
            SheetProblem(.scientific, row: 4, column: "电话"),
            SheetProblem(.phone, row: 5, column: "电话"),
            SheetProblem(.tooLong(bytesMaximum: 60), row: 5, column: "队伍"),
            SheetProblem(.word(known: words), row: 6, column: "技能"),
            SheetProblem(.control, row: 7, column: "姓名"),
            SheetProblem(.surplus, row: 8),
        ]
        let sheet = volunteers(text)
        #expect(sheet.problems == wanted)
        #expect(sheet.problemCount == wanted.count && sheet.lines.count == 1)
        for problem in sheet.problems {
            #expect(problem.zh.hasPrefix("第 \(problem.row ?? 0) 行"), "\(problem.zh)")
            #expect(problem.en.hasPrefix("row \(problem.row ?? 0)"), "\(problem.en)")
        }
    }

    @Test("a wish without details takes the office's rules; one with all of them takes its own")
    func wish() throws {
        let short = try #require(wishes("标题,类别\n修钟,维修\n").lines.first?.entry.draft)
        #expect(short.terms.places == 1 && short.terms.settlingSeconds == 60)
        #expect(short.contact == nil && !short.byPhone)
        let header = WishColumn.allCases.map(\.title).joined(separator: ",")
        let row = """
            ,"修钟","老座钟，
            不走了",repair,2,维修,网格3,当天,人工,本社区,5,2026-12-01,2026-12-03,李阿爹,\
            0512-5550-1988,8幢501,"耳朵不好
            敲门",李阿爹本人,同意,xintang、daguan,2026-11-20 09:00,是
            """
        let sheet = wishes(header + "\n" + row)
        #expect(sheet.problems.isEmpty, "\(sheet.problems.map(\.zh))")
        let full = try #require(sheet.lines.first?.entry.draft)
        #expect(full.words.body == "老座钟，\n不走了" && full.contact?.note == "耳朵不好\n敲门")
        #expect(full.terms.urgency == .today && full.terms.award == .manual)
        #expect(full.terms.prefer == [.sameCommunity] && full.terms.settlingSeconds == 5)
        #expect(full.consent.members?.map(\.text) == ["xintang", "daguan"] && full.byPhone)
        #expect(full.consent.at == 1_795_136_400_000)
        let window = try #require(full.terms.window)
        #expect(window.upperBound - window.lowerBound == 3 * 86_400 - 60)
    }

    @Test("a contact without a consent, a half window and a wrong community are refused")
    func wrongWishes() {
        let text = """
            标题,类别,名额,居民电话,同意人,同意内容,同意范围,最早,最晚,紧急
            甲,维修,0,,,,,,,
            乙,维修,,0512-5550-1988,,,,,,
            丙,维修,,,,,隔壁,,,
            丁,维修,,,,,,2026-12-01,,
            戊,维修,,,,,,2026-12-02,2026-12-01,
            己,维修,,,,,,,后天,马上
            庚,,,,,,,,,
            """
        let found = wishes(text).problems.map { "\($0.row ?? 0) \($0.column ?? "")" }
        #expect(
            found == [
                "2 名额", "3 居民姓名", "3 同意人", "3 同意内容", "4 同意范围", "5 最晚", "6 最晚", "7 紧急",
                "7 最晚", "7 最晚", "8 类别",
            ])
    }

    @Test("words that give a resident away are worth a second look, not a refusal")
    func findings() {
        let sheet = wishes("标题,类别\n修钟,维修\n去8幢501室,维修\n")
        #expect(sheet.problems.isEmpty)
        #expect(sheet.findings == [SheetProblem(.findings([.door]), row: 3)])
    }

    @Test("of more than 1,000 problems the number is told, and no more than 20,000 rows are read")
    func bounds() {
        let many = volunteers("姓名,电话\n" + String(repeating: ",无\n", count: 1_500))
        #expect(many.problems.count == 1_000 && many.problemCount == 3_000)
        let rows = volunteers("姓名\n" + String(repeating: "甲\n", count: 20_001))
        #expect(rows.problems.map(\.kind) == [.rowsMaximum(20_000)])
        let large = Sheet.volunteers([UInt8](repeating: 0x61, count: (16 << 20) + 1))
        #expect(large.problems.map(\.kind) == [.tooLarge(bytesMaximum: 16 << 20)])
        #expect(volunteers("").problems.map(\.kind) == [.empty])
        #expect(volunteers("姓名,电话\n,\n").problems.map(\.kind) == [.empty])
    }

    @Test("every usual word has a name of its own in each language and is read back")
    func words() {
        #expect(Set(UsualWord.all.map(\.zh)).count == UsualWord.all.count)
        for usual in UsualWord.all {
            let word = UsualWord.word(usual.zh)
            #expect(word?.text == usual.text)
            #expect(word.map { UsualWord.text(of: $0) } == usual.zh)
            #expect(word.flatMap { UsualWord.names(of: $0) } == usual)
        }
        for text in ["visit", "own-word"] {
            #expect(UsualWord.word(text).map { UsualWord.text(of: $0) } == text)
        }
        #expect(UsualWord.word("没有这个词") == nil)
    }
}
