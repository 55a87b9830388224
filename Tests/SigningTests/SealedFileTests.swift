import Alliance
import Causality
import Foundation
import Node
import Testing

@testable import Signing

@Suite("A sealed file")
struct SealedFileTests {
    let directory: TemporaryDirectory
    let head = SealedFile.Head(.backup, of: member("wanda"), madeAt: 1_790_000_000_000)

    /// One derivation for all tests: it takes a second without optimisation.
    static let passphrase = known(Passphrase("一二三四五六七八九十百千"))
    static let salt = [UInt8](repeating: 7, count: 16)
    static let keys = SealedFile.Keys(passphrase, salt: salt)

    init() throws { directory = try TemporaryDirectory() }

    private var path: String { directory.path + "/sealed" }

    private func content(_ count: Int) -> [UInt8] {
        var random = SplitMix64(seed: UInt64(count))
        return random.bytes(count)
    }

    private func write(_ content: [UInt8]) throws -> SealedFile.Outcome {
        try? FileManager.default.removeItem(atPath: path)
        var rest = content[...]
        return try SealedFile.write(to: path, head, Self.keys) { count in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
    }

    private func read() throws -> (SealedFile.Outcome, [UInt8]) {
        var plain: [UInt8] = []
        let outcome = try SealedFile.read(path, keys: { _ in Self.keys }) { plain += $0 }
        return (outcome, plain)
    }

    /// What reading says of these bytes; nil when they open.
    private func refusal(_ bytes: [UInt8]) throws -> BackupFailure? {
        try Data(bytes).write(to: URL(filePath: path))
        do {
            _ = try read()
            return nil
        } catch let failure as BackupFailure { return failure }
    }

    private func bytes() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    @Test(
        "gives back what was sealed, whatever its size",
        arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    func sizes(count: Int) throws {
        let content = content(count)
        let written = try write(content)
        let (found, plain) = try read()
        #expect(plain == content)
        #expect(found == written)
        #expect(UInt64(try bytes().count) == written.bytes)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }

    @Test("with any one bit changed is refused")
    func flips() throws {
        _ = try write(content(300))
        let good = try bytes()
        for index in good.indices {
            var bad = good
            bad[index] ^= 1 << (index % 8)
            let refusal = try refusal(bad)
            #expect(refusal != nil, "byte \(index)")
            #expect(refusal != .cutShort || index < 200, "byte \(index): \(known(refusal))")
        }
    }

    @Test("that ends early is refused at every length")
    func cuts() throws {
        _ = try write(content(40))
        let good = try bytes()
        for count in good.indices {
            #expect(try refusal(Array(good.prefix(count))) != nil, "\(count) bytes")
        }
    }

    @Test("with pieces cut off, left out, moved, doubled or from another file is refused")
    func pieces() throws {
        let whole = 65_536 + 16
        _ = try write(content(3 * 65_536 + 5))
        let good = try bytes()
        let start = good.count - 3 * whole - 21
        let lines = Array(good[..<start])
        let piece = (0..<3).map { Array(good[(start + $0 * whole)...].prefix(whole)) }
        let last = Array(good.suffix(21))
        #expect(try refusal(lines + piece[0] + piece[1] + piece[2] + last) == nil)
        #expect(try refusal(lines + piece[0] + piece[1] + piece[2]) == .cutShort)
        #expect(try refusal(lines + piece[0]) == .cutShort)
        #expect(try refusal(lines) == .cutShort)
        #expect(try refusal(lines + piece[0] + piece[2] + last) == .changed(part: 2))
        #expect(try refusal(lines + piece[1] + piece[0] + piece[2] + last) == .changed(part: 1))
        #expect(try refusal(lines + piece[0] + piece[0] + last) == .changed(part: 2))
        #expect(try refusal(lines + piece[0] + last) == .changed(part: 2))
        #expect(try refusal(good + [0]) == .changed(part: 4))
        #expect(try refusal(good + last) == .changed(part: 4))
    }

    @Test("says a wrong passphrase from damage, and one kind from another")
    func passphrases() throws {
        let (plain, sealed) = (directory.path + "/plain", path)
        try Data(content(1000)).write(to: URL(filePath: plain))
        let written = try SealedFile.seal(
            plain, to: sealed, head: head, passphrase: Self.passphrase)
        let wrong = known(Passphrase("一二三四五六七八九十百万"))
        #expect(throws: BackupFailure.wrongPassphrase) {
            try SealedFile.open(sealed, as: .backup, passphrase: wrong)
        }
        #expect(throws: BackupFailure.otherKind("backup")) {
            try SealedFile.open(sealed, as: .keys, passphrase: Self.passphrase)
        }
        #expect(throws: BackupFailure.notSealed(plain)) {
            try SealedFile.open(plain, as: .backup, passphrase: Self.passphrase)
        }
        let copy = directory.path + "/copy"
        let opened = try SealedFile.open(
            sealed, as: .backup, passphrase: Self.passphrase, to: copy)
        #expect(opened == written)
        #expect(FileManager.default.contentsEqual(atPath: plain, andPath: copy))
        // Nothing is written over, and nothing half-made stays.
        #expect(throws: BackupFailure.exists(copy)) {
            try SealedFile.open(sealed, as: .backup, passphrase: Self.passphrase, to: copy)
        }
        #expect(throws: BackupFailure.exists(sealed)) {
            try SealedFile.seal(plain, to: sealed, head: head, passphrase: Self.passphrase)
        }
        var bad = try bytes()
        bad[bad.count - 1] ^= 1
        try Data(bad).write(to: URL(filePath: sealed))
        #expect(throws: BackupFailure.changed(part: 1)) {
            try SealedFile.open(
                sealed, as: .backup, passphrase: Self.passphrase, to: directory.path + "/third")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(Set(names) == ["plain", "sealed", "copy"])
    }

    @Test("takes its passphrase from a file that its owner alone can read")
    func passphraseFile() throws {
        let file = directory.path + "/word"
        for (text, isGood) in [
            ("一二三四五六七八九十百千\n", true), ("abcdefghijkl", true), ("abcdefghijkl\r\nx", true),
            ("abcdefghijk\n", false), ("", false), (String(repeating: "x", count: 129), false),
        ] {
            try Data(text.utf8).write(to: URL(filePath: file))
            try FileManager.default.setAttributes(
                [.posixPermissions: NSNumber(value: 0o600)], ofItemAtPath: file)
            let passphrase = try? Passphrase.read(file: file)
            #expect((passphrase != nil) == isGood, "\(text)")
        }
        try Data("abcdefghijkl\n".utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes(
            [.posixPermissions: NSNumber(value: 0o640)], ofItemAtPath: file)
        #expect(throws: BackupFailure.passphrase("\(file): chmod 0600, others can read it")) {
            try Passphrase.read(file: file)
        }
    }
}

@Suite("The export of keys")
struct KeyExportTests {
    @Test("brings back every key but those of writers, and holds none in the plain (KEY-2)")
    func roundTrip() throws {
        let directory = try TemporaryDirectory()
        let made = try KeyRing.create(directory: directory.keys, member: member("wanda"))
        _ = try made.openWriter(on: street, predecessor: nil)
        let (file, back) = (directory.path + "/keys.sealed", directory.path + "/back")
        let word = SealedFileTests.passphrase
        let exported = try KeyRing.export(
            directory: directory.keys, to: file, madeAt: 5, passphrase: word)
        #expect(exported == made.member)
        let sealed = [UInt8](try Data(contentsOf: URL(filePath: file)))
        for name in KeyFileTests.memberFiles + ["writer-xintang.key"] {
            let text = try directory.read(name)
            let secret = known(Base64URL.decode(text.split(separator: " ")[3].dropLast().utf8))
            #expect(!sealed.contains(secret))
            #expect(!sealed.contains(Array(Base64URL.encode(secret).utf8)))
        }
        #expect(throws: BackupFailure.exists(file)) {
            try KeyRing.export(directory: directory.keys, to: file, madeAt: 5, passphrase: word)
        }
        #expect(throws: BackupFailure.otherKind("keys")) {
            try SealedFile.open(file, as: .backup, passphrase: word)
        }
        #expect(
            try KeyRing.importKeys(from: file, passphrase: word, directory: back) == made.member)
        let opened = try KeyRing.open(directory: back)
        #expect(opened.identityKey == made.identityKey && opened.boxKey == made.boxKey)
        let place = FieldPlace(table: "t", column: "c", row: "r")
        #expect(try opened.decrypt(made.encrypt([1, 2], field: place), field: place) == [1, 2])
        let wish = WishID(known(.init(text: "wanda.aaaaaaaa/1")))
        #expect(
            opened.pseudonym(wish: wish, volunteer: "v")
                == made.pseudonym(wish: wish, volunteer: "v"))
        #expect(opened.writer(on: street) == nil)
        #expect(throws: BackupFailure.self) {
            try KeyRing.importKeys(from: file, passphrase: word, directory: back)
        }
    }
}

extension [UInt8] {
    /// Whether the bytes hold others in a row.
    fileprivate func contains(_ other: [UInt8]) -> Bool {
        guard count >= other.count else { return false }
        return (0...(count - other.count)).contains { self[$0...].starts(with: other) }
    }
}
