import Alliance
import Causality
import Foundation
import Node
import Signing
import Storage

/// What the machine itself can do, measured beside the nodes: a figure is worth its ratio.
enum Yardstick {
    /// Durable commits a second of bare SQLite, one row each, on the disk that the nodes used.
    static func commits() throws -> Double {
        let path = NSTemporaryDirectory() + "yizhan-yardstick-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let start = steadyMilliseconds()
        let count = try BareCommits.write(count: 1_000, in: path)
        return Double(count) / (steadyMilliseconds() - start) * 1000
    }

    /// Ed25519 verifications a second of events as nodes exchange them, on one core.
    static func verifications() throws -> Double {
        guard let member = MemberName("yardstick"), let log = LogName(alliance: member) else {
            return .nan
        }
        let keys = try KeyRing.seeded(member: member, seed: 1)
        let (writer, opened) = try keys.openWriter(on: log, predecessor: nil)
        guard let dot = Dot(writer, 1) else { return .nan }
        let event = try keys.sign(
            Header(log: log, dot: dot, previous: nil, at: 0, facts: .opened(opened)))
        let count = 5_000
        let start = steadyMilliseconds()
        for _ in 0..<count where !keys.isSigned(event, by: opened.key) { return .nan }
        return Double(count) / (steadyMilliseconds() - start) * 1000
    }
}
