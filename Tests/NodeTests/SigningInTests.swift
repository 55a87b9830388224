import Alliance
import Community
import Node
import Synchronization
import Testing

/// What happened in which order, and how many at once.
private final class Watch: Sendable {
    let done = Mutex<[Int]>([])
    let running = Mutex((now: 0, most: 0))
}

@Suite("Signing in")
struct SigningInTests {
    @Test("a fresh node has no account: the first administrator comes in by the console's code")
    func fresh() async throws {
        let house = try await House("wanda", alliance: false)
        let code = try await house.code(.administrator)
        #expect(try await house.node.staff().isEmpty)
        let entry = try await house.node.entry(code: code)
        #expect(entry.role == .administrator && entry.volunteer == nil)
        #expect(entry.validUntil == house.moment.value + 86_400_000)
        for (name, password, field) in [
            ("张", House.password, "name"), ("a\u{7}b", House.password, "name"),
            ("张敏", "eleven char", "password"),
            ("张敏", String(repeating: "x", count: 129), "password"),
        ] {
            let failure = await #expect(throws: NodeFailure.self) {
                try await house.node.enter(code: code, name: name, password: password)
            }
            guard case .refused(.field(let problem)) = failure else {
                Issue.record("\(String(describing: failure))")
                continue
            }
            #expect(problem.field == field)
        }
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await house.node.enter(code: code)
        }
        let typed = code.lowercased().replacing("-", with: " ")
        let token = try await house.node.enter(
            code: typed, name: " 张敏 ", password: House.password)
        #expect(try await house.node.session(token: token)?.account.role == .administrator)
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await house.node.enter(code: code, name: "李强", password: House.password)
        }
        let taken = try await house.code(.office)
        await #expect(throws: NodeFailure.refused(.nameTaken)) {
            try await house.node.enter(code: taken, name: "张敏", password: House.password)
        }
        #expect(try await house.node.entry(code: taken).role == .office)
        house.moment.pass(86_400)
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await house.node.enter(code: taken, name: "李强", password: House.password)
        }
        #expect(try await house.node.staff().map(\.name) == ["张敏"])
        #expect(
            try await house.trail() == [
                "staff.invited administrator", "account.opened 1 administrator",
                "session.opened 1", "staff.invited office",
            ])
        await house.end()
    }

    @Test("a volunteer's code is used once: of twenty at once one, and none after ten minutes")
    func once() async throws {
        let house = try await House("wanda", alliance: false)
        let node = house.node
        let volunteer = try named(try await house.volunteer("王秀英").volunteer)
        let code = try await house.code(for: volunteer)
        let entries = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do throws(NodeFailure) {
                        _ = try await node.enter(code: code)
                        return 1
                    } catch {
                        #expect(error == .refused(.entryCode))
                        return 0
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(entries == 1)
        let late = try await house.code(for: volunteer)
        house.moment.pass(600 - 1)
        #expect(try await node.entry(code: late).volunteer == volunteer)
        house.moment.pass(1)
        await #expect(throws: NodeFailure.refused(.entryCode)) { try await node.entry(code: late) }
        await #expect(throws: NodeFailure.refused(.entryCode)) { try await node.enter(code: late) }
        let mine = try await house.code(for: volunteer)
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await node.enter(code: mine, name: "张敏", password: House.password)
        }
        for nonsense in ["", "-", "K7M3", "K7M3-PX2N-9Q4R-T8W!", String(repeating: "A", count: 99)]
        {
            await #expect(throws: NodeFailure.refused(.entryCode)) {
                try await node.enter(code: nonsense)
            }
        }
        await house.end()
    }

    @Test("a name that nobody has costs one hash as well, waits as long, and says the same (AUT-1)")
    func unknownName() async throws {
        let house = try await House("wanda", alliance: false)
        _ = try await house.staff(.office, "张敏")
        let before = house.hashes
        for (index, name) in ["张敏", "李强"].enumerated() {
            await #expect(throws: NodeFailure.refused(.signIn)) {
                try await house.node.signIn(name: name, password: "a wrong password")
            }
            #expect(house.hashes == before + UInt64(index) + 1)
            try await house.fail(4, named: name)
            await #expect(throws: NodeFailure.refused(.throttled(seconds: 1))) {
                try await house.node.signIn(name: name, password: House.password)
            }
            #expect(house.hashes == before + UInt64(index) + 1)
        }
        #expect(try await house.trail().filter { $0.hasPrefix("signin") } == ["signin.failed 1"])
        await house.end()
    }

    @Test("after the fifth failure it waits 1, 2, 4 … 900 s, and not a second longer (AUT-1)")
    func throttle() async throws {
        let house = try await House("wanda", alliance: false)
        _ = try await house.staff(.office, "张敏")
        let before = house.hashes
        try await house.fail(4, named: "张敏")
        for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            try await house.fail(1, named: "张敏")
            for early in [0, UInt64(seconds) * 1000 - 1] {
                let start = house.moment.value
                house.moment.set(start + early)
                let left = early == 0 ? seconds : 1
                await #expect(throws: NodeFailure.refused(.throttled(seconds: left))) {
                    try await house.node.signIn(name: "张敏", password: House.password)
                }
                house.moment.set(start)
            }
        }
        #expect(house.hashes == before, "who has to wait costs no hash")
        house.moment.pass(900)
        _ = try await house.node.signIn(name: "张敏", password: House.password)
        // It begins anew after that.
        try await house.fail(4, named: "张敏")
        _ = try await house.node.signIn(name: "张敏", password: House.password)
        #expect(house.hashes == before + 2)
        await house.end()
    }

    @Test("one hash at a time goes on, eight wait in order, and more are sent away")
    func turns() async throws {
        let turns = Turns()
        let (stream, opened) = AsyncStream<Void>.makeStream()
        let watch = Watch()
        try await withThrowingTaskGroup { group in
            for number in 0..<9 {
                group.addTask {
                    try await turns.take { () async throws(NodeFailure) in
                        watch.running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                        if number == 0 { for await _ in stream { break } }
                        watch.running.withLock { $0.now -= 1 }
                        watch.done.withLock { $0.append(number) }
                    }
                }
                // Each stands in line before the next one comes.
                while turns.count <= number { await Task.yield() }
            }
            await #expect(throws: NodeFailure.refused(.busy)) {
                try await turns.take { () async throws(NodeFailure) in }
            }
            opened.yield()
            try await group.waitForAll()
        }
        #expect(watch.done.withLock { $0 } == Array(0..<9))
        #expect(watch.running.withLock { $0.most } == 1)
        try await turns.take { () async throws(NodeFailure) in }
    }

    @Test("a restore voids sessions and codes; the staff's passwords stay (DUR-5)")
    func restored() async throws {
        let house = try await House("wanda", alliance: false)
        let node = house.node
        let (token, _) = try await house.staff(.office, "张敏")
        let volunteer = try named(try await house.volunteer("王秀英").volunteer)
        let phone = try await node.enter(code: house.code(for: volunteer))
        let code = try await house.code(.grid)
        let hand = node.hand()
        try await node.store.write { desk throws(NodeFailure) in
            try desk.voidAfterRestore(by: hand)
        }
        for token in [token, phone] { #expect(try await node.session(token: token) == nil) }
        await #expect(throws: NodeFailure.refused(.entryCode)) { try await node.entry(code: code) }
        let again = try await node.signIn(name: "张敏", password: House.password)
        #expect(try await node.session(token: again) != nil)
        let anew = try await node.enter(code: house.code(for: volunteer))
        #expect(try await node.session(token: anew)?.account.volunteer == volunteer)
        await house.end()
    }

    @Test("a code is 80 bits in letters that nobody takes for others, and is read as people type")
    func codes() throws {
        let code = try named(EntryCode(bytes: [0, 68, 50, 20, 199, 66, 84, 182, 53, 207]))
        #expect(code.description == "0123-4567-89AB-CDEF")
        for typed in ["0123456789abcdef", "O1-23 4567-89ab-CDEF", "oL2345 6789ABCDEF"] {
            #expect(EntryCode(typed) == code)
        }
        for other in ["0123-4567-89AB-CDE", "0123-4567-89AB-CDEU", "0123-4567-89AB-CDEFF", "甲"] {
            #expect(EntryCode(other) == nil)
        }
        var random = [UInt8](repeating: 0, count: 10)
        for seed in 0..<200 {
            for index in random.indices {
                random[index] = UInt8(truncatingIfNeeded: seed * 37 + index * 101)
            }
            let code = try named(EntryCode(bytes: random))
            #expect(EntryCode(code.description) == code)
        }
    }
}
