import Alliance
import HTTPTypes
import Hummingbird
import Node

extension Endpoint {
    /// Backups, by the socket alone: whoever is in owns the data anyway. The passphrase comes in
    /// the body, so that no process list and no environment holds it.
    static let backupRoutes: [Endpoint] = [
        Endpoint(.post, "/backups", .anyone, bodyBytesMaximum: Bounds.commandBytesMaximum) {
            visit in try await beginBackup(visit)
        },
        Endpoint(.get, "/backups", .anyone) { visit in
            guard let keeper = visit.office.backups else { throw Problem(.notFound) }
            let isGoing = await keeper.wait(milliseconds: waitMilliseconds)
            return .json(try await backupAnswer(visit.node, isGoing: isGoing))
        },
    ]

    /// A command asks again after so long.
    private static let waitMilliseconds: UInt64 = 5_000

    private static func beginBackup(_ visit: Visit) async throws -> Response {
        guard let keeper = visit.office.backups else { throw Problem(.notFound) }
        var fields = try Fields(try visit.json())
        let file = try fields.text("file", bytesMaximum: 4096)
        let passphrase = try fields.required(
            "passphrase", expected: "12 to 128 characters", Passphrase.init)
        try fields.end()
        guard file.hasPrefix("/") else {
            throw FieldProblem("file", .malformed(expected: "a whole path"))
        }
        var isGoing = true
        do throws(BackupFailure) {
            try keeper.begin(file: file, passphrase: passphrase)
        } catch { isGoing = false }
        guard isGoing else {
            let sentence = BackupFailure.busy.sentence
            return .json(
                .object(of: ["busy": .string("\(sentence.zh) \(sentence.en)")]),
                status: .conflict)
        }
        return .json(.object(of: ["going": .bool(true)]), status: .accepted)
    }

    private static func backupAnswer(
        _ node: LocalNode, isGoing: Bool
    ) async throws(NodeFailure) -> JSON {
        let state = try await node.store.read { books throws(NodeFailure) in
            try books.backupState()
        }
        return .object(of: ["going": .bool(isGoing), "backup": state.json])
    }
}
