package import Causality

/// Who takes part in the alliance: the fold of the alliance's own log.
///
/// Of each writer of the alliance events are folded in the order of their numbers; the
/// alliance has one writer at a time.
package struct Roster: Sendable, Equatable {
    /// The member that serves the feed and admits.
    package let alliance: MemberName
    /// The alliance's identity key, pinned at enrolment after a person compared it.
    package private(set) var allianceKey: VerifyingKey
    /// The members, ascending by name; the alliance is one of them.
    package private(set) var members: [Member] = []
    /// The dots of the alliance's log that have been folded.
    package private(set) var folded = VersionVector()
    /// The last of them; events name it as `roster`.
    package private(set) var tip: Dot?
    /// The last number that counts of each writer that was ever cut; a readmission leaves it.
    private var cuts: [WriterID: UInt64] = [:]
    /// The members that are suspended now, so that the usual case costs nothing.
    private var suspended: [MemberName] = []
    /// Every suspension and readmission, so that what an event's author knew stays known.
    private var turns: [Turn] = []
    /// The keys that members had before, and the writers that each may still vouch for.
    private var formerKeys: [FormerKey] = []
    /// The alliance's writers before the one named, and the last event that it knew of them.
    private var predecessors: [WriterID: Dot] = [:]

    /// One member, as the roster has it now.
    package struct Member: Sendable, Equatable {
        /// Names, keys, address.
        package fileprivate(set) var admission: Facts.Admission
        /// Where it was suspended, and what of its writers counts; nil while active.
        package fileprivate(set) var suspension: Suspension?

        /// The name in writers and messages.
        package var name: MemberName { admission.member }
        /// Whether it takes part now.
        package var isActive: Bool { suspension == nil }
    }

    /// When a suspension began, and where each log of the member was cut.
    package struct Suspension: Sendable, Equatable {
        /// The dot of the `suspended` event.
        package let dot: Dot
        /// The last event of each writer that counts; while the suspension lasts, of a writer
        /// not named nothing counts.
        package let cuts: [Facts.Head]
    }

    private struct FormerKey: Sendable, Equatable {
        let member: MemberName
        let key: VerifyingKey
        let writers: [WriterID]
    }

    private struct Turn: Sendable, Equatable {
        let member: MemberName
        let dot: Dot
        let isSuspension: Bool
    }

    /// The empty roster of an alliance whose key a person has confirmed.
    package init(alliance: MemberName, allianceKey: VerifyingKey) {
        self.alliance = alliance
        self.allianceKey = allianceKey
    }

    /// The member of that name, if it was ever admitted.
    package subscript(name: MemberName) -> Member? {
        members.first { $0.name == name }
    }

    /// The identity key that vouches for a member's writers and requests; nil for strangers.
    package func identityKey(of member: MemberName) -> VerifyingKey? {
        member == alliance ? allianceKey : self[member]?.admission.identityKey
    }

    /// The identity keys whose certificate makes `writer` one of its member's: the one that the
    /// member has now, and those it had when a replacement still named the writer.
    package func certifyingKeys(of writer: WriterID) -> [VerifyingKey] {
        let member = MemberName(of: writer)
        let former = formerKeys.filter { $0.member == member && $0.writers.contains(writer) }
        return [identityKey(of: member)].compactMap { $0 } + former.map(\.key)
    }

    /// Folds an event of the alliance's log; others are no business of the roster.
    ///
    /// - Returns: whether anything changed that a fold of a wish could depend on.
    @discardableResult
    package mutating func fold(_ event: SignedEvent) -> Bool {
        guard event.header.member == alliance, !folded.covers(event.dot) else { return false }
        folded.include(event.dot)
        tip = event.dot
        switch event.header.facts {
        case .admitted(let admission): admit(admission)
        case .opened(let opened): predecessors[event.writer] = opened.predecessor?.dot
        case .suspended(let name, let cuts):
            turns.append(Turn(member: name, dot: event.dot, isSuspension: true))
            update(name) { $0.suspension = Suspension(dot: event.dot, cuts: cuts) }
            for cut in cuts where cut.dot.writer.memberText == name.text {
                self.cuts[cut.dot.writer] = min(cut.dot.seq, self.cuts[cut.dot.writer] ?? .max)
            }
        case .readmitted(let name):
            turns.append(Turn(member: name, dot: event.dot, isSuspension: false))
            update(name) { $0.suspension = nil }
        case .keyReplaced(let replacement): replaceKeys(replacement)
        default: break
        }
        return true
    }

    /// Whether a claim of `member` is dead for an award whose author knew the roster up to
    /// `known`; nil asks by everything folded here.
    package func isSuspended(_ member: MemberName, knowing known: Dot?) -> Bool {
        guard
            let last = turns.last(where: { turn in
                turn.member == member && known.map { covers(turn.dot, knowing: $0) } ?? true
            })
        else { return false }
        return last.isSuspension
    }

    /// Whether who has folded `known` had `dot` of the alliance's log before it. A new writer
    /// of the alliance continues the log of its predecessor.
    private func covers(_ dot: Dot, knowing known: Dot) -> Bool {
        var known = known
        for _ in 0...predecessors.count {
            if known.writer == dot.writer { return known.seq >= dot.seq }
            guard let before = predecessors[known.writer] else { return false }
            known = before
        }
        return false
    }

    /// Whether any event can be cut off; the usual case is no.
    package var hasCuts: Bool { !cuts.isEmpty || !suspended.isEmpty }

    /// Whether a suspension has cut `dot` off: it counts as folded, without effect.
    package func isCut(_ dot: Dot) -> Bool {
        if let last = cuts[dot.writer] { return dot.seq > last }
        guard !suspended.isEmpty else { return false }
        return suspended.contains(MemberName(of: dot.writer))
    }

    private mutating func admit(_ admission: Facts.Admission) {
        if let index = members.firstIndex(where: { $0.name >= admission.member }) {
            if members[index].name == admission.member {
                members[index].admission = admission
            } else {
                members.insert(Member(admission: admission), at: index)
            }
        } else {
            members.append(Member(admission: admission))
        }
    }

    private mutating func update(_ name: MemberName, _ change: (inout Member) -> Void) {
        guard let index = members.firstIndex(where: { $0.name == name }) else { return }
        change(&members[index])
        suspended = members.filter { !$0.isActive }.map(\.name)
    }

    private mutating func replaceKeys(_ new: Facts.KeyReplacement) {
        guard let before = identityKey(of: new.member) else { return }
        formerKeys.append(FormerKey(member: new.member, key: before, writers: new.writers))
        if new.member == alliance { allianceKey = new.identityKey }
        update(new.member) { member in
            let old = member.admission
            member.admission = Facts.Admission(
                member: old.member, displayName: old.displayName, identityKey: new.identityKey,
                boxKey: new.boxKey ?? old.boxKey, address: old.address)
        }
    }
}
