/// PNG as the W3C's recommendation has it (third edition, section 5): a signature and chunks,
/// each with a type and a checksum.
enum PNGPicture {
    static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

    /// Chunks that are copied, and how long each may be: the picture itself, its colours,
    /// nothing that says anything else. A frame of an animation is none of them.
    private static let kept: [String: ClosedRange<Int>] = [
        "PLTE": 3...768, "tRNS": 1...256, "gAMA": 4...4, "cHRM": 32...32, "sRGB": 1...1,
        "sBIT": 1...4, "IDAT": 0...Photo.uploadBytesMaximum,
    ]

    static func strip(_ upload: [UInt8]) throws(PhotoRefusal) -> StrippedPicture {
        var walk = ByteWalk(upload.dropFirst(signature.count))
        var picture: [UInt8] = []
        var orientation: UInt8?
        let (first, header) = try chunk(&walk)
        guard first == "IHDR", header.count == 13 else { throw .damaged }
        var fields = ByteWalk(header)
        let size = try PictureSize(width: try fields.big(4), height: try fields.big(4))
        var hasData = false
        while true {
            let (type, content) = try chunk(&walk)
            if type == "IEND" { break }
            if type == "eXIf" { orientation = orientation ?? Orientation.read(content) }
            if let lengths = kept[type], lengths.contains(content.count) {
                append(type, content, to: &picture)
                hasData = hasData || type == "IDAT"
            } else if type.utf8.first.map({ $0 & 0x20 == 0 }) ?? true {
                // Nobody can show it who does not know this chunk (section 5.4).
                throw .damaged
            }
        }
        guard hasData else { throw .damaged }
        var bytes = signature
        append("IHDR", header, to: &bytes)
        if let orientation { append("eXIf", Orientation.tiff(orientation)[...], to: &bytes) }
        bytes += picture
        append("IEND", [], to: &bytes)
        return StrippedPicture(bytes: bytes, size: size)
    }

    /// The next chunk's type, four letters, and content.
    private static func chunk(
        _ walk: inout ByteWalk
    ) throws(PhotoRefusal) -> (type: String, content: ArraySlice<UInt8>) {
        let length = try walk.big(4)
        let type = try walk.take(4)
        let content = try walk.take(length)
        var checksum = CRC32()
        checksum.add(type)
        checksum.add(content)
        guard try walk.big(4) == Int(checksum.value) else { throw .damaged }
        let isText = type.allSatisfy { (0x41...0x5a).contains($0 & ~0x20) }
        guard isText else { throw .damaged }
        return (String(decoding: type, as: UTF8.self), content)
    }

    private static func append(
        _ type: String, _ content: ArraySlice<UInt8>, to bytes: inout [UInt8]
    ) {
        var checksum = CRC32()
        checksum.add(Array(type.utf8)[...])
        checksum.add(content)
        bytes += UInt32(content.count).bigEndianBytes
        bytes += Array(type.utf8)
        bytes += content
        bytes += checksum.value.bigEndianBytes
    }
}

/// The checksum of PNG's chunks: CRC-32 of ISO 3309, bits reflected.
private struct CRC32 {
    private var register = UInt32.max

    var value: UInt32 { ~register }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        var register = register
        for byte in bytes {
            let index = Int(UInt8(truncatingIfNeeded: register) ^ byte)
            register = Self.table[index] ^ register >> 8
        }
        self.register = register
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? 0xedb8_8320 ^ value >> 1 : value >> 1
        }
    }
}

extension UInt32 {
    fileprivate var bigEndianBytes: [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) }
    }
}
