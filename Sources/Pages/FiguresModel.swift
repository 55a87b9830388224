package import Alliance
package import Community

/// The street's figures of a span, as the board and the report show them.
package struct FiguresModel: Sendable, Equatable {
    /// What was counted.
    package var figures: StreetFigures
    /// The communities' names for people, in the order of `figures.members`.
    package var names: [String]
    /// The first moment that was counted, and the first that was not.
    package var from, to: LocalMoment

    /// Figures from the parts.
    package init(
        figures: StreetFigures, names: [String], from: LocalMoment, to: LocalMoment
    ) {
        self.figures = figures
        self.names = names
        self.from = from
        self.to = to
    }
}

/// The month's report.
package struct ReportModel: Sendable, Equatable {
    /// The month, such as `2026-11`.
    package var month: String
    /// The months that can be asked for, newest first.
    package var months: [String]
    /// What was counted; nil before the node belongs to an alliance.
    package var figures: FiguresModel?
    /// The alliance's name for people.
    package var alliance: String
    /// When it was counted.
    package var countedAt: LocalMoment
    /// Communities that were admitted, suspended, let back in the month, by their names.
    package var turns: [(what: Turn, name: String)] = []

    /// What became of a member.
    package enum Turn: String, Sendable, CaseIterable {
        /// It takes part; no longer; again; with new keys.
        case admitted, suspended, readmitted, keyReplaced
    }

    /// A report from its parts.
    package init(
        month: String, months: [String], figures: FiguresModel?, alliance: String,
        countedAt: LocalMoment, turns: [(what: Turn, name: String)] = []
    ) {
        self.month = month
        self.months = months
        self.figures = figures
        self.alliance = alliance
        self.countedAt = countedAt
        self.turns = turns
    }

    /// The same parts.
    package static func == (left: ReportModel, right: ReportModel) -> Bool {
        left.month == right.month && left.months == right.months
            && left.figures == right.figures && left.alliance == right.alliance
            && left.countedAt == right.countedAt
            && left.turns.elementsEqual(right.turns) { $0.what == $1.what && $0.name == $1.name }
    }
}
