import Alliance
import Causality
import Community
import Foundation
import Replication
import Signing

@testable import Node

/// An alliance and its communities on real files, exchanging by the node's own functions, without
/// a line between them: the test says who talks to whom, and when.
final class TestAlliance: Sendable {
    let street: House
    let wanda: House
    let xintang: House
    /// The way to the alliance's mailbox.
    let line = MailLine()

    init(policy: Policy = Policy()) async throws {
        street = try await House("street", policy: policy)
        wanda = try await House("wanda", alliance: false, policy: policy, caller: line)
        xintang = try await House("xintang", alliance: false, policy: policy, caller: line)
        line.lead(to: street.node)
        for house in [wanda, xintang] { try await join(house) }
        try await meet()
    }

    var all: [House] { [street, wanda, xintang] }

    /// A further community joins.
    func admit(_ house: House) async throws { try await join(house) }

    private func join(_ house: House) async throws {
        let keys = house.node.keys
        let joinKey = try await street.node.invite(keys.member, displayName: keys.member.text)
        let admission = Facts.Admission(
            member: keys.member, displayName: keys.member.text, identityKey: keys.identityKey,
            boxKey: keys.boxKey, address: "http://127.0.0.1:1")
        let answer = try await street.node.enrol(
            Enrolment(
                admission: admission, joinKey: joinKey,
                proof: keys.proof(of: admission, joinKey: joinKey)))
        var fields = try Fields(
            try JSONParser.parse(answer, form: .canonical, bytesMaximum: 1 << 20))
        let texts: [String] = try fields.texts(
            "events", elementsMaximum: 4096, expected: "events"
        ) { $0 }
        let events = try texts.map { try keys.read(Array($0.utf8)) }
        let hand = house.node.hand()
        let key = street.node.keys.identityKey
        let alliance = street.node.keys.member
        try await house.node.store.write { desk throws(NodeFailure) in
            try desk.join(
                alliance, key: key, displayName: "street", events: events, by: hand)
        }
    }

    /// Everybody exchanges with the alliance until nothing is new, and does what there is to do.
    func meet(without absent: House? = nil) async throws {
        for _ in 0..<6 {
            for house in [wanda, xintang] where house !== absent {
                try await Self.exchange(house, street)
            }
            for house in all where house !== absent { await house.settle() }
        }
    }

    /// Two nodes tell each other what they lack; what is held is asked for again later.
    static func exchange(_ one: House, _ other: House) async throws {
        for _ in 0..<3 {
            one.moment.pass(6)
            other.moment.pass(6)
            try await push(from: one, to: other)
            try await push(from: other, to: one)
        }
    }

    static func push(from one: House, to other: House) async throws {
        let from = one.node.keys.member
        var message = try await one.node.offer(to: other.node.keys.member)
        message.have = (one.node.store.state.street?.heads ?? [:]).mapValues { .init($0) }
        let request = CheckedRequest(
            member: from, nonce: Base64URL.encode(one.node.keys.random(16)),
            created: other.moment.value / 1000)
        let reply = try await other.node.exchange(
            request, body: message.canonicalBytes, waitSeconds: 0)
        let answer = try LocalNode.read(message: reply)
        let now = one.moment.value
        one.node.peers.update(other.node.keys.member) { peer in
            peer.view.hear(answer.have)
            peer.view.hear(answer.answers, now: now)
        }
    }

    func end() async { for house in all { await house.end() } }
}

extension House {
    /// How often the contact of a wish was sealed for a claim here.
    func hasReleased(_ claim: Dot) async throws -> Bool {
        try await node.store.read { books throws(NodeFailure) in
            try books.hasParcel(.contact, claim: claim)
        }
    }

    /// Takes events in as if a member had sent them.
    func take(_ events: [SignedEvent]) async throws {
        let hand = node.hand()
        _ = try await node.store.write { desk throws(NodeFailure) in
            try desk.receive(events, contents: [], by: hand)
        }
    }

    /// Carries a command out at the console.
    @discardableResult
    func console(_ command: Command) async throws -> JSON {
        try await node.perform(command, by: nil)
    }

    var member: MemberName { node.keys.member }
}
