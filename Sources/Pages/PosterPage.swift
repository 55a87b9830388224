/// The stations and a form for a new one.
package struct PostersModel: Sendable, Equatable {
    /// Where posters hang.
    package var stations: [Poster]
    /// What was typed for a new one.
    package var name = "", place = "", phone = ""
    /// What is wrong with a field.
    package var troubles: [String: RequestTrouble] = [:]
    /// Whether the address of this node can be opened on this computer alone.
    package var isLoopback: Bool

    /// A list from its parts.
    package init(stations: [Poster], isLoopback: Bool) {
        self.stations = stations
        self.isLoopback = isLoopback
    }
}

/// A station and what its poster shows.
package struct Poster: Sendable, Equatable {
    /// The number of the station.
    package var number: Int64
    /// What it is called; where it is; the phone to call, which may be empty.
    package var name: String, place: String, phone: String
    /// The addresses in the codes: of the form and of the wall.
    package var wish: String, wall: String
    /// What the alliance is called; empty where there is none.
    package var alliance = ""

    /// A poster from its parts.
    package init(
        number: Int64, name: String, place: String, phone: String, wish: String, wall: String
    ) {
        self.number = number
        self.name = name
        self.place = place
        self.phone = phone
        self.wish = wish
        self.wall = wall
    }
}

/// The page that keeps the stations.
package enum PostersPage {
    /// The whole page.
    package static func render(_ model: PostersModel, _ reader: Reader) -> [UInt8] {
        let (controls, language) = (Controls(reader), reader.language)
        func trouble(_ field: String) -> String? {
            (model.troubles[field]?.phrase).map(language.say)
        }
        return Frame(reader, title: language.say(.postersTitle), section: .today).page {
            HTML(.p, .class("hint")) { language.say(.postersHow) }
            if model.isLoopback { HTML(.p, .class("warning")) { language.say(.posterLoopback) } }
            if model.stations.isEmpty {
                HTML(.p, .class("empty")) { language.say(.postersNone) }
            }
            for station in model.stations { card(station, controls, language) }
            HTML(.section) {
                HTML(.h2) { language.say(.stationNew) }
                controls.form(.request(.posters)) {
                    controls.line(
                        "name", language.say(.stationName), value: model.name,
                        trouble: trouble("name"), .required, .maxLength(40))
                    controls.line(
                        "place", language.say(.stationPlace), value: model.place,
                        trouble: trouble("place"), .maxLength(40))
                    controls.line(
                        "phone", language.say(.stationPhone), value: model.phone,
                        trouble: trouble("phone"), type: "tel", .maxLength(40))
                    controls.submit(language.say(.stationSave))
                }
            }
        }
    }

    private static func card(
        _ station: Poster, _ controls: Controls, _ language: Language
    ) -> HTML {
        HTML(.section, .class("panel")) {
            HTML(.h2) { HTML(.bdi) { station.name } }
            HTML(.p) { HTML(.bdi) { station.place } }
            HTML(.p, .class("row")) {
                HTML(.a, .class("button"), .href(.request(.poster(station.number)))) {
                    language.say(.posterOpen)
                }
            }
            controls.button(
                .request(.dropPoster(station.number)), language.say(.posterDrop),
                class: "button second")
        }
    }
}

/// One poster, to be printed on A4 and hung up.
package enum PosterPage {
    /// The whole page.
    package static func render(
        _ poster: Poster, isLoopback: Bool, _ reader: Reader
    ) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.postersTitle), section: .today)
            .page(hasTitle: false) {
                HTML(.p, .class("screen hint")) { language.say(.posterPrint) }
                if isLoopback {
                    HTML(.p, .class("screen warning")) { language.say(.posterLoopback) }
                }
                HTML(.article, .class("poster"), .lang(.zh)) {
                    HTML(void: .img, .src(.asset(.icon)), .alt(""), .width(72), .height(72))
                    HTML(.p, .class("poster-home")) {
                        if !poster.alliance.isEmpty {
                            HTML(.bdi) { poster.alliance }
                            " · "
                        }
                        HTML(.bdi) { reader.node }
                        " · "
                        HTML(.bdi) { poster.name }
                    }
                    HTML(.h1) { Phrase.posterCall.zh }
                    HTML(.p, .class("large")) { Phrase.posterScan.zh }
                    HTML(.p, .lang(.en)) { Phrase.posterCall.en + " " + Phrase.posterScan.en }
                    if let code = QRCode(poster.wish) {
                        code.drawing(language.say(.posterWish))
                    }
                    HTML(.ol, .class("poster-steps")) {
                        for step in [Phrase.posterOne, .posterTwo, .posterThree, .posterFour] {
                            HTML(.li) {
                                HTML(.strong) { step.zh }
                                " "
                                HTML(.small, .lang(.en)) { step.en }
                            }
                        }
                    }
                    foot(poster, language)
                }
            }
    }

    private static func foot(_ poster: Poster, _ language: Language) -> HTML {
        HTML(.div, .class("poster-foot")) {
            HTML(.div) {
                if !poster.phone.isEmpty {
                    HTML(.p, .class("large")) {
                        Phrase.posterPhone.zh
                        HTML(.strong) { HTML(.bdi) { poster.phone } }
                    }
                }
                if !poster.place.isEmpty { HTML(.p) { HTML(.bdi) { poster.place } } }
            }
            HTML(.div, .class("poster-wall")) {
                if let code = QRCode(poster.wall) { code.drawing(language.say(.posterWall)) }
                HTML(.p) { Phrase.posterSeeWall.zh }
            }
        }
    }
}
