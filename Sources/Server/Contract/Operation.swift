import Alliance
import Community
import HTTPTypes

/// What a client has to know of one route, beside what the table of routes says of it.
struct Operation: Sendable {
    /// What it does, in a sentence.
    let summary: String
    /// The parameters of its query; others are refused.
    var query: [Parameter] = []
    /// The body that it takes; nil for none.
    var body: Shape?
    /// The media type of the body.
    var bodyType = MediaTypes.json
    /// The status of a success.
    var status = 200
    /// What a success says.
    let answer: Answer
    /// Whether it carries a command out, which an idempotency key makes safe to send again.
    var isCommand = false
    /// Statuses of refusals that its kind does not tell.
    var refusals: Set<Int> = []

    /// What a success says.
    enum Answer: Sendable {
        /// JSON of that shape.
        case json(Shape)
        /// Bytes of another media type.
        case bytes(String)
    }

    /// A parameter of the query.
    struct Parameter: Sendable {
        let name: String
        let shape: Shape

        init(_ name: String, _ shape: Shape) {
            self.name = name
            self.shape = shape
        }
    }

    /// A reading route.
    static func read(
        _ summary: String, query: [Parameter] = [], _ answer: Shape, refusals: Set<Int> = []
    ) -> Operation {
        Operation(summary: summary, query: query, answer: .json(answer), refusals: refusals)
    }

    /// A command's route whose path says all.
    static func step(
        _ summary: String, status: Int = 200, _ answer: Shape
    ) -> Operation {
        command(summary, .command([:]), status: status, answer)
    }

    /// A command's route.
    static func command(
        _ summary: String, _ body: Shape, status: Int = 200, _ answer: Shape
    ) -> Operation {
        Operation(
            summary: summary, body: body, status: status, answer: .json(answer),
            isCommand: true)
    }
}

extension Operation {
    /// The operation as OpenAPI has it, for a route of the table.
    func json(_ endpoint: Endpoint) -> JSON {
        let parameters = endpoint.parameterNames.map(Self.inPath) + query.map(Self.inQuery)
        let references = isCommand ? [Self.reference("parameters", "IdempotencyKey")] : []
        var responses = [JSON.Member(String(status), success)]
        let problems = endpoint.problems(takesBody: body != nil, isCommand: isCommand)
        for status in problems.union(refusals).sorted() where status != self.status {
            responses.append(
                JSON.Member(String(status), Self.reference("responses", "Problem")))
        }
        let all = references + parameters
        return .object(of: [
            "operationId": .string(endpoint.operationName), "summary": .string(summary),
            "tags": .array([.string(endpoint.tag)]),
            "security": endpoint.security,
            "parameters": all.isEmpty ? nil : .array(all),
            "requestBody": body.map { body in
                .object(of: [
                    "required": .bool(body.needsSomething || bodyType != MediaTypes.json),
                    "content": Self.content(bodyType, body.json),
                ])
            },
            "responses": .object(members: responses),
        ])
    }

    private var success: JSON {
        let content =
            switch answer {
            case .json(let shape): Self.content(MediaTypes.json, shape.json)
            case .bytes(let type): Self.content(type, Shape.anyText.json)
            }
        return .object(of: ["description": .string("Done."), "content": content])
    }

    private static func content(_ type: String, _ schema: JSON) -> JSON {
        .object(members: [JSON.Member(type, .object(of: ["schema": schema]))])
    }

    private static func inPath(_ name: String) -> JSON {
        let shape: Shape =
            switch name {
            case "writer": .writer
            case "seq": .seq
            case "member": .member
            case "id": .volunteer
            default: .anyText
            }
        return .object(of: [
            "name": .string(name), "in": .string("path"), "required": .bool(true),
            "schema": shape.json,
        ])
    }

    private static func inQuery(_ parameter: Parameter) -> JSON {
        .object(of: [
            "name": .string(parameter.name), "in": .string("query"),
            "required": .bool(parameter.shape.isRequired), "schema": parameter.shape.json,
        ])
    }

    static func reference(_ kind: String, _ name: String) -> JSON {
        .object(of: ["$ref": .string("#/components/\(kind)/\(name)")])
    }
}

extension Endpoint {
    /// The names in braces.
    var parameterNames: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }
            .map { String($0.dropFirst().dropLast()) }
    }

    /// A name for the operation that no other has: `post_wishes_writer_seq_claims`.
    var operationName: String {
        let words = path.split { !($0.isLetter || $0.isNumber) }.filter {
            $0 != "api" && $0 != "v1"
        }
        return ([method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
    }

    /// Who it is for, for grouping.
    var tag: String {
        switch access {
        case .anyone, .look, .page: "anyone"
        case .peer: "member"
        case .action(let action): action.rawValue
        }
    }

    /// What a caller has to show.
    var security: JSON {
        switch access {
        case .anyone, .look, .page: .array([])
        case .peer: .array([.object(of: ["memberSignature": .array([])])])
        case .action: .array([.object(of: ["token": .array([])])])
        }
    }

    /// The statuses that say why it was not done; each comes with a problem document.
    func problems(takesBody: Bool, isCommand: Bool) -> Set<Int> {
        // Of the door (LIM-1, LIM-2), the server itself, and a stopping or full store.
        var statuses: Set = [400, 408, 413, 431, 500, 503]
        if method != .get { statuses.formUnion([403, 507]) }
        if takesBody { statuses.formUnion([411, 415]) }
        switch access {
        case .anyone, .look, .page: break
        case .peer: statuses.formUnion([401, 403, 409, 429, 507])
        case .action: statuses.formUnion([401, 403])
        }
        if !parameterNames.isEmpty || access == .anyone { statuses.insert(404) }
        if case .action(.claim) = access { statuses.insert(404) }
        if isCommand { statuses.formUnion([404, 409, 422]) }
        return statuses
    }
}
