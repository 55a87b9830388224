import Alliance
import Community
import Pages
import Testing

@Suite("The coordinator's pages")
struct BoardPagesTests {
    private func text(_ page: [UInt8]) -> String { String(decoding: page, as: UTF8.self) }

    @Test("every incident has at least one step that says what to do, in both languages")
    func steps() {
        for incident in Samples.incidents().incidents {
            for language in Language.allCases {
                let page = text(
                    IncidentsPage.render(
                        IncidentsModel(incidents: [incident], isServedHere: true),
                        Samples.coordinator(language)))
                let steps = page.split(separator: "<ol class=\"steps\">").last ?? ""
                #expect(steps.contains(/<li>[^<]{8,}</), "\(incident.what)")
            }
        }
    }

    @Test("what is grave stands before what is not")
    func order() {
        let page = text(IncidentsPage.render(Samples.incidents(), Samples.coordinator(.zh)))
        let parts = page.split(separator: "<li class=\"panel\">", maxSplits: 1)
        #expect(parts.count == 2 && parts[0].contains("panel grave"))
        #expect(!parts[1].contains("panel grave"))
    }

    @Test("who may not keep the roster, or looks from another node, is led to no member's page")
    func links() {
        var model = Samples.incidents()
        let link = "href=\"/board/members/wanda\""
        #expect(text(IncidentsPage.render(model, Samples.coordinator(.zh))).contains(link))
        let auditor = Samples.reader(.zh, .auditor)
        #expect(!text(IncidentsPage.render(model, auditor)).contains(link))
        model.isServedHere = false
        #expect(!text(IncidentsPage.render(model, Samples.coordinator(.zh))).contains(link))
    }

    @Test("the board says of each trouble whose it is and what to do; calm has none")
    func troubles() {
        let sick = text(BoardPage.render(Samples.sickBoard(), Samples.coordinator(.zh)))
        for name in ["第1社区的机器", "第2社区是从备份恢复的", "第3社区迟迟没有消息", "和第4社区的时钟", "第5社区有 3 个"] {
            #expect(sick.contains(name), "\(name)")
        }
        #expect(sick.contains("data-mark=\"late\""))
        let calm = text(BoardPage.render(Samples.calmBoard(), Samples.coordinator(.zh)))
        #expect(calm.contains("各社区都好") && !calm.contains("data-mark=\"late\""))
        #expect(calm.contains("href=\"/board/incidents\""))
    }

    @Test("what a contest came to is told of communities, with its reason")
    func contests() {
        let page = text(BoardPage.render(Samples.sickBoard(), Samples.coordinator(.zh)))
        #expect(page.contains("候补第 1 位，因为同时认领，社区之间抽签，抽中大观名园社区"))
    }
}
