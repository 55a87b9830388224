import Alliance
import Community
import HTTPTypes
import Node
import Pages

extension Endpoint {
    /// Joining an alliance in a browser, for the machine's administrator.
    static let joinRoutes: [Endpoint] = [
        page("/admin/join", .keepAccounts) { visit in
            visit.show(JoinPage.render(JoinModel(), try await visit.reader()))
        },
        deed("/admin/join", .keepAccounts) { visit, form in
            var model = JoinModel()
            model.address = form.text("address")
            model.joinKey = form.text("joinKey")
            do throws(NodeFailure) {
                if let key = VerifyingKey(base64url: form.text("key")) {
                    try await visit.node.join(
                        allianceAt: model.address, key: key, joinKey: model.joinKey,
                        address: visit.office.configuration.address)
                    return visit.redirect(to: .admin, said: .saved)
                }
                let found = try await visit.node.describe(allianceAt: model.address)
                let fingerprint = Fingerprint(of: found.identityKey, by: visit.node.keys)
                model.found = JoinModel.Found(
                    name: found.displayName, key: found.identityKey.description,
                    fingerprint: fingerprint.text, words: fingerprint.words)
            } catch {
                guard case .refused = error else { throw error }
                model.trouble = Problem(error).sentence(visit.language)
                return visit.show(
                    JoinPage.render(model, try await visit.reader(here: Route.join.path)),
                    status: .unprocessableContent)
            }
            return visit.show(
                JoinPage.render(model, try await visit.reader(here: Route.join.path)))
        },
    ]
}

extension ServerConfiguration {
    /// Where the other members reach this node.
    var address: String { (isSecure ? "https://" : "http://") + authority }
}
