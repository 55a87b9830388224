import Alliance
import Community

// Notices, sheets, ledgers, and what persons may ask of the community.

extension Contract {
    private static let after: [Operation.Parameter] = [
        .init("after", .count.maybe), .init("lang", .anyText.maybe),
    ]

    /// What volunteers and office are told, as lists and as streams.
    static let noticeOperations: [String: Operation] = [
        "GET /api/v1/my/notices": .read(
            "What one was told, oldest first, after a number.", query: after,
            .object(["notices": .list(.named("Notice"))])),
        "GET /api/v1/my/events": Operation(
            summary: "The same as it comes (server-sent events), after `Last-Event-ID`.",
            query: after, answer: .bytes(MediaTypes.events)),
        "GET /api/v1/office/notices": .read(
            "What the office was told, oldest first, after a number.", query: after,
            .object(["notices": .list(.named("OfficeNotice"))])),
        "GET /api/v1/office/events": Operation(
            summary: "The same as it comes (server-sent events), after `Last-Event-ID`.",
            query: after, answer: .bytes(MediaTypes.events)),
    ]

    /// The community's own as sheets.
    static let sheetOperations: [String: Operation] = Dictionary(
        uniqueKeysWithValues: SheetKind.allCases.flatMap { kind in
            [
                (
                    "POST /api/v1/imports/\(kind.rawValue)",
                    Operation(
                        summary: "Compare a sheet of \(kind.rawValue) with the books, and with "
                            + "`apply` add what is not there yet: all of it, or none.",
                        query: [.init("apply", .oneOf(["true", "false"]).maybe)],
                        body: .anyText, bodyType: MediaTypes.csv, answer: .json(importReport),
                        refusals: [409, 422])
                ),
                (
                    "GET /api/v1/exports/\(kind.rawValue)",
                    Operation(
                        summary: "All \(kind.rawValue) as a sheet; each time is audited.",
                        query: [.init("encoding", .oneOf(["utf-8", "gb18030"]).maybe)],
                        answer: .bytes(MediaTypes.csv))
                ),
            ]
        })

    private static let importReport = Shape.object([
        "encoding": .oneOf(["UTF-8", "GB18030"]).maybe, "rows": .count, "new": .count,
        "written": .count.maybe, "lookCount": .count,
        "looks": .list(
            .object([
                "row": .count.maybe, "column": .anyText.maybe, "zh": .anyText, "en": .anyText,
            ])),
    ])

    /// What auditors read; it names nobody.
    static let ledgerOperations: [String: Operation] = [
        "GET /api/v1/releases": .read(
            "Who was released a contact, newest first; `next` is the next page's `before`.",
            query: [.init("before", .count.maybe)],
            .object(["releases": .list(.named("Release")), "next": .count.maybe])),
        "GET /api/v1/erasures": .read(
            "What was erased where, newest first; `next` is the next page's `before`.",
            query: [.init("before", .count.maybe)],
            .object([
                "erasures": .list(
                    .object([
                        "erasure": .dot, "by": .member, "log": .oneOf(["home", "street"]),
                        "at": .moment, "contents": .count,
                        "confirmed": .list(.object(["member": .member, "at": .moment])),
                        "missing": .list(.member), "suspended": .list(.member),
                    ])), "next": .count.maybe,
            ])),
    ]

    /// What a person may ask of the community, by the office (PIPL art. 44 to 47).
    static let personOperations: [String: Operation] = [
        "POST /api/v1/people/report": Operation(
            summary: "All that is kept about a resident, by phone, or about a volunteer.",
            body: .command(
                ["phone": .phone.orNull, "volunteer": .volunteer.orNull], rules: [onePerson]),
            answer: .json(.named("PersonReport")), refusals: [404]),
        "POST /api/v1/people/erase": .command(
            "Erase all about a resident, by phone, or about a volunteer; here and everywhere.",
            .command(
                [
                    "phone": .phone.orNull, "volunteer": .volunteer.orNull, "confirmed": .yes,
                ], rules: [onePerson]),
            .object([
                "wishes": .list(erased).maybe, "requests": .count.maybe,
                "volunteer": .volunteer.maybe,
                "withdrawn": .count.maybe,
            ])),
        "POST /api/v1/wishes/{writer}/{seq}/erase": .command(
            "Erase words and record of a wish, here and at every member.",
            .command(["confirmed": .yes]), erased),
    ]

    private static let erased = Shape.object([
        "wish": .wish, "contents": .count, "concluded": .flag,
    ])

    /// `phone` or `volunteer`: one of the two.
    private static let onePerson = JSON.object(of: [
        "oneOf": .array([
            only("phone", without: "volunteer"), only("volunteer", without: "phone"),
        ])
    ])

    private static func only(_ name: String, without other: String) -> JSON {
        .object(of: [
            "required": .array([.string(name)]),
            "properties": .object(members: [
                JSON.Member(name, .object(of: ["type": .string("string")])),
                JSON.Member(other, .object(of: ["type": .string("null")])),
            ]),
        ])
    }

    /// The shapes of what is kept about people and told about it.
    static let recordShapes: KeyValuePairs<String, Shape> = [
        "Release": .object([
            "number": .count, "wish": .wish, "claim": .dot, "to": .member, "award": .digest,
            "consent": .digest, "consentAt": .moment.maybe, "releasedAt": .moment,
            "receiptAt": .moment.maybe,
            "looks": .list(.object(["at": .moment, "account": .count.maybe])),
        ]),
        "Trail": .list(
            .object([
                "at": .moment, "account": .count.maybe, "action": .anyText, "object": .anyText,
            ])),
        "ResidentWish": .object([
            "wish": .wish, "published": .oneOf(["home", "street"]),
            "publishedTo": .list(.member).maybe, "publishedAt": .moment,
            "outcome": .oneOf(Facts.Outcome.self).maybe, "endedAt": .moment.maybe,
            "title": .anyText.maybe, "body": .anyText.maybe, "writtenAt": .moment.maybe,
            "byPhone": .flag.maybe, "contactUntil": .moment.maybe, "wordsUntil": .moment.maybe,
            "contact": .object([
                "name": .anyText, "phone": .anyText, "door": .anyText, "note": .anyText,
            ]).maybe,
            "consent": .object([
                "members": .list(.member).maybe, "givenBy": .anyText, "words": .anyText,
                "at": .moment,
            ]).maybe, "releases": .list(.named("Release")),
            "said": .list(.object(["word": .oneOf(ResidentWord.self), "at": .moment])),
            "visits": .list(
                .object(["claim": .dot, "visit": .named("Visit"), "photo": .flag])),
            "trail": .named("Trail"),
        ]),
        // Of a resident there are `wishes`; all the rest that may be missing is a volunteer's.
        "PersonReport": .object([
            "kind": .oneOf(["resident", "volunteer"]), "at": .moment, "community": .member,
            "wishes": .list(.named("ResidentWish")).maybe,
            "requests": .list(
                .object([
                    "number": .count, "state": .anyText, "cameAt": .moment, "keptUntil": .moment,
                    "body": .anyText.maybe, "consent": .anyText.maybe,
                    "contact": .object([
                        "name": .anyText, "phone": .anyText, "door": .anyText, "note": .anyText,
                    ]).maybe,
                ])
            ).maybe,
            "volunteer": .volunteer.maybe,
            "name": .anyText.maybe, "phone": .anyText.maybe, "team": .anyText.maybe,
            "skills": .list(.word).maybe, "registeredAt": .moment.maybe,
            "leftAt": .moment.maybe,
            "accounts": .list(
                .object([
                    "number": .count, "role": .anyText, "openedAt": .moment,
                    "endedAt": .moment.maybe,
                ])
            ).maybe,
            "claims": .list(
                .object([
                    "claim": .dot, "wish": .wish, "madeAt": .moment, "verdict": .anyText,
                    "live": .flag, "cardSent": .flag, "visit": .named("Visit"),
                    "photo": .flag,
                ])
            ).maybe,
            "notices": .list(.object(["at": .moment, "claim": .dot, "code": .anyText])).maybe,
            "credits": .list(.named("Credit")).maybe,
            "teamClaims": .list(.dot).maybe,
            "proofs": .list(
                .object(["document": .anyText, "ending": .anyText, "issuer": .anyText])
            ).maybe,
            "standing": .object([
                "minor": .flag, "consent": .flag, "insuredUntil": .count.maybe,
            ]).maybe, "trail": .named("Trail").maybe,
        ]),
    ]
}
