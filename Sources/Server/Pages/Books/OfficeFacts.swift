import Alliance
import Causality
import Community
import Node
import Pages
import Replication

/// Closing and opening, the duty sheet, the text for a group.
struct OfficeFacts {
    let visit: Visit

    private var node: LocalNode { visit.node }

    /// The wishes that others award, for people.
    func elsewhere() async throws -> [ClosingModel.Held] {
        let names = node.memberNames()
        return try await node.heldElsewhere().map { held in
            let holder = MemberName(of: held.holder)
            return ClosingModel.Held(
                wish: held.wish, title: held.title, holder: names[holder] ?? holder.text,
                isFrozen: held.isFrozen)
        }
    }

    /// Closing and opening.
    func closing(trouble: String? = nil) async throws -> ClosingModel {
        let roster = node.store.state.street?.roster
        let others = (roster?.members ?? []).filter {
            $0.isActive && $0.name != node.keys.member
        }
        // The alliance's node first: it serves every community at night.
        let sorted =
            others.filter { $0.name == roster?.alliance }
            + others.filter { $0.name != roster?.alliance }
        let mode = try await node.store.read { books throws(NodeFailure) in
            try books.note(OfficeMode.note)
        }
        return ClosingModel(
            isClosed: mode == OfficeMode.closed.rawValue,
            delegates: sorted.map {
                .init(member: $0.name.text, name: $0.admission.displayName)
            },
            chosen: (node.policy.delegate ?? sorted.first?.name)?.text ?? "",
            elsewhere: try await elsewhere(), hours: node.policy.hours, trouble: trouble)
    }

    /// The duty sheet of a day: who has said yes and is not through yet.
    ///
    /// - Parameter account: whose look at the residents' contacts is written down; nil for a
    ///   sheet without them.
    func duty(_ day: Int, contactsBy account: Account?) async throws -> DutyModel {
        let names = node.memberNames()
        var rows: [DutyModel.Row] = []
        for wish in try await node.wishesWithVisits() {
            let (state, row) = try await node.wish(wish)
            for award in state.activeAwards where award.isAccepted && award.servedMinutes == nil {
                let agreed = try await node.visit(of: award.claim, on: wish).agreedAt
                let window = agreed == nil ? state.terms.window : nil
                let from = (agreed ?? window.map { $0.lowerBound * 1000 }).map(node.localMoment)
                let until = window.map { node.localMoment($0.upperBound * 1000) }
                guard Self.isOn(day, from, until) else { continue }
                rows.append(
                    DutyModel.Row(
                        wish: wish, title: row?.title ?? "", area: state.terms.area, from: from,
                        until: until, visitor: try? await node.visitor(award.claim, of: wish),
                        member: names[award.member] ?? award.member.text, contact: nil))
            }
        }
        if let account {
            let contacts = try await node.residents(
                of: Array(Set(rows.map(\.wish))).sorted(), by: account)
            for index in rows.indices { rows[index].contact = contacts[rows[index].wish] }
        }
        let last = LocalMoment(day: .max, minute: 0)
        return DutyModel(
            day: day, hasContacts: account != nil,
            rows: rows.sorted { ($0.from ?? last, $0.wish) < ($1.from ?? last, $1.wish) })
    }

    /// Whether a visit may be on a day: one without a time may be on any.
    private static func isOn(_ day: Int, _ from: LocalMoment?, _ until: LocalMoment?) -> Bool {
        guard let from else { return true }
        return from.day <= day && day <= max(from.day, (until ?? from).day)
    }

    /// The day that the page asks for; today when it asks for none.
    func day(_ text: String?) -> Int {
        let today = node.localMoment(node.clock()).day
        guard let parts = text?.split(separator: "-").map({ Int($0) }), parts.count == 3,
            let year = parts[0], let month = parts[1], let day = parts[2],
            (2000...2100).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return today }
        return Int(CivilDay.number(year: year, month: month, day: day))
    }

    /// The community's open wishes before the street, for a chat group.
    func group(node name: String) async throws -> GroupModel {
        let roster = node.store.state.street?.roster
        let log = node.store.state.street?.log
        let home = node.keys.member
        let (told, leftOut) = try await node.store.read {
            [keys = node.keys] books throws(NodeFailure) -> ([WishRow], Int) in
            guard let log else { return ([WishRow](), 0) }
            let rows = try books.wishes(
                WishFilter(isOpen: true, home: home, log: log, limit: 50))
            var told: [WishRow] = []
            var leftOut = 0
            for row in rows where row.freePlaces > 0 && !row.isErased && !row.title.isEmpty {
                let words = WishText(title: row.title, body: row.area)
                let contact = try books.contact(of: row.wish, keys: keys)
                if words.findings(contact: contact).isEmpty {
                    told.append(row)
                } else {
                    leftOut += 1
                }
            }
            return (told, leftOut)
        }
        return GroupModel(
            node: name,
            address: roster?[home]?.admission.address ?? visit.office.configuration.authority,
            wishes: told.map { row in
                .init(
                    number: row.wish.dot.description, title: row.title, area: row.area,
                    isToday: row.urgency == .today, freePlaces: row.freePlaces)
            }, leftOut: leftOut)
    }
}
