import Alliance
import Node
import Replication
import Synchronization

/// The way to the alliance's mailbox: a call reaches the alliance's own functions, its signature
/// checked as at the door. What the door's older software would refuse can be refused here.
final class MailLine: Caller {
    private struct Inside {
        var node: LocalNode?
        var unknown: Set<ParcelLabel.Kind> = []
        var refusedCount = 0
    }

    private let inside = Mutex(Inside())

    func lead(to node: LocalNode) { inside.withLock { $0.node = node } }

    /// The alliance's software does not know these kinds of parcels, as that of before.
    func forget(_ kinds: Set<ParcelLabel.Kind>) { inside.withLock { $0.unknown = kinds } }

    var refusedCount: Int { inside.withLock { $0.refusedCount } }

    func call(_ call: Call) async throws(CallFailure) -> CallAnswer {
        guard let node = inside.withLock({ $0.node }) else { throw .unreachable("no alliance") }
        let parts = call.url.dropFirst("http://".count).split(separator: "/", maxSplits: 1)
        let path = "/\(parts[1])"
        let form = RequestForm(
            method: call.method, authority: String(parts[0]), path: path,
            destination: node.keys.member, body: call.body)
        let length = Call.Field("content-length", String(call.body?.count ?? 0))
        let request: CheckedRequest
        do throws(RequestRefusal) {
            request = try node.keys.check(
                form, fields: call.fields + (call.body == nil ? [] : [length]),
                now: node.clock() / 1000
            ) { node.store.state.street?.roster.identityKey(of: $0) }
        } catch { return CallAnswer(status: 401, fields: [], body: Array("\(error)".utf8)) }
        do throws(NodeFailure) {
            let body = call.body ?? []
            var answer: [UInt8] = []
            switch (call.method, path) {
            case ("POST", "/alliance/v1/mailbox"):
                if isUnknown(body, node) {
                    return CallAnswer(status: 400, fields: [], body: Array("item".utf8))
                }
                try await node.keepMail(request, body: body)
            case ("GET", "/alliance/v1/mailbox"): answer = try await node.mail(for: request)
            case ("POST", "/alliance/v1/mailbox/taken"):
                try await node.takeMail(request, body: body)
            default: return CallAnswer(status: 404, fields: [], body: [])
            }
            return CallAnswer(status: 200, fields: [], body: answer)
        } catch {
            return CallAnswer(status: 409, fields: [], body: Array("\(error)".utf8))
        }
    }

    /// Whether the parcel in a body is of a kind that the older software does not know: that reads
    /// the label before anything else, and says 400.
    private func isUnknown(_ body: [UInt8], _ node: LocalNode) -> Bool {
        guard let json = try? JSONParser.parse(body, form: .canonical, bytesMaximum: 1 << 20),
            let item = try? Fields(json).member("item"),
            let bytes = try? Fields(item).member("bytes"), case .string(let text) = bytes,
            let parcel = try? node.keys.readParcel(Array(text.utf8))
        else { return false }
        return inside.withLock { inside in
            guard inside.unknown.contains(parcel.label.kind) else { return false }
            inside.refusedCount += 1
            return true
        }
    }
}

extension Fields {
    /// The value under a name.
    fileprivate func member(_ name: String) -> JSON? {
        var fields = self
        return fields.value(name)
    }
}
