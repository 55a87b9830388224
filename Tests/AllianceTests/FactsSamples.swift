import Alliance
import Causality

/// One or more facts of each kind, and facts that are none.
enum FactsSamples {
    static let dot = known(Dot(text: "xintang.aaaaaaaa/7"))
    static let head = Facts.Head(dot, filled(9))
    static let member = known(MemberName("xintang"))
    static let fullTerms = Terms(
        rules: 1, category: known(Word("repair")), places: 50,
        skills: ["a", "b-2"].compactMap { Word($0) }, area: "万达 3 区", urgency: .today,
        award: .manual, settlingSeconds: 0, prefer: [.sameCommunity, .skills], window: 5...6)
    static let terms = Terms(category: known(Word("visit")))

    static let all: [Facts] =
        member0 + chain + claims + [.unrecognised(kind: "sung", .object([]))]

    private static let large = [UInt8](repeating: 255, count: 64)

    private static let member0: [Facts] = [
        .opened(
            Facts.Opened(
                key: filled(1), certificate: [UInt8](repeating: 2, count: 64), predecessor: nil)),
        .opened(
            Facts.Opened(
                key: filled(1), certificate: large, predecessor: head)),
        .witnessed(writer: dot.writer, heads: []), .witnessed(writer: dot.writer, heads: [head]),
        .erased([]), .erased([filled(1), filled(2)]),
        .confirmed(erasures: []), .confirmed(erasures: [dot]),
        .forked(dot: dot, ids: [filled(1), filled(2)]),
        .admitted(
            Facts.Admission(
                member: member, displayName: "新塘社区", identityKey: filled(3), boxKey: filled(4),
                address: "https://xintang.example:8443")),
        .suspended(member: member, cuts: [head]), .readmitted(member: member),
        .keyReplaced(
            Facts.KeyReplacement(member: member, identityKey: filled(5), writers: [])),
        .keyReplaced(
            Facts.KeyReplacement(
                member: member, identityKey: filled(5), boxKey: filled(6), writers: [dot.writer])),
    ]

    private static let chain: [Facts] =
        [
            .published(terms, origin: nil), .published(fullTerms, origin: dot),
            .revised(terms, material: true), .revised(fullTerms, material: false),
            .awarded(claim: dot, acceptSeconds: 1), .awarded(claim: dot, acceptSeconds: 604_800),
            .revoked(award: filled(6), cause: .withdrawn),
            .revoked(award: filled(6), cause: .declined),
            .revoked(award: filled(6), cause: .unanswered), .handedOver(to: dot.writer),
            .recalled(handOver: filled(7)), .settled(award: filled(6), minutes: 1440),
        ]
        + Facts.PersonReason.allCases.map { .revoked(award: filled(6), cause: .person($0)) }
        + Facts.PersonReason.allCases.map { .recovered($0) }
        + Facts.Outcome.allCases.map { .concluded($0, reason: nil) }
        + Facts.Outcome.allCases.map { .concluded($0, reason: .noShow) }

    private static let claims: [Facts] =
        Facts.Claimant.allCases.map {
            .claimed(Facts.Claim(pseudonym: filled(1), boxKey: filled(2), claimant: $0))
        } + [
            .claimed(
                Facts.Claim(
                    pseudonym: filled(1), boxKey: filled(2), skills: fullTerms.skills)),
            .reaffirmed(claim: dot), .withdrawn(claims: []), .withdrawn(claims: [dot]),
            .accepted(award: filled(6)), .declined(award: filled(6)),
            .served(award: filled(6), minutes: 0),
        ]

    private static let id = String(repeating: "A", count: 43)

    /// Kinds that are known with facts that cannot be read.
    static let malformed: [(kind: String, facts: String)] = [
        ("opened", "{}"), ("opened", "null"), ("opened", "[]"),
        ("opened", #"{"certificate":"AA","key":"\#(id)"}"#),
        ("opened", #"{"certificate":"\#(id)\#(id)","key":"short"}"#),
        (
            "opened",
            #"{"certificate":"\#(id)\#(id)","key":"\#(id)","predecessor":{"dot":"x"}}"#
        ),
        ("opened", #"{"certificate":"\#(id)\#(id)","key":"\#(id)","predecessor":7}"#),
        ("witnessed", #"{"heads":[{"dot":"x","id":"\#(id)"}],"writer":"xintang.aaaaaaaa"}"#),
        ("witnessed", #"{"heads":[],"writer":"xintang"}"#), ("erased", #"{"contents":[1]}"#),
        ("confirmed", #"{"erasures":["xintang.aaaaaaaa/0"]}"#),
        ("confirmed", #"{"erasures":"xintang.aaaaaaaa/1"}"#),
        ("forked", #"{"dot":"xintang.aaaaaaaa/1","ids":["\#(id)","\#(id)","\#(id)"]}"#),
        ("admitted", #"{"member":"xintang"}"#), ("suspended", #"{"heads":{},"member":"xintang"}"#),
        ("readmitted", "{}"), ("keyReplaced", #"{"member":"xintang"}"#),
        ("keyReplaced", #"{"identityKey":"\#(id)","member":"xintang","writers":["x"]}"#),
        ("published", "{}"),
        ("published", #"{"terms":{}}"#), ("published", #"{"terms":7}"#),
        ("revised", #"{"terms":{}}"#), ("awarded", #"{"claim":"xintang.aaaaaaaa/1"}"#),
        ("awarded", #"{"acceptSeconds":0,"claim":"xintang.aaaaaaaa/1"}"#),
        ("awarded", #"{"acceptSeconds":604801,"claim":"xintang.aaaaaaaa/1"}"#),
        ("awarded", #"{"acceptSeconds":60,"claim":"xintang.aaaaaaaa/0"}"#),
        ("revoked", #"{"award":"\#(id)"}"#), ("revoked", #"{"award":"\#(id)","cause":"whim"}"#),
        ("revoked", #"{"award":"\#(id)","cause":"person"}"#),
        ("revoked", #"{"award":"\#(id)","cause":"person","reason":"whim"}"#),
        ("concluded", "{}"), ("concluded", #"{"outcome":"forgotten"}"#),
        ("concluded", #"{"outcome":"fulfilled","reason":3}"#), ("handedOver", #"{"to":"wanda"}"#),
        ("recovered", "{}"), ("recalled", #"{"handOver":7}"#),
        ("settled", #"{"award":"\#(id)","minutes":1441}"#), ("settled", #"{"award":"\#(id)"}"#),
        ("claimed", "{}"), ("claimed", #"{"boxKey":"\#(id)","pseudonym":"\#(id)"}"#),
        ("claimed", #"{"boxKey":"\#(id)","claimant":"robot","pseudonym":"\#(id)"}"#),
        ("claimed", #"{"boxKey":"\#(id)","claimant":"team","pseudonym":"\#(id)","skills":["A"]}"#),
        ("reaffirmed", "{}"), ("withdrawn", #"{"claims":["x"]}"#),
        ("withdrawn", #"{"claims":"xintang.aaaaaaaa/1"}"#), ("accepted", "{}"),
        ("declined", #"{"award":null}"#), ("served", #"{"award":"\#(id)","minutes":"5"}"#),
    ]

    /// Terms with one field that is wrong.
    static let badTerms: [String] = [
        #""places":0"#, #""places":51"#, #""places":"1""#, #""rules":0"#, #""rules":1001"#,
        #""category":"Repair""#, #""category":"""#, #""category":"a b""#, #""category":"修""#,
        #""category":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa""#, #""urgency":"never""#,
        #""award":"lottery""#, #""settlingSeconds":3601"#, #""prefer":["looks"]"#,
        #""prefer":["skills","skills","skills"]"#, #""skills":"a""#, #""skills":["a",1]"#,
        #""skills":["a","a","a","a","a","a","a","a","a"]"#, #""area":7"#,
        #""area":"0123456789012345678901234567890123456789012345678901234567890""#,
        #""from":5,"until":4"#, #""from":"today""#,
    ]

    static func json(_ text: String) throws -> JSON {
        try JSONParser.parse(Array(text.utf8), form: .canonical, bytesMaximum: 10_000)
    }
}
