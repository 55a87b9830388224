package import Alliance
import Community
import Foundation
package import Node
import Signing

/// Plays a plan on whole nodes, each in a folder as `yizhan init` and `yizhan join` leave it: real
/// keys, real databases, real commands, signatures and exchange; only the clock is set.
package enum Month {
    /// The file of the summary; it is written last, so where it lies the folder is whole.
    package static let summaryFile = "month.json"

    /// How far it is.
    package struct Progress: Sendable, Hashable {
        /// The day that has ended, from 1.
        package let day: Int
        /// Of so many.
        package let days: Int
        /// What was done so far.
        package let summary: MonthSummary
    }

    /// Why a month could not be played.
    package enum Failure: Error, Sendable, Equatable {
        /// A folder or a file could not be made.
        case file(String)
        /// A node could not do what every month needs.
        case node(NodeFailure)
        /// The task was cancelled.
        case cancelled
    }

    /// Plays a month into a folder; each node's data lies in `<folder>/<member>/data`.
    ///
    /// - Parameter progress: is called after each day.
    /// - Throws: ``Failure``; what was written by then stays, without a summary.
    package static func play(
        _ plan: MonthPlan, in folder: String, progress: (Progress) -> Void
    ) async throws(Failure) -> MonthSummary {
        let player: MonthPlayer
        do { player = try await MonthPlayer(plan, in: folder) } catch {
            throw (error as? NodeFailure).map { .node($0) } ?? .file("\(error)")
        }
        let summary: MonthSummary
        do throws(NodeFailure) { summary = try await player.play(progress) } catch {
            await player.close()
            throw .node(error)
        }
        await player.close()
        if Task.isCancelled { throw .cancelled }
        let path = "\(folder)/\(summaryFile)"
        let isWritten = FileManager.default.createFile(
            atPath: path, contents: Data(summary.bytes),
            attributes: [.posixPermissions: 0o600])
        guard isWritten else { throw .file(path) }
        return summary
    }

    /// The summary of a month that was played into a folder; nil when none was, or not to its end.
    ///
    /// - Throws: ``FieldProblem`` for a file that is no summary.
    package static func played(in folder: String) throws(FieldProblem) -> MonthSummary? {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(summaryFile)") else {
            return nil
        }
        return try MonthSummary(Array(data))
    }
}
