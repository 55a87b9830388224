/// Who somebody is to a node, as its token says.
package enum Role: String, CaseIterable, Sendable {
    /// Runs the machine; sees no residents.
    case administrator
    /// The community's office.
    case office
    /// A grid worker (网格员), out in the estate.
    case grid
    /// A registered volunteer.
    case volunteer
    /// A partner or a shop.
    case partner
    /// The alliance's coordinator.
    case coordinator
    /// Looks at books and figures, changes nothing.
    case auditor
}

/// What can be done through the API; each route names one (AUZ-1).
package enum Action: String, CaseIterable, Sendable {
    /// Read open wishes and their public state.
    case readWishes
    /// Write a wish down, revise, publish, cancel and conclude it.
    case keepWishes
    /// Pick a claimant, end an award, settle a service.
    case decideClaims
    /// Read a resident's contact, and who will come.
    case readResidents
    /// Register volunteers and give them tokens.
    case keepVolunteers
    /// Claim, withdraw, accept, decline, report a service; read one's own.
    case claim
    /// Take the community's volunteers, teams and wishes away as a file, contacts included.
    case exportBooks
    /// Give out tokens for roles.
    case keepAccounts
    /// Admit members to the alliance.
    case keepRoster
    /// Read the node's state: last heard, waiting, incidents.
    case readState
    /// Read hours, points and the audit trail.
    case readBooks
    /// Read who was released a contact, and what was erased where; names nobody.
    case readLedger
    /// Tell a person all that is kept about them, and erase it (PIPL art. 44 to 47).
    case answerPersons
}

extension Role {
    /// Whether the role may do it. Unknown is no: there is no default branch to fall into.
    package func may(_ action: Action) -> Bool { Self.table[self]?.contains(action) ?? false }

    /// The one table of roles and actions (AUZ-1).
    private static let table: [Role: Set<Action>] = [
        .administrator: [.keepAccounts, .keepRoster, .readState],
        .office: [
            .readWishes, .keepWishes, .decideClaims, .readResidents, .keepVolunteers, .readState,
            .readBooks, .readLedger, .answerPersons, .exportBooks,
        ],
        .grid: [.readWishes, .keepWishes, .readResidents],
        .volunteer: [.readWishes, .claim],
        .partner: [.readWishes, .claim],
        .coordinator: [.readWishes, .keepRoster, .readState, .readBooks],
        .auditor: [.readWishes, .readState, .readBooks, .readLedger],
    ]
}
