import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// The pages of the books: people, teams, partners, words, sheets, what a person may ask.
    static let bookRoutes: [Endpoint] = [
        page("/desk/volunteers", .keepVolunteers) { visit in
            visit.show(
                VolunteersPage.render(
                    try await VolunteersFacts(visit: visit).model(), try await visit.reader()))
        },
        deed("/desk/volunteers", .keepVolunteers) { visit, form in
            form.text("deed") == "find"
                ? try await visit.findVolunteers(form) : try await visit.register(form)
        },
        page("/desk/volunteers/{id}", .keepVolunteers) { visit in
            visit.show(
                VolunteerPage.render(
                    try await VolunteersFacts(visit: visit).model(of: try visit.bookVolunteer()),
                    try await visit.reader()))
        },
        deed("/desk/volunteers/{id}", .keepVolunteers) { visit, form in
            let deed = form.text("deed")
            if Form.paperDeeds.contains(deed) { return try await visit.changePapers(form) }
            return deed == "leave"
                ? try await visit.leave(form) : try await visit.changeVolunteer(form)
        },
        page("/desk/teams", .keepVolunteers) { try await $0.teams(isPartners: false) },
        deed("/desk/teams", .keepVolunteers) { try await $0.keepTeam($1, isPartners: false) },
        page("/desk/partners", .keepVolunteers) { try await $0.teams(isPartners: true) },
        deed("/desk/partners", .keepVolunteers) { try await $0.keepTeam($1, isPartners: true) },
        page("/desk/words", .keepVolunteers) { visit in
            visit.show(
                WordsPage.render(
                    try await WordsFacts(node: visit.node).model(), try await visit.reader()))
        },
        page("/desk/people", .answerPersons) { visit in
            visit.show(PeoplePage.render(PeopleModel(), try await visit.reader()))
        },
        deed("/desk/people", .answerPersons) { try await $0.person($1) },
    ]
}

extension Visit {
    /// The volunteer that the path names; a malformed number is nobody's.
    func bookVolunteer() throws(Problem) -> VolunteerID {
        guard let id = context.parameters["id"].flatMap({ VolunteerID($0) }) else {
            throw Problem(.notFound)
        }
        return id
    }

    // MARK: Volunteers

    fileprivate func findVolunteers(_ form: Form) async throws -> Response {
        let model = try await VolunteersFacts(visit: self).model(find: form.text("find"))
        return show(
            VolunteersPage.render(
                model, try await reader(here: Route.desk(.volunteers).path)))
    }

    fileprivate func register(_ form: Form) async throws -> Response {
        do {
            let answer = try await carryOut(.register(try form.volunteer()), form)
            var fields = try Fields(answer)
            let id = try fields.text("volunteer", bytesMaximum: 40)
            let route = VolunteerID(id).map(Route.deskVolunteer) ?? .desk(.volunteers)
            return redirect(to: route, said: .saved)
        } catch let problem as FieldProblem {
            let model = try await VolunteersFacts(visit: self).model(
                form: VolunteerForm(form, Troubles(problem, language)))
            return show(
                VolunteersPage.render(
                    model, try await reader(here: Route.desk(.volunteers).path)),
                status: .unprocessableContent)
        }
    }

    fileprivate func changeVolunteer(_ form: Form) async throws -> Response {
        let id = try bookVolunteer()
        do {
            _ = try await carryOut(.changeVolunteer(id, try form.volunteer()), form)
            return redirect(to: .deskVolunteer(id), said: .saved)
        } catch let problem as FieldProblem {
            let model = try await VolunteersFacts(visit: self).model(
                of: id, form: VolunteerForm(form, Troubles(problem, language)))
            return show(
                VolunteerPage.render(
                    model, try await reader(here: Route.deskVolunteer(id).path)),
                status: .unprocessableContent)
        }
    }

    fileprivate func leave(_ form: Form) async throws -> Response {
        let id = try bookVolunteer()
        guard form.has("confirmed") else {
            let model = try await VolunteersFacts(visit: self).model(
                of: id, leavingTrouble: Said.confirmFirst(language))
            return show(
                VolunteerPage.render(
                    model, try await reader(here: Route.deskVolunteer(id).path)),
                status: .unprocessableContent)
        }
        _ = try await carryOut(.erasePerson(.volunteer(id)), form)
        return redirect(to: .desk(.volunteers), said: .erased)
    }

    // MARK: Teams and partners

    fileprivate func teams(
        isPartners: Bool, form: TeamForm = TeamForm(), status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let rows = try await node.teams().filter { ($0.kind != .team) == isPartners }
        let here = Route.desk(isPartners ? .partners : .teams).path
        return show(
            TeamsPage.render(
                TeamsModel(isPartners: isPartners, rows: rows, form: form),
                try await reader(here: here)), status: status)
    }

    fileprivate func keepTeam(_ form: Form, isPartners: Bool) async throws -> Response {
        let place = Route.desk(isPartners ? .partners : .teams)
        let was = form.has("was") ? form.text("was") : nil
        let known = try await node.teams().first { $0.name == was }
        if form.text("deed") == "edit" || form.text("deed") == "drop" {
            guard let known else { throw Problem(.notFound) }
            if form.text("deed") == "edit" {
                return try await teams(isPartners: isPartners, form: TeamForm(known))
            }
            guard form.has("confirmed") else {
                var typed = TeamForm(known)
                typed.troubles = ["confirmed": Said.confirmFirst(language)]
                return try await teams(
                    isPartners: isPartners, form: typed, status: .unprocessableContent)
            }
            _ = try await carryOut(.dropTeam(known.name), form)
            return redirect(to: place, said: .saved)
        }
        var troubles: Troubles
        do {
            _ = try await carryOut(.keepTeam(try form.team(), was: was), form)
            return redirect(to: place, said: .saved)
        } catch let problem as FieldProblem {
            troubles = Troubles(problem, language)
        } catch NodeFailure.refused(.teamNameTaken) {
            troubles = Troubles()
            troubles["name"] = Problem(.teamNameTaken).sentence(language)
        }
        return try await teams(
            isPartners: isPartners, form: TeamForm(form, was, troubles),
            status: .unprocessableContent)
    }

    // MARK: What a person may ask

    fileprivate func person(_ form: Form) async throws -> Response {
        var model = PeopleModel(phone: form.text("phone"), volunteer: form.text("volunteer"))
        do {
            var fields = try Fields(form.json(["phone", "volunteer"]))
            let person = try Person(reading: &fields)
            if form.text("deed") == "erase", form.has("confirmed") {
                let answer = try await carryOut(.erasePerson(person), form)
                model.report = Disclosure(answer, moment: node.localMoment)
                model.isErased = true
                return try await people(model)
            }
            if form.text("deed") == "erase" {
                model.troubles = ["confirmed": Said.confirmFirst(language)]
            }
            let report = try await node.report(on: person, by: try account())
            model.report = Disclosure(report, moment: node.localMoment)
        } catch let problem as FieldProblem {
            model.troubles = Troubles(problem, language).byField
        } catch NodeFailure.refused(.notFound) {
            model.troubles[model.volunteer.isEmpty ? "phone" : "volunteer"] =
                Problem(.notFound).sentence(language)
        }
        return try await people(model)
    }

    private func people(_ model: PeopleModel) async throws -> Response {
        show(
            PeoplePage.render(model, try await reader(here: Route.desk(.people).path)),
            status: model.troubles.isEmpty ? .ok : .unprocessableContent)
    }
}

extension TeamForm {
    /// What was typed, with what is wrong with it.
    fileprivate init(_ form: Form, _ was: String?, _ troubles: Troubles) {
        self.init(
            was: was, name: form.text("name"), kind: form.text("kind"),
            leader: form.text("leader"), phone: form.text("phone"),
            members: form.text("members"), offer: form.text("offer"),
            skills: Set(form.all("skills")), troubles: troubles.byField)
    }
}
