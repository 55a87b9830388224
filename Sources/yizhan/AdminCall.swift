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

    /// One call; the answer's object.
    ///
    /// - Throws: `ExitCode`, after a line that says what to do.
    func call(
        _ method: String, _ path: String, token: String? = nil, body: JSON? = nil
    ) async throws -> Fields {
        var configuration = CallerConfiguration()
        configuration.unixSocket = Composition.socketPath(settings)
        let caller = try CurlCaller(configuration)
        defer { caller.shutdown() }
        var fields: [Call.Field] = []
        if body != nil { fields.append(.init("content-type", "application/json")) }
        if let token { fields.append(.init("authorization", "Bearer " + token)) }
        let call = Call(
            method: method, url: "http://localhost" + path, fields: fields,
            body: body?.canonicalBytes, answerBytesMaximum: Self.answerBytesMaximum)
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
