import Community
import Pages

extension PhoneSamples {
    /// A wish that can be claimed alone, or with two others of a team.
    static func teamWish(_ language: Language) -> PhoneWishModel {
        var wish = PhoneSamples.clock(language)
        wish.claim = nil
        let members = [("vada", "王秀英"), ("vbob", "周建国")].compactMap { id, name in
            VolunteerID(id).map { PhoneTeam.Member(id: $0, name: name) }
        }
        return PhoneWishModel(
            wish: wish, skills: [], now: PhoneSamples.now,
            team: PhoneTeam(name: "春分街巡逻队", others: members))
    }
}

extension ExpectedPagesTests {
    /// Pages of teams that claim.
    @Sendable
    static func groupPages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        var again = PhoneSamples.teamWish(language)
        again.team?.chosen = ["vada"]
        again.trouble = "这支队伍，或者其中有人，已经认领了这个心愿。"
        let reader = PhoneSamples.reader(language)
        return [
            "phone-wish-team": PhoneWishPage.render(PhoneSamples.teamWish(language), reader),
            "phone-wish-team-again": PhoneWishPage.render(again, reader),
        ]
    }
}

extension Field {
    /// What others have written of teams and their members.
    static let groups: [Field] = [
        team("name") { $0.name = $1 },
        team("member") { $0.others[0].name = $1 },
    ]

    private static func team(
        _ name: String, set: @escaping @Sendable (inout PhoneTeam, String) -> Void
    ) -> Field {
        Field(name: "phone team \(name)") { text in
            var model = PhoneSamples.teamWish(.zh)
            if var team = model.team {
                set(&team, text)
                model.team = team
            }
            return PhoneWishPage.render(model, PhoneSamples.reader(.zh))
        }
    }
}
