import Alliance
import Causality
import Community
import HTTPTypes
import Hummingbird
import Node

extension Endpoint {
    private static let claimPath = "/api/v1/claims/{writer}/{seq}"

    /// What a volunteer sees of their own claims, and does about them.
    static let claimRoutes: [Endpoint] = [
        Endpoint(.get, "/api/v1/my/claims", .action(.claim)) { visit in
            .json(try await ownClaims(of: try visit.volunteer(), visit.node))
        },
        Endpoint(.get, claimPath, .action(.claim)) { visit in
            let (own, state, row) = try await visit.node.claim(
                try visit.dot(), of: try visit.volunteer())
            let words = row.map { WishText(title: $0.title, body: $0.body) }
            return .json(
                own.json(state.claim(own.claim)?.verdict.json, words).with([
                    "terms": state.terms.json
                ]))
        },
        Endpoint(.get, claimPath + "/contact", .action(.claim)) { try await contact($0) },
        Endpoint(
            .get, "/api/v1/office/claims/{writer}/{seq}/contact", .action(.readResidents)
        ) { try await contact($0) },
        command(claimPath + "/withdraw", .claim) { visit, _ in .withdraw(try visit.dot()) },
        command(claimPath + "/accept", .claim) { visit, _ in .accept(try visit.dot()) },
        command(claimPath + "/decline", .claim) { visit, _ in .decline(try visit.dot()) },
        command(claimPath + "/reaffirm", .claim) { visit, _ in .reaffirm(try visit.dot()) },
        command(claimPath + "/served", .claim) { visit, fields in
            .served(
                try visit.dot(), minutes: Int(try fields.integer("minutes", minutes)))
        },
    ]

    /// When the volunteer comes, as both sides say it, and the photo of the service.
    static let visitRoutes: [Endpoint] = [
        command("/api/v1/wishes/{writer}/{seq}/time", .decideClaims) { visit, fields in
            .proposeTime(
                try visit.wish(), claim: try fields.dot("claim"),
                at: try fields.integer("at", moments))
        },
        Endpoint(
            .get, "/api/v1/wishes/{writer}/{seq}/visit", .action(.decideClaims)
        ) { visit in
            let wish = try visit.wish()
            let claim = try visit.claimOfQuery()
            guard wish.home == visit.node.keys.member else { throw Problem(.notFound) }
            return .json(try await visit.node.visit(of: claim, on: wish).json)
        },
        Endpoint(.get, claimPath + "/visit", .action(.claim)) { visit in
            let claim = try visit.dot()
            let (own, _, _) = try await visit.node.claim(claim, of: try visit.volunteer())
            return .json(try await visit.node.visit(of: claim, on: own.wish).json)
        },
        command(claimPath + "/time", .claim) { visit, fields in
            .answerTime(try visit.dot(), at: try fields.integer("at", moments))
        },
        command(claimPath + "/set-out", .claim) { visit, _ in .setOut(try visit.dot()) },
        Endpoint(
            .post, claimPath + "/photo", .action(.claim),
            bodyBytesMaximum: Photo.uploadBytesMaximum, bodySeconds: Bounds.photoSeconds
        ) { visit in
            guard visit.mediaType?.hasPrefix("image/") == true else { throw Problem.photoType }
            return try await visit.perform(
                .addPhoto(try visit.dot(), visit.body), status: .ok)
        },
        Endpoint(
            .get, "/api/v1/office/claims/{writer}/{seq}/photo", .action(.readResidents)
        ) { visit in
            let (claim, node) = (try visit.dot(), visit.node)
            let wish = try await node.store.read { books throws(NodeFailure) in
                try books.wish(ofClaim: claim, keys: node.keys)
            }
            guard let wish else { throw Problem(.notFound) }
            let photo = try await node.photo(of: claim, of: wish, by: try visit.account())
            return .photo(photo.bytes, type: photo.mediaType)
        },
    ]

    /// Milliseconds since 1970; which of them can be named the node says.
    private static let moments: ClosedRange<UInt64> = 0...(JSON.integerLimit - 1)

    /// The contact that was released for a claim of this community's, for who may have it.
    private static func contact(_ visit: Visit) async throws -> Response {
        .json(try await visit.node.contact(try visit.dot(), by: try visit.account()).json)
    }

    /// The newest claims. A live one is folded now; of an ended one the volunteer was told, and
    /// that stands beside it.
    private static func ownClaims(
        of volunteer: VolunteerID, _ node: LocalNode
    ) async throws(NodeFailure) -> JSON {
        let claims = try await node.store.read { books throws(NodeFailure) in
            try books.ownClaims(of: volunteer).map { own throws(NodeFailure) in
                (own, try books.wishRow(own.wish))
            }
        }
        var list: [JSON] = []
        for (own, row) in claims {
            var verdict: JSON? =
                own.toldVerdict.isEmpty
                ? nil : .object(of: ["code": .string(own.toldVerdict)])
            if own.isLive {
                let (_, state, _) = try await node.claim(own.claim, of: volunteer)
                verdict = state.claim(own.claim)?.verdict.json
            }
            list.append(own.json(verdict, row.map { WishText(title: $0.title, body: $0.body) }))
        }
        return .object(of: ["claims": .array(list)])
    }
}

extension OwnClaim {
    /// The claim as its volunteer reads it.
    fileprivate func json(_ verdict: JSON?, _ words: WishText?) -> JSON {
        .object(of: [
            "claim": .text(claim), "wish": .text(wish), "home": .text(wish.home),
            "madeAt": .integer(madeAt), "live": .bool(isLive), "verdict": verdict,
            "title": words.map { .string($0.title) }, "body": words.map { .string($0.body) },
        ])
    }
}

extension Contact {
    /// The contact, for the one claimant who may have it.
    fileprivate var json: JSON {
        .object(of: [
            "name": .string(name), "phone": .string(phone), "door": .string(door),
            "note": .string(note),
        ])
    }
}
