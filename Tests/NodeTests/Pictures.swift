import Community

/// Pictures with everything in them that a camera, a phone or an editor may put there. Their form
/// is right; the coded picture inside is noise.
struct Picture {
    let bytes: [UInt8]
    let format: Photo.Format
    let width: Int
    let height: Int
    let orientation: UInt8?
    /// A run of the coded picture, which must come out as it went in.
    let core: [UInt8]

    /// What must not come out.
    static let secrets = ["GPS-31.30N-120.58E", "李阿爹家", "http://ns.adobe.com/xap/1.0/", "IPTC"]

    /// A picture from a seed; equal seeds give equal pictures.
    init(seed: UInt64) {
        var random = Noise(seed: seed)
        let format = Photo.Format.allCases[Int(seed % 3)]
        let width = 1 + Int(random.next() % 4000)
        let height = 1 + Int(random.next() % 4000)
        let orientation: UInt8? = random.next() % 3 == 0 ? nil : UInt8(1 + random.next() % 8)
        let core = random.coded(200 + Int(random.next() % 1200))
        self.format = format
        self.width = width
        self.height = height
        self.orientation = orientation == 1 ? nil : orientation
        self.core = core
        let exif = Self.exif(orientation, &random)
        bytes =
            switch format {
            case .jpeg: Self.jpeg(width, height, core, exif, &random)
            case .png: Self.png(width, height, core, exif, &random)
            case .webp: Self.webp(width, height, core, exif, &random)
            }
    }

    private static func secret(_ random: inout Noise) -> [UInt8] {
        Array(secrets[Int(random.next() % UInt64(secrets.count))].utf8)
    }

    /// A TIFF block with an orientation, if there is one, a place, and a maker's note.
    private static func exif(_ orientation: UInt8?, _ random: inout Noise) -> [UInt8] {
        let isBig = random.next() % 2 == 0
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            let big = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0))) }
            return isBig ? big : big.reversed()
        }
        let note = secret(&random)
        let count = orientation == nil ? 1 : 2
        let end = 8 + 2 + 12 * count + 4
        var entries: [UInt8] = []
        if let orientation {
            entries += number(0x0112, 2) + number(3, 2) + number(1, 4)
            entries += number(Int(orientation), 2) + [0, 0]
        }
        entries += number(0x8825, 2) + number(2, 2) + number(note.count, 4) + number(end, 4)
        return (isBig ? [0x4d, 0x4d] : [0x49, 0x49]) + number(42, 2) + number(8, 4)
            + number(count, 2) + entries + number(0, 4) + note
    }

    // MARK: JPEG

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xff, marker, UInt8(length >> 8), UInt8(length & 0xff)] + content
    }

    private static func jpeg(
        _ width: Int, _ height: Int, _ core: [UInt8], _ exif: [UInt8], _ random: inout Noise
    ) -> [UInt8] {
        let thumbnail = secret(&random)
        var parts: [[UInt8]] = [
            segment(0xe1, Array("Exif".utf8) + [0, 0] + exif),
            segment(0xe1, Array("http://ns.adobe.com/xap/1.0/".utf8) + [0] + secret(&random)),
            segment(0xe2, Array("MPF".utf8) + [0] + secret(&random)),
            segment(0xed, Array("Photoshop 3.0".utf8) + [0] + secret(&random)),
            segment(0xef, secret(&random)), segment(0xfe, secret(&random)),
        ].filter { $0[1] == 0xe1 && $0[4] == 0x45 || random.next() % 3 > 0 }
        if random.next() % 2 == 0 {
            parts.insert(
                segment(0xe0, Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1] + thumbnail), at: 0)
        }
        let frame =
            [8, UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)]
            + [1, 1, 0x11, 0]
        let tail = random.next() % 2 == 0 ? secret(&random) : []
        return [0xff, 0xd8] + parts.flatMap { $0 } + segment(0xdb, [UInt8](repeating: 1, count: 65))
            + segment(0xc0, frame) + segment(0xc4, [0] + [UInt8](repeating: 0, count: 16))
            + segment(0xfe, secret(&random)) + segment(0xda, [1, 1, 0, 0, 63, 0]) + core
            + [0xff, 0xd9] + tail
    }

    // MARK: PNG

    private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let covered = Array(type.utf8) + content
        return four(content.count) + covered + four(Int(crc(covered)))
    }

    /// Bit by bit, as the definition has it.
    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var register = UInt32.max
        for byte in bytes {
            for bit in 0..<8 {
                let isSet = (register ^ UInt32(byte >> bit)) & 1 == 1
                register = isSet ? register >> 1 ^ 0xedb8_8320 : register >> 1
            }
        }
        return ~register
    }

    private static func four(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func png(
        _ width: Int, _ height: Int, _ core: [UInt8], _ exif: [UInt8], _ random: inout Noise
    ) -> [UInt8] {
        let parts = [
            chunk("tEXt", secret(&random)), chunk("iTXt", secret(&random)),
            chunk("zTXt", secret(&random)), chunk("tIME", [7, 234, 11, 22, 9, 0, 0]),
            chunk("iCCP", secret(&random)), chunk("prVW", secret(&random)),
            chunk("gAMA", [0, 0, 177, 143]), chunk("fcTL", secret(&random)),
        ].filter { _ in random.next() % 3 > 0 }
        let late = random.next() % 2 == 0
        return [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]
            + chunk("IHDR", four(width) + four(height) + [8, 2, 0, 0, 0])
            + parts.flatMap { $0 } + (late ? [] : chunk("eXIf", exif)) + chunk("IDAT", core)
            + (late ? chunk("eXIf", exif) : []) + chunk("fdAT", secret(&random))
            + chunk("IEND", []) + secret(&random)
    }

    // MARK: WebP

    private static func riff(_ type: String, _ content: [UInt8]) -> [UInt8] {
        Array(type.utf8) + four(content.count).reversed() + content
            + (content.count % 2 == 1 ? [0] : [])
    }

    private static func webp(
        _ width: Int, _ height: Int, _ core: [UInt8], _ exif: [UInt8], _ random: inout Noise
    ) -> [UInt8] {
        let isLossless = random.next() % 2 == 0
        let head: [UInt8]
        if isLossless {
            head = [0x2f] + four((width - 1) | (height - 1) << 14).reversed()
        } else {
            head =
                [0x10, 0, 0, 0x9d, 0x01, 0x2a]
                + [UInt8(width & 255), UInt8(width >> 8), UInt8(height & 255), UInt8(height >> 8)]
        }
        let picture = riff(isLossless ? "VP8L" : "VP8 ", head + core)
        let mark = random.next() % 2 == 0 ? Array("Exif".utf8) + [0, 0] : []
        let canvas = four(width - 1).reversed().prefix(3) + four(height - 1).reversed().prefix(3)
        let chunks =
            riff("VP8X", [0x2c, 0, 0, 0] + canvas) + riff("ICCP", secret(&random)) + picture
            + riff("EXIF", mark + exif) + riff("XMP ", secret(&random))
            + riff("oops", secret(&random))
        return Array("RIFF".utf8) + four(chunks.count + 4).reversed() + Array("WEBP".utf8) + chunks
            + secret(&random)
    }
}

/// Numbers from a seed (SplitMix64).
struct Noise: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }

    /// Bytes as a JPEG's coder writes them: 0xff with a zero behind it, or as a restart.
    mutating func coded(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let byte = UInt8(truncatingIfNeeded: next())
            bytes.append(byte)
            if byte == 0xff { bytes.append(next() % 2 == 0 ? 0 : 0xd0 + UInt8(next() % 8)) }
        }
        return bytes
    }
}

extension [UInt8] {
    /// Whether these bytes stand in it somewhere.
    func holds(_ needle: [UInt8]) -> Bool {
        guard let first = needle.first, count >= needle.count else { return needle.isEmpty }
        return (0...(count - needle.count)).contains { start in
            self[start] == first && self[start..<start + needle.count].elementsEqual(needle)
        }
    }
}
