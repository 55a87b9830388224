import Alliance
import Community
import Hummingbird
import Node
import Pages

extension LocalNode {
    /// What is on record of a volunteer's papers, as pages show it.
    ///
    /// - Throws: ``NodeFailure``.
    func papers(of volunteer: VolunteerID) async throws(NodeFailure) -> PapersModel {
        let today = hand().day
        return try await store.read { [keys] books throws(NodeFailure) in
            let papers = try books.proofs(of: volunteer, keys: keys)
            let helper = try books.helper(volunteer, keys: keys)
            let counted = helper.counted(on: today)
            var model = PapersModel(
                papers: papers.map { PapersModel.Paper($0.row, $0.proof, today: today) },
                unproved: helper.skills.filter { !counted.contains($0) },
                isMinor: helper.standing.isMinor, hasConsent: helper.standing.hasConsent,
                insuredUntil: helper.standing.insuredUntil.map { CivilDay(number: $0) })
            model.isInsuranceOver = helper.standing.insuredUntil.map { $0 < today } ?? false
            return model
        }
    }

    /// Papers of everybody in the book that have ended or end soon, the first to end first.
    ///
    /// - Throws: ``NodeFailure``.
    func endingPapers() async throws(NodeFailure) -> [WordsModel.Ending] {
        let today = hand().day
        let names = Dictionary(
            uniqueKeysWithValues: try await volunteers().map { ($0.id, $0.name) })
        let ending = try await store.read { [keys] books throws(NodeFailure) in
            var list: [WordsModel.Ending] = []
            for (volunteer, name) in names {
                // What has not to be renewed is not decrypted.
                guard try books.proofs(of: volunteer).contains(where: { $0.ends(today) }) else {
                    continue
                }
                for (row, proof) in try books.proofs(of: volunteer, keys: keys)
                where row.ends(today) {
                    list.append(
                        WordsModel.Ending(
                            volunteer: volunteer, name: name,
                            paper: PapersModel.Paper(row, proof, today: today)))
                }
            }
            return list
        }
        return ending.sorted {
            ($0.paper.daysLeft ?? 0, $0.name, $0.volunteer) < (
                $1.paper.daysLeft ?? 0, $1.name, $1.volunteer
            )
        }
    }
}

extension ProofRow {
    /// Whether it has ended or ends soon.
    fileprivate func ends(_ today: Int64) -> Bool {
        validUntil.map { $0 - today <= PapersModel.Paper.soonDays } ?? false
    }
}

extension PapersModel.Paper {
    fileprivate init(_ row: ProofRow, _ proof: Proof, today: Int64) {
        self.init(
            skill: row.skill, document: proof.document, issuer: proof.issuer,
            ending: proof.ending, seenOn: CivilDay(number: row.seenOn),
            validUntil: row.validUntil.map { CivilDay(number: $0) },
            daysLeft: row.validUntil.map { $0 - today })
    }
}

extension Visit {
    /// Writes a paper or a standing down as the form says it, or takes a paper out.
    func changePapers(_ form: Form) async throws -> Response {
        let id = try bookVolunteer()
        do {
            _ = try await carryOut(try form.paperCommand(of: id), form)
            return redirect(to: .deskVolunteer(id), said: .saved)
        } catch let problem as FieldProblem {
            var model = try await VolunteersFacts(visit: self).model(of: id)
            model.papers.take(form, Troubles(problem, language))
            return show(
                VolunteerPage.render(
                    model, try await reader(here: Route.deskVolunteer(id).path)),
                status: .unprocessableContent)
        }
    }
}

extension Form {
    /// The forms of the papers, by what they do.
    static let paperDeeds: Set<String> = ["proof", "drop-proof", "standing"]

    /// By the same rules as the API's.
    fileprivate func paperCommand(of volunteer: VolunteerID) throws(FieldProblem) -> Command {
        var fields = try Fields(
            json(["skill", "document", "number", "issuer", "validUntil", "insuredUntil"])
                .with(["minor": .bool(has("minor")), "consent": .bool(has("consent"))]))
        switch text("deed") {
        case "proof": return try fields.keepingProof(of: volunteer)
        case "standing": return try fields.keepingStanding(of: volunteer)
        default: return .dropProof(volunteer, try fields.skill())
        }
    }
}

extension PapersModel {
    /// Shows again what was typed, with what is wrong with it.
    fileprivate mutating func take(_ typed: Form, _ troubles: Troubles) {
        form.troubles = troubles.byField
        if typed.text("deed") == "standing" {
            (isMinor, hasConsent) = (typed.has("minor"), typed.has("consent"))
            form.insuredUntil = typed.text("insuredUntil")
            return
        }
        form.skill = typed.text("skill")
        form.document = typed.text("document")
        form.number = typed.text("number")
        form.issuer = typed.text("issuer")
        form.validUntil = typed.text("validUntil")
    }
}
