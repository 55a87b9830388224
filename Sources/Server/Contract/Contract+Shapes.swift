import Alliance
import Community

extension Contract {
    /// The community's volunteers and their books.
    static let volunteerOperations: [String: Operation] = [
        "GET /api/v1/volunteers": .read(
            "The volunteers, with names and phones.",
            .object(["volunteers": .list(.named("Volunteer"))])),
        "POST /api/v1/volunteers": .command(
            "Register a volunteer; the token stands in the answer, once.",
            .command([
                "name": .text(bytes: 60), "phone": .text(bytes: 20, isEmptyAllowed: true).orNull,
                "team": .text(bytes: 60, isEmptyAllowed: true).orNull,
                "skills": .list(.word, atMost: 16).orNull,
            ]), status: 201, .object(["volunteer": .volunteer, "token": .anyText])),
        "POST /api/v1/volunteers/{id}/tokens": .step(
            "Give a volunteer a token more; it stands in the answer, once.", status: 201,
            .object(["volunteer": .volunteer, "token": .anyText])),
        "GET /api/v1/volunteers/{id}/hours": .read(
            "A volunteer's hours and points.", .named("Hours")),
        "GET /api/v1/my/hours": .read("One's own hours and points.", .named("Hours")),
    ]

    /// The shapes of wishes, claims, books, and of the node itself.
    static let shapes: KeyValuePairs<String, Shape> = [
        "Problem": .object([
            "type": .anyText, "title": .anyText, "status": .number(400...599),
            "detail": .anyText, "code": .anyText, "field": .anyText.maybe,
        ]),
        "Words": .object(["title": .anyText, "body": .anyText]),
        "Terms": .object([
            "rules": .count, "category": .word,
            "places": .number(1...UInt64(Terms.placesMaximum)), "skills": .list(.word).maybe,
            "area": .anyText.maybe, "urgency": .oneOf(Terms.Urgency.self),
            "award": .oneOf(Terms.AwardMode.self), "settlingSeconds": .count,
            "prefer": .list(.oneOf(Terms.Preference.self)).maybe, "from": .second.maybe,
            "until": .second.maybe,
        ]),
        "Verdict": .object([
            "code": .anyText, "rank": .count.maybe, "because": .anyText.maybe,
            "ahead": .dot.maybe, "award": .digest.maybe,
        ]),
        "Stages": .object([
            "offered": .count, "accepted": .count, "served": .count, "settled": .count,
        ]),
        "WishRow": .object([
            "wish": .wish, "log": .oneOf(["home", "street"]), "home": .member,
            "outcome": .oneOf(Facts.Outcome.self).maybe, "category": .word,
            "area": .anyText.maybe, "urgency": .oneOf(Terms.Urgency.self), "places": .count,
            "freePlaces": .count, "standby": .count, "stages": .named("Stages"),
            "skills": .list(.word), "title": .anyText, "body": .anyText,
            "publishedAt": .moment, "ageMinutes": .count, "holder": .writer,
            "waiting": .count, "incidents": .count, "erased": .flag.maybe,
        ]),
        "Wish": .object([
            "wish": .wish, "home": .member, "terms": .named("Terms"), "content": .digest.maybe,
            "origin": .dot.maybe, "publishedAt": .moment, "holder": .writer,
            "recalled": .flag.maybe, "tip": .digest,
            "outcome": .oneOf(Facts.Outcome.self).maybe, "readOnly": .flag.maybe,
            "awards": .list(.named("Award")), "claims": .list(.named("Claim")),
            "standby": .list(.dot), "incidents": .list(.object(["incident": .anyText])),
            "waiting": .count, "words": .named("Words").maybe,
            "log": .oneOf(["home", "street"]).maybe, "stages": .named("Stages").maybe,
            "erased": .flag.maybe,
        ]),
        "Award": .object([
            "id": .digest, "claim": .dot, "member": .member, "acceptSeconds": .count,
            "ended": .anyText.maybe, "accepted": .flag, "servedMinutes": .count.maybe,
            "settledMinutes": .count.maybe,
        ]),
        "Claim": .object([
            "claim": .dot, "member": .member, "pseudonym": .digest, "claimant": .anyText,
            "skills": .list(.word), "verdict": .named("Verdict"),
            "settlement": .object(["award": .digest, "minutes": .count, "id": .digest]).maybe,
        ]),
        "OwnClaim": .object([
            "claim": .dot, "wish": .wish, "home": .member, "madeAt": .moment, "live": .flag,
            "verdict": .named("Verdict").maybe, "title": .anyText.maybe,
            "body": .anyText.maybe, "terms": .named("Terms").maybe,
        ]),
        "Visit": .object([
            "proposedAt": .moment.maybe, "answeredAt": .moment.maybe,
            "agreedAt": .moment.maybe, "onMyWayAt": .moment.maybe,
        ]),
        "Volunteer": .object([
            "volunteer": .volunteer, "name": .anyText, "phone": .anyText, "team": .anyText,
            "skills": .list(.word),
        ]),
        "Credit": .object([
            "claim": .dot, "wish": .wish, "minutes": .count, "points": .count, "at": .moment,
        ]),
        "Hours": .object([
            "minutes": .count, "points": .count, "services": .count,
            "credits": .list(.named("Credit")),
        ]),
        "Notice": .object([
            "number": .count, "claim": .dot, "code": .anyText, "at": .moment,
            "rank": .count.maybe, "answerBy": .moment.maybe, "text": .anyText,
        ]),
        "OfficeNotice": .object([
            "number": .count, "wish": .wish, "code": .anyText, "at": .moment,
            "category": .word.maybe, "title": .anyText.maybe, "text": .anyText,
        ]),
        "Member": .object([
            "member": .member, "displayName": .anyText, "active": .flag, "alliance": .flag,
            "neighbour": .flag, "contact": .anyText, "heardAt": .moment.maybe,
            "heardSecondsAgo": .count.maybe, "eventsToSend": .count,
            "eventsToFetch": .count, "mailWaiting": .count, "version": .anyText.maybe,
            "failures": .count,
            "clockSkewSeconds": .pattern("^-?[0-9]{1,16}$").maybe,
        ]),
        "NodeState": .object([
            "now": .moment,
            "node": .object(["member": .member, "displayName": .anyText]),
            "alliance": .object([
                "member": .member, "displayName": .anyText.maybe, "servedHere": .flag,
            ]).maybe,
            "members": .list(.named("Member")), "events": .count, "parcelsWaiting": .count,
            "wishes": .object(["open": .count, "unclaimed": .count]), "incidents": .count,
            "forks": .count, "copied": .writer.maybe, "stopped": .flag.maybe, "office": .anyText,
            "frozen": .object(["unwitnessed": .list(.member), "missing": .list(.dot)]).maybe,
            "elsewhere": .object(["all": .count, "frozen": .count]),
            "backup": .object([
                "made": .object([
                    "file": .anyText, "at": .moment, "bytes": .count, "events": .count,
                ]).maybe,
                "failed": .object(["at": .moment, "why": .anyText]).maybe,
            ]),
            "webhook": .object(["waiting": .count, "trouble": .anyText.maybe]).maybe,
        ]),
    ]
}
