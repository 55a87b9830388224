internal import CCurl
internal import Glibc
package import Node
internal import Synchronization

/// Calls to other members over libcurl, HTTP/1.1 with kept connections (OUT-1, OUT-2).
///
/// Owned by the composition root, usable from any task. It owns one thread, on which every
/// transfer of this caller runs, so that calls that wait 25 s for an answer cost no thread each.
/// ``shutdown()`` ends that thread; letting go of the last reference does the same.
///
/// A call is sent again by libcurl, unchanged, if a kept connection turns out to be closed before
/// the first byte of an answer: the other side may see the same bytes twice.
package final class CurlCaller: Caller {
    /// Why there is no caller.
    package enum StartFailure: Error, Sendable, Equatable {
        /// libcurl could not set itself up: out of memory or of file descriptors.
        case libraryNotReady
        /// The system gave no thread; the number is an `errno`.
        case noThread(Int32)
    }

    private let configuration: CallerConfiguration
    private let inbox: Inbox
    /// nil once joined. The lock is held while joining, so that every ``shutdown()`` waits.
    private let thread: Mutex<pthread_t?>

    /// Starts the thread; nothing is dialled yet. A certificate file that cannot be read shows at
    /// the first call, as ``Node/CallFailure/untrusted(_:)``.
    ///
    /// - Throws: ``StartFailure``, when the system is out of resources.
    package init(_ configuration: CallerConfiguration = .init()) throws(StartFailure) {
        guard ccurl_start() == CURLE_OK, let multi = unsafe curl_multi_init() else {
            throw .libraryNotReady
        }
        let inbox = unsafe Inbox(multi: multi)
        do throws(StartFailure) {
            self.thread = Mutex(try TransferThread.start(configuration, inbox))
        } catch {
            unsafe curl_multi_cleanup(multi)
            throw error
        }
        self.configuration = configuration
        self.inbox = inbox
    }

    deinit {
        shutdown()
    }

    /// Makes the call and returns the answer, whatever its status; redirects are answers too.
    ///
    /// - Throws: ``Node/CallFailure``; `cancelled` soon after the task is cancelled or the caller
    ///   shut down, `unreachable` also when `callsMaximum` calls are under way, `broken` also when
    ///   a method or field cannot be sent in HTTP/1.1.
    package func call(_ call: Call) async throws(CallFailure) -> CallAnswer {
        let request = try Request(call, configuration)
        let ticket = inbox.newTicket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.submit(Job(ticket: ticket, request: request, continuation: continuation))
                // The handler below may have run before the ticket was known to the thread.
                if Task.isCancelled { inbox.cancel(ticket) }
            }
        } onCancel: {
            inbox.cancel(ticket)
        }
        return try result.get()
    }

    /// Ends all calls under way with `cancelled`, closes all connections and ends the thread.
    /// Returns when that is done, at once the second time; later calls fail with `cancelled`.
    /// Blocks for a few milliseconds.
    package func shutdown() {
        inbox.close()
        thread.withLock { thread in
            guard let running = thread else { return }
            pthread_join(running, nil)
            thread = nil
        }
    }
}
