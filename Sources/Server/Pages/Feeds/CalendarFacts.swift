import Alliance
import Community
import Node
import Pages
import Replication

/// What a volunteer's calendar says, in the node's own language: a program has none.
struct CalendarFacts {
    private let node: LocalNode
    private let configuration: ServerConfiguration

    init(_ visit: Visit) {
        node = visit.node
        configuration = visit.office.configuration
    }

    /// The calendar that a key opens.
    ///
    /// - Throws: ``Refusal/notFound`` for a key that nobody has.
    func calendar(key: String) async throws(NodeFailure) -> Validated {
        let calendar = try await node.calendar(key: key)
        var names: [MemberName: String] = [:]
        for member in node.store.state.street?.roster.members ?? [] {
            names[member.name] = member.admission.displayName
        }
        if names[node.keys.member] == nil {
            names[node.keys.member] = try await node.store.read { books throws(NodeFailure) in
                try books.note("display-name")
            }
        }
        let model = CalendarModel(
            title: CalendarModel.title(configuration.language), base: configuration.address,
            language: configuration.language,
            visits: calendar.agenda.entries.map { entry in
                let row = calendar.wishes[entry.visit.claim]
                return CalendarModel.Visit(
                    claim: entry.visit.claim, title: row?.title ?? "",
                    home: row.map { names[$0.home] ?? $0.home.text } ?? "",
                    area: row?.area ?? "", span: entry.visit.span, state: entry.visit.state,
                    sequence: entry.sequence, changedAt: entry.changedAt)
            })
        let changes = calendar.agenda.entries.map(\.changedAt)
        return Validated(
            CalendarForm.render(model), type: CalendarForm.contentType,
            at: changes.max() ?? calendar.madeAt, node.keys)
    }
}
