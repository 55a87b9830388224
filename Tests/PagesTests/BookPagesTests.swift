import Community
import Pages
import Testing

extension ExpectedPagesTests {
    /// The pages of the books.
    @Sendable
    static func bookPages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        let reader = Samples.reader(language)
        func volunteer(_ claims: Int) -> [UInt8] {
            Samples.volunteer(claims).map { VolunteerPage.render($0, reader) } ?? []
        }
        func sheets(_ report: SheetsModel.Report?, trouble: String? = nil) -> [UInt8] {
            SheetsPage.render(Samples.sheets(report, trouble: trouble), reader)
        }
        return [
            "volunteers-empty": VolunteersPage.render(Samples.volunteers(0), reader),
            "volunteers-ordinary": VolunteersPage.render(Samples.volunteers(3), reader),
            "volunteers-found": VolunteersPage.render(Samples.volunteers(30, find: "李"), reader),
            "volunteer-empty": volunteer(0), "volunteer-papers": volunteer(1),
            "volunteer-crowded": volunteer(4),
            "teams-empty": TeamsPage.render(Samples.teams(isPartners: false, 0), reader),
            "teams-changed": TeamsPage.render(Samples.teams(isPartners: false, 3), reader),
            "partners-empty": TeamsPage.render(Samples.teams(isPartners: true, 0), reader),
            "partners-changed": TeamsPage.render(Samples.teams(isPartners: true, 3), reader),
            "words-empty": WordsPage.render(Samples.words(isEmpty: true), reader),
            "words-ordinary": WordsPage.render(Samples.words(isEmpty: false), reader),
            "sheets-empty": sheets(nil, trouble: "请选一个文件"),
            "sheets-looked": sheets(Samples.sheetReport()),
            "sheets-written": sheets(Samples.sheetReport(new: 0, written: 2)),
            "sheets-wrong": sheets(Samples.sheetReport(problems: ["第 3 行：姓名空着"], count: 9)),
            "people-empty": PeoplePage.render(PeopleModel(), reader),
            "people-report": PeoplePage.render(
                PeopleModel(
                    phone: "512-5550-1988", troubles: ["confirmed": "请先打勾"],
                    report: Samples.disclosure()), reader),
            "people-erased": PeoplePage.render(
                PeopleModel(
                    volunteer: "vsample1", report: Samples.disclosure(), isErased: true), reader),
        ]
    }

    /// The pages of the office itself.
    @Sendable
    static func officePages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        let reader = Samples.reader(language)
        return [
            "close-empty": ClosingPage.render(Samples.closing(isClosed: false, 0), reader),
            "close-open": ClosingPage.render(Samples.closing(isClosed: false, 2), reader),
            "close-closed": ClosingPage.render(Samples.closing(isClosed: true, 3), reader),
            "duty-empty": DutyPage.render(Samples.duty(0), reader),
            "duty-ordinary": DutyPage.render(Samples.duty(3), reader),
            "duty-contacts": DutyPage.render(Samples.duty(3, hasContacts: true), reader),
            "group-empty": GroupPage.render(Samples.group(0), reader),
            "group-ordinary": GroupPage.render(Samples.group(3), reader),
            "node-well": NodePage.render(Samples.wellNode(), reader),
            "node-sick": NodePage.render(Samples.sickNode(), reader),
        ]
    }
}

extension Field {
    /// The texts of the books and of the office itself that somebody may have written.
    static let books: [Field] =
        [
            volunteers("volunteer's name in the list") { $0.rows[0].name = $1 },
            volunteers("volunteer's phone in the list") { $0.rows[0].phone = $1 },
            volunteers("volunteer's team in the list") { $0.rows[0].team = $1 },
            volunteers("what is looked for") { $0.find = $1 },
            volunteers("a team's name to choose") { $0.teams[0] = $1 },
            volunteers("the form's name") { $0.form.name = $1 },
            volunteers("the form's phone") { $0.form.phone = $1 },
            volunteers("the form's team") { $0.form.team = $1 },
            volunteers("the form's skill") { $0.form.skills = [$1] },
            volunteers("the form's trouble") { $0.form.troubles = ["name": $1] },
            volunteer("volunteer's name") { $0.row.name = $1 },
            volunteer("volunteer's phone") { $0.row.phone = $1 },
            volunteer("volunteer's team") { $0.row.team = $1 },
            volunteer("claimed title") { $0.claims[0].title = $1 },
            volunteer("claimed home") { $0.claims[0].home = $1 },
            volunteer("claim's state") { $0.claims[0].state = $1 },
            volunteer("leaving") { $0.leavingTrouble = $1 },
            volunteer("paper") { $0.papers.papers[1].document = $1 },
            volunteer("paper's issuer") { $0.papers.papers[1].issuer = $1 },
            volunteer("paper's number") { $0.papers.papers[1].ending = $1 },
            volunteer("typed paper") { $0.papers.form.document = $1 },
            volunteer("typed number") { $0.papers.form.number = $1 },
            volunteer("typed issuer") { $0.papers.form.issuer = $1 },
            volunteer("typed day") { $0.papers.form.validUntil = $1 },
            volunteer("typed insurance") { $0.papers.form.insuredUntil = $1 },
            volunteer("paper's trouble") { $0.papers.form.troubles = ["document": $1] },
        ]
        + [\TeamForm.name, \.leader, \.phone, \.members, \.offer].map { path in
            team("team form \(path)") { $0.form[keyPath: path] = $1 }
        } + [
            team("team form's old name") { $0.form.was = $1 },
            team("team form's trouble") { $0.form.troubles = ["name": $1] },
            Field(name: "a team's own texts") { text in
                var pages: [UInt8] = []
                for isPartners in [true, false] {
                    var model = Samples.teams(isPartners: isPartners, 1)
                    model.rows = [
                        Team(
                            name: text, leader: text, phone: text, skills: [], memberCount: 1,
                            kind: isPartners ? .shop : .team, offer: text)
                    ]
                    pages = TeamsPage.render(model, Samples.reader(.zh))
                    if !isPartners { return pages }
                }
                return pages
            },
            Field(name: "words") { text in
                var model = Samples.words(isEmpty: false)
                model.areas[0].area = text
                model.missing[0].title = text
                model.ending[0].name = text
                model.ending[0].paper.document = text
                return WordsPage.render(model, Samples.reader(.zh))
            },
            Field(name: "a sheet's texts") { text in
                var report = Samples.sheetReport(problems: [text], count: 1)
                report.encoding = text
                report.looks = [text]
                return SheetsPage.render(
                    Samples.sheets(report, trouble: text), Samples.reader(.zh))
            },
            Field(name: "a carried file") { text in
                var report = Samples.sheetReport()
                report.carried = text
                return SheetsPage.render(Samples.sheets(report), Samples.reader(.zh))
            },
            Field(name: "a person's report") { text in
                PeoplePage.render(
                    PeopleModel(
                        phone: text, volunteer: text, troubles: ["phone": text],
                        report: Samples.disclosure(text)), Samples.reader(.zh))
            },
        ] + office

    private static let office: [Field] = [
        Field(name: "closing") { text in
            var model = Samples.closing(isClosed: false, 2)
            model.delegates[0] = .init(member: text, name: text)
            model.elsewhere[0].title = text
            model.elsewhere[0].holder = text
            model.trouble = text
            return ClosingPage.render(model, Samples.reader(.zh))
        },
        Field(name: "duty") { text in
            var model = Samples.duty(3, hasContacts: true)
            model.rows[1].title = text
            model.rows[1].area = text
            model.rows[1].member = text
            model.rows[1].visitor = VisitCard(name: text, phone: text, team: text)
            model.rows[1].contact = Contact(name: text, phone: text, door: text, note: text)
            return DutyPage.render(model, Samples.reader(.zh))
        },
        Field(name: "group") { text in
            var model = Samples.group(1)
            model.node = text
            model.address = text
            model.wishes[0] = .init(
                number: text, title: text, area: text, isToday: true, freePlaces: 2)
            return GroupPage.render(model, Samples.reader(.zh))
        },
        Field(name: "node") { text in
            var model = Samples.sickNode()
            model.member = text
            model.version = text
            model.alliance = text
            model.waitsFor = [text]
            model.incidents[0].title = text
            model.frozen[0].title = text
            model.backup.failure = text
            model.neighbours[1].name = text
            model.webhook?.trouble = text
            return NodePage.render(model, Samples.reader(.zh))
        },
    ]

    private static func volunteers(
        _ name: String, set: @escaping @Sendable (inout VolunteersModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            var model = Samples.volunteers(3)
            set(&model, text)
            return VolunteersPage.render(model, Samples.reader(.zh))
        }
    }

    private static func volunteer(
        _ name: String, set: @escaping @Sendable (inout VolunteerModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            guard var model = Samples.volunteer(4) else { return [] }
            set(&model, text)
            return VolunteerPage.render(model, Samples.reader(.zh))
        }
    }

    private static func team(
        _ name: String, set: @escaping @Sendable (inout TeamsModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            var shown: [UInt8] = []
            for isPartners in [true, false] {
                var model = Samples.teams(isPartners: isPartners, 3)
                set(&model, text)
                shown += TeamsPage.render(model, Samples.reader(.zh))
            }
            return shown
        }
    }
}

@Suite("The books and the office")
struct BookPageTests {
    @Test("no title in the tab names a person", arguments: Language.allCases)
    func titles(language: Language) throws {
        let model = try #require(Samples.volunteer(1))
        let page = String(
            decoding: VolunteerPage.render(model, Samples.reader(language)), as: UTF8.self)
        let title = try #require(page.firstMatch(of: /<title>([^<]*)<\/title>/)).1
        #expect(!title.contains(model.row.name))
        #expect(page.contains("<h1>"))
    }

    @Test("a grid worker is shown no place that the role does not open")
    func tabs() {
        let reader = Samples.reader(.zh, .grid)
        let page = String(decoding: DutyPage.render(Samples.duty(1), reader), as: UTF8.self)
        #expect(page.contains("href=\"/desk/duty\"") && page.contains("href=\"/desk/group\""))
        #expect(!page.contains("/desk/node") && !page.contains("/desk/close"))
    }

    @Test("the text for a group says number, grid, haste and places, and how to claim")
    func group() {
        let text = Samples.group(2).text
        #expect(text.contains("1. 教老人用手机缴水电费（今天要，第三网格）"))
        #expect(text.contains("编号 wanda.aaaaaaaa/2") && text.contains("还要 2 人"))
        #expect(text.contains("wanda.example:8443"))
    }

    @Test("a duty sheet without contacts shows none of a resident")
    func duty() {
        let page = DutyPage.render(Samples.duty(3), Samples.reader(.zh))
        for secret in ["李阿爹", "1988", "3 幢"] { #expect(!page.holds(secret.utf8)) }
    }

    @Test("a report on a person names every field, with words for the codes")
    func disclosure() {
        let page = String(
            decoding: PeoplePage.render(
                PeopleModel(report: Samples.disclosure()), Samples.reader(.zh)), as: UTF8.self)
        for word in ["查看联系方式", "全街道", "512-5550-1988", "发布给", "2025年11月22日"] {
            #expect(page.contains(word), "\(word)")
        }
        #expect(!page.contains("contact.viewed"))
    }
}
