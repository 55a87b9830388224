import Alliance
import Community

/// The figures: who serves whom as a picture and as a matrix, and a line for each community.
struct FiguresView {
    let model: FiguresModel
    let reader: Reader

    private var language: Language { reader.language }
    private var figures: StreetFigures { model.figures }
    private var across: Int { figures.all.receivedAcross }

    /// The part; it stands under a heading of the page.
    @HTMLBuilder var parts: [HTML] {
        HTML(.p, .class("summary")) {
            HTML(.span) { language.say(.figureSum(figures.all)) }
        }
        HTML(.p) { language.say(.figureMedians(figures.all)) }
        if figures.contested > 0 {
            HTML(.p) { language.say(.figureContested(figures.contested)) }
        }
        if figures.leftOut > 0 {
            HTML(.p, .class("hint")) { language.say(.figureLeftOut(figures.leftOut)) }
        }
        HTML(.h3) { language.say(.figureAcross) }
        if across > 0 {
            picture
        } else {
            HTML(.p, .class("empty")) { language.say(.figureNothingAcross) }
        }
        if !figures.members.isEmpty {
            matrix
            HTML(.h3) { language.say(.figureEach) }
            lines
        }
    }

    // MARK: Who serves whom

    private var picture: HTML {
        HTML(.figure) {
            HTML(
                .div, .class("scroll"), .role("region"), .label(language.say(.figurePicture)),
                .focusable
            ) {
                BandPicture(matrix: figures.matrix, names: model.names)
                    .drawing(language.say(.figurePictureSays(across)))
            }
            HTML(.figcaption) { language.say(.figurePictureHow) }
        }
    }

    /// So many columns have names across; of more they stand on end, to fit a sheet of paper.
    private static let namesAcross = 8

    private var matrix: HTML {
        let isWide = model.names.count > Self.namesAcross
        return HTML(
            .div, .class(isWide ? "scroll matrix wide" : "scroll matrix"), .role("region"),
            .label(language.say(.table(of: .figureAcross))), .focusable
        ) {
            HTML(.table) {
                HTML(.caption) { language.say(.figureMatrixHow) }
                HTML(.thead) {
                    HTML(.tr) {
                        HTML(.th, .scope("col")) { language.say(.figureWhose) }
                        for name in model.names {
                            HTML(.th, .scope("col")) { HTML(.bdi) { name } }
                        }
                        HTML(.th, .scope("col")) { language.say(.figureTotal) }
                    }
                }
                HTML(.tbody) {
                    for (home, row) in figures.matrix.enumerated() {
                        HTML(.tr) {
                            HTML(.th, .scope("row")) { HTML(.bdi) { model.names[home] } }
                            for (member, count) in row.enumerated() {
                                HTML(.td, .class(home == member ? "own" : "count")) {
                                    count == 0 ? "·" : String(count)
                                }
                            }
                            HTML(.td, .class("sum")) { String(row.reduce(0, +)) }
                        }
                    }
                    HTML(.tr) {
                        HTML(.th, .scope("row")) { language.say(.figureTotal) }
                        for member in figures.members.indices {
                            HTML(.td, .class("sum")) {
                                String(figures.matrix.reduce(0) { $0 + $1[member] })
                            }
                        }
                        HTML(.td, .class("sum")) { String(figures.all.received) }
                    }
                }
            }
        }
    }

    // MARK: Each community

    private var lines: HTML {
        BookTable(
            language: language, caption: .figureEach,
            headings: [
                .figureCommunity, .figurePublished, .figureOpen, .figureLate, .figureFulfilled,
                .figureGiven, .figureReceived, .figureHours, .figureToClaim, .figureToSettle,
            ]
        ).table(
            zip(model.names, figures.lines).map { line($0, $1) }
                + [line(language.say(.figureTotal), figures.all)])
    }

    private func line(_ name: String, _ line: StreetFigures.Line) -> [HTML] {
        [
            BookTable.head { HTML(.bdi) { name } },
            number(line.published), number(line.open),
            BookTable.cell {
                if line.late > 0 {
                    HTML(.span, .class("badge late")) { String(line.late) }
                } else {
                    HTML(.span, .class("number")) { "0" }
                }
            },
            BookTable.cell {
                HTML(.span, .class("number")) { String(line.fulfilled) }
                if line.cancelled + line.expired > 0 {
                    HTML(.span, .class("under")) {
                        language.say(.figureOtherwise(line.cancelled, line.expired))
                    }
                }
            },
            share(line.given, line.givenAcross), share(line.received, line.receivedAcross),
            BookTable.cell {
                HTML(.span, .class("number")) { language.say(.duration(line.minutes)) }
            },
            span(line.toClaim), span(line.toSettle),
        ]
    }

    private func number(_ count: Int) -> HTML {
        BookTable.cell { HTML(.span, .class("number")) { String(count) } }
    }

    private func share(_ count: Int, _ across: Int) -> HTML {
        BookTable.cell {
            HTML(.span, .class("number")) { String(count) }
            if across > 0 {
                HTML(.span, .class("under")) { language.say(.figureOfThemAcross(across)) }
            }
        }
    }

    private func span(_ milliseconds: UInt64?) -> HTML {
        BookTable.cell { milliseconds.map { language.say(.figureSpan($0)) } ?? "—" }
    }
}

/// Who serves whom across borders as bands: on the left whose volunteers go, on the right whose
/// residents are helped; the wider the band, the more services. Without colour, and with the
/// numbers beside the names. The widest, which carry at least half, are dark.
struct BandPicture {
    let matrix: [[Int]]
    let names: [String]

    private static let width = 1000
    private static let left = 330
    private static let right = 670
    private static let gap = 14
    private static let rowMinimum = 26
    /// All bands together are at most so high, in units of the drawing; one service, so high.
    private static let bandsHeightMaximum = 420
    private static let serviceHeightMaximum = 20

    private struct Stand {
        var y: Int
        var height: Int
        var count: Int
        var used = 0
    }

    func drawing(_ words: String) -> HTML {
        let size = matrix.count
        let given = (0..<size).map { member in
            (0..<size).reduce(0) { $0 + ($1 == member ? 0 : matrix[$1][member]) }
        }
        let received = (0..<size).map { home in
            (0..<size).reduce(0) { $0 + ($1 == home ? 0 : matrix[home][$1]) }
        }
        let total = max(1, given.reduce(0, +))
        let high = min(Self.bandsHeightMaximum, Self.serviceHeightMaximum * total)
        var from = Self.stands(given, total: total, high: high)
        var to = Self.stands(received, total: total, high: high)
        let dark = darkMinimum(total)
        let height = max(
            from.last.map { $0.y + $0.height } ?? 0, to.last.map { $0.y + $0.height } ?? 0)
        var bands: [HTML] = []
        for member in 0..<size {
            for home in 0..<size where home != member && matrix[home][member] > 0 {
                let count = matrix[home][member]
                let wide = max(2, high * count / total)
                let y1 = Self.next(&from[member], wide)
                let y2 = Self.next(&to[home], wide)
                bands.append(
                    HTML(
                        .path, .class(count >= dark ? "band dark" : "band"),
                        .strokeWidth("\(wide)"), .fill("none"),
                        .d(
                            "M\(Self.left) \(y1)C\(Self.left + 150) \(y1) "
                                + "\(Self.right - 150) \(y2) \(Self.right) \(y2)"
                        )))
            }
        }
        return HTML(
            .svg, .class("drawing"), .viewBox("0 0 \(Self.width) \(height + Self.gap)"),
            .role("img"), .label(words)
        ) {
            HTML(.g, .class("bands")) { bands }
            for (index, stand) in from.enumerated() where stand.count > 0 {
                mark(stand, x: Self.left - 8)
                HTML(.text, .x(Self.left - 18), .y(stand.y + stand.height / 2 + 7), .anchor("end"))
                {
                    "\(names[index]) \(stand.count)"
                }
            }
            for (index, stand) in to.enumerated() where stand.count > 0 {
                mark(stand, x: Self.right)
                HTML(
                    .text, .x(Self.right + 18), .y(stand.y + stand.height / 2 + 7), .anchor("start")
                ) {
                    "\(stand.count) \(names[index])"
                }
            }
        }
    }

    private func mark(_ stand: Stand, x: Int) -> HTML {
        HTML(.path, .class("stand"), .d("M\(x) \(stand.y)h8v\(stand.height)h-8z"))
    }

    /// From how many services on a band is dark: so that those together carry half of them or more.
    private func darkMinimum(_ total: Int) -> Int {
        var counts: [Int] = []
        for (home, row) in matrix.enumerated() {
            for (member, count) in row.enumerated() where member != home { counts.append(count) }
        }
        var carried = 0
        for count in counts.sorted(by: >) {
            carried += count
            if carried * 2 >= total { return max(1, count) }
        }
        return 1
    }

    private static func stands(_ counts: [Int], total: Int, high: Int) -> [Stand] {
        var y = gap
        return counts.map { count in
            guard count > 0 else { return Stand(y: y, height: 0, count: 0) }
            let height = max(rowMinimum, high * count / total)
            defer { y += height + gap }
            return Stand(y: y, height: height, count: count)
        }
    }

    /// The middle of the next free piece of a stand.
    private static func next(_ stand: inout Stand, _ wide: Int) -> Int {
        defer { stand.used += wide }
        return stand.y + stand.used + wide / 2
    }
}
