import Alliance
import Causality
import Foundation
import Node
import Replication

extension House {
    /// Admits another house to the alliance that this one has founded, and lets it join.
    func admit(_ guest: House) async throws {
        let keys = guest.node.keys
        let joinKey = try await node.invite(keys.member, displayName: keys.member.text)
        let admission = Facts.Admission(
            member: keys.member, displayName: keys.member.text, identityKey: keys.identityKey,
            boxKey: keys.boxKey, address: "http://127.0.0.1:2")
        let enrolment = Enrolment(
            admission: admission, joinKey: joinKey,
            proof: keys.proof(of: admission, joinKey: joinKey))
        var fields = try Fields(
            try JSONParser.parse(
                try await node.enrol(enrolment), form: .canonical, bytesMaximum: 1 << 20))
        let texts: [String] = try fields.texts(
            "events", elementsMaximum: 4096, expected: "events"
        ) { $0 }
        let events = try texts.map { try keys.read(Array($0.utf8)) }
        let (alliance, key, hand) = (node.keys.member, node.keys.identityKey, guest.node.hand())
        try await guest.node.store.write { desk throws(NodeFailure) in
            try desk.join(alliance, key: key, displayName: "联盟", events: events, by: hand)
        }
        try await guest.send(to: self)
        try await send(to: guest)
    }

    /// Sends another house every event that it lacks, by the exchange; contents unless they are
    /// kept back.
    func send(to other: House, withContents: Bool = true) async throws {
        let mine = try named(node.store.state.street).heads
        let theirs = try named(other.node.store.state.street).heads
        let events = try await node.store.read { books throws(NodeFailure) in
            var events: [StoredEvent] = []
            for (writer, head) in mine where head.seq > theirs[writer]?.seq ?? 0 {
                events += try books.events(
                    of: writer, from: (theirs[writer]?.seq ?? 0) + 1, limit: 256)
            }
            return events.sorted { $0.arrival < $1.arrival }
        }
        var message = ExchangeMessage()
        message.events = events.map(\.bytes)
        if withContents {
            let hashes = events.compactMap(\.content)
            message.contents = try await node.store.read { books throws(NodeFailure) in
                var contents: [ExchangeMessage.Content] = []
                for hash in hashes {
                    if let content = try books.content(hash) { contents.append(content) }
                }
                return contents
            }
        }
        try await other.take(message, from: self)
    }

    /// Takes a message in as if it had come over the wire, and does what follows from it.
    func take(_ message: ExchangeMessage, from other: House) async throws {
        let request = CheckedRequest(
            member: other.node.keys.member, nonce: UUID().uuidString,
            created: node.clock() / 1000)
        _ = try await node.exchange(request, body: message.canonicalBytes, waitSeconds: 0)
        await settle()
    }

    /// The row of a wish, as lists show it.
    func row(_ wish: WishID) async throws -> WishRow {
        try await named(node.store.read { books throws(NodeFailure) in try books.wishRow(wish) })
    }

    /// The hash of a wish's words, and whether they are here.
    func words(_ wish: WishID) async throws -> (hash: ContentHash, isHere: Bool) {
        let hash = try await named(state(wish).content)
        let content = try await node.store.read { books throws(NodeFailure) in
            try books.content(hash)
        }
        return (hash, content != nil)
    }

    /// Whether the node's file or its write-ahead log has these words anywhere.
    func fileHolds(_ words: String) throws -> Bool {
        try ["", "-wal"].contains { suffix in
            let bytes = try Data(contentsOf: URL(filePath: folder + "/yizhan.sqlite" + suffix))
            return bytes.range(of: Data(words.utf8)) != nil
        }
    }

    /// One round of erasing and confirming, and what follows from it.
    func eraseRound() async {
        while await node.erase() {}
        await settle()
    }
}

/// An alliance at 万达 with 新塘 in it.
func withNeighbours(
    policy: Policy = Policy(), _ body: (House, House) async throws -> Void
) async throws {
    let wanda = try await House("wanda", policy: policy)
    let xintang = try await House("xintang", alliance: false, policy: policy)
    do {
        try await wanda.admit(xintang)
        try await body(wanda, xintang)
    } catch {
        await wanda.end()
        await xintang.end()
        throw error
    }
    await wanda.end()
    await xintang.end()
}
