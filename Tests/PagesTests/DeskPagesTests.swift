import Alliance
import Community
import Testing

@testable import Pages

extension ExpectedPagesTests {
    static let award: EventID = {
        guard let id = EventID([UInt8](repeating: 7, count: 32)) else {
            preconditionFailure("32 bytes")
        }
        return id
    }()

    /// The pages of the desk: with nothing on them, and with something of everything.
    @Sendable
    static func deskPages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        let office = Samples.reader(language, .office)
        let grid = Samples.reader(language, .grid)
        let wish = DeskSamples.crowdedWish(award)
        return [
            "desk-today-empty": TodayPage.render(DeskSamples.empty, office),
            "desk-today-ordinary": TodayPage.render(DeskSamples.ordinary, office),
            "desk-today-grid": TodayPage.render(DeskSamples.ordinary, grid),
            "desk-today-crowded": TodayPage.render(DeskSamples.crowded, office),
            "desk-form-empty": WishFormPage.render(DeskSamples.emptyForm, office),
            "desk-form-wrong": WishFormPage.render(DeskSamples.fullForm, office),
            "desk-form-change": WishFormPage.render(DeskSamples.change, office),
            "desk-publish": PublishPage.render(DeskSamples.publish([.phone]), office),
            "desk-publish-alone": PublishPage.render(
                DeskSamples.publish([], hasAlliance: false), office),
            "desk-list-empty": WishListPage.render(
                WishListModel(isOpen: true, isStreet: false, rows: []), office),
            "desk-list-street": WishListPage.render(DeskSamples.list, office),
            "desk-wish": DeskWishPage.render(DeskSamples.wish, office),
            "desk-wish-crowded": DeskWishPage.render(wish, office),
            "desk-wish-grid": DeskWishPage.render(wish, grid),
            "desk-wish-sheet": WishSheetPage.render(wish, office),
            "desk-residents": ResidentsPage.render(ResidentsModel(), office),
            "desk-residents-found": ResidentsPage.render(
                ResidentsModel(query: "1", found: DeskSamples.found), office),
        ]
    }
}

extension DeskSamples {
    static func publish(
        _ findings: Set<PrivacyFinding>, hasAlliance: Bool = true
    ) -> PublishModel {
        PublishModel(
            wish: WishID(dot("wanda", 7)), preview: preview(findings), digest: "1",
            hasAlliance: hasAlliance, trouble: hasAlliance ? "2" : nil)
    }

    static var list: WishListModel {
        let statuses: [DeskStatus] = [
            .open, .claimed, .offered, .accepted, .served, .settled, .ended(.fulfilled),
            .ended(.cancelled), .ended(.expired), .ended(.moved),
        ]
        let rows = statuses.enumerated().map { index, status in
            WishListModel.Row(
                link: link(UInt64(index + 1), "1"), home: "2", isOurs: index % 2 == 0,
                isOnlyHere: index % 3 == 0, category: word("errand"), area: "3",
                isToday: index < 2, status: status, places: 2, freePlaces: 1, standby: index % 3,
                isLate: index == 1, ageMinutes: index * 700)
        }
        return WishListModel(
            isOpen: true, isStreet: true, rows: rows, next: "1.wanda.aaaaaaaa/1", isLater: true)
    }
}

extension Field {
    /// The texts of the desk's pages.
    static let desk: [Field] =
        [
            today("wait title") { $0.waits[0].link.title = $1 },
            today("late title") { $0.late[0].link.title = $1 },
            today("news title") { $0.news[0].link.title = $1 },
            today("news words") { $0.news[0].words = $1 },
            today("neighbour") { $0.neighbours[0].name = $1 },
            typed("name") { $0.name = $1 }, typed("phone") { $0.phone = $1 },
            typed("door") { $0.door = $1 }, typed("note") { $0.note = $1 },
            typed("category") { $0.category = $1 }, typed("title") { $0.title = $1 },
            typed("body") { $0.body = $1 }, typed("area") { $0.area = $1 },
            typed("skills") { $0.skills = $1 }, typed("places") { $0.places = $1 },
            typed("from") { $0.from = $1 }, typed("until") { $0.until = $1 },
            typed("givenBy") { $0.givenBy = $1 }, typed("consent") { $0.consentWords = $1 },
            form("area") { $0.areas[0] = $1 }, form("trouble") { $0.trouble = $1 },
            form("field trouble") { $0.troubles["title"] = $1 },
            form("preview home") { $0.preview.home = $1 },
            form("preview title") { $0.preview.title = $1 },
            form("preview body") { $0.preview.body = $1 },
            form("preview area") { $0.preview.area = $1 },
            form("preview category") { $0.preview.category = $1 },
            form("preview skill") { $0.preview.skills[0] = $1 },
            form("resident") { $0.found?.residents[0].name = $1 },
            form("resident phone") { $0.found?.residents[0].phoneEnd = $1 },
            form("resident wish") { $0.found?.residents[0].wishes[0].link.title = $1 },
        ]
        + [
            wish("title") { $0.link.title = $1 }, wish("body") { $0.body = $1 },
            wish("area") { $0.terms.area = $1 }, wish("home") { $0.home = $1 },
            wish("holder") { $0.holder = .other($1) }, wish("trouble") { $0.trouble = $1 },
            wish("member") { $0.record?.members = [$1] },
            wish("contact name") {
                $0.contact = Contact(name: $1, phone: "", door: "", note: "")
            },
            wish("contact phone") {
                $0.contact = Contact(name: "", phone: $1, door: "", note: "")
            },
            wish("contact door") {
                $0.contact = Contact(name: "", phone: "", door: $1, note: "")
            },
            wish("contact note") {
                $0.contact = Contact(name: "", phone: "", door: "", note: $1)
            },
            wish("visitor name") {
                $0.claims[0].visitor = VisitCard(name: $1, phone: "", team: "")
            },
            wish("visitor phone") {
                $0.claims[0].visitor = VisitCard(name: "", phone: $1, team: "")
            },
            wish("visitor team") {
                $0.claims[0].visitor = VisitCard(name: "", phone: "", team: $1)
            },
            wish("claimant") { $0.claims[0].community = $1 },
            wish("story") { $0.story[0].happening = .handedOver($1) },
            Field(name: "list title") { text in
                var model = DeskSamples.list
                model.rows[0].link.title = text
                model.rows[1].home = text
                model.rows[2].area = text
                model.next = text
                return WishListPage.render(model, Samples.reader(.zh))
            },
            Field(name: "resident query") { text in
                ResidentsPage.render(ResidentsModel(query: text), Samples.reader(.zh))
            },
            Field(name: "resident found") { text in
                var found = DeskSamples.found
                found.residents[0].name = text
                found.residents[0].phoneEnd = text
                found.residents[0].wishes[0].link.title = text
                return ResidentsPage.render(
                    ResidentsModel(query: "1", found: found), Samples.reader(.zh))
            },
            Field(name: "publish") { text in
                var model = DeskSamples.publish([])
                model.digest = text
                model.trouble = text
                return PublishPage.render(model, Samples.reader(.zh))
            },
        ]

    private static func today(
        _ name: String, set: @escaping @Sendable (inout TodayModel, String) -> Void
    ) -> Field {
        Field(name: "today " + name) { text in
            var model = DeskSamples.ordinary
            set(&model, text)
            return TodayPage.render(model, Samples.reader(.zh))
        }
    }

    private static func form(
        _ name: String, set: @escaping @Sendable (inout WishFormModel, String) -> Void
    ) -> Field {
        Field(name: "form " + name) { text in
            var model = DeskSamples.fullForm
            set(&model, text)
            return WishFormPage.render(model, Samples.reader(.zh))
                + PreviewPart.render(model.preview, .zh) + WishFormPage.found(model.found, .zh)
        }
    }

    private static func typed(
        _ name: String,
        set: @escaping @Sendable (inout WishFormModel.Typed, String) -> Void
    ) -> Field {
        form("typed " + name) { set(&$0.typed, $1) }
    }

    private static func wish(
        _ name: String, set: @escaping @Sendable (inout DeskWishModel, String) -> Void
    ) -> Field {
        Field(name: "wish " + name) { text in
            var model = DeskSamples.crowdedWish(ExpectedPagesTests.award)
            set(&model, text)
            return DeskWishPage.render(model, Samples.reader(.zh))
                + WishSheetPage.render(model, Samples.reader(.zh))
        }
    }
}

@Suite("The pages of the desk")
struct DeskPagesTests {
    @Test("in English they hold no Chinese, in Chinese no English, but for names")
    func languages() {
        func isHan(_ scalar: UnicodeScalar) -> Bool { (0x3000...0x9FFF).contains(scalar.value) }
        for (name, page) in ExpectedPagesTests.deskPages(.en) {
            let words = String(decoding: page, as: UTF8.self)
                .replacing("中文", with: "").replacing("万达社区", with: "")
                .replacing("新塘社区", with: "").replacing("“李”", with: "")
            let han = words.unicodeScalars.filter(isHan).map { String($0) }.joined()
            #expect(han.isEmpty, "\(name): \(han)")
        }
        for (name, page) in ExpectedPagesTests.deskPages(.zh) {
            var words = wordsOfPage(page)
            for known in [
                "English", "lad", "wanda.aaaaaaaa", "xintang.aaaaaaaa", "Ctrl", "P", " n", " a",
                " b", "n ",
            ] {
                words = words.replacing(known, with: "")
            }
            let left = words.matches(of: /[A-Za-z]+/).map { String($0.output) }
            #expect(left.allSatisfy { ["n", "a", "b"].contains($0) }, "\(name): \(left)")
        }
    }

    @Test("a grid worker is not shown what only the office may do")
    func grid() {
        let page = String(
            decoding: DeskWishPage.render(
                DeskSamples.crowdedWish(ExpectedPagesTests.award), Samples.reader(.zh, .grid)),
            as: UTF8.self)
        for deed in ["/award", "/settle", "/revoke", "/time", "/recover", "/erase"] {
            #expect(!page.contains("aaaaaaaa/7" + deed), "\(deed)")
        }
        #expect(page.contains("aaaaaaaa/7/revise"))
    }

    @Test("a neighbour's wish has no button that changes it")
    func neighbours() {
        var model = DeskSamples.wish
        model.isOurs = false
        model.holder = .other("1")
        let page = String(
            decoding: DeskWishPage.render(model, Samples.reader(.zh)), as: UTF8.self)
        #expect(!page.contains("action=\"/desk/"))
    }

    @Test("days near today are told by their distance, others by the calendar")
    func moments() {
        let today = DeskSamples.today
        func zh(_ day: Int) -> String {
            Phrase.moment(DeskSamples.at(545, day: day), today: today).zh
        }
        #expect(zh(today) == "今天 09:05")
        #expect(zh(today + 1) == "明天 09:05")
        #expect(zh(today - 1) == "昨天 09:05")
        #expect(zh(today - 5) == "11月18日周三 09:05")
        #expect(zh(today - 400) == "2025年10月19日 09:05")
    }
}
