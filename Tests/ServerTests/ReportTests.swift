import Alliance
import Community
import Foundation
import HTTPTypes
import Node
import Testing

@testable import Server

@Suite("The month's report over the wire")
struct ReportTests {
    @Test("a month is a year and a month and nothing else")
    func months() throws {
        for text in ["2026-11", "1970-01", "9998-12"] {
            #expect(ReportMonth(text)?.text == text)
        }
        for text in [
            "", "2026", "2026-0", "2026-00", "2026-13", "26-11", "2026-11-01", "2026-1１", "1969-12",
            "9999-01", "+026-11", "2026-+1", "2026/11",
        ] {
            #expect(ReportMonth(text) == nil, "\(text)")
        }
    }

    @Test("the months before are in order, also over the turn of the year and in leap years")
    func before() throws {
        for year in 2023...2029 {
            for month in 1...12 {
                let this = try #require(
                    ReportMonth("\(year)-\(month < 10 ? "0" : "")\(month)"))
                for months in 0...25 {
                    let before = this.before(months)
                    #expect(before.year * 12 + before.month == year * 12 + month - months)
                    #expect((1...12).contains(before.month))
                    #expect(this.before(months + 1).days.end == before.days.first)
                }
            }
        }
    }

    @Test("a month goes from its first midnight to that of the next month")
    func span() async throws {
        let world = try await World()
        let month = try #require(ReportMonth("2026-11"))
        let span = FiguresFacts(world.node).span(month)
        #expect(span.from == 1_793_491_200_000 && span.to == 1_796_083_200_000)
        let december = try #require(ReportMonth("2026-12"))
        #expect(FiguresFacts(world.node).span(december).from == span.to)
    }

    @Test("the page shows the month that was asked for, and this one when none was")
    func page() async throws {
        let world = try await World()
        for role in [Role.coordinator, .office, .auditor] {
            let session = try await world.session(role)
            let old = try await world.browse("GET", "/board/report?month=2025-02", session)
            #expect(old.status == 200 && old.text.contains("幸福驿站联盟 2025 年 2 月"), "\(role)")
            let now = try await world.browse("GET", "/board/report", session)
            let month = ReportMonth(day: DeskClock(world.node).today).text
            #expect(now.status == 200 && now.text.contains("report.csv?month=\(month)\""))
            #expect(now.text.contains("xintang社区"))
        }
    }

    @Test("who was admitted and suspended stands in the month in which it was, and in no other")
    func turns() async throws {
        let world = try await World()
        let session = try await world.session(.coordinator)
        let now = try await world.browse("GET", "/board/report", session)
        #expect(now.text.contains("加入") && now.text.contains("暂停"))
        let old = try await world.browse("GET", "/board/report?month=2025-02", session)
        #expect(old.text.contains("没有变动。"))
    }

    @Test("the sheet is UTF-8 with a byte order mark, a line for each community and one for all")
    func sheet() async throws {
        let world = try await World()
        let session = try await world.session(.coordinator)
        let answer = try await world.browse(
            "GET", "/board/report.csv?month=2025-02", session)
        #expect(answer.status == 200)
        #expect(answer.field("content-type")?.hasPrefix("text/csv") == true)
        #expect(
            answer.field("content-disposition") == "attachment; filename=\"yizhan-2025-02.csv\"")
        #expect(answer.body.starts(with: [0xEF, 0xBB, 0xBF]))
        let lines = String(decoding: answer.body.dropFirst(3), as: UTF8.self)
            .split(whereSeparator: \.isNewline)
        #expect(lines[1].hasPrefix("2025-02,xintang,xintang社区,0,0,0,"))
        #expect(lines[2].hasPrefix("2025-02,,合计 total,0,"))
        #expect(lines.last?.hasSuffix("contested,0") == true)
        #expect(!lines.contains { $0.contains("daguan") }, "it is suspended, with nothing to count")
    }

    @Test("a month that is none is refused with its form", arguments: ["/board/report", ".csv"])
    func malformed(path: String) async throws {
        let world = try await World()
        let session = try await world.session(.office)
        let target = path.hasPrefix("/") ? path : "/board/report" + path
        let answer = try await world.browse("GET", target + "?month=2026-13", session)
        #expect(answer.status == 400)
        #expect(answer.text.contains("2026-11"))
    }
}
