package import Alliance
package import Community

/// What a node keeps about a person, ready to be read by people: on the page and on paper, and in
/// the terminal.
///
/// Fields without words of ours show their own name, so that nothing is left out.
package struct Disclosure: Sendable, Equatable {
    /// The parts in their order.
    package let parts: [Part]

    /// One part.
    package indirect enum Part: Sendable, Equatable {
        /// A field with its value.
        case fact(name: String, Value)
        /// Several things under one name.
        case group(name: String, [Part])
        /// A list of groups.
        case list(name: String, [[Part]])
        /// A list of texts.
        case texts(name: String, [String])

        /// Whether it is a single field.
        var isFact: Bool { if case .fact = self { true } else { false } }
    }

    /// A value.
    package enum Value: Sendable, Equatable {
        /// Text, or a stable word that has a name for people.
        case text(String)
        /// A number.
        case number(UInt64)
        /// A moment, by the clock on the office's wall.
        case moment(LocalMoment)
        /// Yes or no.
        case flag(Bool)
        /// Nothing.
        case nothing
    }

    /// A report from the node's JSON.
    ///
    /// - Parameter moment: reads milliseconds since 1970 by the clock on the office's wall.
    package init(_ json: JSON, moment: (UInt64) -> LocalMoment) {
        guard case .object(let members) = json else {
            parts = []
            return
        }
        parts = members.map { Self.part($0.name, $0.value, moment) }
    }

    private static func part(
        _ name: String, _ json: JSON, _ moment: (UInt64) -> LocalMoment
    ) -> Part {
        switch json {
        case .object(let members):
            return .group(name: name, members.map { part($0.name, $0.value, moment) })
        case .array(let elements):
            let groups = elements.map { element -> [Part]? in
                guard case .object(let members) = element else { return nil }
                return members.map { part($0.name, $0.value, moment) }
            }
            if groups.contains(nil) || groups.isEmpty && listsTexts.contains(name) {
                return .texts(
                    name: name,
                    elements.map { element in
                        if case .string(let text) = element { text } else { "—" }
                    })
            }
            return .list(name: name, groups.map { $0 ?? [] })
        case .string(let text): return .fact(name: name, .text(text))
        case .integer(let number):
            return .fact(
                name: name, isMoment(name) ? .moment(moment(number)) : .number(number))
        case .bool(let flag): return .fact(name: name, .flag(flag))
        default: return .fact(name: name, .nothing)
        }
    }

    /// Whether the field of a report holds a moment in milliseconds since 1970.
    package static func isMoment(_ name: String) -> Bool {
        name == "at" || name.hasSuffix("At") || name.hasSuffix("Until")
    }

    private static let listsTexts: Set = ["members", "publishedTo", "skills"]

    /// What a field is called.
    package static func heading(_ name: String, _ language: Language) -> String {
        DisclosureWords.headings[name].map { language.say($0) } ?? name
    }

    /// What a field is called, in both languages; for the terminal.
    package static func heading(_ name: String) -> String {
        DisclosureWords.headings[name].map { "\($0.zh) \($0.en)" } ?? name
    }

    /// What became of a claim, by the word that its volunteer was told; the word itself where it
    /// has no name.
    package static func verdict(_ code: String, _ language: Language) -> String {
        word(code, of: "verdict", language)
    }

    static func words(_ value: Value, of name: String, _ language: Language) -> String {
        switch value {
        case .text(let text):
            text.isEmpty ? "—" : word(text, of: name, language)
        case .number(let number): String(number)
        case .moment(let moment): language.say(.bookTime(moment))
        case .flag(let flag): language.say(flag ? Phrase("是", "yes") : Phrase("否", "no"))
        case .nothing: "—"
        }
    }

    private static func word(_ text: String, of name: String, _ language: Language) -> String {
        if name == "skills", let word = Word(text) { return [word].names(language) }
        return DisclosureWords.values[name]?[text].map { language.say($0) } ?? text
    }
}

/// The words of reports on persons.
enum DisclosureWords {
    /// The fields.
    static let headings: [String: Phrase] = [
        "kind": Phrase("类别", "kind"), "at": Phrase("时间", "at"),
        "community": Phrase("社区", "community"), "wishes": Phrase("心愿", "wishes"),
        "requests": Phrase("留下的心愿", "requests"), "cameAt": Phrase("收到时间", "came at"),
        "keptUntil": Phrase("保存到", "kept until"), "state": Phrase("进展", "state"),
        "wish": Phrase("心愿编号", "wish"), "published": Phrase("发布范围", "published"),
        "publishedTo": Phrase("发布给", "published to"),
        "publishedAt": Phrase("发布时间", "published at"), "outcome": Phrase("结果", "outcome"),
        "endedAt": Phrase("结束时间", "ended at"), "title": Phrase("标题", "title"),
        "body": Phrase("正文", "words"), "writtenAt": Phrase("登记时间", "written at"),
        "byPhone": Phrase("电话登记", "by phone"), "contact": Phrase("联系方式", "contact"),
        "name": Phrase("姓名", "name"), "phone": Phrase("电话", "phone"),
        "door": Phrase("住址", "door"), "note": Phrase("备注", "note"),
        "contactUntil": Phrase("联系方式保留到", "contact until"),
        "wordsUntil": Phrase("文字和同意保留到", "words and consent until"),
        "consent": Phrase("同意", "consent"), "members": Phrase("同意提供给", "members"),
        "givenBy": Phrase("同意人", "given by"), "words": Phrase("同意内容", "words"),
        "releases": Phrase("提供记录", "releases"), "number": Phrase("编号", "number"),
        "claim": Phrase("认领编号", "claim"), "to": Phrase("提供给", "to"),
        "award": Phrase("派单编号", "award"), "consentAt": Phrase("同意时间", "consent at"),
        "releasedAt": Phrase("提供时间", "released at"),
        "receiptAt": Phrase("签收时间", "receipt at"), "looks": Phrase("查看记录", "looks"),
        "account": Phrase("账号", "account"), "trail": Phrase("操作记录", "trail"),
        "action": Phrase("操作", "action"), "object": Phrase("对象", "object"),
        "volunteer": Phrase("志愿者编号", "volunteer"), "team": Phrase("队伍", "team"),
        "skills": Phrase("技能", "skills"), "registeredAt": Phrase("登记时间", "registered at"),
        "leftAt": Phrase("退出时间", "left at"), "accounts": Phrase("账号", "accounts"),
        "role": Phrase("角色", "role"), "openedAt": Phrase("开通时间", "opened at"),
        "claims": Phrase("认领", "claims"), "madeAt": Phrase("认领时间", "made at"),
        "verdict": Phrase("结论", "verdict"), "live": Phrase("有效", "live"),
        "cardSent": Phrase("名片已发出", "card sent"), "notices": Phrase("通知", "notices"),
        "code": Phrase("代码", "code"), "credits": Phrase("时长积分", "credits"),
        "minutes": Phrase("分钟", "minutes"), "points": Phrase("积分", "points"),
        "erased": Phrase("已删除", "erased"), "contents": Phrase("内容份数", "contents"),
        "concluded": Phrase("已结束", "concluded"),
        "withdrawn": Phrase("退出的认领", "withdrawn"),
        "said": Phrase("居民说过的话", "what the resident said"), "word": Phrase("话", "word"),
        "visits": Phrase("上门", "visits"), "visit": Phrase("上门", "visit"),
        "proposedAt": Phrase("社区提的时间", "proposed"),
        "answeredAt": Phrase("志愿者答的时间", "answered"),
        "agreedAt": Phrase("约好的时间", "agreed"), "onMyWayAt": Phrase("出发时间", "set out at"),
        "photo": Phrase("照片", "photo"), "areas": Phrase("愿意去的网格", "grids"),
        "free": Phrase("有空的时候", "free times"),
    ]

    /// Stable words that fields hold.
    static let values: [String: [String: Phrase]] = [
        "kind": ["resident": Phrase("居民", "resident"), "volunteer": Phrase("志愿者", "volunteer")],
        "published": [
            "street": Phrase("全街道", "the whole street"),
            "home": Phrase("只在本社区", "this community alone"),
        ],
        "outcome": [
            "fulfilled": Phrase("已完成", "fulfilled"), "cancelled": Phrase("已取消", "cancelled"),
            "expired": Phrase("已过期", "expired"), "moved": Phrase("已发布到全街道", "moved to the street"),
        ],
        "state": [
            "waiting": Phrase("等社区看", "waiting"), "taken": Phrase("已接下", "taken over"),
            "declined": Phrase("没有接", "declined"), "withdrawn": Phrase("已撤回", "taken back"),
        ],
        "role": ["volunteer": Phrase("志愿者", "volunteer"), "office": Phrase("办公室", "office")],
        "action": actions, "verdict": verdicts, "code": verdicts,
    ]

    private static let actions: [String: Phrase] = [
        "wish.written": Phrase("登记心愿", "wish written down"),
        "wish.published": Phrase("发布心愿", "wish published"),
        "wish.revised": Phrase("修改心愿", "wish revised"),
        "wish.concluded": Phrase("结束心愿", "wish ended"),
        "wish.claimed": Phrase("认领心愿", "wish claimed"),
        "wish.recovered": Phrase("收回派单权", "right to award recovered"),
        "claim.awarded": Phrase("派单", "awarded"),
        "claim.revoked": Phrase("收回派单", "award ended"),
        "claim.reaffirmed": Phrase("确认还愿意", "still willing"),
        "claim.withdrawn": Phrase("退出认领", "claim withdrawn"),
        "award.accepted": Phrase("答应", "accepted"), "award.declined": Phrase("回绝", "declined"),
        "service.served": Phrase("报完成", "service reported"),
        "service.settled": Phrase("确认服务", "service confirmed"),
        "contact.released": Phrase("交出联系方式", "contact released"),
        "contact.viewed": Phrase("查看联系方式", "contact looked at"),
        "contact.printed": Phrase("打印联系方式", "contact printed"),
        "person.reported": Phrase("查询这里记了什么", "report asked for"),
        "person.erasureAsked": Phrase("要求删除", "erasure asked for"),
        "volunteer.registered": Phrase("登记志愿者", "volunteer registered"),
        "volunteer.changed": Phrase("修改名片", "card changed"),
        "volunteer.erased": Phrase("删除名片", "card erased"),
        "volunteer.token": Phrase("给令牌", "token given"),
        "volunteer.invited": Phrase("请进", "phone invited"),
        "volunteer.preferences": Phrase("改了愿意去的地方和时间", "preferences changed"),
        "visit.proposed": Phrase("提时间", "time proposed"),
        "visit.answered": Phrase("答时间", "time answered"),
        "visit.setOut": Phrase("出发", "set out"), "photo.added": Phrase("附照片", "photo added"),
        "wish.erasureAsked": Phrase("要求删除心愿", "erasure asked for"),
    ]

    private static let verdicts: [String: Phrase] = [
        "": Phrase("已收到", "received"), "overBound": Phrase("本社区的认领太多", "too many claims"),
        "provisional": Phrase("有名额，等派单", "a place is free"),
        "standby": Phrase("候补", "standby"), "awarded.offered": Phrase("已派单，等答复", "awarded"),
        "awarded.accepted": Phrase("已答应", "accepted"),
        "awarded.served": Phrase("已报完成", "reported done"),
        "awarded.settled": Phrase("已确认", "confirmed"), "tooLate": Phrase("名额已满", "too late"),
        "withdrawn": Phrase("已退出", "withdrawn"), "declined": Phrase("已回绝", "declined"),
        "stale.revised": Phrase("心愿有改动，要再确认", "to be reaffirmed"),
        "stale.unanswered": Phrase("没有答复", "no answer came"),
        "stale.released": Phrase("派单已收回", "place taken back"),
        "closed.fulfilled": Phrase("心愿已完成", "wish fulfilled"),
        "closed.cancelled": Phrase("心愿已取消", "wish cancelled"),
        "closed.expired": Phrase("心愿已过期", "wish expired"),
        "closed.moved": Phrase("心愿已发布到全街道", "wish moved to the street"),
        "suspended": Phrase("社区暂停", "community suspended"),
    ]
}
