import Alliance
import Community

/// Where a resident leaves a wish, without an account, from a poster.
package enum RequestPage {
    /// The page.
    package static func render(_ model: RequestModel, _ reader: Reader) -> [UInt8] {
        let (controls, language) = (Controls(reader), reader.language)
        return Frame(reader, title: language.say(.requestTitle)).page {
            HTML(.p, .class("large")) {
                language.say(model.hasForm ? .requestHow : .requestClosed)
            }
            if !model.station.isEmpty {
                HTML(.p) {
                    language.say(.requestAt)
                    HTML(.bdi) { model.station }
                }
            }
            if let trouble = model.trouble {
                HTML(.p, .class("trouble")) { language.say(trouble.phrase) }
            }
            if model.hasForm {
                controls.form(.request(.form(station: nil))) {
                    if !model.at.isEmpty { controls.hidden("at", model.at) }
                    wish(model, controls, language)
                    person(model, controls, language)
                    consent(model, controls, language)
                    controls.submit(language.say(.requestSend), class: "button wide")
                }
                HTML(.p, .class("soft")) { language.say(.requestKept(model.kept)) }
            }
            HTML(.p) {
                HTML(.a, .class("button second"), .href(.request(.follow))) {
                    language.say(.followTitle)
                }
            }
        }
    }

    @HTMLBuilder
    private static func wish(
        _ model: RequestModel, _ controls: Controls, _ language: Language
    ) -> [HTML] {
        controls.text(
            "words", language.say(.requestWords), value: model.words,
            hint: language.say(.requestWordsHint), trouble: model.trouble(of: "words", language),
            rows: 4,
            .required, .maxLength(400))
        controls.choice(
            "category", language.say(.requestCategory),
            WishFormPage.usual.compactMap { text in
                Word(text).map { (value: text, words: language.say(.word($0))) }
            }, chosen: model.category, trouble: model.trouble(of: "category", language))
        controls.line(
            "when", language.say(.requestWhen), value: model.when,
            hint: language.say(.requestWhenHint), trouble: model.trouble(of: "when", language),
            .maxLength(50))
    }

    @HTMLBuilder
    private static func person(
        _ model: RequestModel, _ controls: Controls, _ language: Language
    ) -> [HTML] {
        controls.choice(
            "asker", language.say(.requestAsker),
            WishRequest.Asker.allCases.map { ($0.rawValue, language.say(.asker($0))) },
            chosen: model.asker, trouble: model.trouble(of: "asker", language))
        controls.line(
            "name", language.say(.requestName), value: model.name,
            trouble: model.trouble(of: "name", language), .required, .autocomplete("name"),
            .maxLength(20))
        controls.line(
            "phone", language.say(.requestPhone), value: model.phone,
            hint: language.say(.requestPhoneHint), trouble: model.trouble(of: "phone", language),
            type: "tel", .required, .autocomplete("tel"), .maxLength(40))
        controls.line(
            "door", language.say(.requestDoor), value: model.door,
            hint: language.say(.requestDoorHint), trouble: model.trouble(of: "door", language),
            .autocomplete("address-line1"), .maxLength(60))
    }

    private static func consent(
        _ model: RequestModel, _ controls: Controls, _ language: Language
    ) -> HTML {
        HTML(.fieldset, .class("group")) {
            HTML(.legend) { language.say(.requestConsent) }
            controls.box(
                "isShown", language.say(.requestShow), isChecked: model.isShown,
                trouble: model.trouble(of: "isShown", language))
            controls.choice(
                "scope", language.say(.requestScope),
                [
                    ("street", language.say(.requestStreet)),
                    ("community", language.say(.requestCommunity)),
                ], chosen: model.scope, trouble: model.trouble(of: "scope", language))
            controls.box(
                "isPhoneGiven", language.say(.requestPhoneGiven),
                isChecked: model.isPhoneGiven, hint: language.say(.requestOtherwise),
                trouble: model.trouble(of: "isPhoneGiven", language))
        }
    }
}

/// The number that a resident follows the wish by: shown once.
package enum RequestNumberPage {
    /// The page.
    package static func render(number: String, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.requestLeft)).page {
            HTML(.section, .class("panel")) {
                HTML(.p, .class("large")) { language.say(.requestNumber) }
                HTML(.p, .class("large")) { HTML(.code, .data(.role, "number")) { number } }
                HTML(.p, .class("large")) { language.say(.requestPhoto) }
                HTML(.p) { language.say(.requestNext) }
            }
            HTML(.p) {
                HTML(.a, .class("button second"), .href(.request(.follow))) {
                    language.say(.followTitle)
                }
            }
        }
    }
}

/// Where a resident looks what became of the wish; the number is posted, never in an address.
package enum FollowPage {
    /// The page.
    package static func render(_ model: FollowModel, _ reader: Reader) -> [UInt8] {
        let (controls, language) = (Controls(reader), reader.language)
        return Frame(reader, title: language.say(.followTitle)).page {
            if let news = model.news {
                HTML(.section, .class("panel")) {
                    HTML(.p, .class("large")) { words(news, language) }
                    if case .declined(_, let words) = news, !words.isEmpty {
                        HTML(.p) { HTML(.bdi) { words } }
                    }
                }
                if let said = model.said {
                    HTML(.p) { HTML(.strong) { language.say(.followSaid(said)) } }
                }
                if case .waiting = news {
                    deed("withdraw", language.say(.followWithdraw), model, controls)
                } else {
                    for word in model.words where word != model.said {
                        deed(word.rawValue, language.say(.residentWord(word)), model, controls)
                    }
                    HTML(.p, .class("soft")) { language.say(.followCall) }
                }
            }
            controls.form(.request(.follow)) {
                controls.line(
                    "code", language.say(.followNumber), value: model.code,
                    hint: language.say(.entryCodeHint),
                    trouble: (model.trouble?.phrase).map(language.say), .required,
                    .autocomplete("off"), .maxLength(40))
                controls.submit(language.say(.followLook), class: "button wide")
            }
        }
    }

    /// A tap that tells the office something; the number goes with it, in no address.
    private static func deed(
        _ name: String, _ words: String, _ model: FollowModel, _ controls: Controls
    ) -> HTML {
        controls.form(.request(.follow)) {
            controls.hidden("code", model.code)
            controls.hidden("deed", name)
            controls.submit(words, class: "button second")
        }
    }

    private static func words(_ news: FollowModel.News, _ language: Language) -> String {
        switch news {
        case .waiting(let minutes): language.say(.followWaiting(minutes: minutes))
        case .declined(let reason, _): language.say(.followDeclined(reason))
        case .withdrawn: language.say(.followWithdrawn)
        case .open(let minutes): language.say(.followOpen(minutes: minutes))
        case .coming(let home, let moment, let today):
            language.say(.followComing(home, moment.map { .moment($0, today: today) }))
        case .served(let home): language.say(.followServed(home))
        case .done: language.say(.followDone)
        case .ended: language.say(.followEnded)
        }
    }
}

extension RequestModel {
    /// What is wrong with a field, in words.
    fileprivate func trouble(of field: String, _ language: Language) -> String? {
        (troubles[field]?.phrase).map(language.say)
    }
}
