/// Import in two steps, export, and what the columns are called.
package struct SheetsPage {
    private let model: SheetsModel
    private let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }

    /// The page as UTF-8.
    package static func render(_ model: SheetsModel, _ reader: Reader) -> [UInt8] {
        SheetsPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.sheetsTitle), section: .sheets).page {
            if let report = model.report { self.report(report) }
            HTML(.div, .class("two")) {
                HTML(.section, .class("panel"), .labelledBy(.secondHeading)) {
                    HTML(.h2, .id(.secondHeading)) {
                        language.say(model.report == nil ? .sheetsImport : .sheetsAnother)
                    }
                    look
                }
                exports
            }
            headers
        }
    }

    // MARK: Import

    private var look: HTML {
        controls.form(.desk(.sheets), isFile: true) {
            controls.hidden("deed", "look")
            controls.choice(
                "kind", language.say(.sheetsKind),
                SheetsModel.Kind.allCases.map {
                    (value: $0.rawValue, words: language.say(.sheetsKind($0)))
                }, chosen: model.kind.rawValue)
            controls.line(
                "sheet", language.say(.sheetsFile),
                hint: language.say(.sheetsFileHint(model.bytesMaximum >> 20)),
                trouble: model.trouble, type: "file", .accept(".csv,text/csv"), .required)
            HTML(.p, .class("hint")) { language.say(.sheetsLookHint) }
            controls.submit(language.say(.sheetsLook))
        }
    }

    private func report(_ report: SheetsModel.Report) -> HTML {
        HTML(
            .section, .class(report.problems.isEmpty ? "panel" : "panel grave"),
            .labelledBy(.firstHeading)
        ) {
            HTML(.h2, .id(.firstHeading)) { language.say(heading(report)) }
            HTML(.p) {
                language.say(.sheetsRead(report.rowCount, report.encoding ?? "?"))
            }
            if !report.problems.isEmpty {
                HTML(.p) { HTML(.strong) { language.say(.sheetsNothingWritten) } }
            } else if report.writtenCount == nil {
                write(report)
            }
            lines(.sheetsProblems, report.problems, report.problemCount, "late")
            lines(.sheetsLooks, report.looks, report.lookCount, "wait")
        }
    }

    private func heading(_ report: SheetsModel.Report) -> Phrase {
        if !report.problems.isEmpty { return .sheetsToMend(report.problemCount) }
        if let written = report.writtenCount {
            return .sheetsWritten(written, of: report.rowCount)
        }
        return .sheetsCanWrite(report.newCount, of: report.rowCount)
    }

    /// The file goes back with the form: between the steps the node keeps nothing.
    @HTMLBuilder private func write(_ report: SheetsModel.Report) -> [HTML] {
        if report.newCount > 0 {
            controls.form(.desk(.sheets)) {
                controls.hidden("deed", "write")
                controls.hidden("kind", model.kind.rawValue)
                controls.hidden("carried", report.carried)
                HTML(.p, .class("hint")) { language.say(.sheetsCarried) }
                controls.submit(language.say(.sheetsWrite(report.newCount)))
            }
        } else {
            HTML(.p) { language.say(.sheetsNothingNew) }
        }
    }

    @HTMLBuilder private func lines(
        _ title: Phrase, _ lines: [String], _ count: Int, _ badge: String
    ) -> [HTML] {
        if !lines.isEmpty {
            HTML(.h3) {
                HTML(.span, .class("badge " + badge)) { language.say(title) }
            }
            HTML(.ol, .class("findings")) {
                for line in lines.prefix(SheetsModel.Report.linesMaximum) {
                    HTML(.li) { line }
                }
            }
            let shown = min(lines.count, SheetsModel.Report.linesMaximum)
            if count > shown {
                HTML(.p) { language.say(.sheetsMore(count - shown)) }
            }
        }
    }

    // MARK: Export and headers

    private var exports: HTML {
        HTML(.section, .class("panel"), .labelledBy(.thirdHeading)) {
            HTML(.h2, .id(.thirdHeading)) { language.say(.sheetsExport) }
            HTML(.p, .class("hint")) { language.say(.sheetsExportHint) }
            for kind in SheetsModel.Kind.allCases {
                controls.form(.desk(.sheets), class: "row export") {
                    controls.hidden("deed", "export")
                    controls.hidden("kind", kind.rawValue)
                    HTML(.strong) { language.say(.sheetsKind(kind)) }
                    for encoding in ["GB18030", "UTF-8"] {
                        HTML(
                            .button, .type("submit"), .class("button second"),
                            .name("encoding"), .value(encoding)
                        ) {
                            language.say(.sheetsEncoding(encoding))
                        }
                    }
                }
            }
        }
    }

    private var headers: HTML {
        HTML(.section, .labelledBy(.fourthHeading)) {
            HTML(.h2, .id(.fourthHeading)) { language.say(.sheetsHeaders) }
            HTML(.p, .class("hint")) { language.say(.sheetsHeadersHint) }
            for kind in SheetsModel.Kind.allCases {
                HTML(.details, .class("panel"), kind == model.kind ? .open : nil) {
                    HTML(.summary) { language.say(.sheetsKind(kind)) }
                    HTML(.p) {
                        language.say(.sheetsFirstLine)
                        " "
                        HTML(.code) {
                            (model.headers[kind] ?? []).map(\.title).joined(separator: ",")
                        }
                    }
                    HTML(.dl, .class("facts")) {
                        for header in model.headers[kind] ?? [] {
                            HTML(.div) {
                                HTML(.dt) { header.title }
                                HTML(.dd) {
                                    if header.isRequired {
                                        HTML(.span, .class("badge wait")) {
                                            language.say(.sheetsRequired)
                                        }
                                        " "
                                    }
                                    header.others.joined(
                                        separator: language == .zh ? "、" : ", ")
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
