import Community

/// What every page of desk and phone has around it: who is here, where one can go, how the node
/// is, what was done just now.
///
/// The page is whole without the script. With it, parts that carry ``DataKey/part`` are put in
/// anew when ``Route/live`` says that there is news.
package struct Frame: Sendable {
    /// Who looks.
    let reader: Reader
    /// The title in the browser's tab and of the page; never a person's name (WEB-4).
    let title: String
    /// Where the page belongs in the navigation.
    let section: Section?
    /// What the page has beside the sheets of all pages.
    let sheet: Asset?

    /// A frame around a page.
    package init(_ reader: Reader, title: String, section: Section? = nil, sheet: Asset? = nil) {
        self.reader = reader
        self.title = title
        self.section = section
        self.sheet = sheet
    }

    /// The parts of the site that the navigation leads to.
    package enum Section: String, Sendable, CaseIterable {
        /// The office's.
        case today, wishes, residents, books, sheets, office
        /// The volunteer's.
        case street, claims, hours, profile
        /// The administrator's.
        case admin
        /// The coordinator's.
        case board, members, report
    }

    private var language: Language { reader.language }

    /// The whole page as UTF-8.
    ///
    /// - Parameter main: what stands under the title; the title itself is the first heading.
    package func page(
        hasTitle: Bool = true, @HTMLBuilder main: () -> [HTML]
    ) -> [UInt8] {
        let parts = main()
        return HTML(
            document: HTML(.html, .lang(language)) {
                head
                HTML(
                    .body, .class(isPhone ? "phone" : "desk"),
                    reader.role == nil ? nil : .data(.live, Route.live.path),
                    .data(.lost, language.say(.lineLost)), .data(.kept, language.say(.kept)),
                    .data(.sent, language.say(.keptSent)),
                    .data(.refused, language.say(.keptRefused)),
                    .data(.working, language.say(.working))
                ) {
                    HTML(.a, .class("skip"), .href(.place(.content))) {
                        language.say(.skipToContent)
                    }
                    top
                    HTML(.main, .id(.content)) {
                        said
                        if hasTitle { HTML(.h1) { title } }
                        parts
                    }
                    footer
                }
            }
        ).rendered(breakingLines: true)
    }

    /// Phones have their navigation under the thumb.
    private var isPhone: Bool { reader.may(.claim) }

    /// What only a desk needs stays away from phones, and from whoever is not in yet.
    private var isAtDesk: Bool { reader.role != nil && !isPhone }

    private var head: HTML {
        HTML(.head) {
            HTML(void: .meta, .utf8)
            HTML(
                void: .meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
            HTML(void: .meta, .name("color-scheme"), .content("light dark"))
            HTML(.title) { "\(title) · \(reader.node)" }
            HTML(void: .link, .rel("stylesheet"), .href(.asset(.styleSheet)))
            HTML(
                void: .link, .rel("stylesheet"), .href(.asset(isAtDesk ? .deskSheet : .phoneSheet)))
            if let sheet { HTML(void: .link, .rel("stylesheet"), .href(.asset(sheet))) }
            HTML(void: .link, .rel("icon"), .type("image/svg+xml"), .href(.asset(.icon)))
            HTML(void: .link, .rel("manifest"), .href(.manifest))
            HTML(.script, .src(.asset(isAtDesk ? .deskProgram : .phoneProgram)), .deferred)
        }
    }

    // MARK: The top

    private var top: HTML {
        HTML(.header) {
            HTML(.div, .class("bar")) {
                HTML(.a, .class("brand"), .href(.start(of: reader.role))) {
                    HTML(void: .img, .src(.asset(.icon)), .alt(""), .width(40), .height(40))
                    HTML(.bdi) { reader.node }
                }
                if !places.isEmpty {
                    HTML(.nav, .class("places"), .label(language.say(.navigation))) {
                        HTML(.ul) {
                            for place in places { link(place) }
                        }
                    }
                }
                HTML(.div, .class("tools")) {
                    languageForm
                    if reader.role != nil {
                        HTML(.form, .action(.signOut), .post, .class("inline")) {
                            Controls(reader).hiddenFields
                            HTML(.button, .type("submit"), .class("quiet")) {
                                language.say(.signOut)
                            }
                        }
                    } else {
                        HTML(.a, .class("quiet"), .href(.signIn)) { language.say(.signIn) }
                    }
                }
            }
            if let pulse = reader.pulse { PulseView(pulse: pulse, reader: reader).part }
        }
    }

    private func link(_ place: (section: Section, route: Route, name: Phrase)) -> HTML {
        HTML(.li) {
            HTML(
                .a, .href(place.route), .class("to-" + place.section.rawValue),
                place.section == section ? .current : nil
            ) {
                Icons.of(place.section)
                HTML(.span) { language.say(place.name) }
            }
        }
    }

    private var places: [(section: Section, route: Route, name: Phrase)] {
        if reader.may(.claim) {
            return [
                (.street, .my(before: nil), .placeStreet), (.claims, .mine(.claims), .placeClaims),
                (.hours, .mine(.hours), .placeHours), (.profile, .mine(.profile), .placeProfile),
            ]
        }
        if reader.may(.keepAccounts) {
            return [(.admin, .admin, .placeAdmin), (.board, .board(.street), .placeBoard)]
        }
        guard reader.may(.keepWishes) else { return boardPlaces }
        var places: [(section: Section, route: Route, name: Phrase)] = [
            (.today, .desk(.today), .placeToday),
            (.wishes, .deskWishes(isOpen: true, before: nil), .placeWishes),
            (.residents, .desk(.residents), .placeResidents),
        ]
        guard reader.may(.keepVolunteers) else { return places }
        places += [
            (.books, .desk(.volunteers), .placeBooks), (.sheets, .desk(.sheets), .placeSheets),
            (.office, .desk(.node), .placeOffice),
        ]
        return places
    }

    /// For those who look at the whole street.
    private var boardPlaces: [(section: Section, route: Route, name: Phrase)] {
        guard reader.may(.readState) else { return [] }
        var places: [(section: Section, route: Route, name: Phrase)] = [
            (.board, .board(.street), .placeBoard), (.report, .report(month: nil), .placeReport),
        ]
        if reader.may(.keepRoster) {
            places.insert((.members, .board(.members), .placeMembers), at: 1)
        }
        return places
    }

    /// Without the script, too: a form of one button.
    private var languageForm: HTML {
        HTML(.form, .action(.language), .post, .class("inline")) {
            HTML(void: .input, .type("hidden"), .name("language"), .value(language.other.rawValue))
            HTML(void: .input, .type("hidden"), .name("here"), .value(reader.here))
            Controls(reader).hiddenFields
            HTML(.button, .type("submit"), .class("quiet"), .lang(language.other)) {
                language.other.ownName
            }
        }
    }

    @HTMLBuilder
    private var said: [HTML] {
        HTML(.p, .id(.line), .class("line lost"), .role("status"))
        HTML(.p, .id(.said), .class(reader.said == nil ? "said none" : "said"), .role("status")) {
            if let said = reader.said { language.say(.said(said)) }
        }
    }

    private var footer: HTML {
        HTML(.footer) {
            HTML(.p) { language.say(isPhone ? .privacyPhone : .privacyDesk) }
        }
    }
}

/// What every page says of the node, in one line.
struct PulseView {
    let pulse: Pulse
    let reader: Reader

    private var language: Language { reader.language }

    var part: HTML {
        HTML(.div, .id(.pulse), .class("pulse"), .data(.part, Place.pulse.rawValue)) {
            HTML(.p) {
                if reader.may(.keepWishes) {
                    badge(pulse.late > 0 ? "late" : "calm", .late(pulse.late))
                    badge(pulse.waiting > 0 ? "wait" : "calm", .waitingForUs(pulse.waiting))
                }
                if pulse.isFrozen { badge("late", .pulseFrozen) }
                if pulse.isClosed { badge("wait", .pulseClosed) }
                if let quietest = pulse.quietest {
                    badge(quietest.isLate ? "late" : "calm", .lastHeard(quietest))
                } else {
                    badge("calm", pulse.isAlone ? .noAlliance : .noNeighbours)
                }
            }
        }
    }

    private func badge(_ kind: String, _ phrase: Phrase) -> HTML {
        HTML(.span, .class("badge " + kind)) { language.say(phrase) }
    }
}
