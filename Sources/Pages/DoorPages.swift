import Community

/// Where the staff sign in.
package enum SignInPage {
    /// The page.
    package static func render(_ model: SignInModel, _ reader: Reader) -> [UInt8] {
        let (controls, language) = (Controls(reader), reader.language)
        return Frame(reader, title: language.say(.signInTitle)).page {
            controls.form(.signIn) {
                controls.line(
                    "name", language.say(.signInName), value: model.name, .required,
                    .autocomplete("username"), model.name.isEmpty ? .autofocus : nil)
                controls.line(
                    "password", language.say(.password), trouble: model.trouble,
                    type: "password", .required, .autocomplete("current-password"),
                    model.name.isEmpty ? nil : .autofocus)
                controls.submit(language.say(.signIn), class: "button wide")
            }
            HTML(.section) {
                HTML(.p, .class("soft")) { language.say(.forgotten) }
                HTML(.p) {
                    HTML(.a, .class("button second"), .href(.enter(code: nil))) {
                        language.say(.haveCode)
                    }
                }
            }
        }
    }
}

/// Where a one-time code lets somebody in.
package enum EntryPage {
    /// The page: it shows whom the code lets in, and uses nothing.
    package static func render(_ model: EntryModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.enterTitle)).page {
            switch model.asks {
            case .code: codeForm(model, reader)
            case .volunteer(let name): volunteerForm(model, name, reader)
            case .staff(let role, let isReset): staffForm(model, role, isReset, reader)
            }
        }
    }

    /// Asks for the code: it stands in the address then, as in the QR code, and is used by the
    /// button of the page that follows.
    @HTMLBuilder
    private static func codeForm(_ model: EntryModel, _ reader: Reader) -> [HTML] {
        let (controls, language) = (Controls(reader), reader.language)
        HTML(.form, .action(.enter(code: nil)), .get, .class("form")) {
            controls.line(
                "code", language.say(.entryCode), value: model.code,
                hint: language.say(.entryCodeHint), trouble: model.troubles["code"], .required,
                .autocomplete("one-time-code"), .maxLength(40), .autofocus)
            controls.submit(language.say(.goOn), class: "button wide")
        }
        HTML(.p) {
            HTML(.a, .class("quiet"), .href(.signIn)) { language.say(.staffElsewhere) }
        }
    }

    private static func volunteerForm(
        _ model: EntryModel, _ name: String, _ reader: Reader
    ) -> HTML {
        let (controls, language) = (Controls(reader), reader.language)
        return controls.form(.enter(code: nil)) {
            HTML(.p, .class("large")) { language.say(.hello(name)) }
            HTML(.p) { language.say(.phoneRemembers) }
            controls.hidden("code", model.code)
            controls.submit(language.say(.enterHere), class: "button wide")
        }
    }

    private static func staffForm(
        _ model: EntryModel, _ role: Role, _ isReset: Bool, _ reader: Reader
    ) -> HTML {
        let (controls, language) = (Controls(reader), reader.language)
        return controls.form(.enter(code: nil)) {
            HTML(.p) { language.say(.invitedAs(role, isReset: isReset)) }
            controls.hidden("code", model.code)
            controls.line(
                "name", language.say(.newName), value: model.name,
                hint: language.say(.newNameHint), trouble: model.troubles["name"], .required,
                .autocomplete("username"), .maxLength(80))
            controls.line(
                "password", language.say(.newPassword), hint: language.say(.newPasswordHint),
                trouble: model.troubles["password"], type: "password", .required,
                .autocomplete("new-password"))
            controls.line(
                "again", language.say(.repeated), trouble: model.troubles["again"],
                type: "password", .required, .autocomplete("new-password"))
            controls.submit(language.say(.createAccount), class: "button wide")
        }
    }
}

/// A code that was made just now, as QR code and in letters.
package enum CodePage {
    /// The page.
    ///
    /// - Parameter back: where it was made.
    package static func render(
        _ model: CodeModel, back: Route, section: Frame.Section, _ reader: Reader
    ) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.codeTitle), section: section).page {
            HTML(.section, .class("panel")) {
                HTML(.p, .class("large")) { guest(model.guest, language) }
                HTML(.p) {
                    language.say(.codeUntil(model.until, minutes: model.minutes))
                    " "
                    language.say(.codeOnce)
                }
                if let code = QRCode(model.address) { code.drawing(language.say(.codeDrawing)) }
                HTML(.p) { language.say(.codeHow) }
                HTML(.p) { HTML(.code) { model.page } }
                HTML(.p, .class("large")) { HTML(.code) { model.code } }
                switch model.guest {
                case .volunteer: HTML(.p) { language.say(.oldPhonesOut) }
                case .reset: HTML(.p) { language.say(.oldPasswordVoid) }
                case .staff: []
                }
            }
            HTML(.p) {
                HTML(.a, .class("button second"), .href(back)) { language.say(.back) }
            }
        }
    }

    private static func guest(_ guest: CodeModel.Guest, _ language: Language) -> String {
        switch guest {
        case .volunteer(let name), .reset(let name): name
        case .staff(let role): language.say(.roleName(role))
        }
    }
}
