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

/// The sentences of a team's claim.
extension Phrase {
    static func teamClaim(_ team: String) -> Phrase {
        Phrase("和队伍一起去：\(team)", "Go as the team \(team)")
    }
    static let teamMeans = Phrase(
        "以队伍的名义认领，只占一个名额。联系方式只给您一个人；对方社区会看到一同去的人的名字。",
        "Claimed for the team, it takes one place. The contact comes to you alone; the other "
            + "community sees the names of those who come.")
    static let teamWhoComes = Phrase("谁和您一起去？", "Who comes with you?")
    static let teamWhoHint = Phrase(
        "先问过本人再勾选。您自己不用勾。", "Ask them first. You yourself are counted in.")
    static let teamClaimYes = Phrase("是的，我们去", "Yes, we will go")
}
