import Alliance
import Community
import Pages

extension Samples {
    /// So many communities by name; the first three are those of the articles.
    static func street(_ count: Int) -> [(member: MemberName, name: String)] {
        (0..<count).compactMap { number in
            let known = [("daguan", "大观名园社区"), ("wanda", "万达社区"), ("xintang", "新塘社区")]
            let (member, name) =
                number < known.count ? known[number] : ("yuan\(number)", "春分第\(number)社区")
            return MemberName(member).map { ($0, name) }
        }
    }

    /// Counted out of what `count` communities did in a month.
    static func figures(_ count: Int, isQuiet: Bool = false) -> FiguresModel {
        let street = street(count)
        let start: UInt64 = 1_763_800_000_000
        var rows = FigureRows()
        for (number, home) in street.enumerated() where !isQuiet {
            for wish in 0..<(3 + number % 5) {
                let at = start + UInt64(wish) * 3_600_000
                let claimed = at + UInt64(wish * wish + number) * 240_000
                rows.published.append(
                    .init(
                        home: home.member, at: at, claimedAt: wish == 0 ? nil : claimed,
                        awardedAt: wish < 2 ? nil : claimed + 60_000))
                for helper in [number, number + 1, number * 3 + wish] where wish > 0 {
                    rows.services.append(
                        .init(
                            home: home.member, member: street[helper % count].member,
                            minutes: 20 + wish * 15, publishedAt: at,
                            settledAt: at + UInt64(wish + number) * 90_000_000))
                }
            }
            rows.open.append(.init(home: home.member, count: 4 + number, late: number % 3))
            rows.ended += [
                .init(home: home.member, outcome: .fulfilled, count: 2 + number),
                .init(home: home.member, outcome: .cancelled, count: number % 2),
                .init(home: home.member, outcome: .expired, count: number % 4),
            ]
        }
        if !isQuiet {
            rows.contested = count
            // A clock that was wrong.
            rows.published.append(
                .init(home: street[0].member, at: start, claimedAt: start - 1, awardedAt: nil))
        }
        let figures = StreetFigures(rows, members: street.map(\.member))
        let names = Dictionary(uniqueKeysWithValues: street.map { ($0.member, $0.name) })
        return FiguresModel(
            figures: figures, names: figures.members.map { names[$0] ?? $0.text },
            from: LocalMoment(day: 20_393, minute: 0), to: LocalMoment(day: 20_423, minute: 0))
    }

    static func report(
        _ figures: FiguresModel?, turns: [(what: ReportModel.Turn, name: String)] = []
    ) -> ReportModel {
        ReportModel(
            month: "2025-11", months: ["2025-11", "2025-10", "2025-09"], figures: figures,
            alliance: "幸福驿站联盟", countedAt: moment, turns: turns)
    }

    static func allTurns() -> [(what: ReportModel.Turn, name: String)] {
        zip(ReportModel.Turn.allCases, street(4)).map { ($0, $1.name) }
    }

    /// A board of so many communities, the first of them with every trouble.
    static func board(_ count: Int) -> BoardModel {
        let members = street(count).enumerated().map { number, one in
            var member = BoardModel.Member(member: one.member, name: one.name)
            member.heardSecondsAgo = number * 40
            member.version = "yizhan-1, 2026-11-22"
            (member.open, member.late) = (4 + number, number % 3)
            if number == 0 {
                (member.isLate, member.heardSecondsAgo) = (true, 90_000)
                (member.toSend, member.toFetch, member.mail) = (12, 3, 2)
                (member.forks, member.incidents, member.skewSeconds) = (1, 2, -95)
                member.unwitnessed = ["新塘社区"]
            } else if number == 1 {
                (member.isActive, member.isDirect, member.heardSecondsAgo) = (false, false, nil)
                member.version = nil
            }
            return member
        }
        return BoardModel(
            members: members, figures: count == 0 ? nil : figures(count), contests: contests(count),
            isServedHere: count != 3, version: "yizhan-1, 2026-11-22")
    }

    private static func contests(_ count: Int) -> [BoardModel.Contest] {
        guard count > 0, let wish = bookWish(3), let claim = bookWish(5)?.dot else { return [] }
        return [
            .init(
                wish: wish, title: "修好老座钟", home: "万达社区", at: moment,
                claims: [
                    .init(name: "新塘社区", verdict: .provisional, ahead: nil),
                    .init(
                        name: "大观名园社区",
                        verdict: .standby(rank: 1, because: .lottery(ahead: claim)),
                        ahead: "新塘社区"),
                ]),
            .init(wish: wish, title: "", home: "新塘社区", at: moment, claims: []),
        ]
    }
}

extension ExpectedPagesTests {
    /// The month's report and the coordinator's board.
    @Sendable
    static func figurePages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        let reader = Samples.reader(language, .coordinator)
        return [
            "report-alone": ReportPage.render(Samples.report(nil), reader),
            "report-quiet": ReportPage.render(
                Samples.report(Samples.figures(3, isQuiet: true)), reader),
            "report": ReportPage.render(
                Samples.report(Samples.figures(3), turns: Samples.allTurns()), reader),
            "report-crowded": ReportPage.render(Samples.report(Samples.figures(20)), reader),
            "board-empty": BoardPage.render(Samples.board(0), reader),
            "board": BoardPage.render(Samples.board(3), reader),
            "board-crowded": BoardPage.render(Samples.board(20), reader),
        ]
    }
}

extension Field {
    /// What communities call themselves, and what residents wish, on the board and the report.
    static let figures: [Field] = [
        report("a community's name") { $0.figures?.names[0] = $1 },
        report("a helping community's name") { $0.figures?.names[2] = $1 },
        report("the alliance's name") { $0.alliance = $1 },
        report("who was admitted") { $0.turns[0].name = $1 },
        board("community's name") { $0.members[0].name = $1 },
        board("community's version") { $0.members[2].version = $1 },
        board("a member that has not witnessed") { $0.members[0].unwitnessed = [$1] },
        board("name in the figures") { $0.figures?.names[1] = $1 },
        board("contested title") { $0.contests[0].title = $1 },
        board("contested home") { $0.contests[0].home = $1 },
        board("claimant's community") { $0.contests[0].claims[0].name = $1 },
        board("community that was ahead") { $0.contests[0].claims[1].ahead = $1 },
    ]

    private static func report(
        _ name: String, set: @escaping @Sendable (inout ReportModel, String) -> Void
    ) -> Field {
        Field(name: "report: \(name)") { text in
            var model = Samples.report(Samples.figures(3), turns: Samples.allTurns())
            set(&model, text)
            return ReportPage.render(model, Samples.reader(.zh, .coordinator))
        }
    }

    private static func board(
        _ name: String, set: @escaping @Sendable (inout BoardModel, String) -> Void
    ) -> Field {
        Field(name: "board: \(name)") { text in
            var model = Samples.board(3)
            set(&model, text)
            return BoardPage.render(model, Samples.reader(.zh, .coordinator))
        }
    }
}
