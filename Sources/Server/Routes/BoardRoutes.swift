import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// The street's board: every member's pulse, and who takes part.
    static let boardRoutes: [Endpoint] = [
        page("/board", .readState) { visit in
            let model = try await BoardFacts(visit: visit).model()
            return visit.show(BoardPage.render(model, try await visit.reader()))
        },
        page("/board/incidents", .readState) { visit in
            let model = try await IncidentsFacts(visit: visit).model()
            return visit.show(IncidentsPage.render(model, try await visit.reader()))
        },
        page("/board/members", .keepRoster) { visit in
            let model = try await MembersFacts(node: visit.node).model()
            return visit.show(MembersPage.render(model, try await visit.reader()))
        },
        deed("/board/members/invite", .keepRoster) { try await invite($0, $1) },
        page("/board/members/{member}", .keepRoster) { visit in
            let model = try await MembersFacts(node: visit.node).model(of: try visit.member())
            return visit.show(MemberPage.render(model, try await visit.reader()))
        },
        deed("/board/members/{member}/withdraw", .keepRoster) { visit, form in
            _ = try await visit.carryOut(.withdrawInvitation(try visit.member()), form)
            return visit.redirect(to: .board(.members), said: .saved)
        },
        deed("/board/members/{member}/suspend", .keepRoster) { visit, form in
            let member = try visit.member()
            guard form.text("sure") == "yes" else {
                return try await visit.memberAgain(member, form) {
                    $0.troubles["sure"] = visit.say("请先勾选。", "Please tick this first.")
                }
            }
            _ = try await visit.carryOut(.suspend(member), form)
            return visit.redirect(to: .boardMember(member), said: .changed)
        },
        deed("/board/members/{member}/readmit", .keepRoster) { visit, form in
            let member = try visit.member()
            _ = try await visit.carryOut(.readmit(member), form)
            return visit.redirect(to: .boardMember(member), said: .changed)
        },
        deed("/board/members/{member}/keys", .keepRoster) { try await replaceKeys($0, $1) },
    ]

    private static func invite(_ visit: Visit, _ form: Form) async throws -> Response {
        var typed = MembersModel.Typed()
        typed.member = form.text("member").lowercased()
        typed.name = form.text("displayName")
        let facts = MembersFacts(node: visit.node)
        do {
            guard let member = MemberName(typed.member), member.text != "home" else {
                throw FieldProblem(
                    "member", .malformed(expected: "a-z first, 2 to 32 of a-z 0-9 -"))
            }
            guard !typed.name.isEmpty, typed.name.utf8.count <= 60 else {
                throw FieldProblem(
                    "displayName", typed.name.isEmpty ? .empty : .tooLong(maximum: 60))
            }
            let answer = try await visit.carryOut(
                .inviteMember(member, displayName: typed.name), form)
            let model = try facts.joinKey(
                answer, for: member, name: typed.name,
                address: visit.office.configuration.address)
            return visit.show(
                JoinKeyPage.render(
                    model, try await visit.reader(here: Route.board(.members).path)))
        } catch let problem as FieldProblem {
            typed.troubles = Troubles(problem, visit.language).byField
        } catch NodeFailure.refused(.field(let problem)) {
            typed.troubles = Troubles(problem, visit.language).byField
        }
        var model = try await facts.model()
        model.typed = typed
        return visit.show(
            MembersPage.render(
                model, try await visit.reader(here: Route.board(.members).path)),
            status: .unprocessableContent)
    }

    private static func replaceKeys(_ visit: Visit, _ form: Form) async throws -> Response {
        let member = try visit.member()
        let boxText = form.text("boxKey")
        let boxKey = BoxKey(base64url: boxText)
        guard let identityKey = VerifyingKey(base64url: form.text("identityKey")) else {
            return try await visit.memberAgain(member, form) {
                $0.troubles["identityKey"] = visit.say("这不是一行密钥。", "This is no key.")
            }
        }
        guard boxText.isEmpty || boxKey != nil else {
            return try await visit.memberAgain(member, form) {
                $0.troubles["boxKey"] = visit.say("这不是一行密钥。", "This is no key.")
            }
        }
        do {
            _ = try await visit.carryOut(
                .replaceKeys(member, identityKey: identityKey, boxKey: boxKey), form)
        } catch NodeFailure.refused(let refusal) where refusal == .proof || refusal == .noEffect {
            let sentence = Problem(refusal).sentence(visit.language)
            return try await visit.memberAgain(member, form) {
                $0.troubles["identityKey"] = sentence
            }
        }
        return visit.redirect(to: .boardMember(member), said: .changed)
    }
}

extension Visit {
    /// A sentence in the page's language.
    fileprivate func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    /// A member's page again, with what was typed and why it could not be done.
    fileprivate func memberAgain(
        _ member: MemberName, _ form: Form, _ note: (inout MemberModel) -> Void
    ) async throws -> Response {
        var model = try await MembersFacts(node: node).model(of: member)
        model.identityKey = form.text("identityKey")
        model.boxKey = form.text("boxKey")
        note(&model)
        return show(
            MemberPage.render(model, try await reader(here: Route.boardMember(member).path)),
            status: .unprocessableContent)
    }
}
