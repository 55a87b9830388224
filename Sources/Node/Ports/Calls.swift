/// One HTTP request to another member: an enrolled base address plus a fixed path (OUT-1).
package struct Call: Sendable, Equatable {
    /// The HTTP method, in capitals.
    package var method: String
    /// The absolute URL: the member's base address as the roster has it, and a path of ours.
    package var url: String
    /// The fields to send, in order; `Host`, `Content-Length` are the client's own.
    package var fields: [Field]
    /// The bytes to send; nil sends none.
    package var body: [UInt8]?
    /// Seconds that the other side may wait before it answers, beyond the usual time (0 to 25).
    package var waitSeconds: Int
    /// The largest answer that is read; one byte more ends the call with ``CallFailure/tooLarge``.
    package var answerBytesMaximum: Int

    /// A field of an HTTP message.
    package struct Field: Sendable, Equatable {
        /// The name, in lower case.
        package var name: String
        /// The value, without line breaks.
        package var value: String

        /// A field from its name, lower case, and value.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A call; the bounds default to those of a short JSON call.
    package init(
        method: String, url: String, fields: [Field] = [], body: [UInt8]? = nil,
        waitSeconds: Int = 0, answerBytesMaximum: Int = 1 << 20
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.waitSeconds = waitSeconds
        self.answerBytesMaximum = answerBytesMaximum
    }
}

/// What came back for a ``Call``: any status is an answer, also 500.
package struct CallAnswer: Sendable, Equatable {
    /// The status code, 100 to 599.
    package var status: Int
    /// The fields as they came, names in lower case.
    package var fields: [Call.Field]
    /// The bytes, at most `answerBytesMaximum`.
    package var body: [UInt8]

    /// An answer from its parts.
    package init(status: Int, fields: [Call.Field], body: [UInt8]) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The first field of that name (lower case), if there is one.
    package func field(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}

/// Why a ``Call`` had no answer. Nothing is known about whether the other side acted.
package enum CallFailure: Error, Sendable, Equatable {
    /// The address cannot be dialled at all: not http(s), or plain http to a foreign host.
    case addressRefused(String)
    /// No connection: name unknown, refused, unreachable; the text is libcurl's.
    case unreachable(String)
    /// TLS failed: untrusted, wrong host.
    case untrusted(String)
    /// The connection, the answer or its pace took longer than the limits of OUT-2.
    case timedOut
    /// The answer was larger than `answerBytesMaximum`.
    case tooLarge
    /// The connection broke, or the answer was no HTTP.
    case broken(String)
    /// The task that made the call was cancelled, or the client has been shut down.
    case cancelled
}

/// The port that `Outbound` fills: calls to other members. Safe from any task.
package protocol Caller: Sendable {
    /// Makes the call and returns the answer, whatever its status.
    ///
    /// - Throws: ``CallFailure`` when there was no complete answer.
    func call(_ call: Call) async throws(CallFailure) -> CallAnswer
}
