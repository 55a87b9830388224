internal import CCurl
internal import Glibc
internal import Node

/// The one thread of a ``CurlCaller``: all that is here is touched by that thread alone.
///
/// Each turn takes what came in, lets libcurl move bytes, ends what has finished and sleeps until
/// a socket, a time limit or the inbox calls.
@safe struct TransferThread: ~Copyable {
    /// Easy handles kept for later calls: they hold TLS sessions, hence spare handshakes.
    private static let idleHandlesMaximum = 32
    /// The longest sleep when nothing is under way; any event ends it.
    private static let sleepMilliseconds: Int32 = 60_000

    private let configuration: CallerConfiguration
    private let inbox: Inbox
    private let multi: UnsafeMutableRawPointer
    private let connectTo: StringList
    private var transfers: [UInt: Transfer] = [:]
    private var idleHandles: [UnsafeMutableRawPointer] = unsafe []

    /// What the thread needs, across the C function that starts it.
    private final class Luggage: Sendable {
        let configuration: CallerConfiguration
        let inbox: Inbox

        init(_ configuration: CallerConfiguration, _ inbox: Inbox) {
            self.configuration = configuration
            self.inbox = inbox
        }
    }

    /// Starts a thread that serves `inbox` until it is closed, and then frees `inbox.multi`.
    ///
    /// Whoever gets the thread must join it. After a failure `inbox.multi` is left as it was.
    static func start(
        _ configuration: CallerConfiguration, _ inbox: Inbox
    ) throws(CurlCaller.StartFailure) -> pthread_t {
        let luggage = unsafe Unmanaged.passRetained(Luggage(configuration, inbox))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                let luggage = unsafe Unmanaged<Luggage>.fromOpaque(context).takeRetainedValue()
                TransferThread.blockBrokenPipeSignal()
                var thread = TransferThread(luggage.configuration, luggage.inbox)
                thread.run()
                return nil
            }, luggage.toOpaque())
        guard code == 0 else {
            unsafe luggage.release()
            throw .noThread(code)
        }
        return thread
    }

    /// OpenSSL writes to sockets without MSG_NOSIGNAL, and libcurl guards against SIGPIPE only by
    /// handlers for the whole process, which `no_signals` forbids it.
    private static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private init(_ configuration: CallerConfiguration, _ inbox: Inbox) {
        self.configuration = configuration
        self.inbox = inbox
        unsafe self.multi = unsafe inbox.multi
        self.connectTo = StringList(configuration.connectTo)
        unsafe ccurl_multi_set_connections_maximum(multi, configuration.connectionsKeptMaximum)
    }

    deinit {
        unsafe idleHandles.forEach(curl_easy_cleanup)
        unsafe curl_multi_cleanup(multi)
    }

    private mutating func run() {
        while true {
            let batch = inbox.take()
            guard !batch.isLast else { return endAll(batch.starts) }
            // Starts before cancels: a call may come in and be cancelled in the same batch.
            for job in batch.starts { start(job) }
            for ticket in batch.cancels { end(ticket) { _ in .failure(.cancelled) } }
            var running: Int32 = 0
            expectOK(unsafe curl_multi_perform(multi, &running))
            endFinished()
            expectOK(unsafe curl_multi_poll(multi, nil, 0, Self.sleepMilliseconds, nil))
        }
    }

    private mutating func start(_ job: Job) {
        guard transfers.count < configuration.callsMaximum else {
            let reason = "\(configuration.callsMaximum) calls are under way"
            return job.end(.failure(.unreachable(reason)))
        }
        guard let handle = unsafe idleHandles.popLast() ?? curl_easy_init() else {
            return job.end(.failure(.broken("out of memory")))
        }
        let transfer = unsafe Transfer(job, handle, configuration)
        transfers[job.ticket] = transfer
        do throws(CallFailure) {
            try transfer.prepare(connectTo: connectTo)
            let code = unsafe curl_multi_add_handle(multi, handle)
            guard code == CURLM_OK else { throw multiFailure(code) }
        } catch {
            end(job.ticket) { _ in .failure(error) }
        }
    }

    private mutating func endFinished() {
        var ticket: UInt = 0
        var code = CURLE_OK
        while unsafe ccurl_multi_next_finished(multi, &ticket, &code) {
            end(ticket) { $0.result(code) }
        }
    }

    /// Ends a call if it is under way. The transfer outlives the reset of its handle here, as the
    /// handle points into it; libcurl takes the removal of a handle never added as done.
    private mutating func end(
        _ ticket: UInt, _ result: (Transfer) -> Result<CallAnswer, CallFailure>
    ) {
        guard let transfer = transfers.removeValue(forKey: ticket) else { return }
        unsafe curl_multi_remove_handle(multi, transfer.handle)
        let result = result(transfer)
        unsafe recycle(transfer.handle)
        transfer.job.end(result)
    }

    private mutating func endAll(_ neverStarted: [Job]) {
        for ticket in Array(transfers.keys) { end(ticket) { _ in .failure(.cancelled) } }
        for job in neverStarted { job.end(.failure(.cancelled)) }
    }

    private mutating func recycle(_ handle: UnsafeMutableRawPointer) {
        guard unsafe idleHandles.count < Self.idleHandlesMaximum else {
            return unsafe curl_easy_cleanup(handle)
        }
        // Drops every option, hence every pointer into the transfer that used it.
        unsafe curl_easy_reset(handle)
        unsafe idleHandles.append(handle)
    }

    /// A multi handle fails as a whole only out of memory or descriptors. All calls then end, as
    /// their state is unknown, and the pause keeps a lasting failure from burning the processor.
    private mutating func expectOK(_ code: CURLMcode) {
        guard code != CURLM_OK else { return }
        for ticket in Array(transfers.keys) { end(ticket) { _ in .failure(multiFailure(code)) } }
        usleep(100_000)
    }
}
