/// The page for a request that was not answered with what it asked for.
package enum ErrorPage {
    /// The page for a status, with a title and a sentence that are safe to show to anybody.
    ///
    /// - Parameters:
    ///   - status: The status code of the answer.
    ///   - title: What happened, in a few words of that language.
    ///   - sentence: What the reader can do now.
    ///   - language: The language of the page.
    package static func render(
        status: Int, title: String, sentence: String, language: Language
    ) -> [UInt8] {
        let header = HTML(.header) {
            HTML(.div, .class("top")) {
                HTML(.p, .class("alliance")) { language.say(.status(status)) }
            }
            PageFrame.name(title)
        }
        let main = HTML(.main, .class("error")) {
            HTML(.p, .class("summary")) { sentence }
            HTML(.p) {
                HTML(.a, .class("button"), .href(.home(language))) { language.say(.backHome) }
            }
        }
        return PageFrame(language: language, title: title, isLive: false)
            .document(header: header, main: main).rendered(breakingLines: true)
    }
}
