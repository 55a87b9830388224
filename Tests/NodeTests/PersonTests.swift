import Alliance
import Causality
import Community
import Node
import Testing

@Suite("What is kept about a person")
struct PersonTests {
    private func phone(_ text: String) throws -> Phone { try named(Phone(text)) }

    @Test("a resident is told all, however the phone is written, and each question is recorded")
    func resident() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let wish = try await house.publish()
        let person = try await house.volunteer("王秀英")
        let claim = try await house.claim(wish, as: person)
        await house.settle()
        _ = try await house.node.contact(claim, by: person)
        for form in ["051255501988", "+86 512 5550 1988", "（0512）5550-1988", "０５１２５５５０１９８８"] {
            let report = try await house.node.report(on: .resident(phone(form)), by: office)
            let text = String(decoding: report.canonicalBytes, as: UTF8.self)
            for word in ["李阿爹", "8幢2单元501室", "帮老人提水上楼", "本人", "wanda"] {
                #expect(text.contains(word), "\(form): \(word)")
            }
            // The wish as it was written down, and as it stands before the street.
            var fields = try Fields(report)
            let wishes = try fields.list("wishes", elementsMaximum: 9)
            #expect(wishes.count == 2)
            let looks = try wishes.flatMap { json in
                var one = try Fields(json)
                return try one.list("releases", elementsMaximum: 9).flatMap { release in
                    var release = try Fields(release)
                    return try release.list("looks", elementsMaximum: 9)
                }
            }
            #expect(looks.count == 1)
        }
        let trail = try await house.node.store.read { books throws(NodeFailure) in
            try books.audit(about: wish.description)
        }
        #expect(trail.filter { $0.action == "person.reported" }.count == 4)
        #expect(trail.allSatisfy { !$0.object.contains("1988") })
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.node.report(on: .resident(phone("13800138000")), by: office)
        }
        await house.end()
    }

    @Test("a resident is found by phone also when the contact is gone by age")
    func afterContact() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let wish = try await house.publish()
        try await house.perform(.conclude(wish, .expired, nil), as: office)
        await house.settle()
        house.moment.pass(31 * 86_400)
        await house.eraseRound()
        let person = Person.resident(try phone("0512-5550-1988"))
        let report = try await house.node.report(on: person, by: office)
        let text = String(decoding: report.canonicalBytes, as: UTF8.self)
        #expect(!text.contains("李阿爹") && text.contains("同意") && text.contains("帮老人提水上楼"))
        try await house.perform(.erasePerson(person), as: office)
        #expect(try await !house.words(wish).isHere)
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.node.report(on: person, by: office)
        }
        await house.end()
    }

    @Test("every release is in the ledger: to whom, on which consent, who looked; and stays there")
    func ledger() async throws {
        try await withNeighbours { wanda, xintang in
            let wish = try await wanda.publish(.errand(places: 2))
            try await wanda.send(to: xintang)
            let guest = try await xintang.claim(wish, as: try await xintang.volunteer("李忠"))
            try await xintang.send(to: wanda)
            try await wanda.send(to: xintang)
            let neighbour = try await wanda.volunteer("王秀英")
            let own = try await wanda.claim(wish, as: neighbour)
            await wanda.settle()
            try await xintang.send(to: wanda)
            _ = try await wanda.node.contact(own, by: neighbour)
            _ = try await wanda.node.contact(own, by: neighbour)
            let office = try await wanda.account(.office)
            try await wanda.perform(.erase(wish), as: office)
            var page = try Fields(try await wanda.node.releases(before: nil))
            let lines = try page.list("releases", elementsMaximum: 9)
            #expect(lines.count == 2)
            var seen: [String: (claim: String, looks: Int, consentAt: UInt64)] = [:]
            for json in lines {
                var line = try Fields(json)
                let looks = try line.list("looks", elementsMaximum: 9).count
                _ = try line.text("award", bytesMaximum: 99)
                _ = try line.text("consent", bytesMaximum: 99)
                seen[try line.text("to", bytesMaximum: 40)] = (
                    try line.text("claim", bytesMaximum: 99), looks,
                    try line.integer("consentAt", 0...(1 << 50))
                )
            }
            #expect(seen["xintang"]?.claim == guest.description)
            #expect(seen["xintang"]?.looks == 0)
            #expect(seen["wanda"]?.claim == own.description && seen["wanda"]?.looks == 2)
            let plain = String(decoding: page.whole.canonicalBytes, as: UTF8.self)
            for word in ["李阿爹", "5550-1988", "8幢", "本人"] { #expect(!plain.contains(word)) }
        }
    }

    @Test("a volunteer is told all, and leaves: claims withdrawn, card gone, credits kept")
    func volunteer() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let person = try await house.volunteer("王秀英", skills: ["piano"])
        let id = try named(person.volunteer)
        let done = try await house.publish()
        let first = try await house.claim(done, as: person)
        await house.settle()
        try await house.perform(.served(first, minutes: 40), as: person)
        try await house.perform(.settle(done, claim: first, minutes: nil), as: office)
        let waiting = try await house.publish()
        let second = try await house.claim(waiting, as: person)
        await house.settle()
        let next = try await house.claim(waiting, as: try await house.volunteer("周建国"))
        await house.settle()
        let report = try await house.node.report(on: .volunteer(id), by: office)
        let plain = String(decoding: report.canonicalBytes, as: UTF8.self)
        for word in ["王秀英", "piano", first.description, second.description, "service.served"] {
            #expect(plain.contains(word), "\(word)")
        }
        try await house.perform(.erasePerson(.volunteer(id)), as: office)
        await house.settle()
        #expect(try await house.state(waiting).activeAward(of: next) != nil)
        #expect(try await house.node.volunteers().map(\.name) == ["周建国"])
        let books = try await house.node.store.read { books throws(NodeFailure) in
            (
                try books.volunteer(id), try books.credits(of: id), try books.accounts(of: id),
                try books.ownClaim(second)
            )
        }
        #expect(books.0?.card == [] && books.0?.leftAt != nil && books.0?.skills == [])
        #expect(books.1.map(\.minutes) == [40])
        #expect(books.2.allSatisfy { $0.endedAt != nil } && !books.2.isEmpty)
        #expect(books.3?.isLive == false && books.3?.salt == nil)
        let again = try await house.node.report(on: .volunteer(id), by: office)
        #expect(!String(decoding: again.canonicalBytes, as: UTF8.self).contains("王秀英"))
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.perform(.erasePerson(.volunteer(id)), as: office)
        }
        await house.end()
    }
}
