import Alliance
import Community
import Replication

extension Contract {
    private static let wishPath = "/api/v1/wishes/{writer}/{seq}"
    private static let claimPath = "/api/v1/claims/{writer}/{seq}"

    /// Wishes, and what offices and volunteers do about them.
    static let wishOperations: [String: Operation] = [
        "GET /api/v1/wishes": .read(
            "Wishes, the newest first; `next` is the cursor of the next page.",
            query: [
                .init("state", .oneOf(["open", "ended", "all"]).maybe),
                .init("home", .member.maybe), .init("log", .oneOf(["home", "street"]).maybe),
                .init("before", .cursor.maybe),
                .init("limit", .number(1...200).maybe),
            ],
            .object(["wishes": .list(.named("WishRow")), "next": .anyText.maybe])),
        "POST /api/v1/wishes": .command(
            "Write a wish down in the community's own log.", draft, status: 201,
            .object(["wish": .wish])),
        "GET \(wishPath)": .read(
            "All that is true of a wish.", .named("Wish"), refusals: [429]),
        "GET \(wishPath)/preview": .read(
            "What neighbours will see, and what in the words could give the resident away.",
            .object([
                "terms": .named("Terms"), "words": .named("Words"),
                "findings": .list(.oneOf(PrivacyFinding.self)), "digest": .digest,
            ])),
        "GET \(wishPath)/visitor": .read(
            "Who will stand at the door for a claim.", query: [.init("claim", .dot)],
            .object([
                "name": .anyText, "phone": .anyText, "team": .anyText,
                "with": .list(.anyText).maybe,
            ]),
            refusals: [409]),
        "POST \(wishPath)/publish": .command(
            "Put a wish of the own log before the street, as the preview showed it.",
            .command(["preview": .digest.orNull, "wordsConfirmed": .flag.orNull]),
            .object(["wish": .wish, "origin": .wish])),
        "POST \(wishPath)/revise": .command(
            "Change terms and words; a material change asks the claimants again.", revision,
            .object(["wish": .wish])),
        "POST \(wishPath)/conclude": .command(
            "End a wish.",
            .command([
                "outcome": .oneOf(Facts.Outcome.self),
                "reason": .oneOf(Facts.PersonReason.self).orNull,
            ]), .object(["wish": .wish, "outcome": .oneOf(Facts.Outcome.self)])),
        "POST \(wishPath)/award": .command(
            "Give a place to a claim by hand.", .command(["claim": .dot]),
            .object(["claim": .dot, "award": .digest])),
        "POST \(wishPath)/revoke": .command(
            "End an award by a person's decision.",
            .command(["claim": .dot, "reason": .oneOf(Facts.PersonReason.self)]),
            .object(["claim": .dot, "revoked": .digest])),
        "POST \(wishPath)/settle": .command(
            "Confirm a service; without minutes those that the volunteer reported.",
            .command(["claim": .dot, "minutes": .number(Endpoint.minutes).orNull]),
            .object(["claim": .dot, "minutes": .count])),
        "POST \(wishPath)/claims": .command(
            "Offer to fulfil a wish, alone or as one's team with members of it.",
            .command([
                "as": .oneOf(Endpoint.Claimed.self).orNull, "members": .list(.volunteer).orNull,
            ]),
            status: 201,
            .object(["claim": .dot, "wish": .wish, "verdict": .named("Verdict").maybe])),
    ]

    /// A volunteer's own claims.
    static let claimOperations: [String: Operation] = [
        "GET /api/v1/my/claims": .read(
            "The newest claims.", .object(["claims": .list(.named("OwnClaim"))])),
        "GET \(claimPath)": .read("One's own claim as it stands.", .named("OwnClaim")),
        "GET \(claimPath)/contact": .read(
            "The resident's contact, for the awarded claimant; each look is audited.", contact,
            refusals: [409]),
        "GET /api/v1/office/claims/{writer}/{seq}/contact": .read(
            "The same for the worker on duty in the claimant's office.", contact,
            refusals: [409]),
        "POST \(claimPath)/withdraw": .step("Take a claim back.", answered),
        "POST \(claimPath)/accept": .step("Say yes to an award.", answered),
        "POST \(claimPath)/decline": .step("Say no to an award.", answered),
        "POST \(claimPath)/reaffirm": .step("Say that a claim still stands.", answered),
        "POST \(claimPath)/served": .command(
            "Report a service.", .command(["minutes": .number(Endpoint.minutes)]), answered),
    ]

    /// When the volunteer comes, and the photo.
    static let visitOperations: [String: Operation] = [
        "POST \(wishPath)/time": .command(
            "Propose a time for the visit under a claim's award.",
            .command(["claim": .dot, "at": .moment]), visited),
        "GET \(wishPath)/visit": .read(
            "What both sides say of the visit under a claim's award.",
            query: [.init("claim", .dot)], .named("Visit")),
        "GET \(claimPath)/visit": .read(
            "What both sides say of the visit.", .named("Visit")),
        "POST \(claimPath)/time": .command(
            "Say yes to the time that was proposed, or ask for another.",
            .command(["at": .moment]), visited),
        "POST \(claimPath)/set-out": .step("Say that one is on the way.", visited),
        "POST \(claimPath)/photo": Operation(
            summary: "Add a photo to a service: JPEG, PNG or WebP. All but the picture is left "
                + "out; the photo before goes.",
            body: .anyText, bodyType: "image/*", answer: .json(answered), isCommand: true),
        "GET /api/v1/office/claims/{writer}/{seq}/photo": Operation(
            summary: "The photo of a service on an own wish; each look is audited.",
            answer: .bytes("image/*"), refusals: [409, 422]),
    ]

    private static let visited = Shape.object(["claim": .dot, "visit": .named("Visit")])

    private static let contact = Shape.object([
        "name": .anyText, "phone": .anyText, "door": .anyText, "note": .anyText,
    ])

    private static let answered = Shape.object([
        "claim": .dot, "wish": .wish, "verdict": .named("Verdict").maybe,
    ])

    /// A time window has a beginning and an end.
    private static let wholeWindow = [
        Shape.sending("from", asksFor: "until", as: "integer"),
        Shape.sending("until", asksFor: "from", as: "integer"),
    ]

    private static let draft = Shape.command(
        [
            "category": .word, "places": .number(1...UInt64(Terms.placesMaximum)).orNull,
            "skills": .list(.word, atMost: 8).orNull,
            "area": .text(bytes: 60, isEmptyAllowed: true).orNull,
            "urgency": .oneOf(Terms.Urgency.self).orNull,
            "award": .oneOf(Terms.AwardMode.self).orNull,
            "prefer": .list(.oneOf(Terms.Preference.self), atMost: 2).orNull,
            "settlingSeconds": .number(0...3600).orNull, "from": .second.orNull,
            "until": .second.orNull, "title": .text(bytes: WishText.titleBytesMaximum),
            "body": .text(bytes: WishText.bodyBytesMaximum, isEmptyAllowed: true).orNull,
            "byPhone": .flag.orNull, "resident": resident.orNull, "consent": consent.orNull,
        ],
        rules: [Shape.sending("resident", asksFor: "consent", as: "object")] + wholeWindow)

    private static let revision = Shape.command(
        [
            "category": .word, "places": .number(1...UInt64(Terms.placesMaximum)).orNull,
            "skills": .list(.word, atMost: 8).orNull,
            "area": .text(bytes: 60, isEmptyAllowed: true).orNull,
            "urgency": .oneOf(Terms.Urgency.self).orNull,
            "award": .oneOf(Terms.AwardMode.self).orNull,
            "prefer": .list(.oneOf(Terms.Preference.self), atMost: 2).orNull,
            "settlingSeconds": .number(0...3600).orNull, "from": .second.orNull,
            "until": .second.orNull, "title": .text(bytes: WishText.titleBytesMaximum),
            "body": .text(bytes: WishText.bodyBytesMaximum, isEmptyAllowed: true).orNull,
            "material": .flag.orNull, "wordsConfirmed": .flag.orNull,
        ], rules: wholeWindow)

    private static let resident = Shape.command([
        "name": .text(bytes: 60), "phone": .text(bytes: 40, isEmptyAllowed: true).orNull,
        "door": .text(bytes: 200, isEmptyAllowed: true).orNull,
        "note": .text(bytes: 400, isEmptyAllowed: true).orNull,
    ])

    private static let consent = Shape.command([
        "members": .list(.member, atMost: 64).orNull, "givenBy": .text(bytes: 60),
        "words": .text(bytes: 600),
    ])
}
