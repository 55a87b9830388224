import Alliance
import Causality
import Hummingbird
import Node

extension Endpoint {
    /// What whoever has the machine may do without an account, on the admin socket.
    static let consoleRoutes: [Endpoint] = [
        atConsole("/office/close") { visit, fields in
            let delegate = try fields.optional("to", expected: "a member's name") {
                MemberName($0)
            }
            return .handOver(to: try visit.delegate(delegate))
        },
        atConsole("/office/open") { _, _ in .recall },
        Endpoint(.get, "/office/elsewhere", .anyone) { visit in
            .json(try await elsewhere(visit.node))
        },
        atConsole("/recover") { _, fields in
            let wish = try fields.required("wish", expected: "writer/number") { text in
                Dot(text: text).map { WishID($0) }
            }
            return .recover(
                wish,
                try fields.optionalWord("reason", Facts.PersonReason.self) ?? .holderLost)
        },
        atConsole("/members/suspend") { _, fields in .suspend(try fields.member("member")) },
        atConsole("/members/readmit") { _, fields in .readmit(try fields.member("member")) },
        atConsole("/members/keys") { _, fields in
            try replacement(of: try fields.member("member"), &fields)
        },
    ]

    /// A route that carries out a command of whoever has the machine.
    private static func atConsole(
        _ path: String, _ parse: @escaping @Sendable (Visit, inout Fields) throws -> Command
    ) -> Endpoint {
        Endpoint(.post, path, .anyone, bodyBytesMaximum: Bounds.commandBytesMaximum) { visit in
            var fields = try Fields(try visit.json())
            let command = try parse(visit, &fields)
            try fields.end()
            return .json(try await visit.node.perform(command, by: nil))
        }
    }
}
