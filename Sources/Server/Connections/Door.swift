import NIOCore
import NIOHTTP1

/// Stands in each connection between the parser and everything else: turns away what no route
/// may see, keeps the deadlines, counts addresses (LIM-1, LIM-2).
///
/// A request that it refuses is replaced by an empty one that carries the reason under
/// ``mark``: it is answered in its turn, like any other, by ``Border``. Lives on the connection's
/// event loop.
final class Door: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// The field under which a refusal goes on to ``Border``; taken out of everybody's request.
    static let mark = "yizhan-door"

    /// What is being read.
    private enum Reading {
        case nothing
        case head
        case body
        /// The rest of what was refused; nothing of it goes on.
        case leftovers
    }

    private let rules: DoorRules
    private var reading = Reading.nothing
    /// Requests that went on and are not answered whole.
    private var unanswered = 0
    private var hasAnswerBegun = false
    private var isStream = false
    /// Nothing more is written: the last answer was ours.
    private var isShut = false
    private var deadline: NIODeadline?
    private var stalledSince: NIODeadline?
    private var ticker: Scheduled<Void>?
    /// The address of the connection, while it is counted.
    private var counted: String?
    /// The forwarded addresses of the requests that went on, while they are counted.
    private var forwarded: [String?] = []

    init(rules: DoorRules) { self.rules = rules }

    // MARK: Beginning and end

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard ticker == nil else { return }
        deadline = .now() + .seconds(Int64(Bounds.headSeconds))
        tick(context)
        // Of the proxy's connections, the forwarded addresses are counted.
        guard let address = context.channel.remoteAddress?.ipAddress, address != rules.proxy else {
            return
        }
        if rules.counts.enter(address) {
            counted = address
        } else {
            shut(context, DoorRefusal.crowded.problem)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    private func leave() {
        ticker?.cancel()
        ticker = nil
        isShut = true
        for address in forwarded + [counted] { rules.counts.leave(address) }
        counted = nil
        forwarded = []
    }

    // MARK: In

    /// Bytes have come, whole or in part; told by ``ByteWatch``.
    func bytesCame() {
        guard reading == .nothing else { return }
        reading = .head
        deadline = .now() + .seconds(Int64(Bounds.headSeconds))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isShut, reading != .leftovers else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): receive(head, context)
        case .body: context.fireChannelRead(data)
        case .end:
            reading = .nothing
            deadline = nil
            context.fireChannelRead(data)
        }
    }

    private func receive(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        reading = .body
        deadline = .now() + .seconds(Int64(rules.bodySeconds(head)))
        unanswered += 1
        if let refusal = DoorRefusal(head) ?? countForwarded(head, context) {
            reading = .leftovers
            deadline = .now() + .seconds(Int64(Bounds.bodySeconds))
            context.fireChannelRead(wrapInboundOut(.head(Self.refused(head, refusal))))
            context.fireChannelRead(wrapInboundOut(.end(nil)))
            return
        }
        guard head.headers.contains(name: Self.mark) else {
            context.fireChannelRead(wrapInboundOut(.head(head)))
            return
        }
        var honest = head
        honest.headers.remove(name: Self.mark)
        context.fireChannelRead(wrapInboundOut(.head(honest)))
    }

    /// Behind the proxy, who asks stands last in `X-Forwarded-For`: what the proxy itself wrote.
    private func countForwarded(
        _ head: HTTPRequestHead, _ context: ChannelHandlerContext
    ) -> DoorRefusal? {
        guard let proxy = rules.proxy, context.channel.remoteAddress?.ipAddress == proxy else {
            return nil
        }
        let last = head.headers[canonicalForm: "x-forwarded-for"].last.map(String.init)
        guard let last, rules.counts.enter(last) else {
            forwarded.append(nil)
            return last == nil ? nil : .crowded
        }
        forwarded.append(last)
        return nil
    }

    private static func refused(
        _ head: HTTPRequestHead, _ refusal: DoorRefusal
    ) -> HTTPRequestHead {
        var headers = HTTPHeaders([
            ("host", "refused"), ("connection", "close"), (mark, refusal.rawValue),
        ])
        for name in ["accept", "accept-language"] {
            if let value = head.headers.first(name: name) { headers.add(name: name, value: value) }
        }
        let method: HTTPMethod = head.method == .HEAD ? .HEAD : .GET
        return HTTPRequestHead(version: .http1_1, method: method, uri: "/", headers: headers)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? HTTPParserError, !isShut {
            let problem: Problem =
                switch error {
                case .headerOverflow: .headOverflow
                default: .noHTTP
                }
            shut(context, problem)
        }
        // Whoever is reading the body has to learn that it broke off.
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed, isStream {
            // Nobody listens to the stream any more.
            context.close(promise: nil)
            return
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: Out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isShut else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            hasAnswerBegun = true
            isStream = head.headers.first(name: "content-type") == MediaTypes.events
        case .body: break
        case .end:
            hasAnswerBegun = false
            isStream = false
            unanswered -= 1
            if !forwarded.isEmpty { rules.counts.leave(forwarded.removeFirst()) }
            if reading == .leftovers {
                deadline = .now() + .seconds(Int64(Bounds.drainSeconds))
            } else if reading == .nothing, unanswered == 0 {
                deadline = .now() + .seconds(Int64(Bounds.idleSeconds))
            }
        }
        context.write(data, promise: promise)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output { deadline = .now() + .seconds(Int64(Bounds.drainSeconds)) }
        context.close(mode: mode, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stalledSince = context.channel.isWritable ? nil : .now()
        context.fireChannelWritabilityChanged()
    }

    // MARK: Deadlines

    /// Once a second: one timer for a connection, whatever it waits for.
    private func tick(_ context: ChannelHandlerContext) {
        let loop = context.eventLoop.assumeIsolated()
        ticker = loop.scheduleTask(in: .seconds(1)) { [weak self] in
            guard let self, self.ticker != nil else { return }
            self.look(context)
            if self.ticker != nil { self.tick(context) }
        }
    }

    private func look(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        if let stalledSince, now >= stalledSince + .seconds(Int64(Bounds.stalledSeconds)) {
            context.close(promise: nil)
            return
        }
        guard let deadline, now >= deadline else { return }
        switch reading {
        case .head where unanswered == 0, .body where unanswered == 1 && !hasAnswerBegun:
            shut(context, .tooSlow)
        case .nothing, .head, .body, .leftovers: context.close(promise: nil)
        }
    }

    /// Answers in place of everybody else, if an answer can still begin, and ends the connection.
    private func shut(_ context: ChannelHandlerContext, _ problem: Problem) {
        let mayAnswer = unanswered == 0 || unanswered == 1 && reading == .body && !hasAnswerBegun
        isShut = true
        guard mayAnswer else {
            context.close(promise: nil)
            return
        }
        let answer = rules.answer(problem)
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            loopBound.value.close(promise: nil)
        }
    }
}

/// Tells the door when bytes come: the parser speaks only of whole heads.
final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let door: Door

    init(door: Door) { self.door = door }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        door.bytesCame()
        context.fireChannelRead(data)
    }
}
