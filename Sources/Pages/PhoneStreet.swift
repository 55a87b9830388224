package import Community

/// The street's open wishes on a volunteer's phone, fitting ones first.
package struct PhoneStreetModel: Sendable, Equatable {
    /// The wishes of this page of the list.
    package var wishes: [PhoneWish]
    /// Where the next page begins; nil at the end.
    package var next: String?
    /// Whether this page is the first.
    package var isFirst: Bool
    /// How many wishes are open in all.
    package var openCount: Int
    /// Whether the reader has said nothing yet of areas and free times.
    package var knowsNothing: Bool
    /// Whether the node belongs to an alliance.
    package var hasAlliance: Bool
    /// The minute of the list where the community is.
    package var now: LocalMoment

    /// A list from its parts.
    package init(
        wishes: [PhoneWish], next: String?, isFirst: Bool, openCount: Int, knowsNothing: Bool,
        hasAlliance: Bool, now: LocalMoment
    ) {
        self.wishes = wishes
        self.next = next
        self.isFirst = isFirst
        self.openCount = openCount
        self.knowsNothing = knowsNothing
        self.hasAlliance = hasAlliance
        self.now = now
    }
}

/// The page of ``PhoneStreetModel``.
package enum PhoneStreetPage {
    /// Cards on one page of the list: some ten screens of a phone, and a first load below 60 KB.
    package static let wishesMaximum = 20

    /// The page.
    package static func render(_ model: PhoneStreetModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.phoneStreet), section: .street).page {
            HTML(.section, .id(.first), .label(language.say(.phoneStreet)), part(.first)) {
                if model.wishes.isEmpty {
                    empty(model, language)
                } else {
                    head(model, language)
                    HTML(.ul, .class("wishes"), .role("list")) {
                        for wish in model.wishes.prefix(wishesMaximum) {
                            card(wish, reader, model.now)
                        }
                    }
                    if let next = model.next {
                        HTML(.p) {
                            HTML(.a, .class("button second"), .href(.my(before: next))) {
                                language.say(.phoneMore)
                            }
                        }
                    }
                }
                HTML(.p, .class("soft")) { language.say(.phoneAsOf(model.now)) }
            }
        }
    }

    private static func part(_ place: Place) -> Attribute { .data(.part, place.rawValue) }

    @HTMLBuilder
    private static func head(_ model: PhoneStreetModel, _ language: Language) -> [HTML] {
        if model.isFirst {
            HTML(.p, .class("summary")) { language.say(.phoneOpen(model.openCount)) }
            if model.knowsNothing {
                HTML(.p, .class("soft")) {
                    language.say(.phoneSayMore)
                    " "
                    HTML(.a, .href(.mine(.profile))) { language.say(.phoneSayMoreLink) }
                }
            }
        } else {
            HTML(.p) {
                HTML(.a, .class("quiet"), .href(.my(before: nil))) {
                    language.say(.phoneToFirst)
                }
            }
        }
    }

    private static func empty(_ model: PhoneStreetModel, _ language: Language) -> HTML {
        HTML(.div, .class("empty")) {
            HTML(.p) { language.say(model.isFirst ? .phoneNothing : .phoneNoMore) }
            if model.isFirst {
                HTML(.p) {
                    language.say(model.hasAlliance ? .phoneNothingStreet : .phoneNothingAlone)
                }
            } else {
                HTML(.p) {
                    HTML(.a, .href(.my(before: nil))) { language.say(.phoneToFirst) }
                }
            }
        }
    }

    private static func card(_ wish: PhoneWish, _ reader: Reader, _ now: LocalMoment) -> HTML {
        let view = PhoneWishView(wish: wish, reader: reader, now: now)
        return HTML(.li, .class("card wish")) {
            view.marks
            HTML(.h2) {
                HTML(.a, .href(wish.claim.map { .myClaim($0) } ?? .myWish(wish.wish))) {
                    view.title
                }
            }
            view.place
            view.reasons
            if let claim = wish.claim {
                HTML(.p) {
                    HTML(.a, .class("button second"), .href(.myClaim(claim))) {
                        reader.language.say(.phoneToClaim)
                    }
                }
            } else {
                view.claiming
            }
        }
    }
}

/// One wish on a phone, for whoever thinks of claiming it.
package struct PhoneWishModel: Sendable, Equatable {
    /// The wish.
    package var wish: PhoneWish
    /// Names of all skills that it needs.
    package var skills: [String]
    /// Why it cannot be claimed, such as a limit that is reached; nil when it can.
    package var trouble: String?
    /// Whether it has ended.
    package var isOver: Bool
    /// The minute where the community is.
    package var now: LocalMoment
    /// The reader's team; nil for who is of none, or alone in it.
    package var team: PhoneTeam?

    /// A wish from its parts.
    package init(
        wish: PhoneWish, skills: [String], trouble: String? = nil, isOver: Bool = false,
        now: LocalMoment, team: PhoneTeam? = nil
    ) {
        self.team = team
        self.wish = wish
        self.skills = skills
        self.trouble = trouble
        self.isOver = isOver
        self.now = now
    }
}

/// The page of ``PhoneWishModel``.
package enum PhoneWishPage {
    /// The page. Its title names no wish: one that lies before the own community alone may hold
    /// what a tab's title should not (WEB-4).
    package static func render(_ model: PhoneWishModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        let view = PhoneWishView(wish: model.wish, reader: reader, now: model.now)
        return Frame(reader, title: language.say(.phoneWish), section: .street).page(
            hasTitle: false
        ) {
            if let trouble = model.trouble {
                HTML(.p, .class("panel trouble"), .role("alert")) { trouble }
            }
            HTML(.section, .id(.first), .labelledBy(.firstHeading), .data(.part, "first")) {
                HTML(.h1, .id(.firstHeading)) { view.title }
                view.marks
                view.place
                if !model.wish.body.isEmpty {
                    HTML(.p, .class("body")) { model.wish.body }
                }
                view.reasons
                if !model.skills.isEmpty {
                    HTML(.p) { language.say(.phoneNeeds(model.skills)) }
                }
                HTML(.p, .class("soft")) {
                    language.say(.published) + (language == .zh ? "：" : ": ")
                        + language.say(.ago(minutes: model.wish.ageMinutes))
                }
                if let claim = model.wish.claim {
                    HTML(.p) {
                        HTML(.a, .class("button"), .href(.myClaim(claim))) {
                            language.say(.phoneToClaim)
                        }
                    }
                } else if model.isOver {
                    HTML(.p, .class("panel")) { language.say(.phoneOver) }
                } else {
                    view.claiming
                    if let team = model.team {
                        PhoneTeamView(team: team, wish: model.wish, reader: reader).form
                    }
                    HTML(.p, .class("soft")) { language.say(.phoneContactLater) }
                }
            }
            HTML(.p) {
                HTML(.a, .class("quiet"), .href(.my(before: nil))) { language.say(.phoneToFirst) }
            }
        }
    }
}
