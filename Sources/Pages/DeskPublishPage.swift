package import Alliance

/// What neighbours will see of a wish, and the button that lets them.
package struct PublishModel: Sendable, Equatable {
    /// The wish, on the community's own log.
    package var wish: WishID
    /// What they will see.
    package var preview: PreviewModel
    /// The digest of the preview's bytes: what is published is what was shown (E2E-6).
    package var digest: String
    /// Whether there is a street to publish to.
    package var hasAlliance: Bool
    /// Why it was not published just now, in the page's language.
    package var trouble: String?

    /// A page from its parts.
    package init(
        wish: WishID, preview: PreviewModel, digest: String, hasAlliance: Bool,
        trouble: String? = nil
    ) {
        self.wish = wish
        self.preview = preview
        self.digest = digest
        self.hasAlliance = hasAlliance
        self.trouble = trouble
    }
}

/// The page before publishing.
package enum PublishPage {
    /// The whole page.
    package static func render(_ model: PublishModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        let controls = Controls(reader)
        return Frame(reader, title: language.say(.publishWish), section: .wishes).page {
            if let trouble = model.trouble {
                HTML(.p, .class("trouble"), .role("alert")) { trouble }
            }
            PreviewPart.part(model.preview, language)
            if model.hasAlliance {
                controls.form(.deskDeed(model.wish, .publish)) {
                    controls.hidden("preview", model.digest)
                    if !model.preview.findings.isEmpty {
                        controls.box(
                            "wordsConfirmed", language.say(.wordsConfirmed), isChecked: false)
                    }
                    HTML(.p, .class("hint")) { language.say(.publishMeaning) }
                    HTML(.div, .class("row")) {
                        controls.submit(language.say(.publishNow))
                        HTML(.a, .class("button second"), .href(.deskDeed(model.wish, .revise))) {
                            language.say(.changeFirst)
                        }
                        HTML(.a, .class("quiet"), .href(.deskWish(model.wish))) {
                            language.say(.back)
                        }
                    }
                }
            } else {
                HTML(.p, .class("empty")) { language.say(.noStreetYet) }
                HTML(.p) {
                    HTML(.a, .href(.deskWish(model.wish))) { language.say(.back) }
                }
            }
        }
    }
}
