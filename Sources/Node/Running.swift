package import Alliance
import Causality
import Logging

extension LocalNode {
    /// How many wishes are attended to at once; few, so that claims do not queue behind them.
    private static let wishesAtOnce = 8

    /// Does what a node does by itself, until the task is cancelled: folds wishes anew, awards,
    /// accepts, releases, credits; keeps in touch; posts.
    package func run() async {
        await withTaskGroup { group in
            group.addTask { await self.keepAttending() }
            group.addTask { await self.keepInTouch() }
            group.addTask { await self.keepPosting() }
            group.addTask { await self.keepHours() }
            group.addTask { await self.keepErasing() }
            await group.waitForAll()
        }
    }

    /// Opens new writers where a log needs one; to be called before anything else is written.
    ///
    /// - Returns: the logs that were begun anew: the node was restored.
    package func begin() async throws(NodeFailure) -> [LogName] {
        let hand = hand()
        return try await store.write { desk throws(NodeFailure) in
            try desk.beginWhereNeeded(by: hand)
        }
    }

    private func keepAttending() async {
        var last = UInt64.max
        while !Task.isCancelled {
            let version = signals.dirty.version
            // What was to be looked at by a clock that was put back since, perhaps while the node
            // was stopped, is looked at now.
            let moment = clock()
            if moment < last { await markDue() }
            last = moment
            if peers.isCatchingUp(at: clock()) {
                try? await Task.sleep(for: .milliseconds(50))
                continue
            }
            let isBusy = await attend()
            if isBusy { continue }
            let due =
                (try? await store.read { books throws(NodeFailure) in
                    try books.nextDue()
                }) ?? nil
            let now = clock()
            let wait = due.map { $0 > now ? $0 - now : 1 } ?? 60_000
            await signals.dirty.wait(beyond: version, milliseconds: min(wait, 60_000))
        }
    }

    private func markDue() async {
        do throws(NodeFailure) {
            try await store.write { desk throws(NodeFailure) in try desk.books.markDue() }
        } catch {
            logger.error("what is due could not be marked", metadata: ["why": "\(error)"])
        }
    }

    /// Attends to every wish that is marked or due, once.
    ///
    /// A wish that cannot be attended to is logged and left; its mark goes, so that it does not
    /// hold up the others.
    ///
    /// - Returns: whether there may be more.
    @discardableResult
    package func attend() async -> Bool {
        let now = clock()
        do throws(NodeFailure) {
            let wishes = try await store.read { books throws(NodeFailure) in
                try books.dirtyWishes(limit: Self.wishesAtOnce)
                    + books.dueWishes(now: now, limit: Self.wishesAtOnce)
            }
            await withTaskGroup { group in
                for wish in Set(wishes) { group.addTask { await self.attend(wish) } }
            }
            if wishes.count >= Self.wishesAtOnce {
                // Much is happening: what comes in meanwhile is folded together, and commands
                // have the writer to themselves for a moment.
                try? await Task.sleep(for: .milliseconds(25))
            }
            return !wishes.isEmpty
        } catch {
            logger.error("the list of wishes could not be read", metadata: ["why": "\(error)"])
            await signals.dirty.wait(beyond: signals.dirty.version, milliseconds: 1_000)
            return false
        }
    }

    /// Attends to wishes until none is marked or due, and makes way for nobody. For who plays a
    /// node without its own loops.
    package func attendToAll() async {
        var left = Self.roundsMaximum
        while left > 0 {
            left -= 1
            let now = clock()
            let wishes = try? await store.read { books throws(NodeFailure) in
                try books.dirtyWishes(limit: Self.wishesAtOnceAlone)
                    + books.dueWishes(now: now, limit: Self.wishesAtOnceAlone)
            }
            guard let wishes, !wishes.isEmpty else { return }
            await withTaskGroup { group in
                for wish in Set(wishes) { group.addTask { await self.attend(wish) } }
            }
        }
    }

    /// More would be a loop.
    private static let roundsMaximum = 1_000
    /// Without people who wait, as many as one commit takes well.
    private static let wishesAtOnceAlone = 64

    /// Attends to the wish that is marked or due first. For who plays a node step by step.
    ///
    /// - Returns: whether there was one.
    package func attendToNext() async -> Bool {
        let now = clock()
        let next = try? await store.read { books throws(NodeFailure) in
            let marked = try books.dirtyWishes(limit: 1)
            return marked.isEmpty ? try books.dueWishes(now: now, limit: 1) : marked
        }
        guard let wish = next?.first else { return false }
        await attend(wish)
        return true
    }

    private func attend(_ wish: WishID) async {
        let hand = hand()
        do throws(NodeFailure) {
            try await store.write { desk throws(NodeFailure) in
                try desk.attend(wish, by: hand)
            }
        } catch {
            logger.error(
                "a wish could not be attended to",
                metadata: ["wish": "\(wish)", "why": "\(error)"])
            try? await store.write { desk throws(NodeFailure) in
                try desk.books.clearDirty(wish)
                try desk.books.setDue(wish, at: hand.now + 60_000)
            }
        }
    }

    /// Deletes every projection and makes it anew from the log, in one transaction.
    ///
    /// - Returns: how many wishes were folded, and whether the bytes are those of before.
    package func rebuild() async throws(NodeFailure) -> (wishes: Int, isSame: Bool) {
        let hand = hand()
        return try await store.write { desk throws(NodeFailure) in
            for wish in try desk.books.dirtyWishes(limit: .max) {
                try desk.attend(wish, by: hand)
            }
            let before = try desk.books.projectionBytes()
            try desk.books.deleteProjections()
            desk.shelf.forgetAll()
            let wishes = try desk.books.dirtyWishes(limit: .max)
            for wish in wishes { try desk.attend(wish, by: hand) }
            return (wishes.count, try desk.books.projectionBytes() == before)
        }
    }
}
