import Alliance
import HTTPTypes
import Node
import Pages

/// The node's API as an OpenAPI 3.1 document (<https://spec.openapis.org/oas/v3.1.0>).
///
/// Made from the table of routes, so that path, method, access and parameters cannot drift from
/// what is served; what the table does not know stands in ``operations``, which a test compares
/// with it.
enum Contract {
    /// The version of the API's first form; it changes with `/api/v2`.
    static let version = "1.0.0"

    /// What there is to say of each route, under its line of the table.
    static let operations: [String: Operation] = [
        publicOperations, federationOperations, wishOperations, claimOperations,
        visitOperations, volunteerOperations, officeOperations, noticeOperations, sheetOperations,
        ledgerOperations, personOperations, groupOperations,
    ].reduce(into: assetOperations) { $0.merge($1) { first, _ in first } }

    /// The shapes that several answers have in common, by name.
    static let allShapes = Array(shapes) + Array(recordShapes)

    /// The document, in canonical form; made once.
    static let document: [UInt8] = json.canonicalBytes

    private static var json: JSON {
        var paths: [String: [JSON.Member]] = [:]
        for endpoint in Endpoint.all where !endpoint.isOfPages {
            guard let operation = operations[endpoint.line] else { continue }
            paths[endpoint.path, default: []].append(
                JSON.Member(endpoint.method.rawValue.lowercased(), operation.json(endpoint)))
        }
        return .object(of: [
            "openapi": .string("3.1.0"),
            "info": .object(of: [
                "title": .string("驿站 Yizhan"), "version": .string(version),
                "description": .string(
                    "One node of a federation of neighbours who help each other. Numbers are "
                        + "whole and below 2^53, times are milliseconds since 1970. What is "
                        + "refused is answered with a problem document (RFC 9457)."),
            ]),
            "servers": .array([.object(of: ["url": .string("/")])]),
            "paths": .object(
                members: paths.map { JSON.Member($0.key, .object(members: $0.value)) }),
            "components": components,
        ])
    }

    private static var components: JSON {
        .object(of: [
            "schemas": .object(
                members: allShapes.map { JSON.Member($0.key, $0.value.json) }),
            "responses": .object(of: [
                "Problem": .object(of: [
                    "description": .string("Why it was not done, in the reader's language."),
                    "content": .object(of: [
                        MediaTypes.problem: .object(of: [
                            "schema": Operation.reference("schemas", "Problem")
                        ])
                    ]),
                ])
            ]),
            "parameters": .object(of: [
                "IdempotencyKey": .object(of: [
                    "name": .string("Idempotency-Key"), "in": .string("header"),
                    "required": .bool(false),
                    "description": .string(
                        "A key of the client's own: the same request under it is done once."),
                    "schema": Shape.pattern("^[!-~]{1,\(Bounds.idempotencyKeyBytesMaximum)}$").json,
                ])
            ]),
            "securitySchemes": .object(of: [
                "token": .object(of: [
                    "type": .string("http"), "scheme": .string("bearer"),
                    "description": .string("A token of a role, `yz_…`."),
                ]),
                "memberSignature": .object(of: [
                    "type": .string("apiKey"), "in": .string("header"),
                    "name": .string("Signature-Input"),
                    "description": .string(
                        "An HTTP message signature (RFC 9421) by the member's identity key."),
                ]),
            ]),
        ])
    }

    private static let assetOperations = Dictionary(
        Asset.all.map { asset in
            (
                "GET " + asset.path,
                Operation(
                    summary: "A file of the pages; its path changes with its bytes.",
                    answer: .bytes(asset.contentType))
            )
        },
        uniquingKeysWith: { first, _ in first })

    /// What anyone may look at.
    private static let publicOperations: [String: Operation] = [
        "GET /": Operation(
            summary: "The public page.", query: [language], answer: .bytes(MediaTypes.html)),
        "GET /events": Operation(
            summary: "The parts of the public page as they change (server-sent events).",
            query: [language], answer: .bytes(MediaTypes.events)),
        "GET /health": .read("Whether the process answers.", .object(["up": .flag])),
        "GET /ready": .read(
            "Whether the store can be read, and which alliance the node is in.",
            .object(["ready": .flag, "joined": .flag, "alliance": .member.maybe])),
        "GET /api/v1/openapi.json": .read(
            "This document.", .object(["openapi": .anyText, "paths": .object([:])])),
        "GET /alliance/v1/descriptor": .read(
            "The alliance that this node serves.",
            .object([
                "alliance": .member, "displayName": .anyText, "identityKey": .digest,
            ])),
        "GET /api/v1/state": .read("How the node is.", .named("NodeState")),
    ]

    /// `zh` or `en`; anything else counts as not said, since pages do not fail over it.
    private static let language = Operation.Parameter("lang", .anyText.maybe)

    /// What other members call; `Protocol` in the documentation has every byte of it.
    private static let federationOperations: [String: Operation] = [
        "POST /alliance/v1/exchange": Operation(
            summary: "Exchange events; waits for news for up to so many seconds.",
            query: [.init("wait", .number(0...25).maybe)], body: .object([:]),
            answer: .json(.object([:]))),
        "POST /alliance/v1/mailbox": Operation(
            summary: "Leave a sealed parcel or a receipt for a member.",
            body: .object(["item": .object([:])]), answer: .json(.object(["kept": .flag]))),
        "GET /alliance/v1/mailbox": .read(
            "What lies here for the caller.", .object(["items": .list(.object([:]))])),
        "POST /alliance/v1/mailbox/taken": Operation(
            summary: "What the caller has taken may go.",
            body: .object(["taken": .list(.object([:]), atMost: 100)]),
            answer: .json(.object(["removed": .flag]))),
        "POST /alliance/v1/enrol": Operation(
            summary: "Join the alliance with a one-time key and a proof of the identity key.",
            body: .object([
                "admission": .object([:]), "joinKey": .anyText, "proof": .anyText,
            ]), answer: .json(.object([:])), refusals: [409]),
    ]
}

extension Endpoint {
    /// The method and the path, as logs and the contract name a route.
    var line: String { "\(method.rawValue) \(path)" }

    /// The contract itself.
    static let contractRoutes: [Endpoint] = [
        Endpoint(.get, "/api/v1/openapi.json", .anyone) { _ in
            .bytes(Contract.document, type: MediaTypes.json)
        }
    ]
}
