internal import CCurl
internal import Node

/// One call under way: the easy handle with all that libcurl reads and writes through it. Owned by
/// the transfer thread, and alive until the handle has been reset.
@safe final class Transfer {
    let job: Job
    /// Lent by the thread, which takes it back.
    let handle: UnsafeMutableRawPointer

    private let configuration: CallerConfiguration
    private let lines: StringList
    private let errorText: UnsafeMutablePointer<CChar>
    private var head: AnswerHead
    private var body: [UInt8] = []
    /// Why a callback stopped the transfer: better known here than by libcurl.
    private var refusal: CallFailure?

    @unsafe init(
        _ job: Job, _ handle: UnsafeMutableRawPointer, _ configuration: CallerConfiguration
    ) {
        self.job = job
        unsafe self.handle = unsafe handle
        self.configuration = configuration
        self.head = AnswerHead(bytesMaximum: configuration.headBytesMaximum)
        self.lines = StringList(job.request.lines)
        unsafe self.errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe errorText.deallocate()
    }

    /// Sets every option of the handle. An option that cannot be set ends the call, since it may
    /// be one that protects.
    func prepare(connectTo: borrowing StringList) throws(CallFailure) {
        try setRequest()
        try setDestination(connectTo)
        try setLimits()
        try setReports()
    }

    /// The outcome, given libcurl's.
    func result(_ code: CURLcode) -> Result<CallAnswer, CallFailure> {
        if let refusal { return .failure(refusal) }
        guard code == CURLE_OK else { return .failure(failure(code)) }
        guard head.isComplete else { return .failure(.broken("an answer without a final head")) }
        return .success(CallAnswer(status: head.status, fields: head.fields, body: body))
    }

    // MARK: - Options

    private func setRequest() throws(CallFailure) {
        let request = job.request
        try set(unsafe ccurl_set_url(handle, request.url))
        if let body = request.body {
            try set(unsafe ccurl_set_body(handle, body, body.count))
        } else if request.method == "HEAD" {
            try set(unsafe ccurl_set_no_answer_body(handle))
        }
        try set(unsafe ccurl_set_method(handle, request.method))
        try set(unsafe ccurl_set_fields(handle, lines.first))
        try set(unsafe ccurl_set_user_agent(handle, "yizhan"))
    }

    private func setDestination(_ connectTo: borrowing StringList) throws(CallFailure) {
        try set(unsafe ccurl_set_http_1_1(handle))
        try set(unsafe ccurl_set_protocols(handle, "http,https"))
        try set(unsafe ccurl_set_no_redirects(handle))
        try set(unsafe ccurl_set_no_proxy(handle))
        try set(unsafe ccurl_set_connect_to(handle, connectTo.first))
        if let path = configuration.unixSocket {
            try set(unsafe ccurl_set_unix_socket(handle, path))
        }
        try set(unsafe ccurl_set_verification(handle))
        if let path = configuration.caFile {
            try set(unsafe ccurl_set_only_ca_file(handle, path))
        }
        if let pin = configuration.pinnedKey {
            try set(unsafe ccurl_set_pinned_key(handle, pin))
        }
    }

    private func setLimits() throws(CallFailure) {
        let wait = job.request.waitSeconds
        try set(unsafe ccurl_set_connect_milliseconds(handle, configuration.connectMilliseconds))
        let total = configuration.totalMilliseconds + wait * 1000
        try set(unsafe ccurl_set_total_milliseconds(handle, total))
        try set(
            unsafe ccurl_set_slow(
                handle, configuration.slowBytesPerSecond, configuration.slowSeconds + wait))
        // Spares us the bytes when the length is declared; `takeBody` is what counts them.
        let bytes = job.request.answerBytesMaximum
        try set(unsafe ccurl_set_declared_bytes_maximum(handle, bytes))
        try set(unsafe ccurl_set_idle_seconds_maximum(handle, configuration.idleSecondsMaximum))
    }

    private func setReports() throws(CallFailure) {
        try set(unsafe ccurl_set_no_signals(handle))
        // Without it, removing a handle waits for its getaddrinfo: one dead name server would
        // stop all calls for half a minute.
        try set(unsafe ccurl_set_no_resolver_wait(handle))
        try set(unsafe ccurl_set_no_delay(handle))
        try set(unsafe ccurl_set_error_text(handle, errorText))
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        let takeHead: curl_write_callback = { bytes, size, count, context in
            unsafe Transfer.hand(bytes, size * count, to: context, Transfer.takeHead)
        }
        let takeBody: curl_write_callback = { bytes, size, count, context in
            unsafe Transfer.hand(bytes, size * count, to: context, Transfer.takeBody)
        }
        try set(unsafe ccurl_set_head_callback(handle, takeHead, context))
        try set(unsafe ccurl_set_body_callback(handle, takeBody, context))
        try set(unsafe ccurl_set_ticket(handle, job.ticket))
    }

    private func set(_ code: CURLcode) throws(CallFailure) {
        guard code == CURLE_OK else { throw failure(code) }
    }

    private func failure(_ code: CURLcode) -> CallFailure {
        let detail = unsafe String(cString: errorText)
        let text = detail.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : detail
        return curlFailure(code, text)
    }

    // MARK: - Callbacks

    private typealias Taker = (Transfer) -> (UnsafeRawBufferPointer) throws(CallFailure) -> Void

    /// Gives what libcurl read to a transfer.
    ///
    /// - Returns: `count`, or 0 if it was refused, upon which libcurl stops.
    @unsafe private static func hand(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, to context: UnsafeMutableRawPointer?,
        _ take: Taker
    ) -> Int {
        guard let context = unsafe context else { return 0 }
        let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        do throws(CallFailure) {
            try unsafe take(transfer)(UnsafeRawBufferPointer(start: bytes, count: count))
            return count
        } catch {
            transfer.refusal = error
            return 0
        }
    }

    private func takeHead(_ bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        try head.take(unsafe Array(bytes))
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        guard bytes.count <= job.request.answerBytesMaximum - body.count else { throw .tooLarge }
        unsafe body.append(contentsOf: bytes)
    }
}
