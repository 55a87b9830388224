import Alliance
import Causality
import Community
import Node
import Pages
import Replication

/// What the pages of the desk read of the node.
struct DeskFacts: Sendable {
    let node: LocalNode
    let language: Language
    let clock: DeskClock
    /// The street's log; nil without an alliance.
    let street: LogName?

    private let names: [MemberName: String]

    init(_ visit: Visit) async throws(NodeFailure) {
        node = visit.node
        language = visit.language
        clock = DeskClock(node)
        street = node.store.state.street?.log
        var names: [MemberName: String] = [:]
        for member in node.store.state.street?.roster.members ?? [] {
            names[member.name] = member.admission.displayName
        }
        if names[node.keys.member] == nil {
            names[node.keys.member] = try await node.store.read { books throws(NodeFailure) in
                try books.note("display-name")
            }
        }
        self.names = names
    }

    /// A member's name for people.
    func name(_ member: MemberName) -> String { names[member] ?? member.text }

    /// Chinese or English.
    var noticeLanguage: NoticeLanguage { language == .zh ? .zh : .en }

    /// A word's name in the page's language.
    func word(_ word: Word) -> String {
        guard let names = UsualWord.names(of: word) else { return word.text }
        return language == .zh ? names.zh : names.en
    }

    // MARK: The list

    /// How many wishes stand on a page of the list.
    private static let listMaximum = 50

    /// A page of the list of wishes.
    func list(
        isOpen: Bool, isStreet: Bool, before: WishRow.Position?
    ) async throws(NodeFailure) -> WishListModel {
        var filter = WishFilter(
            isOpen: isOpen, home: isStreet ? nil : node.keys.member, before: before,
            limit: Self.listMaximum)
        if isStreet { filter.log = street ?? .home }
        let rows = try await node.store.read { [filter] books throws(NodeFailure) in
            try books.wishes(filter)
        }
        // A wish that went before the street goes on there: it would stand here twice.
        let shown = rows.filter { $0.outcome != .moved }
        return WishListModel(
            isOpen: isOpen, isStreet: isStreet, rows: shown.map(row),
            next: rows.count == filter.limit ? rows.last?.position.text : nil,
            isLater: before != nil)
    }

    private func row(_ row: WishRow) -> WishListModel.Row {
        WishListModel.Row(
            link: row.link, home: name(row.home), isOurs: row.home == node.keys.member,
            isOnlyHere: row.log == .home, category: row.category, area: row.area,
            isToday: row.urgency == .today, status: row.deskStatus, places: row.places,
            freePlaces: row.freePlaces, standby: row.standbyCount,
            isLate: row.lateAt.map { $0 <= clock.now } ?? false,
            ageMinutes: row.ageMinutes(now: clock.now))
    }

    // MARK: The form

    /// The areas of the newest own wishes, for suggestions.
    func areas() async throws(NodeFailure) -> [String] {
        let rows = try await node.store.read {
            [home = node.keys.member] books throws(NodeFailure) in
            try books.wishes(WishFilter(home: home, limit: 200))
        }
        var areas: [String] = []
        for row in rows where !row.area.isEmpty && !areas.contains(row.area) {
            areas.append(row.area)
        }
        return Array(areas.prefix(30))
    }

    /// What neighbours would see of what is typed.
    func preview(
        _ typed: WishFormModel.Typed, findings: Set<PrivacyFinding>
    ) -> PreviewModel {
        let window: ClosedRange<UInt64>? =
            if let until = clock.milliseconds(typed.until) {
                min(clock.milliseconds(typed.from) ?? clock.now, until) / 1000...until / 1000
            } else { nil }
        return PreviewModel(
            home: name(node.keys.member), title: typed.title, body: typed.body,
            area: typed.area, category: Word(typed.category).map(word) ?? typed.category,
            isToday: typed.urgency == "today", places: Int(typed.places) ?? 1,
            skills: (typed.skillWords ?? []).map(word), window: clock.window(window),
            today: clock.today, findings: findings)
    }

    /// What the words of a form give away: of whom the form names, of who left the request that it
    /// takes over, and of whose wish it changes.
    func findings(
        in typed: WishFormModel.Typed, revising wish: WishID? = nil
    ) async throws(NodeFailure) -> Set<PrivacyFinding> {
        let contacts = try await node.store.read { [keys = node.keys] books throws(NodeFailure) in
            [
                typed.contact,
                try wish.flatMap { wish throws(NodeFailure) in
                    try books.contact(of: wish, keys: keys)
                },
                try Int64(typed.request).flatMap { number throws(NodeFailure) in
                    try books.requester(number, keys: keys)
                },
            ].compactMap(\.self)
        }
        var findings = typed.words.findings(contact: nil)
        for contact in contacts {
            findings.formUnion(typed.words.findings(contact: contact))
        }
        return findings
    }

    /// The mark of just these words, looked through for just these people: a box that was ticked
    /// says nothing about words that came into the form afterwards. Made of the form alone, so
    /// that the same sending says the same when it comes again.
    func mark(of typed: WishFormModel.Typed) -> String {
        let looked = JSON.object(of: [
            "title": .string(typed.title), "body": .string(typed.body),
            "name": .string(typed.name), "request": .string(typed.request),
        ])
        return node.keys.digest(looked.canonicalBytes).description
    }

    /// What neighbours will see of a wish on the own log.
    func preview(_ preview: Preview) -> PreviewModel {
        PreviewModel(
            home: name(node.keys.member), title: preview.words.title, body: preview.words.body,
            area: preview.terms.area, category: word(preview.terms.category),
            isToday: preview.terms.urgency == .today, places: preview.terms.places,
            skills: preview.terms.skills.map(word), window: clock.window(preview.terms.window),
            today: clock.today, findings: preview.findings)
    }

    // MARK: Residents

    /// Who was found, with the state of their wishes, masked.
    func found(
        _ result: (matches: [ResidentShelf.Match], more: Int)
    ) async throws(NodeFailure) -> ResidentsFound {
        let residents = try await node.store.read { books throws(NodeFailure) in
            var residents: [ResidentsFound.Resident] = []
            for match in result.matches {
                var entries: [ResidentsFound.Entry] = []
                for wish in match.wishes.prefix(Self.wishesOfResident) {
                    guard let row = try books.wishRow(wish) else { continue }
                    entries.append(.init(link: row.link, status: row.deskStatus))
                }
                // One that was not folded yet has no row, and still finds its resident.
                if entries.isEmpty, let wish = match.wishes.first {
                    entries = [.init(link: WishLink(wish: wish, title: ""), status: .open)]
                }
                let digits = Phone(match.contact.phone)?.digits ?? ""
                residents.append(
                    .init(
                        name: match.contact.name,
                        phoneEnd: digits.count > 4 ? String(digits.suffix(4)) : "",
                        wishes: entries))
            }
            return residents
        }
        return ResidentsFound(residents: residents, more: result.more)
    }

    private static let wishesOfResident = 5
}

extension WishRow {
    /// The wish as a link.
    var link: WishLink { WishLink(wish: wish, title: title, isErased: isErased) }

    /// How far it has come: what is to be done next comes first.
    var deskStatus: DeskStatus {
        if let outcome { return .ended(outcome) }
        if stages.served > 0 { return .served }
        if standbyCount > 0, freePlaces > 0 { return .claimed }
        if stages.offered > 0 { return .offered }
        if stages.accepted > 0 { return .accepted }
        if stages.settled > 0, freePlaces == 0 { return .settled }
        return .open
    }
}
