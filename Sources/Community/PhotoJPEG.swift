/// JPEG as ITU-T T.81 (Annex B) has it: markers, each with a segment, and the coded picture
/// after each scan's header.
enum JPEGPicture {
    static let signature: [UInt8] = [0xff, 0xd8, 0xff]

    private static let end: UInt8 = 0xd9
    private static let scan: UInt8 = 0xda
    /// Start of frame: 0xc0 to 0xcf without the three codes that mean something else.
    private static let frames: Set<UInt8> =
        Set(0xc0...0xcf).subtracting([0xc4, 0xc8, 0xcc])
    /// Tables that the picture cannot be decoded without: Huffman, arithmetic, quantization,
    /// restart interval.
    private static let tables: Set<UInt8> = [0xc4, 0xcc, 0xdb, 0xdd]
    /// Segments of applications, where everything about the picture stands.
    private static let applications: ClosedRange<UInt8> = 0xe0...0xef
    private static let comment: UInt8 = 0xfe

    static func strip(_ upload: [UInt8]) throws(PhotoRefusal) -> StrippedPicture {
        var reader = Reader(walk: ByteWalk(upload[...]))
        return try reader.strip()
    }

    private struct Reader {
        var walk: ByteWalk
        var picture: [UInt8] = []
        var size: PictureSize?
        var hasScan = false
        var isJFIF = false
        var orientation: UInt8?

        mutating func strip() throws(PhotoRefusal) -> StrippedPicture {
            _ = try walk.take(2)
            while true {
                let marker = try nextMarker()
                if marker == JPEGPicture.end { break }
                let segment = try walk.take(try segmentLength())
                if JPEGPicture.applications.contains(marker) {
                    note(marker, segment)
                } else if JPEGPicture.frames.contains(marker) {
                    guard size == nil else { throw .damaged }
                    size = try frameSize(segment)
                    keep(marker, segment)
                } else if JPEGPicture.tables.contains(marker) {
                    keep(marker, segment)
                } else if marker == JPEGPicture.scan {
                    guard size != nil else { throw .damaged }
                    keep(marker, segment)
                    try keepCoded()
                    hasScan = true
                } else if marker != JPEGPicture.comment {
                    throw .damaged
                }
            }
            guard let size, hasScan else { throw .damaged }
            return StrippedPicture(
                bytes: [0xff, 0xd8] + head + picture + [0xff, JPEGPicture.end], size: size)
        }

        /// The next marker's code; any number of 0xff may stand before it.
        private mutating func nextMarker() throws(PhotoRefusal) -> UInt8 {
            guard try walk.byte() == 0xff else { throw .damaged }
            while true {
                let code = try walk.byte()
                if code != 0xff { return code }
            }
        }

        /// What follows the two bytes of a segment's length, which count themselves.
        private mutating func segmentLength() throws(PhotoRefusal) -> Int {
            let length = try walk.big(2)
            guard length >= 2 else { throw .damaged }
            return length - 2
        }

        private mutating func keep(_ marker: UInt8, _ segment: ArraySlice<UInt8>) {
            picture += JPEGPicture.segment(marker, Array(segment))
        }

        /// Height and width stand after the precision. A height of 0 is said after the first
        /// scan: no camera writes that.
        private func frameSize(_ segment: ArraySlice<UInt8>) throws(PhotoRefusal) -> PictureSize {
            var frame = ByteWalk(segment)
            _ = try frame.byte()
            let height = try frame.big(2)
            return try PictureSize(width: try frame.big(2), height: height)
        }

        /// Copies coded data up to the next marker that is neither a stuffed zero nor a restart.
        private mutating func keepCoded() throws(PhotoRefusal) {
            let bytes = walk.bytes
            var index = walk.position
            while index + 1 < bytes.endIndex {
                let isStop =
                    bytes[index] == 0xff && bytes[index + 1] != 0
                    && !(0xd0...0xd7).contains(bytes[index + 1])
                if isStop { break }
                // A marker's first byte may be repeated; its second decides.
                index += bytes[index] == 0xff ? 2 : 1
            }
            guard index + 1 < bytes.endIndex else { throw .damaged }
            picture += try walk.take(index - walk.position)
        }

        /// Looks into what is left out for what has to be written anew.
        private mutating func note(_ marker: UInt8, _ segment: ArraySlice<UInt8>) {
            switch marker {
            case 0xe0 where segment.starts(with: Array("JFIF".utf8) + [0]): isJFIF = true
            case 0xe1 where segment.starts(with: Orientation.mark):
                let tiff = segment.dropFirst(Orientation.mark.count)
                orientation = orientation ?? Orientation.read(tiff)
            case 0xee where segment.starts(with: Array("Adobe".utf8)) && segment.count >= 12:
                // How colours are coded; without it some pictures come out in wrong ones.
                let transform = segment[segment.startIndex + 11]
                if transform <= 2 {
                    picture += JPEGPicture.segment(
                        0xee, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, transform])
                }
            default: break
            }
        }

        /// What stands before the picture: that it is JFIF, where it was, without a thumbnail;
        /// which way up it is.
        private var head: [UInt8] {
            var head: [UInt8] = []
            if isJFIF {
                head += JPEGPicture.segment(
                    0xe0, Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
            }
            if let orientation {
                head += JPEGPicture.segment(
                    0xe1, Orientation.mark + Orientation.tiff(orientation))
            }
            return head
        }
    }

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xff, marker, UInt8(length >> 8), UInt8(length & 0xff)] + content
    }
}
