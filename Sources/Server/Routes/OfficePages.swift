import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages
import Sheets

extension Endpoint {
    /// The pages of the office itself: closing, duty, the chat group, sheets, how the node is.
    static let officePages: [Endpoint] = [
        page("/desk/close", .decideClaims) { try await $0.closing() },
        deed("/desk/close", .decideClaims) { visit, form in
            guard let member = MemberName(form.text("to")) else {
                return try await visit.closing(
                    trouble: Problem(FieldProblem("to", .missing)).sentence(visit.language))
            }
            _ = try await visit.carryOut(.handOver(to: member), form)
            return visit.redirect(to: .desk(.close), said: .closed)
        },
        page("/desk/open", .decideClaims) { $0.redirect(to: .desk(.close)) },
        deed("/desk/open", .decideClaims) { visit, form in
            _ = try await visit.carryOut(.recall, form)
            return visit.redirect(to: .desk(.close), said: .opened)
        },
        page("/desk/duty", .readResidents) { visit in
            let day = visit.request.uri.queryParameters["day"].map(String.init)
            return try await visit.duty(day, contactsBy: nil)
        },
        deed("/desk/duty", .readResidents) { visit, form in
            try await visit.duty(form.text("day"), contactsBy: try visit.account())
        },
        page("/desk/group", .keepWishes) { visit in
            let reader = try await visit.reader()
            return visit.show(
                GroupPage.render(
                    try await OfficeFacts(visit: visit).group(node: reader.node), reader))
        },
        page("/desk/node", .readState) { visit in
            let reader = try await visit.reader()
            let model = try await NodeFacts(visit: visit).model(
                isOffice: reader.may(.decideClaims))
            return visit.show(NodePage.render(model, reader))
        },
        page("/desk/sheets", .exportBooks) { visit in
            visit.show(
                SheetsPage.render(
                    SheetsFacts(language: visit.language).model(), try await visit.reader()))
        },
        deed(
            "/desk/sheets", .exportBooks, bodyBytesMaximum: SheetsFacts.formBytesMaximum
        ) { try await $0.sheet($1) },
    ]
}

extension Visit {
    fileprivate func closing(trouble: String? = nil) async throws -> Response {
        show(
            ClosingPage.render(
                try await OfficeFacts(visit: self).closing(trouble: trouble),
                try await reader(here: Route.desk(.close).path)),
            status: trouble == nil ? .ok : .unprocessableContent)
    }

    fileprivate func duty(_ day: String?, contactsBy account: Account?) async throws -> Response {
        let facts = OfficeFacts(visit: self)
        return show(
            DutyPage.render(
                try await facts.duty(facts.day(day), contactsBy: account),
                try await reader(here: Route.desk(.duty).path)))
    }

    // MARK: Sheets

    fileprivate func sheet(_ form: Form) async throws -> Response {
        guard let kind = SheetKind(rawValue: form.text("kind")) else {
            throw FieldProblem("kind", .malformed(expected: "volunteers | wishes | teams"))
        }
        let account = try account()
        if form.text("deed") == "export" {
            guard account.role.may(kind.exportAction) else { throw Problem.role(account.role) }
            let encoding = SheetEncoding.allCases.first { $0.rawValue == form.text("encoding") }
            return try await exportSheet(kind, encoding ?? .utf8, by: account)
        }
        guard account.role.may(kind.importAction) else { throw Problem.role(account.role) }
        let isWrite = form.text("deed") == "write"
        let file = isWrite ? Base64URL.decode(form.text("carried").utf8) : form.file("sheet")
        let facts = SheetsFacts(language: language)
        guard let file else {
            return try await sheets(
                facts.model(
                    kind,
                    trouble: Problem(FieldProblem("sheet", .missing))
                        .sentence(language)))
        }
        guard file.count <= SheetsFacts.fileBytesMaximum else {
            throw Problem.tooLarge(bytesMaximum: SheetsFacts.fileBytesMaximum)
        }
        let report = try await importSheet(kind, file, applies: isWrite, by: account)
        return try await sheets(facts.model(kind, report: report, file: file))
    }

    private func sheets(_ model: SheetsModel) async throws -> Response {
        let isWrong = model.trouble != nil || model.report?.problems.isEmpty == false
        return show(
            SheetsPage.render(model, try await reader(here: Route.desk(.sheets).path)),
            status: isWrong ? .unprocessableContent : .ok)
    }
}
