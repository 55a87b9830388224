import Alliance
import Causality
import Community
import Pages

extension Samples {
    /// A wish by its number.
    static func bookWish(_ seq: Int) -> WishID? {
        Dot(text: "wanda.aaaaaaaa/\(seq)").map { WishID($0) }
    }

    static func words(_ texts: String...) -> [Word] { texts.compactMap { Word($0) } }

    static let moment = LocalMoment(day: 20_414, minute: 14 * 60 + 5)

    static func volunteerRow(_ number: Int, name: String = "李忠") -> VolunteersModel.Row? {
        VolunteerID("vsample\(number)").map { id in
            .init(
                id: id, name: name, phone: "512-5550-\(1000 + number)",
                team: number % 3 == 0 ? "" : "夜间支部",
                skills: number % 2 == 0 ? words("repair", "electrics") : [],
                liveClaims: number % 4, minutes: number * 45,
                lastAt: number % 2 == 0 ? moment : nil)
        }
    }

    static func volunteers(_ count: Int, find: String? = nil) -> VolunteersModel {
        let rows = (0..<count).compactMap { volunteerRow($0) }
        return VolunteersModel(
            rows: find == nil ? rows : Array(rows.prefix(1)), totalCount: count, find: find,
            teams: ["夜间支部", "关爱面对面"],
            form: find == nil
                ? VolunteerForm()
                : VolunteerForm(
                    name: "王秀英", phone: "12", team: "老队", skills: ["repair", "bees"],
                    troubles: ["phone": "太短", "name": "太长", "team": "没有"]))
    }

    static func volunteer(_ claims: Int) -> VolunteerModel? {
        guard let row = volunteerRow(2) else { return nil }
        return VolunteerModel(
            row: row, registeredAt: moment, minutes: 600, points: 20, services: 9,
            claims: (0..<claims).compactMap { number in
                bookWish(number + 1).map { wish in
                    .init(
                        wish: wish, title: number == 1 ? "" : "修好老座钟", home: "新塘社区",
                        state: "已答应", at: moment, isLive: number % 2 == 0)
                }
            }, teams: ["夜间支部"],
            form: VolunteerForm(
                name: row.name, phone: row.phone, team: row.team, skills: ["repair"]),
            leavingTrouble: claims > 2 ? "请先打勾" : nil,
            papers: claims == 0 ? .nothing : papers(isWrong: claims > 2))
    }

    /// Papers of all three kinds; the forms as they come back with something wrong.
    static func papers(isWrong: Bool) -> PapersModel {
        let names = ["medicine", "driving", "legal"]
        let days: [Int64?] = [nil, 12, -3]
        var model = PapersModel(
            papers: zip(words(names), days).map { skill, left in
                PapersModel.Paper(
                    skill: skill, document: "执业证书", issuer: left == nil ? "" : "卫健委",
                    ending: left == nil ? "" : "5201", seenOn: CivilDay(number: 20_700),
                    validUntil: left.map { CivilDay(number: 20_760 + $0) }, daysLeft: left)
            }, unproved: words(["legal", "electrics"]), isMinor: true, hasConsent: !isWrong,
            insuredUntil: isWrong ? nil : CivilDay(number: 20_750))
        model.isInsuranceOver = !isWrong
        if isWrong {
            model.form.skill = "electrics"
            model.form.document = "低压电工证"
            model.form.validUntil = "2026-02-30"
            model.form.troubles = ["validUntil": "没有这一天。"]
        }
        return model
    }

    private static func words(_ texts: [String]) -> [Word] { texts.compactMap { Word($0) } }

    static func teams(isPartners: Bool, _ count: Int) -> TeamsModel {
        let rows = (0..<count).map { number in
            Team(
                name: isPartners ? "保龄球馆\(number)" : "夜间支部\(number)",
                leader: number % 2 == 0 ? "陈琳" : "", phone: number % 2 == 0 ? "512-5550" : "",
                skills: words("repair"), memberCount: number == 0 ? nil : number * 6,
                kind: isPartners ? (number % 2 == 0 ? .shop : .partner) : .team,
                offer: isPartners && number == 0 ? "每月一场，十个名额" : "")
        }
        return TeamsModel(
            isPartners: isPartners, rows: rows,
            form: count > 1
                ? TeamForm(
                    was: "旧名", name: "新名", kind: isPartners ? "shop" : "team", leader: "陈琳",
                    phone: "1", members: "十", offer: "凉茶", skills: ["legal"],
                    troubles: [
                        "name": "有了", "members": "不是数", "phone": "太长", "confirmed": "打勾",
                        "leader": "太长", "offer": "太长", "kind": "哪一种",
                    ]) : TeamForm())
    }

    static func words(isEmpty: Bool) -> WordsModel {
        guard !isEmpty, let repair = Word("repair"), let legal = Word("legal"),
            let wish = bookWish(7)
        else { return WordsModel(skills: [], kinds: [], areas: [], missing: []) }
        return WordsModel(
            skills: [
                .init(word: repair, volunteers: 4, wishes: 2),
                .init(word: legal, volunteers: 0, wishes: 1),
            ], kinds: [(word: repair, open: 2), (word: legal, open: 1)],
            areas: [(area: "第三网格", open: 2), (area: "", open: 1)],
            missing: [.init(wish: wish, title: "劳动纠纷咨询", skills: [legal])],
            ending: papers(isWrong: false).papers.dropFirst().compactMap { paper in
                volunteerRow(3).map { .init(volunteer: $0.id, name: $0.name, paper: paper) }
            })
    }

    static func sheets(_ report: SheetsModel.Report?, trouble: String? = nil) -> SheetsModel {
        SheetsModel(
            kind: .teams, report: report, trouble: trouble,
            headers: [
                .volunteers: [
                    .init(title: "姓名", others: ["name", "志愿者"], isRequired: true),
                    .init(title: "电话", others: ["phone"], isRequired: false),
                ], .wishes: [.init(title: "标题", others: ["title"], isRequired: true)],
                .teams: [.init(title: "队名", others: ["team"], isRequired: true)],
            ], bytesMaximum: 4 << 20)
    }

    static func sheetReport(
        new: Int = 2, written: Int? = nil, problems: [String] = [], count: Int = 0
    ) -> SheetsModel.Report {
        SheetsModel.Report(
            encoding: "GB18030", rowCount: 3, newCount: new, writtenCount: written,
            problems: problems, problemCount: count, looks: ["第 4 行：与第 2 行相同"], lookCount: 1,
            carried: problems.isEmpty && written == nil ? "5aeT5ZCN" : "")
    }

    static func disclosure(_ name: String = "李阿爹") -> Disclosure {
        Disclosure(
            .object(of: [
                "kind": .string("resident"), "at": .integer(1_763_800_000_000),
                "community": .string("wanda"),
                "wishes": .array([
                    .object(of: [
                        "wish": .string("wanda.aaaaaaaa/3"), "published": .string("street"),
                        "publishedTo": .array([.string("chengbei"), .string("xintang")]),
                        "title": .string("修好老座钟"), "body": .string(""),
                        "byPhone": .bool(true), "outcome": .null,
                        "contact": .object(of: [
                            "name": .string(name), "phone": .string("512-5550-1988"),
                        ]),
                        "releases": .array([
                            .object(of: [
                                "to": .string("xintang"), "looks": .array([]),
                                "releasedAt": .integer(1_763_800_000_000),
                            ])
                        ]),
                        "trail": .array([
                            .object(of: [
                                "action": .string("contact.viewed"), "account": .integer(3),
                                "at": .integer(1_763_800_000_000),
                            ])
                        ]),
                    ])
                ]),
            ]), moment: { LocalMoment(utc: $0) })
    }
}
