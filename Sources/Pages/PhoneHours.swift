package import Causality
package import Community

/// What a volunteer's services have brought: two ledgers, never mixed.
package struct PhoneHoursModel: Sendable, Equatable {
    /// All confirmed minutes.
    package var minutes: Int
    /// All points.
    package var points: Int
    /// Confirmed services.
    package var services: Int
    /// The newest services, newest first.
    package var lines: [Line]
    /// The minute where the community is.
    package var now: LocalMoment

    /// One service.
    package struct Line: Sendable, Equatable {
        /// The claim.
        package var claim: Dot
        /// The wish's title; empty where it is not kept any more.
        package var title: String
        /// Confirmed minutes.
        package var minutes: Int
        /// Points for it.
        package var points: Int
        /// When it was credited.
        package var at: LocalMoment

        /// A service from its parts.
        package init(claim: Dot, title: String, minutes: Int, points: Int, at: LocalMoment) {
            self.claim = claim
            self.title = title
            self.minutes = minutes
            self.points = points
            self.at = at
        }
    }

    /// Hours from their parts.
    package init(minutes: Int, points: Int, services: Int, lines: [Line], now: LocalMoment) {
        self.minutes = minutes
        self.points = points
        self.services = services
        self.lines = lines
        self.now = now
    }
}

/// The page of ``PhoneHoursModel``.
package enum PhoneHoursPage {
    /// The page.
    package static func render(_ model: PhoneHoursModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.hoursTitle), section: .hours).page {
            HTML(.section, .id(.first), .label(language.say(.hoursTitle)), .data(.part, "first")) {
                HTML(.dl, .class("facts sums")) {
                    sum(.hoursTime, language.say(.duration(model.minutes)), language)
                    sum(.hoursPoints, String(model.points), language)
                    sum(.hoursServices, String(model.services), language)
                }
                if model.lines.isEmpty {
                    HTML(.div, .class("empty")) { HTML(.p) { language.say(.hoursNone) } }
                } else {
                    HTML(.ul, .class("lines"), .role("list")) {
                        for line in model.lines { row(line, model.now, language) }
                    }
                }
            }
            HTML(.section, .labelledBy(.secondHeading)) {
                HTML(.h2, .id(.secondHeading)) { language.say(.hoursRuleTitle) }
                HTML(.p) { language.say(.hoursRule) }
                HTML(.p) { language.say(.hoursWrong) }
            }
        }
    }

    private static func sum(_ name: Phrase, _ value: String, _ language: Language) -> HTML {
        HTML(.div) {
            HTML(.dt) { language.say(name) }
            HTML(.dd) { HTML(.strong) { value } }
        }
    }

    private static func row(
        _ line: PhoneHoursModel.Line, _ now: LocalMoment, _ language: Language
    ) -> HTML {
        HTML(.li) {
            HTML(.p) {
                HTML(.a, .href(.myClaim(line.claim))) {
                    line.title.isEmpty ? language.say(.erased) : line.title
                }
            }
            HTML(.p, .class("soft")) {
                language.say(.hoursLine(line, now: now))
            }
        }
    }
}

/// What fits a volunteer, and what the community keeps of them.
package struct PhoneProfileModel: Sendable, Equatable {
    /// The volunteer's name, as the office has written it.
    package var name: String
    /// The phone number; may be empty.
    package var phone: String
    /// The team; may be empty.
    package var team: String
    /// Names of the skills that the community vouches for.
    package var skills: [String]
    /// What was said of areas and times.
    package var preferences: Preferences
    /// Areas of which there are wishes, and the reader's own.
    package var areas: [String]
    /// What is wrong, by the names of the fields.
    package var troubles: [String: String] = [:]
    /// What was typed as further areas.
    package var typedAreas = ""
    /// Whether there is a link to the volunteer's calendar.
    package var hasCalendar = false
    /// Papers, consent and insurance that the office has seen.
    package var papers = PapersModel.nothing

    /// A profile from its parts.
    package init(
        name: String, phone: String, team: String, skills: [String], preferences: Preferences,
        areas: [String]
    ) {
        self.name = name
        self.phone = phone
        self.team = team
        self.skills = skills
        self.preferences = preferences
        self.areas = areas
    }
}

/// The page of ``PhoneProfileModel``.
package enum PhoneProfilePage {
    /// The page. Nothing of it is put in anew: it is filled in at leisure.
    package static func render(_ model: PhoneProfileModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.profileTitle), section: .profile).page {
            preferences(model, reader)
            card(model, language)
            papers(model.papers, language)
            CalendarPage.section(hasLink: model.hasCalendar, reader)
            HTML(.section, .labelledBy(.thirdHeading)) {
                HTML(.h2, .id(.thirdHeading)) { language.say(.profileRights) }
                HTML(.p) {
                    HTML(.a, .class("button second"), .href(.mine(.kept))) {
                        language.say(.profileKept)
                    }
                }
                HTML(.details, .class("ask")) {
                    HTML(.summary, .class("quiet")) { language.say(.profileLeave) }
                    HTML(.p) { language.say(.profileLeaveMeans) }
                    Controls(reader).button(
                        .mine(.leaveEverywhere), language.say(.profileLeaveYes),
                        class: "button second")
                }
            }
        }
    }

    private static func preferences(_ model: PhoneProfileModel, _ reader: Reader) -> HTML {
        let language = reader.language
        let controls = Controls(reader)
        return HTML(.section, .labelledBy(.firstHeading)) {
            HTML(.h2, .id(.firstHeading)) { language.say(.profileFits) }
            HTML(.p, .class("soft")) { language.say(.profileFitsMeans) }
            controls.form(.mine(.profile), class: "stack") {
                if !model.areas.isEmpty {
                    controls.boxes(
                        "areas", language.say(.profileAreas), model.areas.map { ($0, $0) },
                        chosen: Set(model.preferences.areas))
                }
                controls.line(
                    "more", language.say(.profileMoreAreas), value: model.typedAreas,
                    hint: language.say(.profileMoreHint), trouble: model.troubles["areas"],
                    .maxLength(200))
                times(model, language)
                controls.submit(language.say(.profileSave))
            }
        }
    }

    /// A week by parts of the day: a box in each cell, named in words.
    private static func times(_ model: PhoneProfileModel, _ language: Language) -> HTML {
        HTML(.fieldset, .class("choice week")) {
            HTML(.legend) { language.say(.profileFree) }
            HTML(.table) {
                HTML(.thead) {
                    HTML(.tr) {
                        HTML(.th, .scope("col")) { language.say(.profileDay) }
                        for part in FreeTime.Part.allCases {
                            HTML(.th, .scope("col")) { language.say(.part(part)) }
                        }
                    }
                }
                HTML(.tbody) {
                    for day in 0...6 {
                        HTML(.tr) {
                            HTML(.th, .scope("row")) { language.say(.weekday(day)) }
                            for time in FreeTime.all where time.weekday == day {
                                cell(time, model.preferences.free.contains(time), language)
                            }
                        }
                    }
                }
            }
        }
    }

    private static func cell(_ time: FreeTime, _ isFree: Bool, _ language: Language) -> HTML {
        HTML(.td) {
            HTML(.label, .class("tick")) {
                HTML(
                    void: .input, .type("checkbox"), .name("free"), .value(time.description),
                    .label(language.say(.freeTime(time))), isFree ? .checked : nil)
            }
        }
    }

    private static func card(_ model: PhoneProfileModel, _ language: Language) -> HTML {
        HTML(.section, .labelledBy(.secondHeading)) {
            HTML(.h2, .id(.secondHeading)) { language.say(.profileBook) }
            HTML(.dl, .class("facts")) {
                fact(.profileName, model.name, language)
                fact(.contactPhone, model.phone, language)
                fact(.profileTeam, model.team, language)
                fact(.profileSkills, language.say(.list(model.skills)), language)
            }
            HTML(.p, .class("soft")) { language.say(.profileBookMeans) }
        }
    }

    private static func papers(_ model: PapersModel, _ language: Language) -> HTML {
        HTML(.section, .labelledBy(.fifthHeading)) {
            HTML(.h2, .id(.fifthHeading)) { language.say(.papersTitle) }
            PapersList(model: model, language: language).parts()
            HTML(.p) { language.say(.standing(model)) }
            HTML(.p, .class("soft")) { language.say(.papersBring) }
        }
    }

    private static func fact(_ name: Phrase, _ value: String, _ language: Language) -> HTML {
        HTML(.div) {
            HTML(.dt) { language.say(name) }
            HTML(.dd) { HTML(.bdi) { value.isEmpty ? language.say(.profileNothing) : value } }
        }
    }
}

/// All that the community keeps of a volunteer (PIPL art. 44, 45), in a volunteer's words.
package struct PhoneKeptModel: Sendable, Equatable {
    /// What is kept, each with its value.
    package var facts: [Fact]
    /// The whole report as it is kept, for who wants every detail.
    package var report: String

    /// One thing that is kept.
    package struct Fact: Sendable, Equatable {
        /// What.
        package var what: What
        /// Its value, or how many there are.
        package var value: String

        /// A fact from its parts.
        package init(_ what: What, _ value: String) {
            self.what = what
            self.value = value
        }
    }

    /// What a community keeps of a volunteer.
    package enum What: String, Sendable, CaseIterable {
        /// What the office wrote down.
        case number, name, phone, team, skills, registered
        /// What the volunteer said.
        case areas, free
        /// How many there are.
        case devices, claims, notices, credits, trail
    }

    /// A report from its parts.
    package init(facts: [Fact], report: String) {
        self.facts = facts
        self.report = report
    }
}

/// The page of ``PhoneKeptModel``.
package enum PhoneKeptPage {
    /// The page. Each look is noted, so the script does not ask for it again.
    package static func render(_ model: PhoneKeptModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.profileKept), section: .profile).page {
            HTML(.dl, .class("facts"), .data(.role, "still")) {
                for fact in model.facts {
                    HTML(.div) {
                        HTML(.dt) { language.say(.kept(fact.what)) }
                        HTML(.dd) {
                            HTML(.bdi) {
                                fact.value.isEmpty ? language.say(.profileNothing) : fact.value
                            }
                        }
                    }
                }
            }
            HTML(.details) {
                HTML(.summary, .class("quiet")) { language.say(.keptAll) }
                HTML(
                    .pre, .class("scroll"), .role("region"), .label(language.say(.keptAll)),
                    .focusable
                ) { model.report }
            }
            HTML(.p) { language.say(.keptRights) }
            HTML(.p) {
                HTML(.a, .class("quiet"), .href(.mine(.profile))) { language.say(.keptBack) }
            }
        }
    }
}
