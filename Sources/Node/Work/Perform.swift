package import Alliance
import Causality
import Community

extension Desk {
    /// Carries a command out, with its audit entry in the same transaction (AUD-1).
    ///
    /// - Returns: what the answer's body says.
    /// - Throws: ``NodeFailure``; then nothing was changed.
    package mutating func perform(_ command: Command, by hand: Hand) throws(NodeFailure) -> JSON {
        let body = try carryOut(command, by: hand)
        try books.audit(
            AuditEntry(
                at: hand.now, account: hand.account?.number, action: command.name,
                object: command.object ?? ""))
        effects.insert(.pages)
        return body
    }

    /// What the alliance's coordinator does about its members.
    private mutating func keepRoster(
        _ command: Command, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        switch command {
        case .inviteMember(let member, let name):
            try inviteMember(member, displayName: name, by: hand)
        case .withdrawInvitation(let member): try withdrawInvitation(member, by: hand)
        case .suspend(let member): try suspend(member, by: hand)
        case .readmit(let member): try readmit(member, by: hand)
        case .replaceKeys(let member, let identityKey, let boxKey):
            try replaceKeys(of: member, identityKey: identityKey, boxKey: boxKey, by: hand)
        default: throw .refused(.noEffect)
        }
    }

    /// What the office does about the doors by which residents come.
    private mutating func answerDoor(
        _ command: Command, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        switch command {
        case .takeRequest(let number, let draft, let wordsConfirmed):
            try takeRequest(number, draft, wordsConfirmed: wordsConfirmed, by: hand)
        case .declineRequest(let number, let reason, let words):
            try declineRequest(number, reason, words, by: hand)
        case .keepDoor(let isOpen): try keepDoor(isOpen: isOpen)
        case .keepStation(let station): try keepStation(station)
        case .dropStation(let number): try dropStation(number)
        default: throw .refused(.noEffect)
        }
    }

    private mutating func carryOut(
        _ command: Command, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        switch command {
        case .writeDown(let draft): try writeDown(draft, by: hand)
        case .takeRequest, .declineRequest, .keepDoor, .keepStation, .dropStation:
            try answerDoor(command, by: hand)
        case .publish(let wish, let preview, let confirmed):
            try publish(wish, preview: preview, wordsConfirmed: confirmed, by: hand)
        case .revise(let wish, let terms, let words, let material, let confirmed):
            try revise(
                wish, terms, words, material: material, wordsConfirmed: confirmed, by: hand)
        case .conclude(let wish, let outcome, let reason):
            try conclude(wish, outcome, reason, by: hand)
        case .award(let wish, let claim): try award(wish, claim: claim, by: hand)
        case .revoke(let wish, let claim, let reason):
            try revoke(wish, claim: claim, reason, by: hand)
        case .settle(let wish, let claim, let minutes):
            try settle(wish, claim: claim, minutes: minutes, by: hand)
        case .erase(let wish): try erase(wish, by: hand)
        case .erasePerson(let person): try erase(person, by: hand)
        case .register(let draft): try register(draft, by: hand)
        case .giveToken(let volunteer): try giveToken(volunteer, by: hand)
        case .invite(let volunteer): try invite(volunteer, by: hand)
        case .invitePartner(let name): try invitePartner(name, by: hand)
        case .inviteStaff(let role): try inviteStaff(role, by: hand)
        case .changeRole(let account, let role): try changeRole(of: account, to: role, by: hand)
        case .endStaff(let account): try endStaff(account, by: hand)
        case .resetPassword(let account): try resetPassword(of: account, by: hand)
        case .changeVolunteer(let volunteer, let draft):
            try change(volunteer, draft, by: hand)
        case .keepTeam(let team, let was): try keepTeam(team, was: was, by: hand)
        case .dropTeam(let name): try dropTeam(name)
        case .importVolunteers(let lines): try importVolunteers(lines, by: hand)
        case .importWishes(let lines): try importWishes(lines, by: hand)
        case .importTeams(let lines): try importTeams(lines, by: hand)
        case .claim(let wish, let members): try claim(wish, with: members, by: hand)
        case .nameMembers(let claim, let members):
            try nameMembers(of: claim, members, by: hand)
        case .keepProof(let volunteer, let skill, let proof, let until):
            try keepProof(proof, of: skill, by: volunteer, until: until, hand)
        case .dropProof(let volunteer, let skill): try dropProof(of: skill, by: volunteer)
        case .keepStanding(let volunteer, let standing):
            try keepStanding(standing, of: volunteer, hand)
        case .reaffirm(let claim): try reaffirm(claim, by: hand)
        case .withdraw(let claim): try withdraw(claim, by: hand)
        case .accept(let claim): try accept(claim, by: hand)
        case .decline(let claim): try decline(claim, by: hand)
        case .served(let claim, let minutes, let photo):
            try served(claim, minutes: minutes, photo: photo, by: hand)
        case .addPhoto(let claim, let photo): try addPhoto(photo, to: claim, by: hand)
        case .proposeTime(let wish, let claim, let at):
            try proposeTime(wish, claim: claim, at: at, by: hand)
        case .answerTime(let claim, let at): try answerTime(claim, at: at, by: hand)
        case .setOut(let claim): try setOut(claim, by: hand)
        case .setPreferences(let said): try setPreferences(said, by: hand)
        case .makeCalendar: try makeCalendar(by: hand)
        case .endCalendar: try endCalendar(by: hand)
        case .leaveEverywhere: try leaveEverywhere(by: hand)
        case .handOver(let member): try handOver(to: member, by: hand)
        case .recall: try recall(by: hand)
        case .recover(let wish, let reason): try recover(wish, reason, by: hand)
        case .inviteMember, .withdrawInvitation, .suspend, .readmit, .replaceKeys:
            try keepRoster(command, by: hand)
        }
    }
}

extension Command {
    /// A stable word for the audit trail.
    package var name: String {
        switch self {
        case .writeDown: "wish.written"
        case .publish: "wish.published"
        case .revise: "wish.revised"
        case .conclude: "wish.concluded"
        case .award: "claim.awarded"
        case .revoke: "claim.revoked"
        case .settle: "service.settled"
        case .erase: "wish.erasureAsked"
        case .erasePerson: "person.erasureAsked"
        case .register: "volunteer.registered"
        case .giveToken: "volunteer.token"
        case .invite: "volunteer.invited"
        case .invitePartner: "partner.invited"
        case .inviteStaff: "staff.invited"
        case .changeRole: "staff.roleChanged"
        case .endStaff: "staff.ended"
        case .resetPassword: "staff.passwordReset"
        case .changeVolunteer: "volunteer.changed"
        case .keepTeam(_, nil): "team.recorded"
        case .keepTeam: "team.changed"
        case .dropTeam: "team.dropped"
        case .importVolunteers: "volunteers.imported"
        case .importWishes: "wishes.imported"
        case .importTeams: "teams.imported"
        case .claim: "wish.claimed"
        case .nameMembers: "claim.members"
        case .keepProof: "proof.recorded"
        case .dropProof: "proof.dropped"
        case .keepStanding: "volunteer.standing"
        case .reaffirm: "claim.reaffirmed"
        case .withdraw: "claim.withdrawn"
        case .accept: "award.accepted"
        case .decline: "award.declined"
        case .served: "service.served"
        case .addPhoto: "photo.added"
        case .proposeTime: "visit.proposed"
        case .answerTime: "visit.answered"
        case .setOut: "visit.setOut"
        case .setPreferences: "volunteer.preferences"
        case .makeCalendar: "calendar.made"
        case .endCalendar: "calendar.ended"
        case .leaveEverywhere: "sessions.ended"
        case .handOver: "office.closed"
        case .recall: "office.opened"
        case .recover: "wish.recovered"
        case .inviteMember: "member.invited"
        case .withdrawInvitation: "member.invitationWithdrawn"
        case .suspend: "member.suspended"
        case .readmit: "member.readmitted"
        case .replaceKeys: "member.keysReplaced"
        case .takeRequest: "request.taken"
        case .declineRequest: "request.declined"
        case .keepDoor(let isOpen): isOpen ? "door.opened" : "door.closed"
        case .keepStation: "station.kept"
        case .dropStation: "station.dropped"
        }
    }

    /// What it is about, for the audit trail; never a name.
    package var object: String? {
        switch self {
        case .writeDown, .register, .invitePartner, .recall, .setPreferences, .makeCalendar,
            .endCalendar,
            .leaveEverywhere, .keepTeam, .dropTeam, .keepDoor, .keepStation:
            nil
        case .takeRequest(let number, _, _), .declineRequest(let number, _, _),
            .dropStation(let number):
            "\(number)"
        case .handOver(let member), .suspend(let member), .readmit(let member),
            .replaceKeys(let member, _, _), .inviteMember(let member, _),
            .withdrawInvitation(let member):
            member.text
        case .recover(let wish, _): wish.description
        case .erasePerson(let person): person.number
        case .giveToken(let volunteer), .invite(let volunteer), .changeVolunteer(let volunteer, _),
            .keepStanding(let volunteer, _):
            volunteer.text
        case .keepProof(let volunteer, _, _, _), .dropProof(let volunteer, _): volunteer.text
        case .inviteStaff(let role): role.rawValue
        case .changeRole(let account, let role): "\(account) \(role.rawValue)"
        case .endStaff(let account), .resetPassword(let account): "\(account)"
        case .importVolunteers(let lines): "\(lines.count) lines"
        case .importWishes(let lines): "\(lines.count) lines"
        case .importTeams(let lines): "\(lines.count) lines"
        case .erase(let wish), .publish(let wish, _, _), .revise(let wish, _, _, _, _),
            .conclude(let wish, _, _),
            .claim(let wish, _):
            wish.description
        case .award(_, let claim), .revoke(_, let claim, _), .settle(_, let claim, _),
            .reaffirm(let claim), .withdraw(let claim), .accept(let claim),
            .decline(let claim), .served(let claim, _, _), .addPhoto(let claim, _),
            .proposeTime(_, let claim, _), .answerTime(let claim, _), .setOut(let claim),
            .nameMembers(let claim, _):
            claim.description
        }
    }
}
