import Alliance
import Community
import Node
import Testing

@Suite("A resident's request")
struct RequestTests {
    private func asking(_ words: String = "厨房水龙头漏水") throws -> WishRequest {
        try WishRequest(
            .object(of: [
                "words": .string(words), "category": .string("repair"), "when": .string("周三下午"),
                "name": .string("赵阿婆"), "phone": .string("138 0013 8000"),
                "door": .string("3幢101室"), "asker": .string("myself"),
                "scope": .string("community"), "consent": .string("我同意"),
            ]))
    }

    /// What the office writes of a request: its own words, gone over or not.
    private func draft(_ request: WishRequest, _ words: WishText? = nil) -> WishDraft {
        WishDraft(
            terms: Terms(category: request.category, award: .automatic, settlingSeconds: 0),
            words: words ?? request.text, contact: request.contact,
            consent: Consent(
                members: request.members, givenBy: "女儿", words: request.consent, at: 1),
            byPhone: false)
    }

    private func changed(_ draft: WishDraft, contact: Contact?, consent: Consent) -> WishDraft {
        WishDraft(
            terms: draft.terms, words: draft.words, contact: contact, consent: consent,
            byPhone: false)
    }

    @Test("has a number of its own, also after the newest one was erased")
    func numbered() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let node = house.node
        let phone = try named(Phone("13800138000"))
        var numbers: [Int64] = []
        for sending in [UInt8(1), 2, 3] {
            #expect(try await node.left(sending: [sending]) == nil)
            let code = try await node.leave(asking(), station: nil, sending: [sending])
            #expect(try await node.left(sending: [sending]) == code)
            numbers += try await node.waitingRequests(by: office).map(\.number)
            try await house.perform(.erasePerson(.resident(phone)), as: office)
        }
        #expect(numbers == [1, 2, 3])
        await house.end()
    }

    @Test("waits for the office alone, becomes a wish with consent and contact, and is followed")
    func taken() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let node = house.node
        let code = try await node.leave(asking(), station: nil, sending: [1])
        let again = try await node.leave(asking(), station: nil, sending: [1])
        #expect(code == again)
        #expect(try await open(node).isEmpty)
        let waiting = try await node.waitingRequests(by: office)
        #expect(waiting.map(\.request.words) == ["厨房水龙头漏水"])
        #expect(
            try await node.follow(code.description).standing
                == .waiting(since: node.clock()))
        let request = try await node.waitingRequest(waiting[0].number, by: office)
        let cameAt = waiting[0].cameAt
        house.moment.pass(60)
        let answer = try await house.perform(
            .takeRequest(waiting[0].number, draft(request), wordsConfirmed: false), as: office)
        let wish = try named(WishID(subject: text(answer, "wish")))
        let record = try await node.store.read { books throws(NodeFailure) in
            (try books.record(of: wish), try books.contact(of: wish, keys: node.keys))
        }
        #expect(record.0?.consent.members == [])
        #expect(record.0?.consent.words == "我同意")
        #expect(record.0?.consent.at == cameAt && record.0?.consent.givenBy == "女儿")
        #expect(record.1?.door == "3幢101室")
        #expect(try await node.waitingRequests(by: office).isEmpty)
        await #expect(throws: NodeFailure.refused(.requestEnded)) {
            try await house.perform(
                .takeRequest(waiting[0].number, draft(request), wordsConfirmed: false), as: office)
        }
        await #expect(throws: NodeFailure.refused(.requestEnded)) {
            try await node.waitingRequest(waiting[0].number, by: office)
        }
        // Its own volunteers see it, which is all that this resident has agreed to.
        #expect(
            try await node.follow(code.description).standing == .open(since: node.clock()))
        let staysHome = try await node.store.read { books throws(NodeFailure) in
            try books.staysHome(wish)
        }
        #expect(staysHome)
        let published = try await house.perform(
            .publish(wish, preview: nil, wordsConfirmed: true), as: office)
        await house.settle()
        guard case .open = try await node.follow(code.description).standing else {
            Issue.record("the wish on the street is not followed")
            return
        }
        let street = try named(WishID(subject: text(published, "wish")))
        try await house.perform(.erase(street), as: office)
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await node.follow(code.description)
        }
        await house.end()
    }

    @Test("is shown to volunteers in words that the office has gone over, or not at all")
    func goneOver() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let node = house.node
        _ = try await node.leave(asking("我是赵阿婆，打13800138000"), station: nil, sending: [1])
        let waiting = try await node.waitingRequests(by: office)[0]
        let raw = draft(waiting.request)
        await #expect(throws: NodeFailure.refused(.privacy([.name, .phone]))) {
            try await house.perform(
                .takeRequest(waiting.number, raw, wordsConfirmed: false), as: office)
        }
        // Nor when another is to be visited: whose name it is, the request knows.
        let other = Contact(name: "赵桂英", phone: "13900139000", door: "", note: "")
        await #expect(throws: NodeFailure.refused(.privacy([.name, .phone]))) {
            try await house.perform(
                .takeRequest(
                    waiting.number, changed(raw, contact: other, consent: raw.consent),
                    wordsConfirmed: false), as: office)
        }
        // A contact that is left out could never be found again, and a choice that the words
        // agreed to deny is none.
        await #expect(throws: NodeFailure.refused(.field(FieldProblem("name", .empty)))) {
            try await house.perform(
                .takeRequest(
                    waiting.number, changed(raw, contact: nil, consent: raw.consent),
                    wordsConfirmed: true), as: office)
        }
        let denied = Consent(members: nil, givenBy: "赵阿婆", words: "我同意", at: 7)
        await #expect(throws: NodeFailure.refused(.consentWords)) {
            try await house.perform(
                .takeRequest(
                    waiting.number, changed(raw, contact: raw.contact, consent: denied),
                    wordsConfirmed: true), as: office)
        }
        await house.settle()
        #expect(try await open(node).isEmpty)
        #expect(try await node.waitingRequests(by: office).count == 1)
        // Asked anew on the phone: that consent is of now.
        let asked = Consent(members: nil, givenBy: "赵阿婆", words: "电话里同意", at: 7)
        try await house.perform(
            .takeRequest(
                waiting.number,
                WishDraft(
                    terms: raw.terms, words: WishText(title: "水龙头漏水", body: ""),
                    contact: raw.contact, consent: asked, byPhone: true), wordsConfirmed: false),
            as: office)
        await house.settle()
        let wish = try #require(try await open(node).first).wish
        let consent = try await node.store.read { books throws(NodeFailure) in
            try books.record(of: wish)?.consent
        }
        #expect(consent == asked)
        await house.end()
    }

    @Test("is declined with words, withdrawn, erased by phone, and forgotten after thirty days")
    func ends() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let node = house.node
        let declined = try await node.leave(asking(), station: nil, sending: [1])
        let first = try await node.waitingRequests(by: office)
        try await house.perform(
            .declineRequest(first[0].number, .otherBody, words: "请找物业"), as: office)
        #expect(
            try await node.follow(declined.description).standing
                == .declined(.otherBody, words: "请找物业"))
        let withdrawn = try await node.leave(asking(), station: nil, sending: [2])
        try await node.withdrawRequest(withdrawn.description)
        #expect(try await node.follow(withdrawn.description).standing == .withdrawn)
        await #expect(throws: NodeFailure.refused(.noEffect)) {
            try await node.withdrawRequest(withdrawn.description)
        }
        let aged = try await node.leave(asking(), station: nil, sending: [3])
        house.moment.pass(30 * 86_400)
        await house.eraseRound()
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await node.follow(aged.description)
        }
        let rows = try await node.store.read { books throws(NodeFailure) in
            try books.requests(of: node.keys.personDigest(ofPhone: "13800138000"))
        }
        #expect(rows.isEmpty)
        let last = try await node.leave(asking(), station: nil, sending: [4])
        let phone = try named(Phone("13800138000"))
        _ = try await node.report(on: .resident(phone), by: office)
        try await house.perform(.erasePerson(.resident(phone)), as: office)
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await node.follow(last.description)
        }
        await #expect(throws: NodeFailure.refused(.entryCode)) { try await node.follow("1234") }
        // Whoever has one of them open in a form still is told so; the fifth never was.
        for number in Int64(1)...4 {
            await #expect(throws: NodeFailure.refused(.requestEnded)) {
                try await node.waitingRequest(number, by: office)
            }
        }
        for number in [Int64.min, 0, 5] {
            await #expect(throws: NodeFailure.refused(.notFound)) {
                try await node.waitingRequest(number, by: office)
            }
        }
        await house.end()
    }

    @Test("once taken over, tells the office what the resident says, each change of mind once")
    func said() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let node = house.node
        let code = try await node.leave(asking(), station: nil, sending: [1])
        let number = code.description
        await #expect(throws: NodeFailure.refused(.noEffect)) {
            try await node.say(.notNeeded, about: number)
        }
        let waiting = try await node.waitingRequests(by: office)
        let answer = try await house.perform(
            .takeRequest(waiting[0].number, draft(waiting[0].request), wordsConfirmed: false),
            as: office)
        let wish = try named(WishID(subject: text(answer, "wish")))
        #expect(try await node.follow(number).said == nil)
        for _ in 0..<2 { try await node.say(.notNeeded, about: number) }
        #expect(try await node.follow(number).said == .notNeeded)
        let told = try await node.store.read { books throws(NodeFailure) in
            try books.officeNotices(on: wish).map(\.code)
        }
        #expect(told == [.residentCancels])
        #expect(try await open(node).map(\.officeCount) == [1])
        let phone = try named(Phone("13800138000"))
        let report = try await node.report(on: .resident(phone), by: office)
        let said = String(decoding: report.canonicalBytes, as: UTF8.self)
        #expect(said.contains(#""word":"notNeeded""#))
        #expect(try await node.rebuild().isSame)
        // Nobody comes yet, so nothing can have been done.
        for word in [ResidentWord.done, .notDone] {
            await #expect(throws: NodeFailure.refused(.noEffect)) {
                try await node.say(word, about: number)
            }
        }
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await node.say(.notNeeded, about: "1234")
        }
        try await house.perform(.conclude(wish, .cancelled, .residentAsked), as: office)
        await house.settle()
        #expect(try await node.follow(number).standing == .ended)
        await #expect(throws: NodeFailure.refused(.noEffect)) {
            try await node.say(.notNeeded, about: number)
        }
        await house.end()
    }

    @Test(
        "what a resident said holds until the office or a volunteer has answered it",
        arguments: [
            ([], nil), ([.claimed, .residentCancels, .awarded, .accepted], .notNeeded),
            ([.residentConfirms, .served], .done), ([.residentConfirms, .settled], nil),
            ([.residentConfirms, .awarded], nil), ([.served, .residentMisses], .notDone),
            ([.served, .residentMisses, .served], nil),
            ([.residentMisses, .residentConfirms], .done),
            ([.residentMisses, .residentCancels, .settled], .notNeeded),
        ] as [([OfficeHappening.Code], ResidentWord?)])
    func holds(_ codes: [OfficeHappening.Code], _ word: ResidentWord?) throws {
        let wish = try named(WishID(subject: "wish/wanda.aaaaaaaa/1"))
        let notices = codes.enumerated().map { index, code in
            OfficeNotice(number: Int64(index), wish: wish, code: code, at: 1)
        }
        #expect(ResidentWord.last(in: notices.reversed())?.residentWord == word)
    }

    @Test("finds no room when the office has not read two hundred")
    func full() async throws {
        let house = try await House("wanda")
        for number in 0..<RequestRules.waitingMaximum {
            _ = try await house.node.leave(
                asking("\(number)"), station: nil, sending: Array("\(number)".utf8))
        }
        await #expect(throws: NodeFailure.refused(.requestsFull)) {
            try await house.node.leave(asking("再来"), station: nil, sending: [0])
        }
        await house.end()
    }

    @Test("finds a closed door when the office has closed it; what came before stays")
    func closed() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let node = house.node
        let early = try await node.leave(asking(), station: nil, sending: [1])
        try await house.perform(.keepDoor(isOpen: false), as: office)
        await #expect(throws: NodeFailure.refused(.requestsClosed)) {
            try await node.leave(asking("再来"), station: nil, sending: [2])
        }
        // What came in while it was open stays, and its sender is told the same number again.
        #expect(try await node.leave(asking(), station: nil, sending: [1]) == early)
        #expect(try await node.waitingRequests(by: office).count == 1)
        guard case .waiting = try await node.follow(early.description).standing else {
            Issue.record("the number leads nowhere")
            return
        }
        try await house.perform(.keepDoor(isOpen: true), as: office)
        _ = try await node.leave(asking("再来"), station: nil, sending: [2])
        #expect(try await node.waitingRequests(by: office).count == 2)
        await house.end()
    }

    private func open(_ node: LocalNode) async throws -> [WishRow] {
        try await node.store.read { books throws(NodeFailure) in
            try books.wishes(WishFilter(isOpen: true))
        }
    }
}
