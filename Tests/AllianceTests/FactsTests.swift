import Alliance
import Causality
import Testing

@Suite("facts say one thing, or nothing")
struct FactsTests {
    @Test("facts of every kind are read as they were written", arguments: FactsSamples.all)
    func roundTrip(facts: Facts) throws {
        let again = try JSONParser.parse(
            facts.json.canonicalBytes, form: .canonical, bytesMaximum: 10_000)
        #expect(Facts(kind: facts.kind, json: again) == facts)
    }

    @Test("each kind of the specification has a sample, and the chain is what it says")
    func kinds() {
        let chain: Set = [
            "published", "revised", "awarded", "revoked", "concluded", "handedOver", "recovered",
        ]
        let others: Set = [
            "opened", "witnessed", "erased", "confirmed", "forked", "admitted", "suspended",
            "readmitted",
            "keyReplaced", "recalled", "settled", "claimed", "reaffirmed", "withdrawn", "accepted",
            "declined", "served",
        ]
        #expect(Set(FactsSamples.all.map(\.kind)) == chain.union(others).union(["sung"]))
        #expect(Set(FactsSamples.all.filter(\.isChain).map(\.kind)) == chain)
    }

    @Test(
        "a known kind with facts that cannot be read is carried without effect, never refused",
        arguments: FactsSamples.malformed)
    func malformed(kind: String, text: String) throws {
        let json = try FactsSamples.json(text)
        #expect(Facts(kind: kind, json: json) == .unrecognised(kind: kind, json))
    }

    @Test(
        "terms beyond a bound make the event one without effect", arguments: FactsSamples.badTerms)
    func badTerms(change: String) throws {
        let good = FactsSamples.terms
        guard case .object(let members) = good.json,
            case .object(let changes) = try FactsSamples.json("{\(change)}")
        else {
            Issue.record("terms are objects")
            return
        }
        let kept = members.filter { old in !changes.contains { $0.name == old.name } }
        func facts(_ members: [JSON.Member]) -> Facts {
            let terms = JSON.object(members.sorted { $0.name < $1.name })
            return Facts(kind: "published", json: .object(of: ["terms": terms]))
        }
        #expect(facts(members) == .published(good, origin: nil))
        #expect(facts(kept + changes).kind == "published")
        guard case .unrecognised = facts(kept + changes) else {
            Issue.record("\(change) was read as \(facts(kept + changes))")
            return
        }
    }

    @Test("fields that nobody knows yet change nothing")
    func unknownFields() throws {
        let json = try FactsSamples.json(#"{"claim":"xintang.aaaaaaaa/7","zeal":{"a":[1]}}"#)
        #expect(Facts(kind: "reaffirmed", json: json) == .reaffirmed(claim: FactsSamples.dot))
    }

    @Test(
        "a kind that looks like a known one is another",
        arguments: ["Claimed", "claimed ", "cl\u{430}imed"])
    func lookalikes(kind: String) {
        let facts = Facts(
            kind: kind,
            json: Facts.claimed(Facts.Claim(pseudonym: filled(1), boxKey: filled(1))).json)
        guard case .unrecognised(kind, _) = facts else {
            Issue.record("\(kind) was read as \(facts)")
            return
        }
    }
}
