package import Community

/// What residents have left for the office.
package struct InboxModel: Sendable, Equatable {
    /// What waits, newest first.
    package var requests: [Entry]
    /// A decline that could not be done: of which request, with which words.
    package var declining: Declining?
    /// Whether residents can leave more of them without an account.
    package var isDoorOpen = true

    /// One request with all its words.
    package struct Entry: Sendable, Equatable {
        /// Its number.
        package var number: Int64
        /// What it says.
        package var request: WishRequest
        /// The station whose poster led there; empty for none.
        package var station: String
        /// Minutes since it came.
        package var ageMinutes: Int
        /// Open wishes of the same phone.
        package var alike: [WishLink]

        /// A request from its parts.
        package init(
            number: Int64, request: WishRequest, station: String, ageMinutes: Int,
            alike: [WishLink]
        ) {
            self.number = number
            self.request = request
            self.station = station
            self.ageMinutes = ageMinutes
            self.alike = alike
        }
    }

    /// What was typed into the form that says no, and was not taken.
    package struct Declining: Sendable, Equatable {
        /// The request.
        package var number: Int64
        /// The words to the resident.
        package var words: String
        /// Why they were not taken.
        package var trouble: RequestTrouble

        /// A form from its parts.
        package init(number: Int64, words: String, trouble: RequestTrouble) {
            self.number = number
            self.words = words
            self.trouble = trouble
        }
    }

    /// An inbox from its parts.
    package init(requests: [Entry], declining: Declining? = nil) {
        self.requests = requests
        self.declining = declining
    }
}

/// The page where the office decides what residents have left.
package enum InboxPage {
    /// The whole page.
    package static func render(_ model: InboxModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.inboxTitle), section: .today).page {
            // Each look is in the audit trail: the page does not look again by itself.
            HTML(.p, .class("hint"), .data(.role, "still")) { language.say(.inboxHow) }
            if model.requests.isEmpty {
                HTML(.p, .class("empty")) { language.say(.inboxEmpty) }
            }
            for entry in model.requests {
                InboxView(entry: entry, declining: model.declining, reader: reader).part
            }
            door(model.isDoorOpen, reader)
            HTML(.p) {
                HTML(.a, .class("button second"), .href(.request(.posters))) {
                    language.say(.postersTitle)
                }
            }
        }
    }

    /// Whether the form of the posters takes anything, and the way to change that.
    private static func door(_ isOpen: Bool, _ reader: Reader) -> HTML {
        let (controls, language) = (Controls(reader), reader.language)
        return HTML(.section, .class("panel")) {
            HTML(.h2) { language.say(.doorTitle) }
            HTML(.p) { language.say(isOpen ? .doorIsOpen : .doorIsClosed) }
            controls.button(
                .request(.door), language.say(isOpen ? .doorClose : .doorOpen),
                class: "button second", values: ["isOpen": isOpen ? "no" : "yes"])
        }
    }
}

/// One request and what can be done about it.
private struct InboxView {
    let entry: InboxModel.Entry
    let declining: InboxModel.Declining?
    let reader: Reader

    private var language: Language { reader.language }
    private var request: WishRequest { entry.request }

    var part: HTML {
        HTML(.section, .class("panel")) {
            HTML(.h2) { HTML(.bdi) { request.text.title } }
            HTML(.p, .class("soft")) {
                language.say(.word(request.category))
                " · "
                language.say(.ago(minutes: entry.ageMinutes))
                if !entry.station.isEmpty {
                    " · "
                    HTML(.bdi) { entry.station }
                }
            }
            HTML(.p) { HTML(.bdi) { request.words } }
            HTML(.dl, .class("facts")) {
                if !request.when.isEmpty { fact(.requestWhen, request.when) }
                fact(.requestAsker, language.say(.asker(request.asker)))
                fact(.requestScope, language.say(scope))
            }
            ContactView(contact: request.contact, language: language).part
            alike
            deeds
        }
    }

    private var scope: Phrase {
        request.scope == .street ? .requestStreet : .requestCommunity
    }

    private func fact(_ name: Phrase, _ value: String) -> HTML {
        HTML(.div) {
            HTML(.dt) { language.say(name) }
            HTML(.dd) { HTML(.bdi) { value } }
        }
    }

    @HTMLBuilder
    private var alike: [HTML] {
        if !entry.alike.isEmpty {
            HTML(.p) { HTML(.strong) { language.say(.inboxAlike) } }
            HTML(.ul) {
                for link in entry.alike {
                    HTML(.li) {
                        HTML(.a, .href(.deskWish(link.wish))) { HTML(.bdi) { link.title } }
                    }
                }
            }
        }
    }

    @HTMLBuilder
    private var deeds: [HTML] {
        let controls = Controls(reader)
        let mine = declining?.number == entry.number ? declining : nil
        HTML(.p) {
            HTML(.a, .class("button"), .href(.request(.take(entry.number)))) {
                language.say(.inboxTake)
            }
        }
        HTML(.details, mine == nil ? nil : .open) {
            HTML(.summary) { language.say(.inboxDecline) }
            controls.form(.request(.decline(entry.number))) {
                HTML(.fieldset, .class("choice")) {
                    HTML(.legend) { language.say(.inboxReason) }
                    HTML(.div, .class("options")) {
                        for reason in DeclineReason.allCases {
                            HTML(.label, .class("option")) {
                                HTML(
                                    void: .input, .type("radio"), .name("reason"),
                                    .value(reason.rawValue),
                                    reason == .known ? .checked : nil)
                                HTML(.span) { language.say(.declineReason(reason)) }
                            }
                        }
                    }
                }
                controls.text(
                    "words-\(entry.number)", language.say(.inboxWords), value: mine?.words ?? "",
                    hint: language.say(.inboxWordsHint),
                    trouble: (mine?.trouble.phrase).map(language.say), rows: 2,
                    .maxLength(200))
                controls.submit(language.say(.inboxDecline), class: "button second")
            }
        }
    }
}
