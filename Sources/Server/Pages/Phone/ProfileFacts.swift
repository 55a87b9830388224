import Alliance
import Causality
import Community
import Node
import Pages

/// What a volunteer's pages say of themselves.
struct ProfileFacts: Sendable {
    private let visit: Visit
    private let volunteer: VolunteerID

    /// Credits that the list of hours shows.
    private static let creditsMaximum = 50
    /// Areas that are offered to tick.
    private static let areasMaximum = 24

    init(_ visit: Visit) throws {
        self.visit = visit
        volunteer = try visit.volunteer()
    }

    /// Hours and points, and where they come from.
    func hours() async throws -> PhoneHoursModel {
        let (credits, titles) = try await visit.node.store.read { books throws(NodeFailure) in
            let credits = try books.credits(of: volunteer)
            var titles: [Dot: String] = [:]
            for credit in credits.prefix(Self.creditsMaximum) {
                titles[credit.claim] = try books.wishRow(credit.wish)?.title
            }
            return (credits, titles)
        }
        let node = visit.node
        return PhoneHoursModel(
            minutes: credits.reduce(0) { $0 + $1.minutes },
            points: credits.reduce(0) { $0 + $1.points }, services: credits.count,
            lines: credits.prefix(Self.creditsMaximum).map { credit in
                PhoneHoursModel.Line(
                    claim: credit.claim, title: titles[credit.claim] ?? "",
                    minutes: credit.minutes, points: credit.points,
                    at: node.localMoment(credit.at))
            },
            now: node.localMoment(node.clock()))
    }

    /// The profile, with what was said before or just now.
    func profile(_ typed: Preferences? = nil) async throws -> PhoneProfileModel {
        let card = try await visit.node.card(of: volunteer)
        let (row, kept) = try await visit.node.store.read {
            [keys = visit.node.keys] books throws(NodeFailure) in
            (try books.volunteer(volunteer), try books.preferences(of: volunteer, keys: keys))
        }
        let preferences = typed ?? kept
        let wishes = try await visit.office.street.current().entries
        var model = PhoneProfileModel(
            name: card?.name ?? "", phone: card?.phone ?? "", team: card?.team ?? "",
            skills: (row?.skills ?? []).map { visit.language.name(of: $0) },
            preferences: preferences,
            areas: Self.areas(wishes.map(\.row.area), preferences.areas))
        model.papers = try await visit.node.papers(of: volunteer)
        model.hasCalendar = try await visit.node.hasCalendar(volunteer)
        return model
    }

    /// The volunteer's own areas, then those with most open wishes.
    private static func areas(_ all: [String], _ own: [String]) -> [String] {
        var counts: [String: Int] = [:]
        for area in all where !area.isEmpty { counts[area, default: 0] += 1 }
        let others = counts.keys.filter { !own.contains($0) }.sorted { one, other in
            (counts[one] ?? 0, other) > (counts[other] ?? 0, one)
        }
        return own + others.prefix(max(0, areasMaximum - own.count))
    }

    /// What is kept of the volunteer; that they looked is an entry of the audit trail.
    func kept() async throws -> PhoneKeptModel {
        let report = try await visit.node.report(
            on: .volunteer(volunteer), by: try visit.account())
        let skills = report.texts("skills").compactMap { Word($0) }
        let facts: [(PhoneKeptModel.What, String)] = [
            (.number, volunteer.text), (.name, report.text("name")),
            (.phone, report.text("phone")), (.team, report.text("team")),
            (.skills, skills.map { visit.language.name(of: $0) }.joined(separator: "、")),
            (.registered, day(report.number("registeredAt"))),
            (.areas, report.texts("areas").joined(separator: "、")),
            (.free, String(report.texts("free").count)),
            (.devices, report.count("accounts")), (.claims, report.count("claims")),
            (.notices, report.count("notices")), (.credits, report.count("credits")),
            (.trail, report.count("trail")),
        ]
        return PhoneKeptModel(
            facts: facts.map { PhoneKeptModel.Fact($0.0, $0.1) },
            report: String(decoding: report.canonicalBytes, as: UTF8.self))
    }

    private func day(_ milliseconds: UInt64?) -> String {
        guard let milliseconds else { return "" }
        let day = CivilDay(number: Int64(visit.node.localMoment(milliseconds).day))
        return "\(day.year)-\(day.month)-\(day.day)"
    }
}

extension JSON {
    private func value(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    fileprivate func text(_ name: String) -> String {
        guard case .string(let text) = value(name) else { return "" }
        return text
    }

    fileprivate func number(_ name: String) -> UInt64? {
        guard case .integer(let number) = value(name) else { return nil }
        return number
    }

    fileprivate func texts(_ name: String) -> [String] {
        guard case .array(let elements) = value(name) else { return [] }
        return elements.compactMap { element in
            guard case .string(let text) = element else { return nil }
            return text
        }
    }

    fileprivate func count(_ name: String) -> String {
        guard case .array(let elements) = value(name) else { return "0" }
        return String(elements.count)
    }
}
