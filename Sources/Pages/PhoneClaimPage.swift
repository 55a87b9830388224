import Alliance
import Causality
import Community

/// The page of ``PhoneClaimModel``: how it stands, what to do now, and the way out.
package enum PhoneClaimPage {
    /// The page.
    package static func render(_ model: PhoneClaimModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        let view = View(model: model, reader: reader)
        return Frame(reader, title: language.say(.claimTitle), section: .claims).page(
            hasTitle: false
        ) {
            HTML(.h1) { view.wish.title }
            // A part that is put in anew is spoken, because what holds it stays.
            HTML(.div, .politely, .data(.role, "soon")) { view.state }
            if let team = model.team {
                PhonePartyView(team: team, model: model, reader: reader).part
            }
            view.about
            if !model.notices.isEmpty { view.notices }
            HTML(.p) {
                HTML(.a, .class("quiet"), .href(.mine(.claims))) {
                    language.say(.claimsBack)
                }
            }
        }
    }

    private struct View {
        let model: PhoneClaimModel
        let reader: Reader

        var claim: PhoneClaim { model.claim }
        var language: Language { reader.language }
        var controls: Controls { Controls(reader) }
        var verdict: VerdictView {
            VerdictView(claim: claim, reader: reader, now: model.now)
        }
        var wish: PhoneWishView {
            PhoneWishView(wish: claim.wish, reader: reader, now: model.now)
        }

        // MARK: The state and what to do now

        var state: HTML {
            HTML(.section, .id(.first), .label(language.say(.claimState)), .data(.part, "first")) {
                if let trouble = model.trouble {
                    HTML(.p, .class("panel trouble"), .role("alert")) { trouble }
                }
                HTML(.div, .class("card state")) {
                    verdict.badge
                    HTML(.p, .class("lead")) { verdict.sentence }
                    todo
                }
                if let next = model.next { other(next) }
            }
        }

        @HTMLBuilder
        var todo: [HTML] {
            switch claim.verdict {
            case .awarded(_, .offered): answer
            case .awarded(_, .accepted): visit
            case .awarded(_, .served):
                contactLink
                if !claim.hasPhoto { photo }
            case .stale: reaffirm
            case .provisional, .standby: withdrawal
            case nil, .awarded(_, .settled), .tooLate, .withdrawn, .suspended, .overBound,
                .closed:
                []
            }
        }

        @HTMLBuilder
        var answer: [HTML] {
            deed(.accept, .claimAccept, keep: .claimKeepAccept)
            asking(.claimDecline, .claimDeclineMeans) {
                deed(
                    .decline, .claimDeclineYes, keep: .claimKeepDecline,
                    class: "button second")
            }
        }

        @HTMLBuilder
        var reaffirm: [HTML] {
            deed(.reaffirm, .claimReaffirm, keep: .claimKeepReaffirm)
            withdrawal
        }

        var withdrawal: HTML {
            asking(.claimWithdraw, .claimWithdrawMeans) {
                deed(
                    .withdraw, .claimWithdrawYes, keep: .claimKeepWithdraw,
                    class: "button second")
            }
        }

        // MARK: The visit

        @HTMLBuilder
        var visit: [HTML] {
            if let time = verdict.time { HTML(.p, .class("strong")) { time } }
            contactLink
            if let proposedAt = claim.visit.proposedAt, claim.visit.agreed == nil,
                claim.visit.answered == nil
            {
                controls.form(
                    .myDeed(claim.claim, .time), class: "stack",
                    keep: language.say(.claimKeepTime)
                ) {
                    controls.hidden("at", String(proposedAt))
                    controls.submit(language.say(.claimTimeYes))
                }
            }
            if claim.visit.setOut == nil {
                deed(.setOut, .claimSetOut, keep: .claimKeepSetOut, class: "button second")
            } else {
                HTML(.p, .class("soft")) { language.say(.claimIsOut) }
            }
            served
            otherTime
            withdrawal
        }

        var contactLink: HTML {
            HTML(.p) {
                HTML(.a, .class("button"), .href(.myDeed(claim.claim, .contact))) {
                    Icons.phone
                    HTML(.span) { language.say(.claimContact) }
                }
            }
        }

        var otherTime: HTML {
            asking(.claimOtherTime, .claimOtherTimeMeans, isOpen: model.typed["when"] != nil) {
                controls.form(
                    .myDeed(claim.claim, .time), class: "stack",
                    keep: language.say(.claimKeepTime)
                ) {
                    controls.line(
                        "when", language.say(.claimWhen), value: model.typed["when"] ?? "",
                        trouble: model.typed["when"] == nil ? nil : model.trouble,
                        type: "datetime-local", .required)
                    controls.submit(language.say(.claimTimeSend), class: "button second")
                }
            }
        }

        var served: HTML {
            HTML(
                .details, .class("ask"), model.typed["minutes"] == nil ? nil : .open
            ) {
                HTML(.summary, .class("button")) { language.say(.claimServed) }
                controls.form(
                    .myDeed(claim.claim, .served), class: "stack",
                    keep: language.say(.claimKeepServed(wish.title)), isFile: true
                ) {
                    controls.choice(
                        "minutes", language.say(.claimMinutes),
                        [30, 60, 90, 120, 180, 240].map {
                            (String($0), language.say(.duration($0)))
                        }, chosen: model.typed["minutes"] ?? "60")
                    controls.line(
                        "other", language.say(.claimOtherMinutes),
                        value: model.typed["other"] ?? "", hint: language.say(.claimMinutesHint),
                        trouble: model.typed["other"] == nil ? nil : model.trouble,
                        type: "number", .min("1"), .max("1440"), .inputMode("numeric"))
                    photoField
                    controls.submit(language.say(.claimServedYes))
                }
            }
        }

        var photo: HTML {
            asking(.claimPhotoLater, .claimPhotoHint) {
                controls.form(
                    .myDeed(claim.claim, .photo), class: "stack",
                    keep: language.say(.claimKeepPhoto(wish.title)), isFile: true
                ) {
                    photoField
                    controls.submit(language.say(.claimPhotoSend), class: "button second")
                }
            }
        }

        var photoField: HTML {
            controls.line(
                "photo", language.say(.claimPhoto), hint: language.say(.claimPhotoHint),
                type: "file", .accept("image/jpeg,image/png,image/webp"),
                .data(.role, "photo"))
        }

        // MARK: Pieces

        func deed(
            _ deed: Route.ClaimDeed, _ words: Phrase, keep: Phrase,
            class names: String = "button"
        ) -> HTML {
            controls.form(
                .myDeed(claim.claim, deed), class: "stack", keep: language.say(keep)
            ) {
                controls.submit(language.say(words), class: names)
            }
        }

        /// A deed that is asked for twice: the first tap opens what it means.
        func asking(
            _ words: Phrase, _ means: Phrase, isOpen: Bool = false,
            @HTMLBuilder form: () -> [HTML]
        ) -> HTML {
            let inside = form()
            return HTML(.details, .class("ask"), isOpen ? .open : nil) {
                HTML(.summary, .class("quiet")) { language.say(words) }
                HTML(.p) { language.say(means) }
                inside
            }
        }

        func other(_ next: PhoneWish) -> HTML {
            let view = PhoneWishView(wish: next, reader: reader, now: model.now)
            return HTML(.div, .class("card wish")) {
                HTML(.p, .class("soft")) { language.say(.claimNext) }
                view.marks
                HTML(.h2) { HTML(.a, .href(.myWish(next.wish))) { view.title } }
                view.place
                view.reasons
                view.claiming
            }
        }

        var about: HTML {
            HTML(.section, .id(.second), .labelledBy(.secondHeading), .data(.part, "second")) {
                HTML(.h2, .id(.secondHeading)) { language.say(.claimAbout) }
                wish.marks
                wish.place
                if !claim.wish.body.isEmpty {
                    HTML(.p, .class("body")) { claim.wish.body }
                }
                HTML(.p, .class("soft")) {
                    language.say(.claimMade(claim.madeAt, now: model.now))
                }
            }
        }

        var notices: HTML {
            HTML(.section, .id(.third), .labelledBy(.thirdHeading), .data(.part, "third")) {
                HTML(.h2, .id(.thirdHeading)) { language.say(.claimsNews) }
                NoticesView(notices: model.notices, now: model.now, language: language).list
            }
        }
    }
}
