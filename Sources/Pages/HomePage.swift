/// The public page of a node: the open wishes of the alliance, its neighbours, its own state.
///
/// The page is whole without the script. With it, the events `wishes`, `neighbours` and `state` of
/// ``Route/events(_:)`` replace the parts of the same name; the server sends all three when a
/// browser connects, also again, so that nothing missed stays missing.
package enum HomePage {
    /// Wishes listed at most. A phone scrolls no further, and a page stays under 200 KB.
    package static let wishesMaximum = 200

    /// The whole page, with a line break after each block.
    package static func render(_ model: HomeModel) -> [UInt8] {
        let frame = PageFrame(
            language: model.language,
            title: model.language.say(.title(node: model.node, alliance: model.alliance)),
            isLive: true, hasFeeds: model.hasFeeds)
        let main = HTML(.main) {
            WishesView(model: model).part
            NeighboursView(model: model).part
            StateView(model: model).part
        }
        return frame.document(header: header(model), main: main).rendered(breakingLines: true)
    }

    /// The list of wishes: one line of UTF-8, the `data` of a `wishes` event.
    package static func wishesFragment(_ model: HomeModel) -> [UInt8] {
        WishesView(model: model).part.rendered()
    }

    /// The neighbours: one line of UTF-8, the `data` of a `neighbours` event.
    package static func neighboursFragment(_ model: HomeModel) -> [UInt8] {
        NeighboursView(model: model).part.rendered()
    }

    /// The node's own state: one line of UTF-8, the `data` of a `state` event.
    package static func stateFragment(_ model: HomeModel) -> [UInt8] {
        StateView(model: model).part.rendered()
    }

    private static func header(_ model: HomeModel) -> HTML {
        let language = model.language
        return HTML(.header) {
            HTML(.div, .class("top")) {
                HTML(.p, .class("alliance")) {
                    HTML(.bdi) { model.alliance ?? language.say(.noAlliance) }
                }
                HTML(.nav, .label(language.say(.navigation))) {
                    HTML(.a, .href(.signIn)) { language.say(.signIn) }
                    HTML(
                        .a, .href(.home(language.other)), .lang(language.other),
                        .hreflang(language.other)
                    ) { language.other.ownName }
                }
            }
            PageFrame.name(model.node)
            HTML(.p, .class("motto")) { language.say(.motto) }
            HTML(
                .p, .id(.line), .class("line"), .role("status"),
                .data(.live, language.say(.lineLive)), .data(.lost, language.say(.lineLost)),
                .data(.asof, language.say(.lineAsOf)),
                .data(.changed, language.say(.lineChanged)),
                .data(.fresh, language.say(.fresh))
            ) { language.say(.lineAlone) }
        }
    }
}
