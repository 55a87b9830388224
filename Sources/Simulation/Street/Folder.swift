import Foundation
import Glibc

/// The folders of a street's nodes, and what a copy of a disk is.
enum Folder {
    /// Where runs keep their files: in memory, where a sync costs next to nothing.
    static var base: String {
        unsafe access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
    }

    /// A fresh folder of this process.
    static func make() -> String {
        let path = "\(base)/yizhan-street-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        let isMade = unsafe mkdir(path, 0o700) == 0
        precondition(isMade, "\(path) cannot be made: \(errno)")
        return path
    }

    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    /// Copies a node's database and its write-ahead log as they lie on the disk. Nothing is being
    /// written meanwhile, so that both belong together.
    ///
    /// - Returns: the folder of the copy.
    static func copy(of old: String) -> String {
        let new = make()
        for name in ["yizhan.sqlite", "yizhan.sqlite-wal"] {
            guard let bytes = FileManager.default.contents(atPath: "\(old)/\(name)") else {
                continue
            }
            let isWritten = FileManager.default.createFile(
                atPath: "\(new)/\(name)", contents: bytes, attributes: [.posixPermissions: 0o600])
            precondition(isWritten, "\(new)/\(name) cannot be written")
        }
        return new
    }

    /// The bytes of a node's files, one after the other.
    static func bytes(of folder: String) -> [UInt8] {
        ["yizhan.sqlite", "yizhan.sqlite-wal"].flatMap { name in
            FileManager.default.contents(atPath: "\(folder)/\(name)").map { Array($0) } ?? []
        }
    }
}

/// Words that must not stand somewhere, in every form in which they could: plain, and in base64url
/// at each of the three alignments.
struct Needle: Sendable {
    let forms: [[UInt8]]

    init(_ words: String) {
        let plain = Array(words.utf8)
        forms = [plain] + (0..<3).map { Self.base64(plain, shift: $0) }
    }

    /// The characters of base64url that stand for whole bytes of the words.
    private static func base64(_ bytes: [UInt8], shift: Int) -> [UInt8] {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        let padded = Array(repeating: UInt8(0), count: shift) + bytes
        var text: [UInt8] = []
        for start in stride(from: 0, to: padded.count - padded.count % 3, by: 3) {
            let word =
                UInt32(padded[start]) << 16 | UInt32(padded[start + 1]) << 8
                | UInt32(padded[start + 2])
            for part in (0..<4).reversed() {
                text.append(alphabet[Int(word >> (UInt32(part) * 6) & 63)])
            }
        }
        return Array(text.dropFirst(shift == 0 ? 0 : 4))
    }

    func isIn(_ bytes: [UInt8]) -> Bool { forms.contains { Self.contains(bytes, $0) } }

    private static func contains(_ bytes: [UInt8], _ form: [UInt8]) -> Bool {
        guard let first = form.first, bytes.count >= form.count else { return false }
        return unsafe bytes.withUnsafeBytes { hay in
            unsafe form.withUnsafeBytes { needle in
                guard let begin = hay.baseAddress, let words = needle.baseAddress else {
                    return false
                }
                var place = 0
                let last = hay.count - needle.count
                while place <= last {
                    guard
                        let found = unsafe memchr(begin + place, Int32(first), last - place + 1)
                    else { return false }
                    place = unsafe UnsafeRawPointer(found) - begin
                    if unsafe memcmp(begin + place, words, needle.count) == 0 { return true }
                    place += 1
                }
                return false
            }
        }
    }
}
