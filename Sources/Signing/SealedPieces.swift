import Crypto
import FoundationEssentials
import Node

/// The writing and reading of a sealed file's bytes.
extension SealedFile {
    static func write(
        to path: String, _ head: Head, _ keys: Keys,
        _ next: (Int) throws(BackupFailure) -> [UInt8]
    ) throws(BackupFailure) -> Outcome {
        let file = try DiskFile(creating: path)
        let line = head.line
        let lines = Array("\(line)\n\(keys.proof(of: line))\n".utf8)
        try file.write(lines)
        var (hash, bytes) = (SHA256(), UInt64(lines.count))
        var (number, piece) = (UInt64(0), try next(pieceBytes))
        while true {
            let following = piece.count < pieceBytes ? [] : try next(pieceBytes)
            let isLast = following.isEmpty
            hash.update(data: piece)
            let sealed = try seal(piece, number, isLast: isLast, line, head, keys)
            try file.write(sealed)
            bytes += UInt64(sealed.count)
            if isLast { break }
            (number, piece) = (number + 1, following)
        }
        try file.sync()
        let digest = Node.Digest(whole: Array(hash.finalize()))
        return Outcome(head: head, digest: digest, bytes: bytes)
    }

    static func read(
        _ path: String, keys: (Head) throws(BackupFailure) -> Keys,
        _ piece: ([UInt8]) throws(BackupFailure) -> Void
    ) throws(BackupFailure) -> Outcome {
        let file = try DiskFile(reading: path)
        var start = try file.read(headBytesMaximum)
        let (head, line, proof, count) = try lines(of: start, path)
        let own = try keys(head)
        guard constantTimeEquals(proof, own.proof(of: line)) else { throw .wrongPassphrase }
        start.removeFirst(count)
        var (hash, bytes, number) = (SHA256(), UInt64(count), UInt64(0))
        let sealedBytes = pieceBytes + tagBytes
        var sealed = start + (try file.read(sealedBytes - start.count))
        while true {
            let following = sealed.count < sealedBytes ? [] : try file.read(sealedBytes)
            let isLast = following.isEmpty
            let plain = try open(sealed, number, isLast: isLast, line, head, own)
            hash.update(data: plain)
            bytes += UInt64(sealed.count)
            try piece(plain)
            if isLast { break }
            (number, sealed) = (number + 1, following)
        }
        let digest = Node.Digest(whole: Array(hash.finalize()))
        return Outcome(head: head, digest: digest, bytes: bytes)
    }

    /// The two lines, and how many bytes they have.
    ///
    /// The checksum tells damage from a wrong passphrase; who changes the line on purpose can
    /// change that too, and is told of a wrong passphrase.
    private static func lines(
        of start: [UInt8], _ path: String
    ) throws(BackupFailure) -> (Head, line: String, proof: String, count: Int) {
        guard start.starts(with: version.utf8) else { throw .notSealed(path) }
        let parts = start.split(
            separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw start.count < headBytesMaximum ? .cutShort : .changed(part: 0)
        }
        let line = String(decoding: parts[0], as: UTF8.self)
        let proof = String(decoding: parts[1], as: UTF8.self)
        guard proof.hasPrefix(checksum(of: line) + " "), let head = Head(line: line) else {
            throw .changed(part: 0)
        }
        return (head, line, proof, parts[0].count + parts[1].count + 2)
    }

    private static func constantTimeEquals(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    // MARK: Pieces

    private static func nonce(
        _ head: Head, _ number: UInt64, isLast: Bool
    ) throws(BackupFailure) -> ChaChaPoly.Nonce {
        // 2^32 pieces are 256 TiB: no database of ours.
        guard let count = UInt32(exactly: number) else { throw .changed(part: number) }
        let bytes = head.prefix + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
        do { return try ChaChaPoly.Nonce(data: bytes + [isLast ? 1 : 0]) } catch {
            preconditionFailure("7 + 4 + 1 bytes are a nonce: \(error)")
        }
    }

    private static func seal(
        _ piece: [UInt8], _ number: UInt64, isLast: Bool, _ line: String, _ head: Head,
        _ keys: Keys
    ) throws(BackupFailure) -> [UInt8] {
        let nonce = try nonce(head, number, isLast: isLast)
        do {
            let box = try ChaChaPoly.seal(
                piece, using: keys.pieces, nonce: nonce, authenticating: Array(line.utf8))
            return Array(box.ciphertext) + Array(box.tag)
        } catch { preconditionFailure("ChaCha20-Poly1305 seals every piece: \(error)") }
    }

    /// A piece at the file's end that opens as one in the middle says that the rest is missing.
    private static func open(
        _ sealed: [UInt8], _ number: UInt64, isLast: Bool, _ line: String, _ head: Head,
        _ keys: Keys
    ) throws(BackupFailure) -> [UInt8] {
        guard sealed.count >= tagBytes else { throw .cutShort }
        let text = sealed.dropLast(tagBytes)
        func open(_ isLast: Bool) throws(BackupFailure) -> [UInt8]? {
            let nonce = try nonce(head, number, isLast: isLast)
            guard
                let box = try? ChaChaPoly.SealedBox(
                    nonce: nonce, ciphertext: text, tag: sealed.suffix(tagBytes)),
                let plain = try? ChaChaPoly.open(
                    box, using: keys.pieces, authenticating: Array(line.utf8))
            else { return nil }
            return Array(plain)
        }
        if let plain = try open(isLast) { return plain }
        // Cut within a piece, nobody can say what happened; cut between two, the piece says so.
        if isLast, try open(false) != nil { throw .cutShort }
        throw .changed(part: number + 1)
    }
}
