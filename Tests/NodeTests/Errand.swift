import Alliance
import Causality
import Community
import Replication
import Testing

@testable import Node

/// A wish of 万达 that a volunteer of 新塘 has been awarded and has accepted.
struct Errand {
    let them: TestAlliance
    let wish: WishID
    let claim: Dot
    let person: Account
    let office: Account

    init(_ them: TestAlliance) async throws {
        self.them = them
        wish = try await them.wanda.publish()
        try await them.meet()
        person = try await them.xintang.volunteer("李忠")
        office = try await them.wanda.account(.office)
        claim = try await them.xintang.claim(wish, as: person)
        try await them.meet()
    }

    func propose(_ at: UInt64) async throws {
        try await them.wanda.perform(.proposeTime(wish, claim: claim, at: at), as: office)
    }

    func answer(_ at: UInt64) async throws {
        try await them.xintang.perform(.answerTime(claim, at: at), as: person)
    }

    /// What 万达 and 新塘 know of the visit.
    func both() async throws -> [Visit] {
        [
            try await them.wanda.node.visit(of: claim),
            try await them.xintang.node.visit(of: claim),
        ]
    }
}

extension TestAlliance {
    /// Sets all clocks to the latest: exchanging moves them apart, and a signature that is too
    /// old is refused.
    func setClocks() {
        let latest = all.map(\.moment.value).max() ?? 0
        for house in all { house.moment.set(latest) }
    }

    /// Everybody posts what is sealed and fetches what lies in the mailbox.
    func carryMail(again: Bool = false) async {
        setClocks()
        for house in [wanda, xintang] {
            _ = await house.node.post(unpostedOnly: !again)
        }
        for house in [wanda, xintang, wanda, xintang] {
            await house.node.fetchMail(from: street.member)
        }
    }
}

extension House {
    /// What a volunteer was told about visits.
    func visitNotices(of account: Account) async throws -> [String] {
        let volunteer = try named(account.volunteer)
        return try await node.store.read { books throws(NodeFailure) in
            try books.notices(of: volunteer, after: 0).map(\.code).filter {
                $0.hasPrefix("visit.")
            }
        }
    }

    /// What the office was told about visits.
    func visitHappenings() async throws -> [OfficeHappening.Code] {
        let codes: [OfficeHappening.Code] = [.timeAgreed, .timeAsked, .setOut]
        return try await node.store.read { books throws(NodeFailure) in
            try books.officeNotices(after: 0).map(\.code).filter(codes.contains)
        }
    }

    /// Parcels of a kind that wait here for a receipt.
    func waiting(_ kind: ParcelLabel.Kind) async throws -> [SealedParcel] {
        try await node.store.read { books throws(NodeFailure) in
            try books.outgoing(unpostedOnly: false, after: 0, limit: 100).map(\.parcel).filter {
                $0.label.kind == kind
            }
        }
    }
}
