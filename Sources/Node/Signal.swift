import Synchronization

/// Tells waiting tasks that something has happened, without losing what happens in between.
///
/// Each raise makes a new version. Who waits says the last version it has seen and is resumed
/// at once if there is a newer one. Safe from any thread.
package final class Signal: Sendable {
    private struct Waiters {
        var version: UInt64 = 0
        var nextNumber: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let waiters = Mutex(Waiters())

    /// A signal that nobody has raised.
    package init() {}

    /// The version now.
    package var version: UInt64 { waiters.withLock { $0.version } }

    /// Something has happened.
    package func raise() {
        let resumed = waiters.withLock { waiters in
            waiters.version += 1
            defer { waiters.waiting.removeAll(keepingCapacity: true) }
            return Array(waiters.waiting.values)
        }
        for continuation in resumed { continuation.resume() }
    }

    /// Waits until the version is beyond `seen`, the time is over, or the task is cancelled.
    ///
    /// - Returns: the version then.
    @discardableResult
    package func wait(beyond seen: UInt64, milliseconds: UInt64) async -> UInt64 {
        guard milliseconds > 0, !Task.isCancelled else { return version }
        let number = waiters.withLock { waiters in
            waiters.nextNumber += 1
            return waiters.nextNumber
        }
        var timer: Task<Void, Never>?
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = waiters.withLock { waiters in
                    if waiters.version > seen || Task.isCancelled { return true }
                    waiters.waiting[number] = continuation
                    return false
                }
                guard !isOver else {
                    continuation.resume()
                    return
                }
                // Not before: a timer that finds nobody waiting wakes nobody, ever.
                timer = Task {
                    try? await Task.sleep(for: .milliseconds(milliseconds))
                    resume(number)
                }
            }
        } onCancel: {
            resume(number)
        }
        timer?.cancel()
        return version
    }

    private func resume(_ number: UInt64) {
        let continuation = waiters.withLock { $0.waiting.removeValue(forKey: number) }
        continuation?.resume()
    }
}
