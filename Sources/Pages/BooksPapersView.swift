import Alliance
import Community

/// A volunteer's papers on the office's page: what was seen, and the forms to write it down.
struct PapersView {
    let volunteer: VolunteerID
    let model: PapersModel
    let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }

    /// The whole section.
    var section: HTML {
        HTML(.section, .class("panel"), .labelledBy(.fourthHeading)) {
            HTML(.h2, .id(.fourthHeading)) { language.say(.papersTitle) }
            PapersList(model: model, language: language).parts { paper in
                controls.button(
                    .deskVolunteer(volunteer), language.say(.paperDrop), class: "quiet",
                    values: ["deed": "drop-proof", "skill": paper.skill.text])
            }
            proof
            standing
        }
    }

    private var proof: HTML {
        let form = model.form
        let isOpen = !form.document.isEmpty || !form.troubles.isEmpty && form.insuredUntil == nil
        return HTML(.details, isOpen ? .open : nil) {
            HTML(.summary) { language.say(.paperAdd) }
            HTML(.p, .class("hint")) { language.say(.paperMeans) }
            controls.form(.deskVolunteer(volunteer)) {
                controls.hidden("deed", "proof")
                controls.select(
                    "skill", language.say(.paperSkill), skills,
                    chosen: form.skill.isEmpty
                        ? model.unproved.first?.text ?? "" : form.skill,
                    trouble: form.troubles["skill"])
                controls.line(
                    "document", language.say(.paperDocument), value: form.document,
                    trouble: form.troubles["document"], .required, .maxLength(20))
                controls.line(
                    "number", language.say(.paperNumber), value: form.number,
                    hint: language.say(.paperNumberHint), trouble: form.troubles["number"],
                    .maxLength(30), .autocomplete("off"))
                controls.line(
                    "issuer", language.say(.paperIssuer), value: form.issuer,
                    trouble: form.troubles["issuer"], .maxLength(20))
                controls.line(
                    "validUntil", language.say(.paperUntil), value: form.validUntil,
                    hint: language.say(.paperUntilHint), trouble: form.troubles["validUntil"],
                    type: "date")
                controls.submit(language.say(.bookSave))
            }
        }
    }

    /// Those of the card that want a paper first, then the others that one can prove.
    private var skills: [(value: String, words: String)] {
        let others = ServiceRules.provable.filter { !model.unproved.contains($0) }
        return (model.unproved + others).map { skill in
            let name = [skill].names(language)
            guard language == .zh, let duty = ServiceRules.duty(of: skill) else {
                return (skill.text, name)
            }
            return (skill.text, "\(name)（\(duty)）")
        }
    }

    private var standing: HTML {
        let typed = model.form.insuredUntil
        return HTML(.details, typed == nil ? nil : .open) {
            HTML(.summary) { language.say(.standing(model)) }
            HTML(.p, .class("hint")) { language.say(.standingMeans) }
            controls.form(.deskVolunteer(volunteer)) {
                controls.hidden("deed", "standing")
                controls.box("minor", language.say(.standingMinor), isChecked: model.isMinor)
                controls.box(
                    "consent", language.say(.standingConsent), isChecked: model.hasConsent)
                controls.line(
                    "insuredUntil", language.say(.standingInsured),
                    value: typed ?? model.insuredUntil?.text ?? "",
                    hint: language.say(.standingInsuredHint),
                    trouble: model.form.troubles["insuredUntil"], type: "date")
                controls.submit(language.say(.bookSave))
            }
        }
    }
}

/// All papers of a volunteer, and what is not counted for want of one.
struct PapersList {
    let model: PapersModel
    let language: Language

    /// The list.
    ///
    /// - Parameter deed: what can be done about a paper; nothing by default.
    @HTMLBuilder
    func parts(deed: (PapersModel.Paper) -> HTML? = { _ in nil }) -> [HTML] {
        if !model.unproved.isEmpty {
            HTML(.p, .class("warning")) {
                language.say(.papersUnproved(model.unproved.names(language)))
            }
        }
        if model.papers.isEmpty {
            HTML(.p, .class("empty")) { language.say(.papersNone) }
        } else {
            HTML(.ul, .class("lines"), .role("list")) {
                for paper in model.papers {
                    HTML(.li) {
                        PaperWords(paper: paper, language: language).parts
                        if let deed = deed(paper) { deed }
                    }
                }
            }
        }
    }
}

/// A paper in words, as the office and its owner read it.
struct PaperWords {
    let paper: PapersModel.Paper
    let language: Language

    /// What it is and how it stands.
    @HTMLBuilder
    var parts: [HTML] {
        HTML(.p) {
            HTML(.strong) { [paper.skill].names(language) }
            " · "
            HTML(.bdi) { paper.document }
            if !paper.ending.isEmpty {
                " · "
                language.say(.paperEnding(paper.ending))
            }
            if !paper.issuer.isEmpty {
                " · "
                HTML(.bdi) { paper.issuer }
            }
        }
        HTML(.p) {
            HTML(.span, .class("badge " + badge)) { language.say(.paperState(paper)) }
            " "
            HTML(.span, .class("soft")) { language.say(.paperSeen(paper.seenOn)) }
        }
    }

    private var badge: String {
        switch paper.standing {
        case .counts: "good"
        case .endsSoon: "wait"
        case .over: "late"
        }
    }
}

/// The sentences about papers.
extension Phrase {
    static let papersTitle = Phrase("证件、同意书和保险", "Papers, consent, insurance")
    static let papersNone = Phrase("还没有登记证件。", "No papers on record.")
    static let papersBring = Phrase(
        "证件、监护人的同意书和保险单，请带原件到社区登记。",
        "Bring papers, a guardian's consent or an insurance policy to the office.")
    static let papersEnding = Phrase("证件已到期或快到期", "Papers that have ended or end soon")
    static let paperAdd = Phrase("登记一份看过的证件", "Write down a paper that you have seen")
    static let paperMeans = Phrase(
        "《志愿服务条例》第十六条：开展专业服务，要有国家规定的职业资格。证件请看原件；号码只留后四位，"
            + "登记后这项技能算作社区担保的。",
        "Regulation on Volunteer Service, article 16: professional service needs the "
            + "qualification that the state prescribes. See the original. Of the number the last "
            + "four stay; the skill then counts as vouched for.")
    static let paperSkill = Phrase("证明哪项技能", "The skill that it proves")
    static let paperDocument = Phrase("证件名称", "What the paper is")
    static let paperNumber = Phrase("证件号码", "Its number")
    static let paperNumberHint = Phrase("可以不填；只留后四位。", "May be empty; the last four stay.")
    static let paperIssuer = Phrase("发证机关", "Issued by")
    static let paperUntil = Phrase("有效期到", "Counts until")
    static let paperUntilHint = Phrase("没有期限就空着。", "Leave empty where it has no end.")
    static let paperDrop = Phrase("撤下这份证件", "Take this paper out")
    static let standingMeans = Phrase(
        "第十五条：未满 18 岁要有监护人书面同意，也不去有危险的服务。第十七条：有危险的服务要先有人身意外"
            + "伤害保险。年龄只记是否未满 18 岁。",
        "Article 15: who is under 18 needs a guardian's written consent, and goes to nothing "
            + "with a risk. Article 17: a service with a risk needs accident insurance first. Of "
            + "the age no more is kept than this.")
    static let standingMinor = Phrase("未满 18 岁", "Under 18")
    static let standingConsent = Phrase(
        "看过监护人的书面同意", "A guardian's written consent was seen")
    static let standingInsured = Phrase("意外险有效期到", "Insured until")
    static let standingInsuredHint = Phrase("没有就空着。", "Leave empty for none.")

    static func papersUnproved(_ skills: String) -> Phrase {
        Phrase(
            "还没有有效证件，这些技能先不算数：\(skills)", "Without a valid paper, and not counted: \(skills)")
    }

    static func paperEnding(_ ending: String) -> Phrase {
        Phrase("尾号 \(ending)", "ending \(ending)")
    }

    static func paperSeen(_ day: CivilDay) -> Phrase {
        Phrase("\(day.text) 看过原件", "seen on \(day.text)")
    }

    static func paperState(_ paper: PapersModel.Paper) -> Phrase {
        guard let until = paper.validUntil, let days = paper.daysLeft else {
            return Phrase("有效，没有期限", "counts, no end")
        }
        switch paper.standing {
        case .counts: return Phrase("有效到 \(until.text)", "counts until \(until.text)")
        case .endsSoon:
            return Phrase(
                "快到期：\(until.text)，还有 \(days) 天",
                "ends soon: \(until.text), in " + counted(Int(days), "day", "days"))
        case .over: return Phrase("\(until.text) 已到期", "ended on \(until.text)")
        }
    }

    static func standing(_ model: PapersModel) -> Phrase {
        var (zh, en) = (["同意书和保险"], ["Consent and insurance"])
        if model.isMinor {
            zh.append(model.hasConsent ? "未满 18 岁，有监护人同意" : "未满 18 岁，还没有监护人同意")
            en.append(model.hasConsent ? "under 18, with consent" : "under 18, without consent")
        }
        if let until = model.insuredUntil {
            zh.append(model.isInsuranceOver ? "意外险 \(until.text) 已到期" : "意外险到 \(until.text)")
            en.append((model.isInsuranceOver ? "insurance ended " : "insured until ") + until.text)
        } else {
            zh.append("没有意外险")
            en.append("no insurance")
        }
        return Phrase(zh.joined(separator: " · "), en.joined(separator: " · "))
    }
}
