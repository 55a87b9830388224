import Alliance
import ArgumentParser
import Node
import Outbound
import Settings

/// Calls the running node through its Unix socket; the file's mode is the guard.
struct AdminCall {
    let settings: NodeSettings

    /// Whether a node answers on this data directory's socket; says nothing when none does.
    func isAnswered() async -> Bool {
        (try? await answer("GET", "/status"))?.status == 200
    }

    /// One call; the answer's object.
    ///
    /// - Parameter waitSeconds: how long the node may wait, beyond the usual time (0 to 25).
    /// - Throws: `ExitCode`, after a line that says what to do.
    func call(
        _ method: String, _ path: String, token: String? = nil, body: JSON? = nil,
        waitSeconds: Int = 0
    ) async throws -> Fields {
        var fields: [Call.Field] = []
        if body != nil { fields.append(.init("content-type", "application/json")) }
        if let token { fields.append(.init("authorization", "Bearer " + token)) }
        let answer = try await send(
            Call(
                method: method, url: Self.address + path, fields: fields,
                body: body?.canonicalBytes, waitSeconds: waitSeconds,
                answerBytesMaximum: Self.answerBytesMaximum))
        guard (200..<300).contains(answer.status) else {
            let text = String(decoding: answer.body, as: UTF8.self)
            throw Console.fail("the node said \(answer.status): \(text)")
        }
        return try Self.fields(of: answer)
    }

    /// The largest answer in JSON: what one person's books fill in many years.
    static let answerBytesMaximum = 16 << 20

    /// What every path begins with; the socket makes the name meaningless.
    static let address = "http://localhost"

    /// One call; the answer, whatever its status.
    ///
    /// - Parameter patienceSeconds: how long the node may take, where it is not the usual time.
    /// - Throws: `ExitCode`, after a line that says what to do.
    func send(_ call: Call, patienceSeconds: Int? = nil) async throws -> CallAnswer {
        do throws(CallFailure) { return try await attempt(call, patienceSeconds) } catch {
            throw Console.fail(
                "the node does not answer at \(Composition.socketPath(settings)) (\(error)); "
                    + "start it with `yizhan serve`.", .unavailable)
        }
    }

    /// One call; the answer as it came.
    ///
    /// - Throws: `CallFailure` when no node answers.
    func answer(
        _ method: String, _ path: String, patienceSeconds: Int? = nil
    ) async throws(CallFailure) -> CallAnswer {
        try await attempt(Call(method: method, url: Self.address + path), patienceSeconds)
    }

    private func attempt(
        _ call: Call, _ patienceSeconds: Int?
    ) async throws(CallFailure) -> CallAnswer {
        var configuration = CallerConfiguration()
        configuration.unixSocket = Composition.socketPath(settings)
        if let patienceSeconds {
            configuration.totalMilliseconds = patienceSeconds * 1000
            configuration.slowSeconds = patienceSeconds
        }
        let caller: CurlCaller
        do { caller = try CurlCaller(configuration) } catch { throw .broken("\(error)") }
        defer { caller.shutdown() }
        return try await caller.call(call)
    }

    /// The object of an answer.
    ///
    /// - Throws: `ExitCode`, after a line with the answer.
    static func fields(of answer: CallAnswer) throws -> Fields {
        do {
            return try Fields(
                try JSONParser.parse(answer.body, form: .relaxed, bytesMaximum: answerBytesMaximum))
        } catch {
            let text = String(decoding: answer.body, as: UTF8.self)
            throw Console.fail("the node's answer cannot be read: \(text)")
        }
    }
}
