import Alliance
import Causality
import Foundation
import Node
import Testing

@testable import Signing

@Suite("the key files")
struct KeyFileTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    static let memberFiles = ["identity.key", "box.key", "fields.key", "seed.key", "pseudonym.key"]

    private func create() throws -> KeyRing {
        try KeyRing.create(directory: directory.keys, member: member("wanda"))
    }

    /// What `open` says about the files as they are now; nil when it opens them.
    private func refusal() -> String? {
        do {
            _ = try KeyRing.open(directory: directory.keys)
            return nil
        } catch {
            guard case .file(let text) = error else { return "not a file's: \(error)" }
            return text
        }
    }

    @Test("are for their owner alone, and give the same keys when opened again")
    func reopened() throws {
        let made = try create()
        let opened = try KeyRing.open(directory: directory.keys)
        #expect(opened.member == member("wanda"))
        #expect(opened.identityKey == made.identityKey)
        #expect(opened.boxKey == made.boxKey)
        let salt = made.random(32)
        #expect(opened.claimBoxKey(salt: salt) == made.claimBoxKey(salt: salt))
        let place = FieldPlace(table: "t", column: "c", row: "r")
        #expect(try opened.decrypt(made.encrypt([1, 2], field: place), field: place) == [1, 2])
        #expect(try directory.mode("") == 0o700)
        for file in Self.memberFiles { #expect(try directory.mode(file) == 0o600, "\(file)") }
    }

    @Test("are never written over", arguments: memberFiles)
    func createdOnce(file: String) throws {
        _ = try create()
        for other in Self.memberFiles where other != file {
            try directory.remove(other)
        }
        let before = try directory.read(file)
        #expect(throws: KeyFailure.self) { try create() }
        #expect(try directory.read(file) == before)
    }

    @Test("must all be there", arguments: memberFiles)
    func missing(file: String) throws {
        _ = try create()
        try directory.remove(file)
        #expect(refusal()?.hasPrefix("\(file): cannot be opened") == true)
    }

    @Test("are refused when others can use them", arguments: memberFiles + ["writer-xintang.key"])
    func modes(file: String) throws {
        _ = try create().openWriter(on: street, predecessor: nil)
        for mode in [0o644, 0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o660, 0o666] {
            try directory.setMode(mode, of: file)
            #expect(refusal()?.hasPrefix("\(file): has mode") == true, "\(mode)")
        }
        try directory.setMode(0o600, of: file)
        #expect(refusal() == nil)
    }

    @Test("are refused when others can enter the directory")
    func directoryModes() throws {
        let keys = try create()
        for mode in [0o755, 0o750, 0o701, 0o770, 0o710] {
            try directory.setMode(mode, of: "")
            #expect(refusal()?.contains("has mode") == true)
            #expect(throws: KeyFailure.self) { try keys.openWriter(on: street, predecessor: nil) }
        }
        try directory.setMode(0o700, of: "")
        #expect(refusal() == nil)
    }

    @Test("are refused in any other form")
    func malformed() throws {
        _ = try create()
        let good = try directory.read("seed.key")
        let key = good.split(separator: " ")[3].dropLast()
        let bad = [
            "", "\n", good + good, String(good.dropLast()), good + "\n", " " + good,
            "yizhan-key-2 seed wanda \(key)\n", "yizhan-key-1 sead wanda \(key)\n",
            "yizhan-key-1 seed wanda \(key)=\n", "yizhan-key-1 seed wanda \(key.dropLast())\n",
            "yizhan-key-1 seed  wanda \(key)\n", "yizhan-key-1 seed \(key)\n",
            "yizhan-key-1 seed wanda \(key) \n", "yizhan-key-1 seed wanda \(key)AA\n",
            "yizhan-key-1 seed wanda \(key)\r\n", String(repeating: "x", count: 3000),
            "yizhan-key-1 seed wanda \(key.dropLast())*\n",
        ]
        for text in bad {
            try directory.write(text, to: "seed.key")
            #expect(refusal()?.hasPrefix("seed.key: is no") == true, "\(text)")
        }
        try directory.write(good, to: "seed.key")
        #expect(refusal() == nil)
    }

    @Test("are refused in another's place")
    func moved() throws {
        _ = try create()
        let box = try directory.read("box.key")
        try directory.write(try directory.read("seed.key"), to: "box.key")
        #expect(refusal()?.contains("another kind, seed") == true)
        try directory.write(box.replacing(" wanda ", with: " xihu "), to: "box.key")
        #expect(refusal()?.contains("is xihu's") == true)
        try directory.write(box, to: "box.key")
        let identity = try directory.read("identity.key")
        for name in ["Wanda", "w", "wan_da"] {
            try directory.write(
                identity.replacing(" wanda ", with: " \(name) "), to: "identity.key")
            #expect(refusal()?.contains("no member's name") == true)
        }
    }

    @Test("are ordinary files, not links to others")
    func links() throws {
        _ = try create()
        let (seed, away) = ("\(directory.keys)/seed.key", "\(directory.path)/seed.key")
        try FileManager.default.moveItem(atPath: seed, toPath: away)
        try FileManager.default.createSymbolicLink(atPath: seed, withDestinationPath: away)
        #expect(refusal()?.hasPrefix("seed.key: cannot be opened") == true)
    }

    @Test("of a writer is there once the writer is, and after the next one is gone")
    func writers() throws {
        let keys = try create()
        #expect(keys.writer(on: street) == nil)
        let (first, opened) = try keys.openWriter(on: street, predecessor: nil)
        let (home, _) = try keys.openWriter(on: .home, predecessor: nil)
        #expect(try directory.mode("writer-xintang.key") == 0o600)
        #expect(try directory.mode("writer-home.key") == 0o600)
        let again = try KeyRing.open(directory: directory.keys)
        #expect(again.writer(on: street) == first)
        #expect(again.writer(on: .home) == home)

        let head = Facts.Head(known(Dot(first, 3)), EventID(hashing: [1]))
        let (second, next) = try again.openWriter(on: street, predecessor: head)
        #expect(second != first)
        #expect(next.predecessor == head && opened.predecessor == nil)
        #expect(again.writer(on: street) == second)
        #expect(try KeyRing.open(directory: directory.keys).writer(on: street) == second)
        #expect(throws: KeyFailure.noWriterKey) { try again.key(of: first) }
    }

    @Test("of a writer is for one log and one member")
    func writerMoved() throws {
        let (writer, _) = try create().openWriter(on: .home, predecessor: nil)
        let text = try directory.read("writer-home.key")
        #expect(text.contains(" writer home/\(writer) "))
        try directory.write(text, to: "writer-xintang.key")
        #expect(refusal()?.contains("no writer key of wanda on xintang") == true)
        try directory.remove("writer-xintang.key")
        for wrong in ["wanda.aaaaaaaa", "xihu\(writer.text.suffix(9))", "wanda"] {
            let text = text.replacing(writer.text, with: wrong)
            try directory.write(text, to: "writer-home.key")
            #expect(refusal()?.contains("no writer key of wanda on home") == true, "\(wrong)")
        }
    }

    @Test("of a new writer that cannot be written leaves the old one in use")
    func writerNotWritten() throws {
        let keys = try create()
        let (writer, _) = try keys.openWriter(on: street, predecessor: nil)
        // A directory in the place of the temporary file cannot be unlinked.
        try FileManager.default.createDirectory(
            atPath: "\(directory.keys)/writer-xintang.key.new", withIntermediateDirectories: false)
        #expect(throws: KeyFailure.self) { try keys.openWriter(on: street, predecessor: nil) }
        #expect(keys.writer(on: street) == writer)
        try directory.remove("writer-xintang.key.new")
        #expect(try KeyRing.open(directory: directory.keys).writer(on: street) == writer)
    }

    @Test("half written before a crash are passed over")
    func halfWritten() throws {
        let keys = try create()
        let (writer, _) = try keys.openWriter(on: street, predecessor: nil)
        try directory.write("yizhan-key-1 wri", to: "writer-xintang.key.new")
        #expect(try KeyRing.open(directory: directory.keys).writer(on: street) == writer)
        let (next, _) = try keys.openWriter(on: street, predecessor: nil)
        #expect(try KeyRing.open(directory: directory.keys).writer(on: street) == next)
    }

    @Test("are renewed where a thief could sign or read with them; the rest opens the database")
    func renewed() throws {
        let before = try create()
        let (writer, _) = try before.openWriter(on: street, predecessor: nil)
        _ = try before.openWriter(on: .home, predecessor: nil)
        let kept = ["fields.key", "seed.key", "pseudonym.key"]
        let files = try kept.map { try directory.read($0) }
        let after = try KeyRing.renew(directory: directory.keys)
        #expect(after.member == before.member)
        #expect(after.identityKey != before.identityKey)
        #expect(after.boxKey != before.boxKey)
        #expect(after.writer(on: street) == nil && after.writer(on: .home) == nil)
        #expect(throws: KeyFailure.noWriterKey) { try after.key(of: writer) }
        #expect(try kept.map { try directory.read($0) } == files)
        for file in Self.memberFiles { #expect(try directory.mode(file) == 0o600, "\(file)") }
        let (next, _) = try after.openWriter(on: street, predecessor: nil)
        #expect(next != writer)
    }

    @Test("of writers are removed alone when a node begins anew")
    func writersRemoved() throws {
        let keys = try create()
        _ = try keys.openWriter(on: street, predecessor: nil)
        try KeyRing.removeWriters(directory: directory.keys)
        let opened = try KeyRing.open(directory: directory.keys)
        #expect(opened.identityKey == keys.identityKey && opened.writer(on: street) == nil)
        try KeyRing.removeWriters(directory: directory.keys)
    }
}
