import Alliance
import Causality
import Community
import Node
import Replication
import Signing

/// Sees every machine of a street from outside, event by event, and knows what none of them knows:
/// all that was ever written, and by whom.
struct Watch {
    /// Every event that any machine ever held.
    private(set) var events: [EventID: SignedEvent] = [:]
    /// The events under each dot; more than one is a reused dot.
    private(set) var ids: [Dot: [EventID]] = [:]
    /// The last acknowledged events of each house.
    private(set) var acknowledged: [MemberName: [Dot]] = [:]
    /// How often each invariant was checked.
    private(set) var checks: [Invariant: Int] = [:]
    /// What each machine holds, as far as it was looked at.
    private var views: [ObjectIdentifier: View] = [:]
    private var verified: Set<EventID> = []
    /// The states that followed from the same events.
    private var states: [StateKey: [UInt8]] = [:]
    /// Whether an award was valid when it was first folded, with all that it had seen.
    private var judged: [EventID: Bool] = [:]
    /// The contacts that were sealed for each claim.
    private(set) var releases: [Dot: [ParcelID]] = [:]
    private var generator: SeededGenerator
    /// A hash of all events in the order in which they were seen: equal for equal runs.
    private(set) var fingerprint: UInt64 = 0xcbf2_9ce4_8422_2325

    private struct View {
        var heads: [WriterID: Replica.Head] = [:]
        var rosterTip: Dot?
        var awards: [WishID: Set<EventID>] = [:]
        /// The ids of each wish's events.
        var wishes: [WishID: [EventID]] = [:]
    }

    private struct StateKey: Hashable {
        let wish: WishID
        let events: Set<EventID>
        let roster: VersionVector?
    }

    init(seed: UInt64) { generator = SeededGenerator(seed ^ 0x57a7) }

    mutating func checked(_ invariant: Invariant, _ times: Int = 1) {
        checks[invariant, default: 0] += times
    }

    // MARK: What was said

    /// A command was answered: what the house's own writers have written is to last.
    mutating func acknowledged(at house: House) {
        // The clone's disk is another one, and ends with it.
        guard !house.isClone else { return }
        var list = acknowledged[house.member] ?? []
        let state = house.node.store.state
        for (writer, head) in heads(of: state) where MemberName(of: writer) == house.member {
            guard let dot = Dot(writer, head.seq), !list.contains(dot) else { continue }
            list.append(dot)
        }
        acknowledged[house.member] = list
    }

    /// The disk has lost what came after the copy.
    mutating func wasPutBack(_ house: House, to list: [Dot]) {
        acknowledged[house.member] = list
        views[ObjectIdentifier(house)] = nil
    }

    /// A machine is switched off for good.
    mutating func forget(_ house: House) { views[ObjectIdentifier(house)] = nil }

    func heads(of state: NodeState) -> [WriterID: Replica.Head] {
        state.home.heads.merging(state.street?.heads ?? [:]) { first, _ in first }
    }

    // MARK: One look

    /// Looks at what a machine holds now.
    mutating func look(at house: House, on street: Street) async -> [Finding] {
        let key = ObjectIdentifier(house)
        var view = views[key] ?? View()
        let state = house.node.store.state
        let heads = heads(of: state)
        var findings = losses(house, heads)
        guard heads != view.heads || view.rosterTip != state.street?.roster.tip else {
            findings += await lookAtMail(of: house, on: street)
            return findings
        }
        var touched: Set<WishID> = []
        var fresh: [SignedEvent] = []
        for (writer, head) in heads.sorted(by: { $0.key < $1.key }) {
            let before = view.heads[writer]
            if head == before { continue }
            let list = await Self.events(of: writer, from: (before?.seq ?? 0) + 1, at: house)
            findings += log(list, after: before, head: head, at: house, state)
            fresh += list
            for event in list {
                if let wish = event.header.subject {
                    touched.insert(wish)
                    view.wishes[wish, default: []].append(event.id)
                }
            }
        }
        view.heads = heads
        if view.rosterTip != state.street?.roster.tip { touched.formUnion(view.wishes.keys) }
        view.rosterTip = state.street?.roster.tip
        for wish in touched.sorted() {
            findings += await check(wish, at: house, &view, state, on: street)
        }
        findings += await lookAtFreeze(of: house, fresh, on: street)
        views[key] = view
        findings += await lookAtMail(of: house, on: street)
        return findings
    }

    private mutating func losses(
        _ house: House, _ heads: [WriterID: Replica.Head]
    ) -> [Finding] {
        guard !house.isClone else { return [] }
        checked(.i15)
        return (acknowledged[house.member] ?? []).filter { $0.seq > heads[$0.writer]?.seq ?? 0 }
            .map { Finding(.i15, "\(house.title) has lost \($0), which it had acknowledged") }
    }

    static func events(of writer: WriterID, from first: UInt64, at house: House) async
        -> [SignedEvent]
    {
        let keys = house.keys
        let list = try? await house.node.store.read { books throws(NodeFailure) in
            var events: [SignedEvent] = []
            for stored in try books.events(of: writer, from: first, limit: 100_000) {
                do throws(EventRefusal) { events.append(try keys.read(stored.bytes)) } catch {
                    throw .storage(.damaged("\(stored.dot): \(error)"))
                }
            }
            return events
        }
        return list ?? []
    }

    // MARK: The log

    private mutating func log(
        _ list: [SignedEvent], after before: Replica.Head?, head: Replica.Head,
        at house: House, _ state: NodeState
    ) -> [Finding] {
        var findings: [Finding] = []
        checked(.i2)
        checked(.i3, list.count)
        var last = before
        for event in list {
            if event.dot.seq != (last?.seq ?? 0) + 1 || event.header.previous != last?.id {
                findings.append(
                    Finding(.i2, "\(house.title): \(event.dot) does not follow what is stored"))
            }
            last = Replica.Head(seq: event.dot.seq, id: event.id)
            note(event)
        }
        if last != head { findings.append(Finding(.i2, "\(house.title): a head is no end")) }
        guard let writer = list.first?.writer else { return findings }
        let replica = state.home.heads[writer] == nil ? state.street : state.home
        findings += Self.forgeries(list, key: replica?.writerKeys[writer], house.keys, &verified)
            .map { Finding(.i3, "\(house.title) has stored \($0), which nobody signed") }
        return findings
    }

    /// The events of a run that neither their own signature nor a later one's chain bears out.
    static func forgeries(
        _ run: [SignedEvent], key: VerifyingKey?, _ check: any EventCheck,
        _ verified: inout Set<EventID>
    ) -> [Dot] {
        var found: [Dot] = []
        var next: SignedEvent?
        for event in run.reversed() {
            let isChained = next.map { $0.header.previous == event.id } ?? false
            let isGood =
                verified.contains(event.id) || isChained
                || key.map { check.isSigned(event, by: $0) } ?? false
            if isGood {
                verified.insert(event.id)
                next = event
            } else {
                found.append(event.dot)
                next = nil
            }
        }
        return found
    }

    private mutating func note(_ event: SignedEvent) {
        if events.updateValue(event, forKey: event.id) == nil {
            ids[event.dot, default: []].append(event.id)
        }
        fingerprint = (fingerprint ^ event.id.prefix) &* 0x100_0000_01b3
    }

    /// Takes note of a sealed contact.
    ///
    /// - Returns: whether it is a new one.
    mutating func note(_ parcel: SealedParcel) -> Bool {
        if releases[parcel.label.claim]?.contains(parcel.id) == true { return false }
        releases[parcel.label.claim, default: []].append(parcel.id)
        return true
    }

    /// The dots under which there are two events.
    var reused: [Dot] { ids.filter { $0.value.count > 1 }.map(\.key).sorted() }

    /// Writers that have used a dot twice.
    var forked: Set<WriterID> { Set(reused.map(\.writer)) }

    // MARK: One wish

    private mutating func check(
        _ wish: WishID, at house: House, _ view: inout View, _ state: NodeState,
        on street: Street
    ) async -> [Finding] {
        let isHome = state.home.heads[wish.dot.writer] != nil
        let roster = isHome ? nil : state.street?.roster
        let keys = house.keys
        let read = try? await house.node.store.read { books throws(NodeFailure) in
            try books.readReplica(of: wish, roster: roster, keys: keys)
        }
        guard let replica = read, let shown = replica.state(roster: roster) else { return [] }
        var findings: [Finding] = []
        let all = Set(replica.folded.map(\.event.id) + replica.waiting.map(\.id))
        let key = StateKey(wish: wish, events: all, roster: roster?.folded)
        let bytes = shown.canonicalBytes
        checked(.i5)
        if let known = states.updateValue(bytes, forKey: key), known != bytes {
            findings.append(Finding(.i5, "two states of \(wish) follow from the same events"))
        }
        if generator.chance(15) {
            checked(.i4)
            checked(.i14)
            findings += FoldCheck.order(replica, shown: shown, roster: roster, &generator)
        }
        findings += awards(shown, replica, roster, at: house, &view)
        findings += recoveries(shown, replica, roster, on: street)
        guard isPlain(replica, roster) else { return findings }
        return findings + rules(replica, shown)
    }

    /// What holds whatever has happened: I7, I8, I16.
    private mutating func awards(
        _ shown: WishState, _ replica: WishReplica, _ roster: Roster?, at house: House,
        _ view: inout View
    ) -> [Finding] {
        var findings: [Finding] = []
        checked(.i7)
        let active = shown.activeAwards
        if active.count > shown.terms.places {
            findings.append(
                Finding(
                    .i7,
                    "\(house.title): \(active.count) active awards on \(shown.terms.places) "
                        + "place(s) of \(shown.wish)"))
        }
        if Set(active.map(\.claim)).count != active.count {
            findings.append(Finding(.i7, "\(house.title): a claim has two places"))
        }
        // A recovery, a fork or a cut may void what was valid; those are incidents.
        let isUpset =
            !shown.incidents.isEmpty
            || replica.folded.contains {
                ids[$0.dot]?.count ?? 0 > 1 || roster?.isCut($0.dot) == true
            }
        let valid = Set(shown.awards.map(\.id))
        guard !isUpset else {
            view.awards[shown.wish] = nil
            return findings
        }
        checked(.i8)
        checked(.i16)
        for lost in (view.awards[shown.wish] ?? []).subtracting(valid) {
            findings.append(
                Finding(.i8, "\(house.title): the award \(name(lost)) was valid and is not now"))
        }
        view.awards[shown.wish] = valid
        for entry in replica.folded {
            guard case .awarded = entry.event.header.facts else { continue }
            let isValid = valid.contains(entry.event.id)
            if let before = judged.updateValue(isValid, forKey: entry.event.id),
                before != isValid
            {
                findings.append(
                    Finding(
                        .i16, "the award \(entry.dot) is valid here and void there"))
            }
        }
        return findings
    }

    private func name(_ id: EventID) -> String { events[id].map { "\($0.dot)" } ?? "\(id)" }

    /// Whether the second implementation of the rules knows all that has happened to the wish:
    /// it knows no recovery, no cut, no fork and no caps.
    private func isPlain(_ replica: WishReplica, _ roster: Roster?) -> Bool {
        if roster?.hasCuts == true { return false }
        var claims: [MemberName: Int] = [:]
        for entry in replica.folded {
            if ids[entry.dot]?.count ?? 0 > 1 { return false }
            switch entry.event.header.facts {
            case .recovered, .unrecognised: return false
            case .claimed:
                claims[entry.event.header.member, default: 0] += 1
                if claims[entry.event.header.member] ?? 0 > 8 { return false }
            default: break
            }
        }
        return true
    }

    /// The chain and the order of claims by explicit histories: I7, I13, I14, I20.
    private mutating func rules(_ replica: WishReplica, _ shown: WishState) -> [Finding] {
        let history = Self.history(of: replica)
        let view = history.everything
        var findings = ChainCheck.findings(ShownWish(shown), view: view, of: history)
        if let tip = history[shown.tip],
            case .success(let chain) = ChainReplay.ending(in: tip, of: history)
        {
            checked(.i13)
            findings += RankingCheck.findings(
                standby: shown.standby, chain: chain, view: view, of: history)
        }
        let some = replica.folded.shuffled(using: &generator).prefix(2)
        checked(.i20, some.count)
        return findings + FoldCheck.pasts(Array(some), of: history)
    }

    /// The folded events by what happened before what.
    static func history(of replica: WishReplica) -> WishHistory {
        let history = WishHistory(replica.wish)
        let order = replica.folded.map { entry in
            (entry.past.entries.reduce(UInt64(0)) { $0 + $1.seq }, entry)
        }
        .sorted { ($0.0, $0.1.dot) < ($1.0, $1.1.dot) }
        for (_, entry) in order { history.add(entry.event) }
        return history
    }
}
