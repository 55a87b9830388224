import Alliance
import ArgumentParser
import Node
import Outbound
import Settings

/// Calls the running node through its Unix socket; the file's mode is the guard.
struct AdminCall {
    let settings: NodeSettings

    /// What one person's books fill in many years.
    private static let answerBytesMaximum = 16 << 20

    /// Whether a node answers on this data directory's socket; says nothing when none does.
    func isAnswered() async -> Bool {
        guard let caller = try? caller() else { return false }
        defer { caller.shutdown() }
        let call = Call(method: "GET", url: "http://localhost/status")
        return (try? await caller.call(call))?.status == 200
    }

    private func caller() throws -> CurlCaller {
        var configuration = CallerConfiguration()
        configuration.unixSocket = Composition.socketPath(settings)
        return try CurlCaller(configuration)
    }

    /// One call; the answer's object.
    ///
    /// - Parameter waitSeconds: how long the node may wait, beyond the usual time (0 to 25).
    /// - Throws: `ExitCode`, after a line that says what to do.
    func call(
        _ method: String, _ path: String, token: String? = nil, body: JSON? = nil,
        waitSeconds: Int = 0
    ) async throws -> Fields {
        let caller = try caller()
        defer { caller.shutdown() }
        var fields: [Call.Field] = []
        if body != nil { fields.append(.init("content-type", "application/json")) }
        if let token { fields.append(.init("authorization", "Bearer " + token)) }
        let call = Call(
            method: method, url: "http://localhost" + path, fields: fields,
            body: body?.canonicalBytes, waitSeconds: waitSeconds,
            answerBytesMaximum: Self.answerBytesMaximum)
        let answer: CallAnswer
        do throws(CallFailure) { answer = try await caller.call(call) } catch {
            throw Console.fail(
                "the node does not answer at \(Composition.socketPath(settings)); "
                    + "start it with `yizhan serve`.", .unavailable)
        }
        let text = String(decoding: answer.body, as: UTF8.self)
        guard (200..<300).contains(answer.status) else {
            throw Console.fail("the node said \(answer.status): \(text)")
        }
        do {
            return try Fields(
                try JSONParser.parse(
                    answer.body, form: .relaxed, bytesMaximum: Self.answerBytesMaximum))
        } catch { throw Console.fail("the node's answer cannot be read: \(text)") }
    }
}
