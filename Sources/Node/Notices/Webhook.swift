import Alliance
import Logging

/// Where the office wants its notices posted: a group robot, or a program of its own.
///
/// The one address that is dialled without standing in the roster (OUT-1): the operator of this
/// very node has written it into the settings.
package struct Webhook: Sendable {
    /// `https`, or `http` to this machine; a secret, since whoever has it can post.
    package let url: String
    /// What the other side understands.
    package let format: Format
    /// The language of the lines.
    package let language: NoticeLanguage

    /// What the other side understands.
    package enum Format: String, CaseIterable, Sendable {
        /// A group robot of WeCom (企业微信群机器人): one text of several lines.
        case wecom
        /// An object with a list, for programs.
        case json
    }

    /// A webhook from its parts.
    package init(url: String, format: Format, language: NoticeLanguage) {
        self.url = url
        self.format = format
        self.language = language
    }

    /// WeCom takes 20 messages a minute of one robot; at this pause it is 15.
    static let pauseSeconds = 4
    /// WeCom takes 2,048 bytes of text (developer.work.weixin.qq.com/document/path/99110).
    static let textBytesMaximum = 2048
    /// A robot that says "too often" is left alone so long.
    static let tooOftenSeconds = 60

    /// The body for as many of the lines as fit, and how many those are: at least one.
    func body(_ lines: [OfficeLine], from member: MemberName) -> (bytes: [UInt8], count: Int) {
        switch format {
        case .json:
            let list = JSON.array(lines.map { $0.json(language) })
            let body = JSON.object(of: ["node": .text(member), "notices": list])
            return (body.canonicalBytes, lines.count)
        case .wecom:
            var (text, count) = ("", 0)
            for line in lines {
                let next =
                    "\(text.isEmpty ? "" : "\n")#\(line.notice.number) "
                    + line.sentence(language)
                guard count == 0 || text.utf8.count + next.utf8.count <= Self.textBytesMaximum
                else { break }
                text += next
                count += 1
            }
            let content = JSON.object(of: ["content": .string(text)])
            let body = JSON.object(of: ["msgtype": .string("text"), "text": content])
            return (body.canonicalBytes, count)
        }
    }

    /// What an answer means; a robot of WeCom says its errors in a 200.
    func verdict(_ answer: CallAnswer) -> Verdict {
        let wait = answer.field("retry-after").flatMap { Backoff.retryAfter(field: $0) }
        guard (200..<300).contains(answer.status) else {
            return .refused("HTTP \(answer.status)", wait)
        }
        guard format == .wecom else { return .taken }
        guard let json = try? JSONParser.parse(answer.body, form: .relaxed, bytesMaximum: 1 << 14),
            var fields = try? Fields(json),
            let code = try? fields.integer("errcode", 0...JSON.integerLimit)
        else { return .refused("an answer that is none of a robot's", wait) }
        if code == 0 { return .taken }
        // 45009: more than 20 messages in a minute.
        return .refused("errcode \(code)", code == 45_009 ? .seconds(Self.tooOftenSeconds) : wait)
    }

    /// Whether the other side has taken the lines.
    enum Verdict: Equatable {
        /// It has.
        case taken
        /// It has not: why, and when to ask again if it said so.
        case refused(String, Duration?)
    }
}

/// How far the webhook has come; a note in the file.
package struct WebhookState: Sendable, Hashable {
    /// The number of the last notice that the other side has taken, or that was there before the
    /// webhook was set up.
    package var sent: Int64
    /// Why the last attempt failed; empty after a good one.
    package var trouble: String

    static let note = "webhook"
}

/// Posts the office's notices to its webhook: in order, each at least once, for ever.
///
/// Owned by the composition root; one task runs it. What it has posted is in the file, in a
/// transaction after the other side's answer: a crash between the two posts a line again, under
/// the same number.
package final class NoticePost: Sendable {
    private let node: LocalNode
    private let caller: any Caller
    private let webhook: Webhook

    /// A post over a caller of its own: the webhook's certificate is the world's, not the
    /// alliance's.
    package init(node: LocalNode, caller: any Caller, webhook: Webhook) {
        self.node = node
        self.caller = caller
        self.webhook = webhook
    }

    /// What one round came to.
    package enum Round: Sendable, Equatable {
        /// There was nothing to post.
        case idle
        /// So many lines were taken.
        case posted(Int)
        /// Nothing was taken; the other side may have said when to come again.
        case failed(retryAfter: Duration?)
    }

    /// Posts until the task is cancelled.
    package func run() async {
        var backoff = Backoff()
        while !Task.isCancelled {
            let seen = node.signals.pages.version
            switch await post() {
            case .idle:
                await node.signals.pages.wait(beyond: seen, milliseconds: 60_000)
            case .posted:
                backoff.reset()
                try? await Task.sleep(for: .seconds(Webhook.pauseSeconds))
            case .failed(let retryAfter):
                let random = UInt64.random(in: 0 ... .max)
                let pause = backoff.pauseAfterFailure(random: random, retryAfter: retryAfter)
                try? await Task.sleep(for: max(pause, .seconds(Webhook.pauseSeconds)))
            }
        }
    }

    /// One round: posts what waits, as much as one message holds.
    package func post() async -> Round {
        do throws(NodeFailure) {
            let state = try await begin()
            let lines = try await node.store.read { [keys = node.keys] books throws(NodeFailure) in
                try books.officeLines(after: state.sent, keys: keys)
            }
            guard !lines.isEmpty else { return .idle }
            let (body, count) = webhook.body(lines, from: node.keys.member)
            switch await call(body) {
            case .taken:
                try await keep(
                    WebhookState(sent: lines[count - 1].notice.number, trouble: ""))
                return .posted(count)
            case .refused(let why, let wait):
                if state.trouble != why {
                    node.logger.error("the webhook took nothing", metadata: ["why": "\(why)"])
                    try await keep(WebhookState(sent: state.sent, trouble: why))
                }
                return .failed(retryAfter: wait)
            }
        } catch {
            node.logger.error("notices could not be posted", metadata: ["why": "\(error)"])
            return .failed(retryAfter: nil)
        }
    }

    private func call(_ body: [UInt8]) async -> Webhook.Verdict {
        let call = Call(
            method: "POST", url: webhook.url,
            fields: [.init("content-type", "application/json; charset=utf-8")], body: body,
            answerBytesMaximum: 1 << 14)
        do throws(CallFailure) { return webhook.verdict(try await caller.call(call)) } catch {
            // The address is a secret and stays out of log and file.
            if case .addressRefused = error { return .refused("the address is refused", nil) }
            return .refused("\(error)", nil)
        }
    }

    /// Where to go on; at the very first, after what has happened so far.
    private func begin() async throws(NodeFailure) -> WebhookState {
        let state = try await node.store.read { books throws(NodeFailure) in
            (try books.webhookState(), try books.lastOfficeNotice())
        }
        if let known = state.0 { return known }
        let first = WebhookState(sent: state.1, trouble: "")
        try await keep(first)
        return first
    }

    private func keep(_ state: WebhookState) async throws(NodeFailure) {
        try await node.store.write { desk throws(NodeFailure) in
            try desk.books.setNote(WebhookState.note, "\(state.sent) \(state.trouble)")
        }
    }
}

extension BooksReader {
    /// How far the webhook has come; nil before it was first set up.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func webhookState() throws(NodeFailure) -> WebhookState? {
        guard let text = try note(WebhookState.note) else { return nil }
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let sent = Int64(parts[0]) else {
            throw .storage(.damaged("the note \(WebhookState.note)"))
        }
        return WebhookState(sent: sent, trouble: String(parts[1]))
    }
}
