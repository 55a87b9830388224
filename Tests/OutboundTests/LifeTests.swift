import Foundation
import Node
import Outbound
import Synchronization
import Testing

@Suite("A caller", .timeLimit(.minutes(1)))
struct LifeTests {
    @Test("ends a call when its task is cancelled, and the connection with it")
    func cancellation() async throws {
        let server = try LoopbackServer { $0.waitForClose() }
        let caller = try CurlCaller(configured { $0.totalMilliseconds = 60_000 })
        let task = Task { await failureKind(caller, get(server.url())) }
        #expect(try await eventually { server.open == 1 })
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(try await eventually { server.open == 0 })
    }

    @Test("ends a call whose task is cancelled at any moment, also before it begins")
    func cancellationRace() async throws {
        let server = try LoopbackServer { $0.waitForClose() }
        let caller = try CurlCaller(configured { $0.totalMilliseconds = 60_000 })
        await withTaskGroup(of: FailureKind?.self) { group in
            for _ in 0..<100 {
                group.addTask { await failureKind(caller, get(server.url())) }
            }
            group.cancelAll()
            for await kind in group { #expect(kind == .cancelled) }
        }
    }

    @Test("ends waiting calls when it is shut down, and takes no more")
    func shutdown() async throws {
        let server = try LoopbackServer { $0.waitForClose() }
        let caller = try CurlCaller(configured { $0.totalMilliseconds = 60_000 })
        let tasks = (0..<10).map { _ in Task { await failureKind(caller, get(server.url())) } }
        #expect(try await eventually { server.open == 10 })
        caller.shutdown()
        for task in tasks { #expect(await task.value == .cancelled) }
        #expect(try await eventually { server.open == 0 })
        caller.shutdown()
        #expect(await failureKind(caller, get(server.url())) == .cancelled)
    }

    @Test("may be shut down from many threads while calls keep coming")
    func shutdownRace() async throws {
        let server = try LoopbackServer { connection in
            while connection.next() != nil { connection.answer() }
        }
        for _ in 0..<10 {
            let caller = try CurlCaller()
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        if number.isMultiple(of: 7) { return caller.shutdown() }
                        let kind = await failureKind(caller, get(server.url()))
                        #expect(kind == nil || kind == .cancelled)
                    }
                }
            }
        }
    }

    @Test("closes its connections when it is let go")
    func letGo() async throws {
        let server = try LoopbackServer { connection in
            while connection.next() != nil { connection.answer() }
        }
        do {
            let caller = try CurlCaller()
            #expect(await failureKind(caller, get(server.url())) == nil)
            #expect(server.open == 1)
        }
        #expect(try await eventually { server.open == 0 })
    }

    @Test("carries 200 calls at once, none with the answer of another")
    func manyCalls() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.next() { connection.answer(request.body) }
        }
        let caller = try CurlCaller()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let body = Array("call \(number)".utf8)
                    let answer = try await caller.call(
                        Call(method: "POST", url: server.url(), body: body))
                    #expect(answer.body == body)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("lets quick calls pass by a waiting one")
    func waitingBesideQuick() async throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try LoopbackServer { connection in
            while let request = connection.next() {
                if request.head.hasPrefix("GET /wait") { gate.wait() }
                connection.answer()
            }
        }
        // On a busy machine the quick calls take longer than a silent line is borne.
        let caller = try CurlCaller(
            configured {
                $0.totalMilliseconds = 300_000
                $0.slowSeconds = 300
            })
        let isAnswered = Mutex(false)
        async let waiting: Void = {
            #expect(await failureKind(caller, get(server.url("/wait"))) == nil)
            isAnswered.withLock { $0 = true }
        }()
        #expect(try await eventually { server.requests.count == 1 })
        for _ in 0..<50 {
            #expect(await failureKind(caller, get(server.url())) == nil)
        }
        #expect(!isAnswered.withLock { $0 })
        gate.signal()
        await waiting
        #expect(server.accepted == 2)
    }
}
