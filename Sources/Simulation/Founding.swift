import Alliance
import Causality
import Node
import Replication

/// How the nodes of a run begin: an alliance (node 0) and communities that it has admitted.
enum Founding {
    private static let names = [
        "street", "wanda", "xintang", "lushan", "beihai", "meilin", "qinghe", "dongan",
        "nanyuan",
    ]

    /// The nodes, each with its first events on its disk and nobody's but the alliance's key.
    static func nodes(
        _ count: Int, keys: (MemberName) -> any Keys, _ generator: inout SeededGenerator
    ) -> [SimulatedNode] {
        precondition(count <= names.count, "there are names for \(names.count - 1) communities")
        let members = names.prefix(count).compactMap { MemberName($0) }
        let keys = members.map(keys)
        guard let log = LogName(alliance: members[0]) else {
            preconditionFailure("\(members[0]) serves no alliance")
        }
        let roster = Roster(alliance: members[0], allianceKey: keys[0].identityKey)
        let nodes = keys.enumerated().map { index, keys in
            guard let (writer, opened) = try? keys.openWriter(on: log, predecessor: nil) else {
                preconditionFailure("the keys of \(keys.member) open no writer")
            }
            let node = SimulatedNode(
                index: index, nodeCount: count, keys: keys, writer: writer,
                disk: SimulatedDisk(Replica(log: log, roster: roster)), seed: generator.next())
            node.write(.opened(opened), at: 0)
            return node
        }
        for keys in keys {
            let admission = Facts.Admission(
                member: keys.member, displayName: keys.member.text,
                identityKey: keys.identityKey, boxKey: keys.boxKey,
                address: "http://\(keys.member).test")
            nodes[0].write(.admitted(admission), at: 0)
        }
        return nodes
    }
}
