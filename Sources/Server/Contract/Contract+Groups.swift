import Alliance
import Community

extension Contract {
    /// Teams that claim, and what is proved of skills.
    static let groupOperations: [String: Operation] = [
        "GET /api/v1/my/team": .read(
            "The members of one's own team, out of whom a claim names who comes.",
            .object([
                "team": .anyText,
                "members": .list(.object(["volunteer": .volunteer, "name": .anyText])),
            ])),
        "POST /api/v1/claims/{writer}/{seq}/members": .command(
            "Say anew who comes, or after the visit who was there, under a claim of one's team.",
            .command(["members": .list(.volunteer, atMost: Party.membersMaximum)]),
            .object(["claim": .dot, "members": .count])),
        "GET /api/v1/my/proofs": .read("What the office has seen of one's own papers.", proofs),
        "GET /api/v1/volunteers/{id}/proofs": .read(
            "What the office has seen of a volunteer's papers.", proofs),
        "POST /api/v1/volunteers/{id}/proofs": .command(
            "Write a paper down that proves a skill; of its number the last four are kept.",
            .command([
                "skill": .word, "document": .text(bytes: 60),
                "number": .text(bytes: 60, isEmptyAllowed: true).orNull,
                "issuer": .text(bytes: 60, isEmptyAllowed: true).orNull,
                "validUntil": day.orNull,
            ]), .object(["volunteer": .volunteer, "skill": .word])),
        "POST /api/v1/volunteers/{id}/proofs/withdraw": .command(
            "Take the proof of a skill out of the book.", .command(["skill": .word]),
            .object(["volunteer": .volunteer, "skill": .word])),
        "POST /api/v1/volunteers/{id}/standing": .command(
            "Say whether a volunteer is under 18, with a guardian's consent, and insured.",
            .command([
                "minor": .flag.orNull, "consent": .flag.orNull, "insuredUntil": day.orNull,
            ]), .object(["volunteer": .volunteer])),
    ]

    /// A day of the calendar.
    private static let day = Shape.pattern(
        "^(19[789][0-9]|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$")

    private static let proofs = Shape.object([
        "proofs": .list(
            .object([
                "skill": .word, "document": .anyText, "ending": .anyText, "issuer": .anyText,
                "seenOn": .anyText, "validUntil": .anyText.maybe, "valid": .flag,
            ])),
        "minor": .flag, "consent": .flag, "insuredUntil": .anyText.maybe,
    ])
}
