import Alliance
import Causality
import Foundation
import Node

@testable import Signing

/// A value that a test knows to be there.
func known<T>(_ value: T?) -> T {
    guard let value else { preconditionFailure("a test's own value is malformed") }
    return value
}

func member(_ name: String) -> MemberName { known(MemberName(name)) }

let street = known(LogName("xintang"))

/// Random numbers that a seed repeats: SplitMix64 (Steele, Lea and Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}

/// A directory that is gone after the test, with a place for key files in it.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "yizhan-signing-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The directory of the key files.
    var keys: String { path + "/keys" }

    /// Writes a key file as somebody with an editor would.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(keys)/\(name)"))
        try setMode(0o600, of: name)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(keys)/\(name)", encoding: .utf8)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(keys)/\(name)")
    }

    func mode(_ name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(keys)/\(name)")
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    func setMode(_ mode: Int, of name: String) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: NSNumber(value: mode)], ofItemAtPath: "\(keys)/\(name)")
    }
}

/// Two members with a writer each on the street's log, made once for all tests that only use
/// their keys.
struct Street: Sendable {
    let wanda: KeyRing
    let xihu: KeyRing
    let wandaWriter: WriterID
    let wandaOpened: Facts.Opened
    let xihuWriter: WriterID
    let xihuOpened: Facts.Opened

    static let shared = Result { try Street() }

    init() throws {
        let directories = [try TemporaryDirectory(), try TemporaryDirectory()]
        wanda = try KeyRing.create(directory: directories[0].keys, member: member("wanda"))
        xihu = try KeyRing.create(directory: directories[1].keys, member: member("xihu"))
        (wandaWriter, wandaOpened) = try wanda.openWriter(on: street, predecessor: nil)
        (xihuWriter, xihuOpened) = try xihu.openWriter(on: street, predecessor: nil)
        // Only from here on may the files go: keys are read from them at the start alone.
        withExtendedLifetime(directories) {}
    }

    var wish: WishID { WishID(known(Dot(wandaWriter, 2))) }
    var claim: Dot { known(Dot(xihuWriter, 5)) }
    var award: EventID { EventID(hashing: Array("award".utf8)) }

    /// The label of a contact from wanda to xihu.
    func label(_ kind: ParcelLabel.Kind = .contact) -> ParcelLabel {
        ParcelLabel(
            kind: kind, alliance: street, wish: wish, claim: claim, award: award,
            from: wanda.member, to: xihu.member, expires: 1_780_000_000)
    }

    /// An event of wanda.
    func event(_ facts: Facts = .reaffirmed(claim: known(Dot(text: "ab.aaaaaaaa/1")))) throws
        -> SignedEvent
    {
        try wanda.sign(
            Header(
                log: street, dot: known(Dot(wandaWriter, 7)), previous: award,
                at: 1_780_000_000_000, subject: wish, facts: facts))
    }

    /// A JWS of wanda's writer with any protected header and payload.
    func compact(protected: String, payload: [UInt8]) throws -> [UInt8] {
        let input =
            Base64URL.encodedBytes(Array(protected.utf8)) + [UInt8(ascii: ".")]
            + Base64URL.encodedBytes(payload)
        let signature = Ed25519.sign(input, by: try wanda.key(of: wandaWriter).key)
        return input + [UInt8(ascii: ".")] + Base64URL.encodedBytes(signature)
    }
}
