import Alliance
import Causality
import Community
import Node
import Pages

/// What a volunteer's pages say of their claims.
struct ClaimFacts: Sendable {
    private let visit: Visit
    private let volunteer: VolunteerID
    private let street: StreetFacts
    private let notices: [Notice]

    /// Ended claims that the list shows.
    private static let overMaximum = 10
    /// Notices that are read.
    private static let noticesMaximum = 60
    /// Notices that the list shows.
    private static let newsMaximum = 8

    init(_ visit: Visit) async throws {
        self.visit = visit
        let volunteer = try visit.volunteer()
        self.volunteer = volunteer
        street = try await StreetFacts(visit)
        notices = try await visit.node.store.read { books throws(NodeFailure) in
            try books.newestNotices(of: volunteer, limit: Self.noticesMaximum)
        }
    }

    /// All claims: those under way, each as it is now, and the newest of the others.
    func model() async throws -> PhoneClaimsModel {
        let all = try await visit.node.store.read { books throws(NodeFailure) in
            try books.ownClaims(of: volunteer)
        }
        var (live, over): ([PhoneClaim], [PhoneClaim]) = ([], [])
        var titles: [Dot: String] = [:]
        for own in all where own.isLive || over.count < Self.overMaximum {
            let claim = try await claim(own)
            titles[own.claim] = claim.wish.isErased ? "" : claim.wish.title
            if claim.isOver { over.append(claim) } else { live.append(claim) }
        }
        var model = PhoneClaimsModel(
            live: live, over: over,
            notices: notices.prefix(Self.newsMaximum).map { line($0, titles[$0.claim] ?? "") },
            now: street.local)
        model.along = try await along()
        return model
    }

    /// Live claims of others under which the reader goes along.
    private func along() async throws -> [(claim: PhoneClaim, leader: String)] {
        let claims = try await visit.node.store.read { books throws(NodeFailure) in
            try books.claimsAlong(volunteer).filter(\.isLive)
        }
        var along: [(claim: PhoneClaim, leader: String)] = []
        for own in claims {
            let leader = try await visit.node.card(of: own.volunteer)?.name ?? ""
            along.append((try await claim(own), leader))
        }
        return along
    }

    /// Who goes under a claim that was made for a team, and who else of it could.
    private func party(_ own: OwnClaim) async throws -> PhoneTeam? {
        let party = try await visit.node.store.read { books throws(NodeFailure) in
            try books.party(of: own.claim)
        }
        guard let party else { return nil }
        let members = try await visit.node.team(of: volunteer).members
        return PhoneTeam(
            name: party.team,
            others: members.filter { $0.id != volunteer }.map { .init(id: $0.id, name: $0.name) },
            chosen: Set(party.members.map(\.text)))
    }

    /// One claim of the reader's.
    ///
    /// - Throws: ``Refusal/notFound`` for anybody else's.
    func model(of dot: Dot) async throws -> PhoneClaimModel {
        let own = try await visit.node.store.read { books throws(NodeFailure) in
            try books.ownClaim(dot)
        }
        guard let own, own.volunteer == volunteer else { throw Problem(.notFound) }
        let claim = try await claim(own)
        var next: PhoneWish?
        switch claim.verdict {
        case .tooLate, .overBound, .closed(.cancelled), .closed(.expired), .closed(.fulfilled):
            next = street.best(visit.language)
        default: break
        }
        var model = PhoneClaimModel(
            claim: claim, next: next,
            notices: notices.filter { $0.claim == dot }.map { line($0, "") },
            now: street.local)
        model.team = try await party(own)
        return model
    }

    private func claim(_ own: OwnClaim) async throws(NodeFailure) -> PhoneClaim {
        let node = visit.node
        let (state, row) = try await node.wish(own.wish)
        let found = state.claim(own.claim)
        var claim = PhoneClaim(
            claim: own.claim, wish: wish(row, state), verdict: found?.verdict,
            madeAt: node.localMoment(own.madeAt))
        switch found?.verdict {
        case .standby(_, let because):
            claim.ahead = because.ahead.map { street.name(of: MemberName(of: $0.writer)) }
        case .awarded(let id, let stage):
            if stage == .offered { claim.minutesLeft = minutesLeft(own.claim) }
            claim.reportedMinutes = state.award(id)?.servedMinutes
            claim.confirmedMinutes = found?.settlement?.minutes
            let (said, hasPhoto) = try await node.store.read {
                [keys = node.keys] books throws(NodeFailure) in
                (
                    try books.visit(of: own.claim, under: id, keys: keys),
                    try books.hasPhoto(of: own.claim)
                )
            }
            claim.visit = PhoneClaim.Times(said, node)
            claim.hasPhoto = hasPhoto
        default: break
        }
        return claim
    }

    private func wish(_ row: WishRow?, _ state: WishState) -> PhoneWish {
        if let row { return street.wish(row, visit.language) }
        var wish = PhoneWish(
            wish: state.wish, title: "",
            category: visit.language.name(of: state.terms.category),
            home: street.name(of: state.wish.home))
        wish.isErased = true
        return wish
    }

    /// Rounded down, so that nobody comes too late by our word.
    private func minutesLeft(_ claim: Dot) -> Int? {
        guard
            let end = notices.first(where: { $0.claim == claim && $0.answerBy != nil })?.answerBy,
            end > street.now
        else { return nil }
        return Int(clamping: (end - street.now) / 60_000)
    }

    private func line(_ notice: Notice, _ title: String) -> PhoneNotice {
        PhoneNotice(
            claim: notice.claim, title: title, sentence: notice.sentence(visit.noticeLanguage),
            at: visit.node.localMoment(notice.at))
    }
}

extension StreetFacts {
    /// The name of a community for people.
    func name(of member: MemberName) -> String { reading.names[member] ?? member.text }
}

extension PhoneClaim.Times {
    /// The times of a visit by the clock on the wall.
    init(_ visit: Community.Visit, _ node: LocalNode) {
        self.init()
        proposed = visit.proposedAt.map(node.localMoment)
        proposedAt = visit.proposedAt
        answered = visit.answeredAt.map(node.localMoment)
        agreed = visit.agreedAt.map(node.localMoment)
        setOut = visit.onMyWayAt.map(node.localMoment)
    }
}
