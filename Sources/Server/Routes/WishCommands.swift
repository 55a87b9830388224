import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node

extension Endpoint {
    private static let wishPath = "/api/v1/wishes/{writer}/{seq}"

    /// What offices and volunteers do about wishes.
    static let wishCommands: [Endpoint] = [
        Endpoint(
            .post, "/api/v1/wishes", .action(.keepWishes),
            bodyBytesMaximum: Bounds.commandBytesMaximum
        ) { visit in
            let draft = try WishDraft(
                try visit.json(), defaults: visit.node.policy, now: visit.node.clock())
            return try await visit.perform(.writeDown(draft), status: .created)
        },
        command(wishPath + "/publish", .keepWishes) { visit, fields in
            .publish(
                try visit.wish(),
                preview: try fields.optional("preview", expected: "32 bytes as base64url") {
                    Digest(base64url: $0)
                },
                wordsConfirmed: try fields.optionalFlag("wordsConfirmed") ?? false)
        },
        command(wishPath + "/revise", .keepWishes) { visit, fields in
            .revise(
                try visit.wish(),
                try Terms(command: &fields, defaults: visit.node.policy),
                try WishText(reading: &fields),
                material: try fields.optionalFlag("material") ?? false,
                wordsConfirmed: try fields.optionalFlag("wordsConfirmed") ?? false)
        },
        command(wishPath + "/conclude", .keepWishes) { visit, fields in
            .conclude(
                try visit.wish(), try fields.word("outcome", Facts.Outcome.self),
                try fields.optionalWord("reason", Facts.PersonReason.self))
        },
        command(wishPath + "/award", .decideClaims) { visit, fields in
            .award(try visit.wish(), claim: try fields.dot("claim"))
        },
        command(wishPath + "/revoke", .decideClaims) { visit, fields in
            .revoke(
                try visit.wish(), claim: try fields.dot("claim"),
                try fields.word("reason", Facts.PersonReason.self))
        },
        command(wishPath + "/settle", .decideClaims) { visit, fields in
            .settle(
                try visit.wish(), claim: try fields.dot("claim"),
                minutes: try fields.optionalInteger("minutes", minutes).map { Int($0) })
        },
        command(wishPath + "/claims", .claim, status: .created) { visit, fields in
            let claimed = try fields.optionalWord("as", Claimed.self) ?? .alone
            let members = try fields.members()
            return .claim(try visit.wish(), with: claimed == .team ? members : nil)
        },
    ]

    /// As whom a volunteer claims.
    enum Claimed: String, CaseIterable, Sendable {
        /// As oneself.
        case alone
        /// As one's team.
        case team
    }

    /// A service takes at most a day.
    static let minutes: ClosedRange<UInt64> = 0...1440
}
