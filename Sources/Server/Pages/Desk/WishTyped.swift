import Alliance
import Community
import Node
import Pages

extension WishFormModel.Typed {
    /// What was typed into the form.
    init(_ form: Form) {
        self.init()
        request = form.text("request")
        name = form.text("name")
        phone = form.text("phone")
        door = form.text("door")
        note = form.text("note")
        category = form.text("category")
        title = form.text("title")
        body = form.text("body")
        area = form.text("area")
        urgency = form.has("urgency") ? form.text("urgency") : urgency
        places = form.has("places") ? form.text("places") : places
        skills = form.text("skills")
        award = form.text("award")
        from = form.text("from")
        until = form.text("until")
        byPhone = form.has("byPhone")
        consent = form.text("consent")
        givenBy = form.text("givenBy")
        consentWords = form.text("consentWords")
        material = form.has("material")
        wordsConfirmed = form.text("wordsConfirmed")
    }

    /// What a resident has left, to be gone over.
    init(_ request: WishRequest, _ number: Int64, _ policy: Policy) {
        self.init()
        self.request = String(number)
        name = request.contact.name
        phone = request.contact.phone
        door = request.contact.door
        category = request.category.text
        title = request.text.title
        body = request.text.body
        award = policy.award.rawValue
        consent = request.scope == .street ? "alliance" : "community"
        givenBy = request.contact.name
        consentWords = request.consent
    }

    /// A wish as it stands, to be changed.
    init(_ state: WishState, _ words: WishText, _ clock: DeskClock) {
        self.init()
        let terms = state.terms
        category = terms.category.text
        title = words.title
        body = words.body
        area = terms.area
        urgency = terms.urgency.rawValue
        places = String(terms.places)
        skills = terms.skills.map { UsualWord.text(of: $0) }.joined(separator: "，")
        award = terms.award.rawValue
        if let window = clock.window(terms.window) {
            from = DeskClock.field(window.lowerBound)
            until = DeskClock.field(window.upperBound)
        }
    }

    /// The contact, as far as it is typed; nil for a wish of the community itself.
    var contact: Contact? {
        name.isEmpty && phone.isEmpty && door.isEmpty
            ? nil : Contact(name: name, phone: phone, door: door, note: note)
    }

    /// The words, as far as they are typed.
    var words: WishText { WishText(title: title, body: body) }

    /// The skills, by their names or as words; nil where one is neither.
    var skillWords: [Word]? {
        let separators: Set<Character> = ["，", ",", "、", ";", "；", " ", "\n"]
        var words: [Word] = []
        for part in skills.split(whereSeparator: separators.contains) {
            guard let word = UsualWord.word(String(part)) else { return nil }
            words.append(word)
        }
        return words
    }
}

/// Turns what was typed into what the API takes, so that both have the same bounds.
struct WishReading {
    let typed: WishFormModel.Typed
    let clock: DeskClock
    let language: Language
    private(set) var troubles = Troubles()

    init(_ typed: WishFormModel.Typed, _ clock: DeskClock, _ language: Language) {
        self.typed = typed
        self.clock = clock
        self.language = language
    }

    /// The draft of a new wish; nil where something is wrong, see ``troubles``.
    mutating func draft(_ policy: Policy) -> WishDraft? {
        let isTaken = !typed.request.isEmpty
        if isTaken, typed.name.isEmpty {
            trouble(
                "name", "请写姓名：这是居民留下的心愿。", "Please write the name: a resident has left this wish.")
        }
        if typed.contact != nil || isTaken {
            if typed.name.isEmpty {
                trouble(
                    "name", "请写姓名，或者把电话和门牌清空。", "Please write the name, or clear phone and door.")
            }
            if typed.consent.isEmpty {
                trouble("consent", "请问一问居民，再选一项。", "Please ask the resident, then choose.")
            }
        }
        var members = terms()
        members.append(JSON.Member("byPhone", .bool(typed.byPhone)))
        if typed.contact != nil {
            members.append(JSON.Member("resident", resident))
            members.append(JSON.Member("consent", consent))
        }
        guard troubles.isEmpty else { return nil }
        do throws(FieldProblem) {
            return try WishDraft(.object(members: members), defaults: policy, now: clock.now)
        } catch {
            note(error)
            return nil
        }
    }

    /// Terms and words of a wish that is changed; what the form does not show stays.
    mutating func revision(_ old: Terms, _ policy: Policy) -> (terms: Terms, words: WishText)? {
        var members = terms()
        members.append(JSON.Member("settlingSeconds", .integer(UInt64(old.settlingSeconds))))
        members.append(
            JSON.Member("prefer", .array(old.prefer.map { .string($0.rawValue) })))
        guard troubles.isEmpty else { return nil }
        do throws(FieldProblem) {
            var fields = try Fields(.object(members: members))
            let terms = try Terms(command: &fields, defaults: policy)
            let words = try WishText(reading: &fields)
            try fields.end()
            return (terms, words)
        } catch {
            note(error)
            return nil
        }
    }

    private mutating func terms() -> [JSON.Member] {
        if typed.title.isEmpty {
            trouble("title", "请用一句话写清要帮什么。", "Please say in one sentence what is wished for.")
        }
        if typed.category.isEmpty { trouble("category", "请选一类。", "Please choose a kind.") }
        let places = UInt64(typed.places)
        if places == nil { trouble("places", "请写一个数。", "Please write a number.") }
        let skills = typed.skillWords
        if skills == nil {
            trouble(
                "skills", "有的技能不认识：请用“电工”这样的常用名称，或小写英文。",
                "One of them is not known: use a usual name such as “electrics”.")
        }
        let window = window()
        var members = [
            JSON.Member("title", .string(typed.title)), JSON.Member("body", .string(typed.body)),
            JSON.Member("category", .string(typed.category)),
            JSON.Member("places", .integer(places ?? 1)),
            JSON.Member("skills", .array((skills ?? []).map { .text($0) })),
            JSON.Member("area", .string(typed.area)),
            JSON.Member("urgency", .string(typed.urgency)),
        ]
        if !typed.award.isEmpty { members.append(JSON.Member("award", .string(typed.award))) }
        if let window {
            members.append(JSON.Member("from", .integer(window.lowerBound)))
            members.append(JSON.Member("until", .integer(window.upperBound)))
        }
        return members
    }

    /// Seconds since 1970. Only an end means from now on.
    private mutating func window() -> ClosedRange<UInt64>? {
        guard !typed.from.isEmpty || !typed.until.isEmpty else { return nil }
        guard let until = clock.milliseconds(typed.until) else {
            trouble("until", "请写最晚什么时候。", "Please say until when.")
            return nil
        }
        var from = min(clock.now, until)
        if !typed.from.isEmpty {
            guard let asked = clock.milliseconds(typed.from) else {
                trouble("from", "这个时间看不懂。", "This time cannot be read.")
                return nil
            }
            from = asked
        }
        guard from <= until else {
            trouble("until", "最晚的时间在最早的时间之前。", "It ends before it begins.")
            return nil
        }
        return from / 1000...until / 1000
    }

    private var resident: JSON {
        .object(of: [
            "name": .string(typed.name), "phone": .string(typed.phone),
            "door": .string(typed.door), "note": .string(typed.note),
        ])
    }

    private var consent: JSON {
        .object(of: [
            "members": typed.consent == "alliance" ? nil : .array([]),
            "givenBy": .string(typed.givenBy.isEmpty ? typed.name : typed.givenBy),
            "words": .string(
                typed.consentWords.isEmpty
                    ? WishFormModel.standardConsent(language) : typed.consentWords),
        ])
    }

    private mutating func trouble(_ field: String, _ zh: String, _ en: String) {
        if troubles[field] == nil { troubles[field] = language == .zh ? zh : en }
    }

    /// A problem of a field in a clerk's words: the label stands beside it.
    private mutating func note(_ problem: FieldProblem) {
        switch problem.problem {
        case .missing, .empty: trouble(problem.field, "请填写。", "Please fill it in.")
        case .tooLong(let bytes):
            trouble(
                problem.field, "太长了，最多约 \(bytes / 3) 个字。",
                "Too long: some \(bytes) letters at most.")
        case .outOfRange(let range):
            trouble(
                problem.field, "应在 \(range.lowerBound) 到 \(range.upperBound) 之间。",
                "Between \(range.lowerBound) and \(range.upperBound), please.")
        case .unknown, .wrongType, .malformed:
            trouble(problem.field, "这里填的不能用。", "This cannot be used here.")
        }
    }
}
