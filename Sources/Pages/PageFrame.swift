/// What every page has around it: the head of the document, the name of the place, the foot.
struct PageFrame {
    /// The language of the page.
    let language: Language
    /// The title in the browser's tab; holds names of communities only (WEB-4).
    let title: String
    /// True when the page comes with the script.
    let isLive: Bool
    /// True when what the page shows is published as feeds too.
    var hasFeeds = false

    /// The document around a header and a main part.
    func document(header: HTML, main: HTML) -> HTML {
        HTML(
            document: HTML(.html, .lang(language)) {
                head
                HTML(.body, isLive ? .events(.events(language)) : nil) {
                    if isLive {
                        HTML(.a, .class("skip"), .href(.place(.wishes))) {
                            language.say(.skipToWishes)
                        }
                    }
                    header
                    main
                    HTML(.footer) { HTML(.p) { language.say(.privacy) } }
                }
            })
    }

    /// The first heading, beside the icon.
    static func name(_ name: String) -> HTML {
        HTML(.div, .class("name")) {
            HTML(void: .img, .src(.asset(.icon)), .alt(""), .width(64), .height(64))
            HTML(.h1) { name }
        }
    }

    private var head: HTML {
        HTML(.head) {
            HTML(void: .meta, .utf8)
            HTML(
                void: .meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
            HTML(void: .meta, .name("color-scheme"), .content("light dark"))
            HTML(.title) { title }
            HTML(void: .link, .rel("stylesheet"), .href(.asset(.styleSheet)))
            HTML(void: .link, .rel("icon"), .type("image/svg+xml"), .href(.asset(.icon)))
            if hasFeeds {
                HTML(
                    void: .link, .rel("alternate"), .type(JSONFeed.contentType),
                    .href(.feed(.json)))
                HTML(
                    void: .link, .rel("alternate"), .type(AtomFeed.contentType),
                    .href(.feed(.atom)))
            }
            if isLive {
                HTML(.script, .src(.asset(.script)), .deferred)
            }
        }
    }
}
