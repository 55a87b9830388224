import Alliance
import Causality
import Community
import Node
import Replication
import Testing

@Suite("An office alone")
struct OfficeTests {
    @Test("who agreed to the community alone is asked before the wish goes to the street")
    func onlyHere() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let errand = WishDraft.errand()
        let draft = WishDraft(
            terms: errand.terms, words: errand.words, contact: errand.contact,
            consent: Consent(members: [], givenBy: "本人", words: "只在本社区", at: 1),
            byPhone: false)
        let written = try await house.perform(.writeDown(draft), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        await #expect(throws: NodeFailure.refused(.privacy([.consent]))) {
            try await house.perform(
                .publish(wish, preview: nil, wordsConfirmed: false), as: office)
        }
        try await house.perform(.publish(wish, preview: nil, wordsConfirmed: true), as: office)
        await house.end()
    }

    @Test("a wish written down lies on the home log and is seen by no neighbour")
    func writtenDown() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let written = try await house.perform(.writeDown(.errand()), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        let street = try named(house.node.store.state.street)
        #expect(street.heads[wish.dot.writer] == nil)
        #expect(house.node.store.state.home.heads[wish.dot.writer] != nil)
        await house.end()
    }

    @Test("a node without an alliance claims, awards, settles and credits on its own log")
    func alone() async throws {
        let house = try await House("wanda", alliance: false)
        let office = try await house.account(.office)
        let written = try await house.perform(.writeDown(.errand()), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        let person = try await house.volunteer("王秀英")
        let claim = try await house.claim(wish, as: person)
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: claim)?.isAccepted == true)
        let contact = try await house.node.contact(claim, by: person)
        #expect(contact.door == "8幢2单元501室")
        try await house.perform(.served(claim, minutes: 40), as: person)
        try await house.perform(.settle(wish, claim: claim, minutes: nil), as: office)
        await house.settle()
        let volunteer = try named(person.volunteer)
        let credits = try await house.node.store.read { books throws(NodeFailure) in
            try books.credits(of: volunteer)
        }
        #expect(credits.map(\.minutes) == [40])
        #expect(try await house.state(wish).outcome == .fulfilled)
        await house.end()
    }

    @Test("a service that the office confirms though nobody reported it ends the wish too")
    func settledWithoutReport() async throws {
        let house = try await House("wanda", alliance: false)
        let office = try await house.account(.office)
        let written = try await house.perform(.writeDown(.errand()), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        let claim = try await house.claim(wish, as: house.volunteer("王秀英"))
        await house.settle()
        try await house.perform(.settle(wish, claim: claim, minutes: 40), as: office)
        await house.settle()
        let state = try await house.state(wish)
        #expect(state.outcome == .fulfilled)
        #expect(state.claim(claim)?.settlement?.minutes == 40)
        await house.end()
    }

    @Test("publishing concludes the wish at home and opens it on the street, with its claims")
    func moved() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let written = try await house.perform(
            .writeDown(.errand(settlingSeconds: 3600)), as: office)
        let home = try named(WishID(subject: text(written, "wish")))
        let people = [
            try await house.volunteer("王秀英"), try await house.volunteer("周建国"),
        ]
        for person in people { _ = try await house.claim(home, as: person) }
        await house.settle()
        let published = try await house.perform(
            .publish(home, preview: nil, wordsConfirmed: true), as: office)
        let street = try named(WishID(subject: text(published, "wish")))
        #expect(try await house.state(home).outcome == .moved)
        let state = try await house.state(street)
        #expect(state.claims.count == 2 && state.origin == home.dot)
        #expect(state.standby.count == 2)
        await house.end()
    }

    @Test("the preview's digest binds what is published to what was shown")
    func preview() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let written = try await house.perform(.writeDown(.errand()), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        let shown = try await house.node.preview(wish)
        let terms = shown.terms
        try await house.perform(
            .revise(
                wish, terms, WishText(title: "别的", body: ""), material: false,
                wordsConfirmed: true), as: office)
        await #expect(throws: NodeFailure.refused(.previewChanged)) {
            try await house.perform(
                .publish(wish, preview: shown.digest, wordsConfirmed: false), as: office)
        }
        let again = try await house.node.preview(wish)
        try await house.perform(
            .publish(wish, preview: again.digest, wordsConfirmed: false), as: office)
        await house.end()
    }

    @Test("words that could give the resident away stop the publishing until confirmed")
    func privacy() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let written = try await house.perform(
            .writeDown(.errand(title: "李阿爹家在8幢501室，电话１３８ 0013 8000")), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        await #expect(throws: NodeFailure.refused(.privacy([.phone, .door, .name]))) {
            try await house.perform(
                .publish(wish, preview: nil, wordsConfirmed: false), as: office)
        }
        #expect(try await house.state(wish).isOpen)
        await house.end()
    }

    @Test("a command with the same key is done once; another body under it is refused")
    func idempotency() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let first = try await house.perform(.writeDown(.errand()), as: office, key: "k")
        let second = try await house.perform(.writeDown(.errand()), as: office, key: "k")
        #expect(first == second)
        await #expect(throws: NodeFailure.refused(.idempotency)) {
            try await house.perform(.writeDown(.errand(places: 2)), as: office, key: "k")
        }
        await house.end()
    }

    @Test("a rebuilt projection has the bytes that it had")
    func rebuild() async throws {
        let house = try await House("wanda")
        let wish = try await house.publish(.errand(places: 2))
        for name in ["一", "二", "三"] {
            _ = try await house.claim(wish, as: house.volunteer(name))
        }
        await house.settle()
        let result = try await house.node.rebuild()
        #expect(result.isSame && result.wishes == 2)
        await house.end()
    }
}
