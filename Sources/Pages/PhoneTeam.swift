package import Community

/// A volunteer's team, for a claim in its name.
package struct PhoneTeam: Sendable, Equatable {
    /// The team's name.
    package var name: String
    /// The other members, by number and name.
    package var others: [Member]
    /// Who was ticked, when the form is shown again.
    package var chosen: Set<String> = []

    /// Somebody who could come along.
    package struct Member: Sendable, Equatable {
        /// The number.
        package var id: VolunteerID
        /// The name.
        package var name: String

        /// A member from the parts.
        package init(id: VolunteerID, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// A team from its parts.
    package init(name: String, others: [Member], chosen: Set<String> = []) {
        self.name = name
        self.others = others
        self.chosen = chosen
    }
}

/// The claim of a team on a wish's page: opened by one tap, who comes is ticked, said yes to by
/// another. Works without the script.
struct PhoneTeamView {
    let team: PhoneTeam
    let wish: PhoneWish
    let reader: Reader

    /// The form.
    var form: HTML {
        let controls = Controls(reader)
        let language = reader.language
        return HTML(.details, .class("ask"), team.chosen.isEmpty ? nil : .open) {
            HTML(.summary, .class("button second")) { language.say(.teamClaim(team.name)) }
            HTML(.p) { language.say(.teamMeans) }
            controls.form(.claim(wish.wish), class: "stack") {
                controls.hidden("as", "team")
                controls.boxes(
                    "members", language.say(.teamWhoComes),
                    team.others.map { ($0.id.text, $0.name) }, chosen: team.chosen,
                    hint: language.say(.teamWhoHint))
                controls.submit(language.say(.teamClaimYes))
            }
        }
    }
}

/// Who goes under a claim of the reader's team, and how to say it anew until it is confirmed.
struct PhonePartyView {
    let team: PhoneTeam
    let model: PhoneClaimModel
    let reader: Reader

    private var language: Language { reader.language }

    /// The part of the claim's page.
    var part: HTML {
        HTML(.section, .labelledBy(.fourthHeading)) {
            HTML(.h2, .id(.fourthHeading)) { language.say(.partyTitle(team.name)) }
            HTML(.p) { language.say(.partyWho(team.others.filter(isNamed).map(\.name))) }
            if canChange { form }
        }
    }

    private var canChange: Bool {
        !model.claim.isOver && model.claim.confirmedMinutes == nil && !team.others.isEmpty
    }

    private var form: HTML {
        let controls = Controls(reader)
        return HTML(.details, .class("ask")) {
            HTML(.summary, .class("quiet")) { language.say(.partyChange) }
            HTML(.p) { language.say(.partyChangeMeans) }
            controls.form(.myDeed(model.claim.claim, .members), class: "stack") {
                controls.hidden("as", "team")
                controls.boxes(
                    "members", language.say(.teamWhoComes),
                    team.others.map { ($0.id.text, $0.name) }, chosen: team.chosen,
                    hint: language.say(.teamWhoHint))
                controls.submit(language.say(.partyChangeYes), class: "button second")
            }
        }
    }

    private func isNamed(_ member: PhoneTeam.Member) -> Bool {
        team.chosen.contains(member.id.text)
    }
}

/// The sentences of a team's claim.
extension Phrase {
    static func teamClaim(_ team: String) -> Phrase {
        Phrase("和队伍一起去：\(team)", "Go as the team \(team)")
    }
    static let teamMeans = Phrase(
        "以队伍的名义认领，只占一个名额。联系方式只给您一个人；对方社区会看到一同去的人的名字。",
        "Claimed for the team, it takes one place. The contact comes to you alone; the other "
            + "community sees the names of those who come.")
    static func partyTitle(_ team: String) -> Phrase {
        Phrase("和队伍一起去：\(team)", "With the team \(team)")
    }

    static func partyWho(_ others: [String]) -> Phrase {
        others.isEmpty
            ? Phrase("只有您一个人。", "You alone.")
            : Phrase(
                "一共 \(others.count + 1) 人：您、\(others.joined(separator: "、"))",
                "\(others.count + 1) in all: you, \(others.joined(separator: ", "))")
    }

    static let partyChange = Phrase("去的人变了", "Others go")
    static let partyChangeMeans = Phrase(
        "谁去、谁去过，都以这里为准；社区确认时长以前都可以改，时长记给这里的每一个人。",
        "Who goes, or went, is as it stands here, and can be changed until the community has "
            + "confirmed; the time is credited to each of them.")
    static let partyChangeYes = Phrase("就是这些人", "These it is")
    static let claimsAlong = Phrase("和队伍一起去的", "Along with the team")

    static func alongWith(_ leader: String) -> Phrase {
        Phrase(
            "由\(leader)认领，联系方式在\(leader)那里。", "Claimed by \(leader), who has the contact.")
    }

    static let teamWhoComes = Phrase("谁和您一起去？", "Who comes with you?")
    static let teamWhoHint = Phrase(
        "先问过本人再勾选。您自己不用勾。", "Ask them first. You yourself are counted in.")
    static let teamClaimYes = Phrase("是的，我们去", "Yes, we will go")
}
