import Alliance
import Community

/// The words that this community uses: skills, kinds of wishes, grids.
package struct WordsPage {
    private let model: WordsModel
    private let reader: Reader

    private var language: Language { reader.language }

    /// The page as UTF-8.
    package static func render(_ model: WordsModel, _ reader: Reader) -> [UInt8] {
        WordsPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.bookWords), section: .books).page {
            Tabs.books(reader, .words)
            HTML(.p, .class("hint")) { language.say(.wordsHint) }
            missing
            if !model.ending.isEmpty { ending }
            HTML(.div, .class("two")) {
                skills
                HTML(.div, .class("stack")) {
                    counts(
                        .wordsKinds, .thirdHeading,
                        model.kinds.map { (name: [$0.word].names(language), open: $0.open) })
                    counts(
                        .wordsAreas, .fourthHeading,
                        model.areas.map { area in
                            (
                                name: area.area.isEmpty
                                    ? language.say(.wordsNoArea) : area.area,
                                open: area.open
                            )
                        })
                }
            }
        }
    }

    private var missing: HTML {
        HTML(.section, .class("panel"), .labelledBy(.firstHeading)) {
            HTML(.h2, .id(.firstHeading)) { language.say(.wordsMissing) }
            if model.missing.isEmpty {
                HTML(.p) { language.say(.wordsNothingMissing) }
            } else {
                HTML(.p, .class("hint")) { language.say(.wordsMissingHint) }
                HTML(.ul, .class("lines")) {
                    for wish in model.missing {
                        HTML(.li) {
                            HTML(.a, .href(.deskWish(wish.wish))) { HTML(.bdi) { wish.title } }
                            " "
                            HTML(.span, .class("badge wait")) { wish.skills.names(language) }
                        }
                    }
                }
            }
        }
    }

    private var ending: HTML {
        HTML(.section, .class("panel"), .label(language.say(.papersEnding))) {
            HTML(.h2) { language.say(.papersEnding) }
            HTML(.ul, .class("lines"), .role("list")) {
                for one in model.ending {
                    HTML(.li) {
                        HTML(.p) {
                            HTML(.a, .href(.deskVolunteer(one.volunteer))) {
                                HTML(.bdi) { one.name }
                            }
                        }
                        PaperWords(paper: one.paper, language: language).parts
                    }
                }
            }
        }
    }

    private var skills: HTML {
        HTML(.section, .labelledBy(.secondHeading)) {
            HTML(.h2, .id(.secondHeading)) { language.say(.wordsSkills) }
            if model.skills.isEmpty {
                HTML(.p, .class("empty")) { language.say(.wordsNoSkills) }
            } else {
                BookTable(
                    language: language, caption: .wordsSkills,
                    headings: [.wordsSkill, .wordsVolunteers, .wordsNeeded]
                ).table(
                    model.skills.map { skill in
                        [
                            BookTable.head { [skill.word].names(language) },
                            number(skill.volunteers), number(skill.wishes),
                        ]
                    })
            }
        }
    }

    private func counts(
        _ title: Phrase, _ heading: Place, _ rows: [(name: String, open: Int)]
    ) -> HTML {
        HTML(.section, .labelledBy(heading)) {
            HTML(.h2, .id(heading)) { language.say(title) }
            if rows.isEmpty {
                HTML(.p, .class("empty")) { language.say(.wordsNoWishes) }
            } else {
                BookTable(language: language, caption: title, headings: [title, .wordsOpen]).table(
                    rows.map { row in
                        [BookTable.head { HTML(.bdi) { row.name } }, number(row.open)]
                    })
            }
        }
    }

    private func number(_ number: Int) -> HTML {
        BookTable.cell { HTML(.span, .class("number")) { String(number) } }
    }
}
