import Node
import Testing

@Suite("Backoff (OUT-3)")
struct BackoffTests {
    /// The pauses of so many failures in a row, each with the same random number.
    private func pauses(_ count: Int, random: UInt64) -> [Duration] {
        var backoff = Backoff()
        return (0..<count).map { _ in backoff.pauseAfterFailure(random: random) }
    }

    @Test("doubles from 1 s to 5 min, shortened by up to a half")
    func doubling() {
        let longest: [Int] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
        for (step, seconds) in longest.enumerated() {
            let shortest = Duration.milliseconds(seconds * 500)
            let span = UInt64(seconds * 500)
            #expect(pauses(11, random: 0)[step] == shortest)
            var backoff = Backoff()
            for _ in 0..<step { _ = backoff.pauseAfterFailure(random: 7) }
            #expect(backoff.pauseAfterFailure(random: span) == .seconds(seconds))
        }
    }

    @Test("stays within half and whole for any random number, and spreads")
    func jitter() {
        var generator = SystemRandomNumberGenerator()
        var seen: Set<Duration> = []
        for _ in 0..<1000 {
            var backoff = Backoff()
            for _ in 0..<3 { _ = backoff.pauseAfterFailure(random: generator.next()) }
            let pause = backoff.pauseAfterFailure(random: generator.next())
            #expect((Duration.seconds(4)...Duration.seconds(8)).contains(pause))
            seen.insert(pause)
        }
        #expect(seen.count > 500)
        #expect(pauses(1, random: .max)[0] <= .seconds(1))
    }

    @Test("begins again after contact")
    func reset() {
        var backoff = Backoff()
        for _ in 0..<20 { _ = backoff.pauseAfterFailure(random: 0) }
        #expect(backoff.failures == 20)
        backoff.reset()
        #expect(backoff == Backoff())
        #expect(backoff.pauseAfterFailure(random: 0) == .milliseconds(500))
    }

    @Test("a pause that a sign of life cuts short does not make the next one longer")
    func cutShort() {
        var backoff = Backoff()
        _ = backoff.pauseAfterFailure(random: 0)
        // Neighbours that come and go: many tries in a few seconds, none of them waited for.
        for _ in 0..<20 {
            #expect(backoff.pauseAfterFailure(random: 0) == .seconds(1))
            backoff.cutShort()
        }
        #expect(backoff.pauseAfterFailure(random: 0) == .seconds(1))
        #expect(backoff.pauseAfterFailure(random: 0) == .seconds(2))
        backoff.reset()
        backoff.cutShort()
        #expect(backoff == Backoff())
    }

    @Test("waits as long as it is asked to, up to 15 min, and never less than by itself")
    func retryAfter() {
        var backoff = Backoff()
        #expect(backoff.pauseAfterFailure(random: 0, retryAfter: .seconds(60)) == .seconds(60))
        #expect(backoff.pauseAfterFailure(random: 0, retryAfter: .seconds(9999)) == .seconds(900))
        #expect(backoff.pauseAfterFailure(random: 0, retryAfter: .zero) == .seconds(2))
        #expect(backoff.pauseAfterFailure(random: 0, retryAfter: .seconds(-5)) == .seconds(4))
    }

    @Test(
        "reads Retry-After in seconds and nothing else",
        arguments: [
            ("0", 0), ("120", 120), ("900", 900), ("901", 900),
            ("99999999999999999999999999", 900), ("", nil), ("-1", nil), ("+1", nil),
            ("1.5", nil), (" 1", nil), ("٣", nil), ("Wed, 21 Oct 2026 07:28:00 GMT", nil),
        ] as [(String, Int64?)])
    func field(text: String, seconds: Int64?) {
        #expect(Backoff.retryAfter(field: text) == seconds.map { .seconds($0) })
    }

    @Test(
        "finds a member again within 5 min after 25 min, 8 h and 7 days",
        arguments: [25 * 60, 8 * 3600, 7 * 86_400])
    func outage(seconds: Int) {
        var backoff = Backoff()
        var random: UInt64 = 42
        var now = Duration.zero
        var attempts = 0
        while now < .seconds(seconds) {
            random = random &* 6_364_136_223_846_793_005 &+ 1
            now += backoff.pauseAfterFailure(random: random >> 16)
            attempts += 1
        }
        #expect(now - .seconds(seconds) <= Backoff.pauseMaximum)
        #expect(attempts <= 10 + seconds / 150)
    }
}
