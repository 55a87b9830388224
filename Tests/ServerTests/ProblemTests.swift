import Alliance
import Causality
import Community
import HTTPTypes
import Node
import Pages
import Testing

@testable import Server

@Suite("Problems")
struct ProblemTests {
    private static func refusals() throws -> [Refusal] {
        let claim = try #require(Dot(text: "wanda.aaaaaaaa/1"))
        let member = try #require(MemberName("wanda"))
        return [
            .field(FieldProblem("title", .missing)), .notFound, .noAlliance, .hasAlliance,
            .concluded(.moved), .readOnly, .notHolder(claim.writer), .alreadyClaimed(claim),
            .claimsFull, .tooManyClaims(limit: 5), .claimEnded, .noAward, .notAccepted, .noPlace,
            .hasAward, .placesTaken(2), .reasonNeeded, .privacy([.phone, .door]),
            .previewChanged, .noContact, .noConsent(member), .noEffect, .invitation, .proof,
            .idempotency, .replayed, .suspended,
        ]
    }

    @Test("every refusal has a code of its own, a client's status and a sentence in each language")
    func refusals() throws {
        var codes: Set<String> = []
        let problems = try Self.refusals().map { Problem($0) }
        let full = Problem(Refusal.noncesFull)
        #expect(full.status == 503 && full.fields.map(\.name) == [.retryAfter])
        for problem in problems {
            #expect((400..<500).contains(problem.status), "\(problem.code)")
            codes.insert(problem.code)
            for language in Language.allCases {
                #expect(problem.sentence(language).count > 4, "\(problem.code)")
                #expect(problem.title(language).count > 1, "\(problem.code)")
            }
            #expect(problem.en.utf8.allSatisfy { $0 < 0x80 || problem.en.contains("“") })
        }
        #expect(codes.count == problems.count)
    }

    @Test("a full disk is 507, a stopping node 503, anything else 500 without details (DUR-3)")
    func faults() {
        #expect(Problem(NodeFailure.storage(.full)).status == 507)
        #expect(Problem(NodeFailure.storage(.closed)).status == 503)
        for failure: NodeFailure in [
            .storage(.failed("secret")), .storage(.damaged("secret")), .storage(.notDurable),
            .keys(.file("secret")), .keys(.noWriterKey), .keys(.malformed),
        ] {
            let problem = Problem(failure)
            #expect(problem == .unexpected)
            #expect(
                !String(decoding: problem.json(.en).canonicalBytes, as: UTF8.self)
                    .contains("secret"))
        }
    }

    @Test("a refused signature is always 401")
    func signatures() {
        for refusal: RequestRefusal in [
            .noSignature, .profile("x"), .notCovered("x"), .digest, .destination,
            .clock(skewSeconds: .min), .clock(skewSeconds: .max), .unknownMember, .signature,
        ] {
            #expect(Problem(refusal).status == 401)
        }
    }

    @Test("the name of an unknown field comes back cut short")
    func longNames() {
        let name = String(repeating: "x", count: 10_000)
        #expect(Problem(FieldProblem(name, .unknown)).field?.count == 64)
    }

    @Test("the bucket of a member fills evenly, and is its own")
    func rates() throws {
        let rates = RequestRates<MemberName>(perMinute: 60)
        let (one, two) = (try #require(MemberName("wanda")), try #require(MemberName("xintang")))
        let begun = ContinuousClock.now
        for _ in 0..<60 { #expect(rates.retrySeconds(one, now: begun) == nil) }
        #expect(rates.retrySeconds(one, now: begun) == 1)
        #expect(rates.retrySeconds(two, now: begun) == nil)
        let later = begun.advanced(by: .milliseconds(2_100))
        #expect(rates.retrySeconds(one, now: later) == nil)
        #expect(rates.retrySeconds(one, now: later) == nil)
        #expect(rates.retrySeconds(one, now: later) == 1)
    }

    @Test("an address has so many at once, and none that was never in counts out another")
    func addresses() {
        let counts = AddressCounts(maximum: 2)
        #expect(counts.enter("a") && counts.enter("a") && !counts.enter("a"))
        #expect(counts.enter("b"))
        counts.leave(nil)
        counts.leave("c")
        #expect(!counts.enter("a"))
        counts.leave("a")
        #expect(counts.enter("a"))
    }
}
