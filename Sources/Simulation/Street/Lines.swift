import Alliance
import Causality
import Node
import Replication
import Synchronization

/// The lines between the houses of a street: a call reaches the other node's own functions, with
/// the signature checked as at the door, unless something happens to it on the way.
final class Lines: Sendable {
    /// What happens to a call.
    enum Fault: Int, CaseIterable, Sendable {
        case none, requestLost, replyLost, twice, late
    }

    private struct Inside {
        /// Each node under the authority of its address in the roster.
        var nodes: [String: LocalNode] = [:]
        /// What happens to one of the next calls, and how many go through before it.
        var fault = Fault.none
        var skipped = 0
        /// Calls that are still on the way.
        var late: [Call] = []
        /// Calls that have arrived.
        var past: [Call] = []
        var findings: [Finding] = []
        var callCount = 0
    }

    private let inside = Mutex(Inside())
    /// What stands in every contact; nil to look into nothing that is sent.
    let secret: Needle?

    init(secret: Needle?) { self.secret = secret }

    /// The most calls that can be replayed later.
    private static let pastMaximum = 40

    func connect(_ node: LocalNode) { connect(node, at: Self.authority(of: node.keys.member)) }
    func connect(_ node: LocalNode, at authority: String) {
        inside.withLock { $0.nodes[authority] = node }
    }
    func cut(_ member: MemberName) {
        inside.withLock { $0.nodes[Self.authority(of: member)] = nil }
    }

    private static func authority(of member: MemberName) -> String { "\(member).test" }

    func set(_ fault: Fault, after count: Int = 0) {
        inside.withLock { inside in
            inside.fault = fault
            inside.skipped = count
        }
    }

    /// Nothing that has arrived at a member is replayed: its nonces went with its disk or clock.
    func forgetCalls(to member: MemberName) {
        inside.withLock { $0.past.removeAll { $0.url.hasPrefix("http://\(member).test/") } }
    }

    var callCount: Int { inside.withLock { $0.callCount } }
    var lateCount: Int { inside.withLock { $0.late.count } }
    var pastCount: Int { inside.withLock { $0.past.count } }

    func takeFindings() -> [Finding] {
        inside.withLock { inside in
            defer { inside.findings = [] }
            return inside.findings
        }
    }

    /// A node's way out.
    struct Line: Caller {
        let lines: Lines
        /// Whose; nil for one that keeps to no rule.
        let owner: MemberName?

        func call(_ call: Call) async throws(CallFailure) -> CallAnswer {
            if let owner, call.url.contains("/exchange") { lines.watchRuns(call.body, of: owner) }
            return try await lines.carry(call)
        }
    }

    private func nextFault() -> Fault {
        inside.withLock { inside in
            inside.callCount += 1
            guard inside.skipped == 0 else {
                inside.skipped -= 1
                return .none
            }
            defer { inside.fault = .none }
            return inside.fault
        }
    }

    private func carry(_ call: Call) async throws(CallFailure) -> CallAnswer {
        watch(call.body)
        let fault = nextFault()
        switch fault {
        case .requestLost: throw .timedOut
        case .late:
            inside.withLock { $0.late.append(call) }
            throw .timedOut
        case .none, .replyLost, .twice: break
        }
        guard let answer = await deliver(call) else { throw .unreachable("nobody there") }
        if fault == .twice { await again(call) }
        if fault == .replyLost { throw .broken("the answer was lost") }
        return answer
    }

    /// A call arrives that was held up.
    func deliverLate(_ index: Int) async -> Call? {
        let call = inside.withLock { inside -> Call? in
            inside.late.isEmpty ? nil : inside.late.remove(at: index % inside.late.count)
        }
        guard let call, await deliver(call) != nil else { return nil }
        return call
    }

    /// Somebody sends a call once more that has arrived.
    func replay(_ index: Int) async -> Call? {
        let call = inside.withLock { inside -> Call? in
            inside.past.isEmpty ? nil : inside.past[index % inside.past.count]
        }
        guard let call else { return nil }
        await again(call)
        return call
    }

    private func again(_ call: Call) async {
        guard let answer = await deliver(call, isAgain: true), (200..<300).contains(answer.status)
        else { return }
        inside.withLock {
            $0.findings.append(Finding(.sig6, "\(call.method) \(call.url) was taken twice"))
        }
    }

    // MARK: At the door

    private func deliver(_ call: Call, isAgain: Bool = false) async -> CallAnswer? {
        let parts = call.url.dropFirst("http://".count).split(
            separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let node = inside.withLock({ $0.nodes[String(parts[0])] }),
            let roster = node.store.state.street?.roster
        else { return nil }
        let target = "/\(parts[1])".split(separator: "?", maxSplits: 1)
        let path = String(target[0])
        let form = RequestForm(
            method: call.method, authority: String(parts[0]), path: path,
            query: target.count > 1 ? "?\(target[1])" : "?", destination: node.keys.member,
            body: call.body)
        let length = Call.Field("content-length", String(call.body?.count ?? 0))
        let fields = call.fields + (call.body == nil ? [] : [length])
        let now = node.clock() / 1000
        let request: CheckedRequest
        do throws(RequestRefusal) {
            request = try node.keys.check(form, fields: fields, now: now) {
                roster.identityKey(of: $0)
            }
        } catch { return CallAnswer(status: 401, fields: [], body: Array("\(error)".utf8)) }
        do throws(NodeFailure) {
            let body = try await Self.answer(call, path, request, at: node)
            if !isAgain { remember(call) }
            watch(body)
            if path.hasSuffix("/exchange") { watchRuns(body, of: node.keys.member) }
            return CallAnswer(status: 200, fields: [], body: body)
        } catch {
            // A process that dies answers nothing.
            if case .storage = error { return nil }
            return CallAnswer(status: 409, fields: [], body: Array("\(error)".utf8))
        }
    }

    private func remember(_ call: Call) {
        inside.withLock { inside in
            inside.past.append(call)
            if inside.past.count > Self.pastMaximum { inside.past.removeFirst() }
        }
    }

    private static func answer(
        _ call: Call, _ path: String, _ request: CheckedRequest, at node: LocalNode
    ) async throws(NodeFailure) -> [UInt8] {
        let body = call.body ?? []
        switch (call.method, path) {
        case ("POST", "/alliance/v1/exchange"):
            return try await node.exchange(request, body: body, waitSeconds: 0)
        case ("POST", "/alliance/v1/mailbox"): try await node.keepMail(request, body: body)
        case ("GET", "/alliance/v1/mailbox"): return try await node.mail(for: request)
        case ("POST", "/alliance/v1/mailbox/taken"):
            try await node.takeMail(request, body: body)
        default: throw .refused(.notFound)
        }
        return []
    }

    /// What a node sends of a writer ends with an event whose own signature holds: whoever gets it
    /// can tell that all of it is authentic (I3).
    private func watchRuns(_ body: [UInt8]?, of sender: MemberName) {
        guard secret != nil, let body, let message = try? ExchangeMessage(body),
            !message.events.isEmpty,
            let node = inside.withLock({ $0.nodes[Self.authority(of: sender)] }),
            let street = node.store.state.street
        else { return }
        var ends: [WriterID: SignedEvent] = [:]
        for bytes in message.events {
            if let event = try? node.keys.read(bytes) { ends[event.writer] = event }
        }
        for (writer, end) in ends.sorted(by: { $0.key < $1.key }) {
            let isGood = street.writerKeys[writer].map { node.keys.isSigned(end, by: $0) } ?? true
            if isGood { continue }
            inside.withLock {
                $0.findings.append(
                    Finding(.i3, "\(sender) sends \(end.dot) as the end of a run, unsigned"))
            }
        }
    }

    /// Nothing that goes over a line holds a contact's text (I10).
    private func watch(_ body: [UInt8]?) {
        guard let body, let secret, secret.isIn(body) else { return }
        inside.withLock { $0.findings.append(Finding(.i10, "a contact went over a line")) }
    }
}
