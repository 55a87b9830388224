import Alliance
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

extension PhoneSamples {
    /// A claim with two of a team of three.
    static func teamClaim(_ language: Language) -> PhoneClaimModel {
        var model = claimModel(award.map { .awarded($0, .accepted) }, language)
        model.team = teamWish(language).team
        model.team?.chosen = ["vbob"]
        return model
    }

    /// Somebody who goes along with a team.
    static func along(_ language: Language) -> PhoneClaimsModel {
        var model = PhoneClaimsModel(live: [], over: [], notices: [], now: now)
        model.along = [
            (claim: claim(award.map { .awarded($0, .accepted) }, language), leader: "周建国")
        ]
        return model
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
        var profile = PhoneSamples.profile(language)
        profile.papers = Samples.papers(isWrong: false)
        return [
            "phone-claim-team": PhoneClaimPage.render(PhoneSamples.teamClaim(language), reader),
            "phone-claims-along": PhoneClaimsPage.render(PhoneSamples.along(language), reader),
            "phone-profile-papers": PhoneProfilePage.render(profile, reader),
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
        party("team of a claim") { $0.name = $1 },
        party("member of a claim") { $0.others[1].name = $1 },
        Field(name: "who claimed for the team") { text in
            var model = PhoneSamples.along(.zh)
            model.along[0].leader = text
            model.along[0].claim.wish.title = text
            return PhoneClaimsPage.render(model, PhoneSamples.reader(.zh))
        },
        Field(name: "own paper") { text in
            var profile = PhoneSamples.profile(.zh)
            profile.papers = Samples.papers(isWrong: false)
            profile.papers.papers[1].document = text
            return PhoneProfilePage.render(profile, PhoneSamples.reader(.zh))
        },
    ]

    private static func party(
        _ name: String, set: @escaping @Sendable (inout PhoneTeam, String) -> Void
    ) -> Field {
        Field(name: "phone \(name)") { text in
            var model = PhoneSamples.teamClaim(.zh)
            if var team = model.team {
                set(&team, text)
                model.team = team
            }
            return PhoneClaimPage.render(model, PhoneSamples.reader(.zh))
        }
    }

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
