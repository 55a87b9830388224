import Alliance
import Community
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// The administrator's page with what is done there, and the office's codes for volunteers.
    static let adminRoutes: [Endpoint] = [
        page("/admin", .keepAccounts) { visit in
            let model = try await AdminFacts(visit.node).model(for: visit.account().number)
            return visit.show(AdminPage.render(model, try await visit.reader()))
        },
        deed("/admin/staff/invite", .keepAccounts) { visit, form in
            let role = try form.role()
            let answer = try await visit.carryOut(.inviteStaff(role), form)
            return try await visit.show(code: answer, for: .staff(role), back: .admin, .admin)
        },
        deed("/admin/staff/{id}/role", .keepAccounts) { visit, form in
            let account = try visit.namedAccount()
            _ = try await visit.carryOut(.changeRole(account, try form.role()), form)
            return visit.redirect(to: .admin, said: .changed)
        },
        deed("/admin/staff/{id}/end", .keepAccounts) { visit, form in
            _ = try await visit.carryOut(.endStaff(try visit.namedAccount()), form)
            return visit.redirect(to: .admin, said: .changed)
        },
        deed("/admin/staff/{id}/reset", .keepAccounts) { visit, form in
            let account = try visit.namedAccount()
            let staff = try await visit.node.staff()
            let answer = try await visit.carryOut(.resetPassword(account), form)
            let name = staff.first { $0.account == account }?.name ?? ""
            return try await visit.show(code: answer, for: .reset(name), back: .admin, .admin)
        },
        deed("/desk/partners/invite", .keepVolunteers) { visit, form in
            let name = form.text("name")
            let answer = try await visit.carryOut(.invitePartner(name), form)
            return try await visit.show(
                code: answer, for: .volunteer(name), back: .desk(.partners), .books)
        },
        deed("/desk/volunteers/{id}/invite", .keepVolunteers) { visit, form in
            guard let volunteer = visit.context.parameters["id"].flatMap({ VolunteerID($0) })
            else { throw Problem(.notFound) }
            let answer = try await visit.carryOut(.invite(volunteer), form)
            let name = try await visit.node.guestName(
                of: Entry(role: .volunteer, volunteer: volunteer, validUntil: 0))
            return try await visit.show(
                code: answer, for: .volunteer(name), back: .deskVolunteer(volunteer), .books)
        },
    ]
}

extension Form {
    /// The role that was chosen.
    fileprivate func role() throws(FieldProblem) -> Role {
        guard let role = Role(rawValue: text("role")) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: " | ")
            throw FieldProblem("role", .malformed(expected: roles))
        }
        return role
    }
}

extension Visit {
    /// The account that the path names; a malformed number is nobody's.
    fileprivate func namedAccount() throws(Problem) -> Int64 {
        guard let number = context.parameters["id"].flatMap({ Int64($0) }) else {
            throw Problem(.notFound)
        }
        return number
    }

    /// A code that was made just now, on a page of its own: it is shown once, so there is no
    /// address to go on to. The same form sent again is answered with the same code (DUR-4).
    fileprivate func show(
        code answer: JSON, for guest: CodeModel.Guest, back: Route, _ section: Frame.Section
    ) async throws -> Response {
        var fields = try Fields(answer)
        let code = try fields.text("code", bytesMaximum: 40)
        let until = try fields.integer("validUntil", 0...UInt64(Int64.max))
        let scheme = office.configuration.isSecure ? "https" : "http"
        let base = "\(scheme)://\(office.configuration.authority)"
        let now = node.clock()
        let model = CodeModel(
            code: code, page: base + Route.enter(code: nil).path,
            address: base + Route.enter(code: code).path, guest: guest,
            minutes: Int(clamping: (until - min(until, now) + 59_999) / 60_000),
            until: node.localMoment(until).clockText)
        return show(
            CodePage.render(
                model, back: back, section: section, try await reader(here: back.path)))
    }
}

extension LocalMoment {
    /// The time on the clock, such as `08:05`.
    fileprivate var clockText: String {
        let (hour, minute) = (minute / 60, minute % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }
}
