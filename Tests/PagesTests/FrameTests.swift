import Community
import Pages
import Testing

extension Samples {
    /// Somebody at a page, on a day with something of everything.
    static func reader(_ language: Language, _ role: Role? = .office) -> Reader {
        Reader(
            language: language, node: "万达社区", role: role, name: "王主任",
            formToken: "form-token", once: "once-0001", here: "/desk",
            pulse: role == nil
                ? nil
                : Pulse(
                    late: 1, waiting: 3,
                    quietest: .init(name: "新塘社区", heardSecondsAgo: 4_000, isLate: true)),
            said: nil)
    }
}

extension ExpectedPagesTests {
    /// The frame around nothing, for each kind of reader.
    @Sendable
    static func framePages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        func frame(_ role: Role?, _ section: Frame.Section?) -> [UInt8] {
            let reader = Samples.reader(language, role)
            return Frame(reader, title: language == .zh ? "标题" : "Title", section: section)
                .page { controls(reader) }
        }
        return [
            "frame-office": frame(.office, .wishes), "frame-volunteer": frame(.volunteer, .street),
            "frame-nobody": frame(nil, nil),
        ]
    }

    /// One of each field, some with trouble.
    @HTMLBuilder
    static func controls(_ reader: Reader) -> [HTML] {
        let controls = Controls(reader)
        let options = [("a", "甲"), ("b", "乙")]
        controls.form(.deskWishes(isOpen: true, before: nil), keep: "认领") {
            controls.line("title", "标题", value: "老座钟", hint: "几个字就好", .required)
            controls.line("phone", "电话", value: "12", trouble: "太短", type: "tel")
            controls.text("body", "说明", value: "一行\n两行", trouble: "太长")
            controls.choice("kind", "类别", options, chosen: "b", keys: ["a": "1"])
            controls.select("area", "网格", options, chosen: "a", hint: "大概在哪里")
            controls.boxes("skills", "技能", options, chosen: ["a"])
            controls.box("phoned", "电话登记", isChecked: true, trouble: "请再看一次")
            controls.submit("记下", key: "s")
        }
        controls.button(.signOut, "退出", values: ["claim": "a/1"])
    }
}

extension Field {
    /// The texts of the frame and of forms.
    static let frame: [Field] = [
        reader("node") { $0.node = $1 }, reader("here") { $0.here = $1 },
        reader("once") { $0.once = $1 }, reader("form token") { $0.formToken = $1 },
        reader("quietest") { $0.pulse?.quietest?.name = $1 },
        Field(name: "page title") { Frame(Samples.reader(.zh), title: $0).page {} },
        Field(name: "fields of forms") { text in
            let controls = Controls(Samples.reader(.zh))
            return Frame(Samples.reader(.zh), title: "").page {
                controls.form(.signOut, keep: text) {
                    controls.line("a", text, value: text, hint: text, type: "text")
                    controls.text("b", text, value: text, trouble: text)
                    controls.choice("c", text, [(text, text)], chosen: text, keys: [text: text])
                    controls.select("d", text, [(text, text)], chosen: text)
                    controls.boxes("e", text, [(text, text)], chosen: [text], hint: text)
                    controls.box("f", text, isChecked: true, trouble: text, key: text)
                    controls.submit(text, key: text)
                }
            }
        },
    ]

    private static func reader(
        _ name: String, set: @escaping @Sendable (inout Reader, String) -> Void
    ) -> Field {
        Field(name: "reader's " + name) { text in
            var reader = Samples.reader(.zh)
            set(&reader, text)
            return Frame(reader, title: "").page { Controls(reader).form(.signOut) {} }
        }
    }
}

@Suite("What stands around every page")
struct FrameTests {
    @Test("each role is led to what it may do, and nowhere else")
    func places() {
        let paths: [(Role?, [String])] = [
            (
                .office,
                ["/desk", "/desk/residents", "/desk/volunteers", "/desk/sheets", "/desk/node"]
            ),
            (.grid, ["/desk", "/desk/residents"]),
            (.volunteer, ["/my", "/my/claims", "/my/hours"]),
            (.administrator, ["/admin", "/board"]),
            (.coordinator, ["/board", "/board/members", "/board/report"]),
            (.auditor, ["/board", "/board/report"]), (nil, ["/sign-in"]),
        ]
        let all = Set(paths.flatMap(\.1))
        for (role, expected) in paths {
            let page = String(
                decoding: Frame(Samples.reader(.zh, role), title: "").page {}, as: UTF8.self)
            for path in all {
                let isLed = page.contains("href=\"\(path)\"")
                #expect(isLed == expected.contains(path), "\(String(describing: role)) \(path)")
            }
        }
    }

    @Test("whatever was done is said in both languages", arguments: Said.allCases)
    func said(said: Said) {
        for language in Language.allCases {
            var reader = Samples.reader(language)
            reader.said = said
            let page = String(decoding: Frame(reader, title: "").page {}, as: UTF8.self)
            #expect(page.contains(/class="said" role="status">[^<]{4,}</))
        }
    }
}
