import Causality
import Community

/// The page of ``PhoneClaimsModel``.
package enum PhoneClaimsPage {
    /// The page.
    package static func render(_ model: PhoneClaimsModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.placeClaims), section: .claims).page {
            HTML(.section, .id(.first), .labelledBy(.firstHeading), .data(.part, "first")) {
                HTML(.h2, .id(.firstHeading)) { language.say(.claimsLive) }
                if model.live.isEmpty {
                    HTML(.div, .class("empty")) {
                        HTML(.p) { language.say(.claimsNone) }
                        HTML(.p) {
                            HTML(.a, .class("button"), .href(.my(before: nil))) {
                                language.say(.claimsToStreet)
                            }
                        }
                    }
                } else {
                    list(model.live, reader, model.now)
                }
            }
            if !model.along.isEmpty {
                HTML(
                    .section, .id(.fourth), .labelledBy(.fourthHeading), .data(.part, "fourth")
                ) {
                    HTML(.h2, .id(.fourthHeading)) { language.say(.claimsAlong) }
                    along(model, reader)
                }
            }
            if !model.notices.isEmpty {
                HTML(
                    .section, .id(.second), .labelledBy(.secondHeading), .data(.part, "second")
                ) {
                    HTML(.h2, .id(.secondHeading)) { language.say(.claimsNews) }
                    NoticesView(notices: model.notices, now: model.now, language: language).list
                }
            }
            if !model.over.isEmpty {
                HTML(.section, .id(.third), .labelledBy(.thirdHeading), .data(.part, "third")) {
                    HTML(.h2, .id(.thirdHeading)) { language.say(.claimsOver) }
                    list(model.over, reader, model.now)
                }
            }
        }
    }

    /// Without a link: the claim's page, with the contact, belongs to who made it.
    private static func along(_ model: PhoneClaimsModel, _ reader: Reader) -> HTML {
        HTML(.ul, .class("wishes"), .role("list")) {
            for one in model.along {
                let view = VerdictView(claim: one.claim, reader: reader, now: model.now)
                let wish = PhoneWishView(wish: one.claim.wish, reader: reader, now: model.now)
                HTML(.li, .class("card wish")) {
                    view.badge
                    HTML(.h3) { wish.title }
                    wish.place
                    if let time = view.time { HTML(.p, .class("strong")) { time } }
                    HTML(.p, .class("soft")) { reader.language.say(.alongWith(one.leader)) }
                }
            }
        }
    }

    private static func list(
        _ claims: [PhoneClaim], _ reader: Reader, _ now: LocalMoment
    ) -> HTML {
        HTML(.ul, .class("wishes"), .role("list")) {
            for claim in claims {
                let view = VerdictView(claim: claim, reader: reader, now: now)
                HTML(.li, .class("card wish")) {
                    view.badge
                    HTML(.h3) {
                        HTML(.a, .href(.myClaim(claim.claim))) {
                            PhoneWishView(wish: claim.wish, reader: reader, now: now).title
                        }
                    }
                    HTML(.p) { view.sentence }
                    if claim.isToVisit, let time = view.time {
                        HTML(.p, .class("strong")) { time }
                    }
                }
            }
        }
    }
}

/// What was told, newest first.
struct NoticesView {
    let notices: [PhoneNotice]
    let now: LocalMoment
    let language: Language

    var list: HTML {
        HTML(.ul, .class("lines"), .role("list")) {
            for notice in notices {
                HTML(.li) {
                    HTML(.p, .class("soft")) {
                        language.say(.phoneMoment(notice.at, now: now))
                        if !notice.title.isEmpty {
                            " · "
                            HTML(.a, .href(.myClaim(notice.claim))) { notice.title }
                        }
                    }
                    HTML(.p) { notice.sentence }
                }
            }
        }
    }
}

/// What became of a claim, in words.
struct VerdictView {
    let claim: PhoneClaim
    let reader: Reader
    let now: LocalMoment

    private var language: Language { reader.language }

    /// How it stands, in a few words.
    var badge: HTML {
        HTML(.p, .class("marks")) {
            HTML(.span, .class("badge " + Phrase.badge(of: claim.verdict))) {
                language.say(.verdict(claim))
            }
        }
    }

    /// What that means, with the reason.
    var sentence: String { language.say(.because(claim)) }

    /// When the visit is, as far as it is known.
    var time: String? {
        let visit = claim.visit
        if let agreed = visit.agreed { return language.say(.timeAgreed(agreed, now: now)) }
        if let proposed = visit.proposed, visit.answered == nil {
            return language.say(.timeProposed(proposed, now: now))
        }
        if let answered = visit.answered { return language.say(.timeAnswered(answered, now: now)) }
        return nil
    }
}
