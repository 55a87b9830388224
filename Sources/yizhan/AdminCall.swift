import Alliance
import ArgumentParser
import Node
import Outbound
import Settings

/// Calls the running node through its Unix socket; the file's mode is the guard.
struct AdminCall {
    let settings: NodeSettings

    /// One call; the answer's object.
    ///
    /// - Throws: `ExitCode`, after a line that says what to do.
    func call(_ method: String, _ path: String, body: JSON? = nil) async throws -> Fields {
        let answer: CallAnswer
        do throws(CallFailure) { answer = try await self.answer(method, path, body: body) } catch {
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
                try JSONParser.parse(answer.body, form: .relaxed, bytesMaximum: 1 << 20))
        } catch { throw Console.fail("the node's answer cannot be read: \(text)") }
    }

    /// One call; the answer as it came.
    ///
    /// - Throws: `CallFailure` when no node answers.
    func answer(
        _ method: String, _ path: String, body: JSON? = nil, waitSeconds: Int = 0
    ) async throws(CallFailure) -> CallAnswer {
        var configuration = CallerConfiguration()
        configuration.unixSocket = Composition.socketPath(settings)
        let caller: CurlCaller
        do { caller = try CurlCaller(configuration) } catch { throw .broken("\(error)") }
        defer { caller.shutdown() }
        return try await caller.call(
            Call(
                method: method, url: "http://localhost" + path,
                fields: body == nil ? [] : [.init("content-type", "application/json")],
                body: body?.canonicalBytes, waitSeconds: waitSeconds))
    }
}
