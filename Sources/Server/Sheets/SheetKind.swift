import Community

/// What a sheet holds; the last step of the paths of imports and exports.
enum SheetKind: String, CaseIterable, Sendable {
    case volunteers
    case wishes
    case teams

    /// What a role must be allowed to bring one in.
    var importAction: Action {
        switch self {
        case .volunteers, .teams: .keepVolunteers
        case .wishes: .keepWishes
        }
    }

    /// What a role must be allowed to take one away.
    var exportAction: Action { .exportBooks }
}
