import Alliance
import Causality
import Node
import Replication

/// Speaks the exchange with a member's own keys, from outside its node: for replaying what was
/// exchanged before.
struct ExchangeReplay {
    let keys: any Keys
    let caller: any Caller

    /// Every event that a node has, in the order of its arrival there.
    func everything(from address: String) async throws -> [[UInt8]] {
        var events: [[UInt8]] = []
        var message = ExchangeMessage()
        while true {
            let reply = try await exchange(message, with: keys.member, at: address)
            if reply.events.isEmpty { return events }
            events += reply.events
            for bytes in reply.events {
                let event = try keys.read(bytes)
                message.have[event.writer] = .init(seq: event.dot.seq, prefix: event.id.prefix)
            }
        }
    }

    /// Sends events to a member.
    func push(_ events: [[UInt8]], to member: String, at address: String) async throws {
        guard let member = MemberName(member) else { return }
        var message = ExchangeMessage()
        message.events = events
        _ = try await exchange(message, with: member, at: address)
    }

    private func exchange(
        _ message: ExchangeMessage, with member: MemberName, at address: String
    ) async throws -> ExchangeMessage {
        let body = message.canonicalBytes
        let form = RequestForm(
            method: "POST", authority: LocalNode.authority(of: address),
            path: "/alliance/v1/exchange", query: "?wait=0", destination: member, body: body)
        let answer = try await caller.call(
            Call(
                method: "POST", url: address + "/alliance/v1/exchange?wait=0",
                fields: keys.signature(of: form, now: wallClockMilliseconds() / 1000),
                body: body))
        guard answer.status == 200 else {
            throw DemoFailure(
                "exchange: \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
        return try ExchangeMessage(answer.body)
    }
}
