import Community
import Pages
import Testing

extension Samples {
    static func admin() -> AdminModel {
        AdminModel(
            staff: [
                .init(
                    account: 1, name: "张敏", role: .administrator, seenSecondsAgo: 3,
                    waitsForPassword: false, isReader: true),
                .init(
                    account: 2, name: "李强", role: .office, seenSecondsAgo: 7_200,
                    waitsForPassword: true, isReader: false),
                .init(
                    account: 30, name: "赵磊", role: .grid, seenSecondsAgo: nil,
                    waitsForPassword: false, isReader: false),
            ],
            machine: .init(
                openWishes: 12, incidents: 1, parcels: 3, quiet: ["新塘社区", "大观名园社区"],
                backupSecondsAgo: 200_000, isBackupLate: true, isFrozen: true))
    }

    static func emptyAdmin() -> AdminModel {
        AdminModel(
            staff: [],
            machine: .init(
                openWishes: 0, incidents: 0, parcels: 0, quiet: [], backupSecondsAgo: nil,
                isBackupLate: true, isFrozen: false))
    }

    static func code(_ guest: CodeModel.Guest) -> CodeModel {
        CodeModel(
            code: "K7M3-PX2N-9Q4R-T8WA", page: "wanda.example/enter",
            address: "wanda.example/enter?code=K7M3-PX2N-9Q4R-T8WA", guest: guest,
            minutes: guest == .volunteer("王秀英") ? 10 : 1440, until: "08:05")
    }
}

extension ExpectedPagesTests {
    /// Signing in, coming in, and the administrator's page.
    @Sendable
    static func doorPages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        let nobody = Samples.reader(language, nil)
        let admin = Samples.reader(language, .administrator)
        let office = Samples.reader(language, .office)
        let trouble = language == .zh ? "不对" : "Wrong"
        return [
            "sign-in": SignInPage.render(SignInModel(), nobody),
            "sign-in-wrong": SignInPage.render(
                SignInModel(name: "张敏", trouble: trouble), nobody),
            "enter": EntryPage.render(EntryModel(), nobody),
            "enter-wrong": EntryPage.render(
                EntryModel(code: "K7M3", troubles: ["code": trouble]), nobody),
            "enter-volunteer": EntryPage.render(
                EntryModel(code: "K7M3", asks: .volunteer(name: "王秀英")), nobody),
            "enter-staff": EntryPage.render(
                EntryModel(code: "K7M3", asks: .staff(.office, isReset: false)), nobody),
            "enter-staff-wrong": EntryPage.render(
                EntryModel(
                    code: "K7M3", asks: .staff(.auditor, isReset: true), name: "张敏",
                    troubles: ["name": trouble, "password": trouble, "again": trouble]), nobody),
            "code-volunteer": CodePage.render(
                Samples.code(.volunteer("王秀英")), back: .desk(.volunteers), section: .books,
                office),
            "code-staff": CodePage.render(
                Samples.code(.staff(.grid)), back: .admin, section: .admin, admin),
            "code-reset": CodePage.render(
                Samples.code(.reset("李强")), back: .admin, section: .admin, admin),
            "admin": AdminPage.render(Samples.admin(), admin),
            "admin-empty": AdminPage.render(Samples.emptyAdmin(), admin),
        ]
    }
}

extension Field {
    /// The texts of signing in and of the administrator's page.
    static let door: [Field] = [
        Field(name: "sign-in name") { SignInPage.render(SignInModel(name: $0), nobody) },
        Field(name: "sign-in trouble") { SignInPage.render(SignInModel(trouble: $0), nobody) },
        Field(name: "typed code") {
            EntryPage.render(EntryModel(code: $0, troubles: ["code": $0]), nobody)
        },
        Field(name: "volunteer's name and code") {
            EntryPage.render(EntryModel(code: $0, asks: .volunteer(name: $0)), nobody)
        },
        Field(name: "staff's name, code and troubles") {
            EntryPage.render(
                EntryModel(
                    code: $0, asks: .staff(.office, isReset: true), name: $0,
                    troubles: ["name": $0, "password": $0, "again": $0]), nobody)
        },
        code("code") { $0.code = $1 }, code("page") { $0.page = $1 },
        code("until") { $0.until = $1 }, code("guest") { $0.guest = .volunteer($1) },
        code("reset guest") { $0.guest = .reset($1) },
        admin("staff name") { $0.staff[0].name = $1 },
        admin("quiet neighbour") { $0.machine.quiet = [$1] },
    ]

    private static var nobody: Reader { Samples.reader(.zh, nil) }

    private static func code(
        _ name: String, set: @escaping @Sendable (inout CodeModel, String) -> Void
    ) -> Field {
        Field(name: "made " + name) { text in
            var model = Samples.code(.staff(.office))
            set(&model, text)
            return CodePage.render(
                model, back: .admin, section: .admin, Samples.reader(.zh, .administrator))
        }
    }

    private static func admin(
        _ name: String, set: @escaping @Sendable (inout AdminModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            var model = Samples.admin()
            set(&model, text)
            return AdminPage.render(model, Samples.reader(.zh, .administrator))
        }
    }
}

@Suite("A QR code")
struct QRCodeTests {
    @Test("has its three finder patterns, a light border, and one side for one length of text")
    func finders() throws {
        let code = try #require(QRCode("https://wanda.example/enter?code=K7M3-PX2N-9Q4R-T8WA"))
        // Versions have 21, 25, 29 … modules a side (ISO/IEC 18004 §6.3.1).
        #expect(code.width >= 21 && (code.width - 17) % 4 == 0)
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        let far = code.width - 7
        for (top, left) in [(0, 0), (0, far), (far, 0)] {
            for (row, line) in finder.enumerated() {
                for (column, mark) in line.enumerated() {
                    #expect(code.isDark(top + row, left + column) == (mark == "#"))
                }
            }
        }
        for place in -QRCode.border..<(code.width + QRCode.border) {
            #expect(!code.isDark(-1, place) && !code.isDark(place, code.width))
        }
        #expect(QRCode(String(repeating: "x", count: 5_000)) == nil)
        #expect(QRCode("") == nil)
    }

    @Test("its drawing is dark where the code is and nowhere else")
    func drawing() throws {
        let code = try #require(QRCode("wanda.example/enter?code=K7M3-PX2N-9Q4R-T8WA"))
        let page = String(
            decoding: CodePage.render(
                Samples.code(.staff(.grid)), back: .admin, section: .admin,
                Samples.reader(.zh, .administrator)), as: UTF8.self)
        let side = code.width + 2 * QRCode.border
        #expect(page.contains("viewBox=\"0 0 \(side) \(side)\" role=\"img\""))
        let svg = try #require(page.split(separator: "class=\"qr\"").last)
        var dark: Set<[Int]> = []
        for run in svg.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            let (x, y) = (Int(run.output.1) ?? 0, Int(run.output.2) ?? 0)
            let length = Int(run.output.3) ?? 0
            #expect(run.output.3 == run.output.4)
            for step in 0..<length { dark.insert([y, x + step]) }
        }
        for row in 0..<side {
            for column in 0..<side {
                let isDark = code.isDark(row - QRCode.border, column - QRCode.border)
                #expect(dark.contains([row, column]) == isDark)
            }
        }
    }
}

@Suite("Where somebody begins")
struct StartTests {
    @Test("each role begins where it works")
    func starts() {
        let starts: [Role: String] = [
            .office: "/desk", .grid: "/desk", .volunteer: "/my", .partner: "/my",
            .administrator: "/admin", .coordinator: "/board", .auditor: "/board",
        ]
        for role in Role.allCases { #expect(Route.start(of: role).path == starts[role]) }
        #expect(Route.start(of: nil).path == "/")
    }

    @Test("the administrator's page leads to no resident and no wish")
    func administrator() {
        var reader = Samples.reader(.zh, .administrator)
        reader.here = "/admin"
        let page = String(decoding: AdminPage.render(Samples.admin(), reader), as: UTF8.self)
        #expect(!page.contains("\"/desk") && !page.contains("\"/my"))
    }
}
