import Alliance
import Causality
import Community
import Node
import Pages
import Replication

extension LocalNode {
    /// When this year began by the clock on the office's wall, in milliseconds since 1970.
    func yearBegan() -> UInt64 {
        let now = clock()
        let local = localMoment(now)
        let utc = LocalMoment(utc: now)
        let ahead = (local.day - utc.day) * 1440 + local.minute - utc.minute
        let year = CivilDay(number: Int64(local.day)).year
        let day = CivilDay.number(year: year, month: 1, day: 1)
        return UInt64(clamping: (day * 1440 - Int64(ahead)) * 60_000)
    }

    /// The names of the members, for people.
    func memberNames() -> [MemberName: String] {
        var names: [MemberName: String] = [:]
        for member in store.state.street?.roster.members ?? [] {
            names[member.name] = member.admission.displayName
        }
        return names
    }
}

/// The book of volunteers, as its page shows it.
struct VolunteersFacts {
    let visit: Visit

    private var node: LocalNode { visit.node }

    /// The names of the teams on record.
    func teamNames() async throws -> [String] {
        try await node.teams().filter { $0.kind == .team }.map(\.name)
    }

    /// The list, those that match first if somebody is looked for.
    func model(find: String? = nil, form: VolunteerForm = VolunteerForm()) async throws
        -> VolunteersModel
    {
        let entries = try await node.volunteerEntries(since: node.yearBegan())
        let wanted = find.flatMap { $0.isEmpty ? nil : $0 }
        let found = wanted.map { text in entries.filter { matches($0.volunteer, text) } }
        let rows = (found ?? entries).map { row($0) }
            .sorted { ($0.team, $0.name, $0.id) < ($1.team, $1.name, $1.id) }
        return VolunteersModel(
            rows: Array(rows.prefix(VolunteersModel.rowsMaximum)), totalCount: entries.count,
            find: wanted, teams: try await teamNames(), form: form)
    }

    private func matches(_ volunteer: Volunteer, _ text: String) -> Bool {
        let wanted = text.lowercased()
        let skills = volunteer.skills.flatMap { word in
            [word.text, UsualWord.names(of: word)?.zh, UsualWord.names(of: word)?.en]
        }
        let texts = [volunteer.name, volunteer.team, volunteer.id.text] + skills.compactMap { $0 }
        if texts.contains(where: { $0.lowercased().contains(wanted) }) { return true }
        let digits = text.filter(\.isNumber)
        return digits.count >= 3 && volunteer.phone.filter(\.isNumber).contains(digits)
    }

    private func row(_ entry: VolunteerEntry) -> VolunteersModel.Row {
        VolunteersModel.Row(
            id: entry.volunteer.id, name: entry.volunteer.name, phone: entry.volunteer.phone,
            team: entry.volunteer.team, skills: entry.volunteer.skills,
            liveClaims: entry.liveClaims, minutes: entry.figures.minutes,
            lastAt: entry.figures.lastAt.map(node.localMoment))
    }

    /// One volunteer's page.
    ///
    /// - Parameter form: what was typed, when it is shown again.
    /// - Throws: ``Refusal/notFound`` for who has left or never was.
    func model(
        of id: VolunteerID, form: VolunteerForm? = nil, leavingTrouble: String? = nil
    ) async throws -> VolunteerModel {
        let since = node.yearBegan()
        let names = node.memberNames()
        let language = visit.language
        guard let volunteer = try await node.volunteer(id) else { throw Problem(.notFound) }
        let known = try await node.store.read { books throws(NodeFailure) in
            (
                registered: try books.volunteer(id)?.registeredAt ?? 0,
                live: try books.claimCounts(of: id, since: .max >> 1).live,
                figures: try books.serviceFigures(of: id, since: since),
                credits: try books.allCredits(of: id),
                claims: try books.ownClaims(of: id).map { claim throws(NodeFailure) in
                    (claim: claim, title: try books.wishRow(claim.wish)?.title ?? "")
                }
            )
        }
        let row = row(
            VolunteerEntry(
                volunteer: volunteer, liveClaims: known.live, figures: known.figures))
        return VolunteerModel(
            row: row, registeredAt: node.localMoment(known.registered),
            minutes: known.credits.reduce(0) { $0 + $1.minutes },
            points: known.credits.reduce(0) { $0 + $1.points }, services: known.credits.count,
            claims: known.claims.map { claim, title in
                VolunteerModel.Claim(
                    wish: claim.wish, title: title,
                    home: names[claim.wish.home] ?? claim.wish.home.text,
                    state: Disclosure.verdict(claim.toldVerdict, language),
                    at: node.localMoment(claim.madeAt), isLive: claim.isLive)
            }, teams: try await teamNames(), form: form ?? VolunteerForm(volunteer),
            leavingTrouble: leavingTrouble, papers: try await node.papers(of: id))
    }
}

extension VolunteerForm {
    /// What stands in the book.
    init(_ volunteer: Volunteer) {
        self.init(
            name: volunteer.name, phone: volunteer.phone, team: volunteer.team,
            skills: Set(volunteer.skills.map(\.text)))
    }

    /// What was typed, with what is wrong with it.
    init(_ form: Form, _ troubles: Troubles) {
        self.init(
            name: form.text("name"), phone: form.text("phone"), team: form.text("team"),
            skills: Set(form.all("skills")), troubles: troubles.byField)
    }
}

extension Said {
    /// What is said of a deed that cannot be taken back, while its box is not ticked.
    static func confirmFirst(_ language: Language) -> String {
        language == .zh ? "请先在框里打勾。" : "Please tick the box first."
    }
}

extension Form {
    /// The form's texts as the JSON that the API takes; empty ones are left out.
    func json(_ names: [String], lists: [String] = []) -> JSON {
        let texts = names.filter { has($0) }.map { JSON.Member($0, .string(text($0))) }
        let arrays = lists.map { name in
            JSON.Member(name, .array(all(name).map { .string($0) }))
        }
        return .object(members: texts + arrays)
    }

    /// A volunteer, by the same rules as the API's.
    func volunteer() throws(FieldProblem) -> VolunteerDraft {
        var fields = try Fields(json(["name", "phone", "team"], lists: ["skills"]))
        return try VolunteerDraft(reading: &fields)
    }

    /// A team or a partner, by the same rules as the API's.
    func team() throws(FieldProblem) -> Team {
        var json = json(["name", "kind", "leader", "phone", "offer"], lists: ["skills"])
        if has("members") {
            guard let count = UInt64(text("members")) else {
                throw FieldProblem(
                    "members", .outOfRange(0...UInt64(Team.memberCountMaximum)))
            }
            json = json.with(["members": .integer(count)])
        }
        var fields = try Fields(json)
        return try Team(reading: &fields)
    }
}
