import Alliance
import Causality
import Community
import Pages

extension Samples {
    static func member(_ text: String) -> MemberName? { MemberName(text) }

    /// One community that is well.
    static func pulse(_ text: String, _ name: String) -> BoardModel.Member? {
        member(text).map { member in
            var pulse = BoardModel.Member(member: member, name: name)
            pulse.heardSecondsAgo = 12
            pulse.skewSeconds = 1
            pulse.version = "0.6"
            pulse.open = 7
            return pulse
        }
    }

    /// Three communities, all well.
    static func calmBoard() -> BoardModel {
        let members = [
            pulse("wanda", "万达社区"), pulse("xintang", "新塘社区"), pulse("daguan", "大观名园社区"),
        ]
        return BoardModel(
            members: members.compactMap { $0 }, figures: nil, contests: [], isServedHere: true,
            version: "0.6")
    }

    /// Twenty communities; each of the first has a trouble of its own.
    static func sickBoard() -> BoardModel {
        var members = (1...20).compactMap { pulse("shequ\($0)", "第\($0)社区") }
        members[0].forks = 2
        members[1].unwitnessed = ["新塘社区", "大观名园社区"]
        members[2].isLate = true
        members[2].heardSecondsAgo = 90_000
        members[3].skewSeconds = -240
        members[4].incidents = 3
        members[5].version = "0.5"
        members[6].isActive = false
        members[7].isDirect = false
        members[8].heardSecondsAgo = nil
        members[9].version = nil
        members[9].skewSeconds = nil
        members[10].toSend = 5
        members[10].toFetch = 6
        members[10].mail = 7
        members[11].unwitnessed = []
        members[12].late = 4
        return BoardModel(
            members: members, figures: nil, contests: contest().map { [$0] } ?? [],
            isServedHere: true, version: "0.6")
    }

    /// Two claims that had not seen one another.
    static func contest() -> BoardModel.Contest? {
        guard let wish = bookWish(4), let ahead = Dot(text: "daguan.aaaaaaaa/2") else { return nil }
        return BoardModel.Contest(
            wish: wish, title: "修好老座钟", home: "万达社区", at: moment,
            claims: [
                .init(name: "大观名园社区", verdict: .provisional, ahead: nil),
                .init(
                    name: "新塘社区",
                    verdict: .standby(rank: 1, because: .lottery(ahead: ahead)), ahead: "大观名园社区"),
            ])
    }

    /// Three members, one of them suspended, and an invitation.
    static func members() -> MembersModel? {
        guard let wanda = member("wanda"), let daguan = member("daguan"),
            let pingjiang = member("pingjiang")
        else { return nil }
        return MembersModel(
            members: [
                .init(member: daguan, name: "大观名园社区", isActive: false, admittedAt: nil),
                .init(member: wanda, name: "万达社区", isActive: true, admittedAt: moment),
            ],
            invitations: [.init(member: pingjiang, name: "平江社区", validUntil: moment)])
    }

    /// One member with all that can befall it.
    static func memberPage(isActive: Bool) -> MemberModel? {
        member("wanda").map { member in
            MemberModel(
                member: member, name: "万达社区", isActive: isActive, address: "wanda.example:8443",
                words: (1...10).map { "word\($0)" },
                history: ReportModel.Turn.allCases.map { ($0, moment) })
        }
    }

    /// A join key as it is shown once.
    static func joinKey() -> JoinKeyModel? {
        member("pingjiang").map { member in
            JoinKeyModel(
                member: member, name: "平江社区", joinKey: "yzj_sample", address: "chengbei:8443",
                words: (1...10).map { "word\($0)" }, validUntil: moment)
        }
    }

    /// Every kind of incident.
    static func incidents() -> IncidentsModel {
        let kinds: [IncidentsModel.What] = [
            .late, .skewed(-240), .otherVersion("0.5", ours: "0.6"), .suspended, .forks(2),
            .frozen(["新塘社区"]), .stopped, .copied, .waiting(["新塘社区"]),
            .recovered(title: "修好老座钟", .holderLost, void: ["大观名园社区"]),
            .recovered(title: "", .other, void: []),
        ]
        return IncidentsModel(
            incidents: kinds.map { what in
                let isOurs = [.stopped, .copied, .waiting(["新塘社区"])].contains(what)
                return .init(
                    what, of: isOurs ? nil : member("wanda"), named: "万达社区",
                    since: isOurs ? nil : moment)
            }, isServedHere: true)
    }

    static func coordinator(_ language: Language) -> Reader {
        var reader = reader(language, .coordinator)
        reader.here = "/board"
        return reader
    }
}

extension ExpectedPagesTests {
    /// The coordinator's pages.
    @Sendable
    static func boardPages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        let reader = Samples.coordinator(language)
        var typed = Samples.members()
        typed?.typed.member = "Wanda"
        typed?.typed.name = "万达"
        typed?.typed.troubles = ["member": "a-z"]
        return [
            "board-calm": BoardPage.render(Samples.calmBoard(), reader),
            "board-sick": BoardPage.render(Samples.sickBoard(), reader),
            "board-members": Samples.members().map { MembersPage.render($0, reader) } ?? [],
            "board-members-typed": typed.map { MembersPage.render($0, reader) } ?? [],
            "board-member": Samples.memberPage(isActive: true).map {
                MemberPage.render($0, reader)
            } ?? [],
            "board-member-suspended": Samples.memberPage(isActive: false).map {
                MemberPage.render($0, reader)
            } ?? [],
            "board-join-key": Samples.joinKey().map { JoinKeyPage.render($0, reader) } ?? [],
            "board-incidents": IncidentsPage.render(Samples.incidents(), reader),
            "board-incidents-none": IncidentsPage.render(
                IncidentsModel(incidents: [], isServedHere: true), reader),
        ]
    }
}

extension Field {
    /// The texts of the coordinator's pages that somebody may have written.
    static let board: [Field] = [
        pulses("community's name in its row") { $0.members[0].name = $1 },
        pulses("name of the copied one") { $0.members[0].name = $1 },
        pulses("name of who has not witnessed") { $0.members[1].unwitnessed = [$1] },
        pulses("name of the late one") { $0.members[2].name = $1 },
        pulses("name of the one with another clock") { $0.members[3].name = $1 },
        pulses("release of a program") { $0.members[5].version = $1 },
        pulses("contest's title") { $0.contests[0].title = $1 },
        pulses("contest's home") { $0.contests[0].home = $1 },
        pulses("claim's community") { $0.contests[0].claims[0].name = $1 },
        pulses("who came first") { $0.contests[0].claims[1].ahead = $1 },
        members("member's name in the list") { $0.members[0].name = $1 },
        members("invited community's name") { $0.invitations[0].name = $1 },
        members("typed short name") { $0.typed.member = $1 },
        members("typed name") { $0.typed.name = $1 },
        members("trouble of what was typed") { $0.typed.troubles = ["member": $1] },
        member("member's name") { $0.name = $1 }, member("member's address") { $0.address = $1 },
        member("member's words") { $0.words = [$1] },
        member("typed identity key") { $0.identityKey = $1 },
        member("typed box key") { $0.boxKey = $1 },
        member("trouble of a key") { $0.troubles = ["boxKey": $1] },
        joinKey("invited one's name") { $0.name = $1 }, joinKey("join key") { $0.joinKey = $1 },
        joinKey("alliance's address") { $0.address = $1 },
        joinKey("alliance's words") { $0.words = [$1] },
        incident("whose an incident is") { .init(.late, of: nil, named: $0, since: nil) },
        incident("title of a wish taken back") {
            .init(.recovered(title: $0, .other, void: []), of: nil, named: "", since: nil)
        },
        incident("whose award is void") {
            .init(.recovered(title: "", .other, void: [$0]), of: nil, named: "", since: nil)
        },
        incident("whom a frozen one waits for") {
            .init(.frozen([$0]), of: nil, named: "", since: nil)
        },
        incident("whom this node waits for") {
            .init(.waiting([$0]), of: nil, named: "", since: nil)
        },
        incident("another release") {
            .init(.otherVersion($0, ours: "0.6"), of: nil, named: "", since: nil)
        },
    ]

    private static func pulses(
        _ name: String, set: @escaping @Sendable (inout BoardModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            var model = Samples.sickBoard()
            set(&model, text)
            return BoardPage.render(model, Samples.coordinator(.zh))
        }
    }

    private static func members(
        _ name: String, set: @escaping @Sendable (inout MembersModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            guard var model = Samples.members() else { return [] }
            set(&model, text)
            return MembersPage.render(model, Samples.coordinator(.zh))
        }
    }

    private static func member(
        _ name: String, set: @escaping @Sendable (inout MemberModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            guard var model = Samples.memberPage(isActive: true) else { return [] }
            set(&model, text)
            return MemberPage.render(model, Samples.coordinator(.zh))
        }
    }

    private static func joinKey(
        _ name: String, set: @escaping @Sendable (inout JoinKeyModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            guard var model = Samples.joinKey() else { return [] }
            set(&model, text)
            return JoinKeyPage.render(model, Samples.coordinator(.zh))
        }
    }

    private static func incident(
        _ name: String, made: @escaping @Sendable (String) -> IncidentsModel.Incident
    ) -> Field {
        Field(name: name) { text in
            IncidentsPage.render(
                IncidentsModel(incidents: [made(text)], isServedHere: true),
                Samples.coordinator(.zh))
        }
    }
}
