internal import CCurl
internal import Node
internal import Synchronization

/// One call on its way from a task to the thread; whoever takes it resumes the task exactly once.
struct Job: Sendable {
    /// Names the call between task and thread.
    let ticket: UInt
    let request: Request
    let continuation: CheckedContinuation<Result<CallAnswer, CallFailure>, Never>

    func end(_ result: Result<CallAnswer, CallFailure>) {
        continuation.resume(returning: result)
    }
}

/// What tasks hand to the transfer thread, and the bell that wakes it. Used from any thread.
///
/// It does not own `multi` but decides when it may be rung: never after ``close()``, since the
/// thread may then free it.
@safe final class Inbox: Sendable {
    /// What has come in since the last look.
    struct Batch {
        var starts: [Job] = []
        var cancels: [UInt] = []
        /// Nothing comes after this batch.
        var isLast = false
    }

    private struct State {
        var batch = Batch()
        var ticketsGiven: UInt = 0
    }

    /// libcurl's multi handle: belongs to the thread, but for `curl_multi_wakeup`, the one
    /// function that libcurl allows from others.
    nonisolated(unsafe) let multi: UnsafeMutableRawPointer
    private let state = Mutex(State())

    @unsafe init(multi: UnsafeMutableRawPointer) {
        unsafe self.multi = unsafe multi
    }

    /// A number that no other call of this caller has.
    func newTicket() -> UInt {
        state.withLock { state in
            state.ticketsGiven += 1
            return state.ticketsGiven
        }
    }

    /// Hands over a call; after ``close()`` it ends as cancelled at once.
    func submit(_ job: Job) {
        let isAccepted = ring { $0.starts.append(job) }
        if !isAccepted { job.end(.failure(.cancelled)) }
    }

    /// Asks for the end of a call; a call that has ended or never came is ignored.
    func cancel(_ ticket: UInt) {
        _ = ring { $0.cancels.append(ticket) }
    }

    /// Asks the thread to end all calls and itself. Nothing is accepted afterwards.
    func close() {
        _ = ring { $0.isLast = true }
    }

    /// What has come in; empties the inbox.
    func take() -> Batch {
        state.withLock { state in
            let batch = state.batch
            state.batch = Batch(isLast: batch.isLast)
            return batch
        }
    }

    /// Changes the batch and wakes the thread, unless the last batch is already made up.
    ///
    /// The bell is rung inside the lock: outside it, the thread could see `isLast` and free
    /// `multi` between our look and our ring.
    private func ring(_ change: (inout Batch) -> Void) -> Bool {
        state.withLock { state in
            guard !state.batch.isLast else { return false }
            change(&state.batch)
            // Fails only when the pipe is full of earlier rings: the thread will wake anyway.
            unsafe curl_multi_wakeup(multi)
            return true
        }
    }
}
