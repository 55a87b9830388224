import Alliance
import Causality
import Node
import Replication

/// All that a simulated node keeps: a value, so that a commit is a copy and a crash takes the
/// copy back. What follows from the log is in it too, and is read anew after a crash.
struct SimulatedDisk {
    /// An event as it was taken in.
    struct Stored {
        let event: SignedEvent
        let isSignatureChecked: Bool
    }

    /// A claim of one of the community's volunteers.
    struct OwnClaim {
        let wish: WishID
        let volunteer: Int
        let madeAt: UInt64
        /// The verdicts that the volunteer was told, in order.
        var told: [String] = []
    }

    private(set) var replica: Replica
    /// The events in the order of their arrival.
    private(set) var log: [Stored] = []
    /// Where in ``log`` each writer's events stand, by number.
    private var places: [WriterID: [Int]] = [:]
    private(set) var arrivals: [Dot: UInt64] = [:]
    var contents: [ContentHash: ExchangeMessage.Content] = [:]
    var ownClaims: [Dot: OwnClaim] = [:]
    var released: Set<Dot> = []
    var carded: Set<Dot> = []
    var credited: Set<Dot> = []

    // What follows from the log.
    private(set) var wishes: [WishID: WishReplica] = [:]
    private(set) var states: [WishID: WishState] = [:]
    /// Wishes to attend to, and when others become due by the node's clock.
    private(set) var dirty: Set<WishID> = []
    var due: [WishID: UInt64] = [:]

    init(_ replica: Replica) { self.replica = replica }

    /// The wishes in an order of their own.
    var wishIDs: [WishID] { wishes.keys.sorted() }
    /// The own claims in an order of their own.
    var ownDots: [Dot] { ownClaims.keys.sorted() }
    /// Contents that events name and that are not here.
    var missingContents: [ContentHash] {
        log.compactMap { $0.event.header.content }.filter { contents[$0] == nil }
    }

    func event(at dot: Dot) -> Stored? {
        guard let list = places[dot.writer], dot.seq <= list.count else { return nil }
        return log[list[Int(dot.seq) - 1]]
    }

    /// The events of a range, with their places in the order of arrival.
    func events(_ range: PeerView.Range) -> [(place: Int, stored: Stored)] {
        guard let list = places[range.writer], range.first <= range.last else { return [] }
        return list[Int(range.first - 1)..<min(Int(range.last), list.count)].map { ($0, log[$0]) }
    }

    /// Takes in what others wrote.
    mutating func receive(
        _ events: [SignedEvent], own: [WriterID], at now: UInt64, _ check: some EventCheck
    ) -> Reception {
        let before = self
        let reception = replica.receive(events, own: own, check: check) { dot in
            before.event(at: dot)?.event.id
        }
        for stored in reception.stored {
            file(stored.event, isSignatureChecked: stored.isSignatureChecked, at: now)
        }
        return reception
    }

    /// Takes in an event of the node's own.
    mutating func append(_ event: SignedEvent, at now: UInt64) {
        replica.append(event)
        file(event, isSignatureChecked: true, at: now)
    }

    private mutating func file(_ event: SignedEvent, isSignatureChecked: Bool, at now: UInt64) {
        places[event.writer, default: []].append(log.count)
        log.append(Stored(event: event, isSignatureChecked: isSignatureChecked))
        arrivals[event.dot] = now
        if let wish = event.header.subject {
            wishes[wish, default: WishReplica(wish)].insert(event, roster: replica.roster)
            dirty.insert(wish)
        } else if event.header.member == replica.roster.alliance {
            for wish in wishIDs where wishes[wish]?.waiting.isEmpty == false {
                wishes[wish]?.retry(roster: replica.roster)
                dirty.insert(wish)
            }
        }
    }

    /// Folds a wish and keeps the state; nil until `published` has been folded.
    mutating func fold(_ wish: WishID) -> WishState? {
        dirty.remove(wish)
        let state = wishes[wish]?.state(roster: replica.roster)
        states[wish] = state
        return state
    }

    mutating func mark(_ wish: WishID) { dirty.insert(wish) }

    /// Forgets what follows from the log and reads it anew, as after a restart.
    mutating func reopen() {
        wishes = [:]
        states = [:]
        due = [:]
        for stored in log {
            guard let wish = stored.event.header.subject else { continue }
            wishes[wish, default: WishReplica(wish)].insert(stored.event, roster: replica.roster)
        }
        dirty = Set(wishIDs)
    }
}
