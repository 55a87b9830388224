import Alliance

extension Contract {
    private static let memberPath = "/api/v1/members/{member}"

    /// Closing and opening the office, what a restore froze, and the alliance's members.
    static let officeOperations: [String: Operation] = [
        "POST /api/v1/office/close": .command(
            "Close: hand the right to award over, to the member named or the usual one.",
            .command(["to": .member.orNull]),
            .object(["to": .member, "handedOver": .count, "kept": .count])),
        "POST /api/v1/office/open": .step(
            "Open: ask for the wishes back.", .object(["recalled": .count])),
        "GET /api/v1/office/elsewhere": .read(
            "Own open wishes that this node cannot award now, and why.",
            .object([
                "wishes": .list(
                    .object([
                        "wish": .wish, "title": .anyText, "holder": .writer, "frozen": .flag,
                    ]))
            ])),
        "POST /api/v1/wishes/{writer}/{seq}/recover": .command(
            "Take the right to award a wish back, by a person's decision.",
            .command(["reason": .oneOf(Facts.PersonReason.self).orNull]),
            .object(["wish": .wish, "recovered": .flag])),
        "POST \(memberPath)/suspend": .step(
            "Suspend a member.",
            .object(["member": .member, "suspended": .flag, "cuts": .list(.dot)])),
        "POST \(memberPath)/readmit": .step(
            "Take a suspended member in again.",
            .object(["member": .member, "suspended": .flag])),
        "POST \(memberPath)/keys": .command(
            "Give a member new keys, after a person has compared their fingerprint.",
            .command(["identityKey": .digest, "boxKey": .digest.orNull]),
            .object(["member": .member, "identityKey": .digest])),
    ]
}
