package import Alliance
package import Replication
import Synchronization

/// What a running node knows of the other members' progress and pulse. Safe from any thread;
/// lost at a restart, and brought back by the first exchange.
package final class PeerBook: Sendable {
    /// One other member.
    package struct Peer: Sendable {
        /// How far it has come.
        package var view = PeerView()
        /// Milliseconds since 1970 when something signed or asked for came from it; 0: never.
        package var heardAt: UInt64 = 0
        /// How many calls to it have failed since the last that did not.
        package var failures = 0
        /// When it may be called again, in milliseconds since 1970, if it has said so.
        package var notBefore: UInt64 = 0
        /// Whether it may be called at a moment (milliseconds). A time further away than anybody
        /// may ask for was set by a clock that was put back since.
        func mayBeCalled(at now: UInt64) -> Bool {
            now >= notBefore || notBefore > now + Backoff.retryAfterMaximum.milliseconds
        }
        /// Why the last call failed, for people; empty after one that did not.
        package var trouble = ""
        /// By how many seconds its clock was ahead of ours at its last answer; nil before one,
        /// or where it does not say the time.
        package var skewSeconds: Int64?
        /// The release of its program, as its calls say; nil before one, or of another program.
        package var version: String?
        /// How much mail it was last told of, and when (milliseconds since 1970): what it does
        /// not fetch is no news again at once.
        var mailTold = (count: 0, at: UInt64(0))
        /// What became of what it sent last; told with the next message.
        package var answers: [Answer] = []
    }

    private let peers = Mutex<[MemberName: Peer]>([:])
    /// When the last message came that was full, in milliseconds since 1970: there is more.
    private let fullAt = Atomic<UInt64>(0)
    /// Raised when somebody was heard from: who waits to try again tries at once.
    package let contact = Signal()

    init() {}

    /// What is known of a member.
    package subscript(member: MemberName) -> Peer {
        peers.withLock { $0[member] ?? Peer() }
    }

    /// Changes what is known of a member.
    func update<R: Sendable>(_ member: MemberName, _ change: (inout Peer) -> R) -> R {
        peers.withLock { change(&$0[member, default: Peer()]) }
    }

    /// Takes note of how many events a message brought.
    func received(_ count: Int, at now: UInt64) {
        if count >= ExchangeMessage.eventsMaximum / 2 {
            fullAt.store(now, ordering: .relaxed)
        }
    }

    /// Whether so much is coming in that folding after each message would be wasted.
    func isCatchingUp(at now: UInt64) -> Bool {
        now < fullAt.load(ordering: .relaxed) + 200
    }

    /// Takes note of how a member's clock stands to ours; nil for an answer without the time.
    func note(_ skewSeconds: Int64?, of member: MemberName) {
        guard let skewSeconds else { return }
        update(member) { $0.skewSeconds = skewSeconds }
    }

    /// Takes note of what a signed call says of who made it.
    ///
    /// - Parameters:
    ///   - created: seconds since 1970 by the member's clock, as it signed them.
    ///   - now: milliseconds of this node's clock.
    ///   - userAgent: the field of that name, if there is one.
    package func note(
        callBy member: MemberName, created: UInt64, at now: UInt64, userAgent: String?
    ) {
        let skew = Int64(clamping: created) - Int64(clamping: now / 1000)
        let version = userAgent.flatMap { Software.version(in: $0) }
        update(member) { peer in
            peer.skewSeconds = skew
            peer.version = version
        }
    }

    /// Takes note of a sign of life.
    func heard(from member: MemberName, at now: UInt64) {
        let wasInTrouble = update(member) { peer in
            peer.heardAt = now
            defer {
                peer.failures = 0
                peer.trouble = ""
            }
            return peer.failures > 0
        }
        if wasInTrouble { contact.raise() }
    }
}
