import Alliance
package import Community
package import Node

extension Sheet where Draft == VolunteerDraft {
    /// Reads a sheet of volunteers.
    package static func volunteers(_ bytes: [UInt8]) -> Sheet<VolunteerDraft> {
        read(bytes, VolunteerColumn.self) { cells in
            let draft = VolunteerDraft(
                name: cells.required(.name, bytesMaximum: 60),
                phone: cells.phone(.phone, bytesMaximum: 20),
                team: cells.text(.team, bytesMaximum: 60),
                skills: cells.words(.skills, maximum: 16))
            return ImportLine(number: cells.text(.number, bytesMaximum: 60), draft: draft)
        }
    }

    /// Writes a sheet of volunteers.
    ///
    /// - Throws: ``SheetProblem`` when the system cannot write the encoding.
    package static func write(
        _ volunteers: [Volunteer], _ encoding: SheetEncoding
    ) throws(SheetProblem) -> [UInt8] {
        try write(volunteers, encoding, VolunteerColumn.self) { volunteer, column in
            switch column {
            case .number: volunteer.id.text
            case .name: volunteer.name
            case .phone: volunteer.phone
            case .team: volunteer.team
            case .skills: UsualWord.text(of: volunteer.skills)
            }
        }
    }
}

extension Sheet where Draft == Team {
    /// Reads a sheet of teams.
    package static func teams(_ bytes: [UInt8]) -> Sheet<Team> {
        read(bytes, TeamColumn.self) { cells in
            let team = Team(
                name: cells.required(.name, bytesMaximum: 60),
                leader: cells.text(.leader, bytesMaximum: 60),
                phone: cells.phone(.phone, bytesMaximum: 20),
                skills: cells.words(.skills, maximum: 16),
                memberCount: cells.number(.members, 0...Team.memberCountMaximum),
                kind: cells.choice(.kind, Team.Kind.words) ?? .team,
                offer: cells.text(.offer, bytesMaximum: 400))
            return ImportLine(number: "", draft: team)
        }
    }

    /// Writes a sheet of teams.
    ///
    /// - Throws: ``SheetProblem`` when the system cannot write the encoding.
    package static func write(
        _ teams: [Team], _ encoding: SheetEncoding
    ) throws(SheetProblem) -> [UInt8] {
        try write(teams, encoding, TeamColumn.self) { team, column in
            switch column {
            case .name: team.name
            case .leader: team.leader
            case .phone: team.phone
            case .skills: UsualWord.text(of: team.skills)
            case .members: team.memberCount.map { String($0) } ?? ""
            case .kind: Team.Kind.words.first { $0.value == team.kind }?.zh ?? ""
            case .offer: team.offer
            }
        }
    }
}

extension Team.Kind {
    /// How a cell says it.
    fileprivate static let words: [(zh: String, en: String, value: Team.Kind)] = [
        ("队伍", "team", .team), ("共建单位", "partner", .partner), ("爱心商户", "shop", .shop),
    ]
}

extension UsualWord {
    /// Words as a cell has them.
    static func text(of words: [Word]) -> String {
        words.map { text(of: $0) }.joined(separator: "、")
    }
}
