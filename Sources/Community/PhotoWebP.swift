/// WebP as RFC 9649 has it: a RIFF file of chunks.
enum WebPPicture {
    static func isOne(_ upload: [UInt8]) -> Bool {
        upload.count >= 12 && upload.starts(with: Array("RIFF".utf8))
            && upload[8..<12].elementsEqual(Array("WEBP".utf8))
    }

    private static let animationFlag: UInt8 = 0x02
    private static let exifFlag: UInt8 = 0x08
    private static let alphaFlag: UInt8 = 0x10

    /// The chunks of one file that are of use.
    private struct Parts {
        var extended: ArraySlice<UInt8>?
        var alpha: ArraySlice<UInt8>?
        var picture: (type: String, content: ArraySlice<UInt8>)?
        var orientation: UInt8?
    }

    static func strip(_ upload: [UInt8]) throws(PhotoRefusal) -> StrippedPicture {
        let parts = try parts(of: upload)
        guard let picture = parts.picture else { throw .damaged }
        let size = try size(of: picture)
        if let extended = parts.extended {
            var canvas = ByteWalk(extended.dropFirst(4))
            let whole = try PictureSize(
                width: try canvas.little(3) + 1, height: try canvas.little(3) + 1)
            guard whole == size else { throw .damaged }
        }
        var chunks: [UInt8] = []
        let alpha = picture.type == "VP8 " ? parts.alpha : nil
        if alpha != nil || parts.orientation != nil {
            var flags = (parts.extended?.first ?? 0) & alphaFlag
            if parts.orientation != nil { flags |= exifFlag }
            append(
                "VP8X", [flags, 0, 0, 0] + three(size.width - 1) + three(size.height - 1), &chunks)
        }
        if let alpha { append("ALPH", Array(alpha), &chunks) }
        append(picture.type, Array(picture.content), &chunks)
        if let orientation = parts.orientation {
            append("EXIF", Orientation.tiff(orientation), &chunks)
        }
        let bytes = Array("RIFF".utf8) + four(chunks.count + 4) + Array("WEBP".utf8) + chunks
        return StrippedPicture(bytes: bytes, size: size)
    }

    private static func parts(of upload: [UInt8]) throws(PhotoRefusal) -> Parts {
        var file = ByteWalk(upload[...])
        _ = try file.take(4)
        var walk = ByteWalk(try file.take(try file.little(4)))
        _ = try walk.take(4)
        var parts = Parts()
        while walk.rest > 0 {
            let type = String(decoding: try walk.take(4), as: UTF8.self)
            let length = try walk.little(4)
            let content = try walk.take(length)
            // Chunks begin at even places; the last one's padding may be missing.
            if length % 2 == 1, walk.rest > 0 { _ = try walk.byte() }
            switch type {
            case "VP8X":
                guard parts.extended == nil, content.count == 10, let flags = content.first else {
                    throw .damaged
                }
                guard flags & animationFlag == 0 else { throw .animated }
                parts.extended = content
            case "ANIM", "ANMF": throw .animated
            case "ALPH" where parts.alpha == nil: parts.alpha = content
            case "VP8 ", "VP8L":
                guard parts.picture == nil else { throw .damaged }
                parts.picture = (type, content)
            case "EXIF":
                let mark = Orientation.mark
                let tiff = content.starts(with: mark) ? content.dropFirst(mark.count) : content
                parts.orientation = parts.orientation ?? Orientation.read(tiff)
            default: break
            }
        }
        return parts
    }

    /// Width and height as the coded picture itself says (RFC 6386 section 9.1, RFC 9649
    /// section 3.4).
    private static func size(
        of picture: (type: String, content: ArraySlice<UInt8>)
    ) throws(PhotoRefusal) -> PictureSize {
        var walk = ByteWalk(picture.content)
        if picture.type == "VP8L" {
            guard try walk.byte() == 0x2f else { throw .damaged }
            let bits = try walk.little(4)
            return try PictureSize(width: bits & 0x3fff + 1, height: bits >> 14 & 0x3fff + 1)
        }
        // A key frame has the lowest bit of its tag clear, and a start code behind the tag.
        guard try walk.little(3) & 1 == 0, try walk.big(3) == 0x9d012a else { throw .damaged }
        let width = try walk.little(2) & 0x3fff
        return try PictureSize(width: width, height: try walk.little(2) & 0x3fff)
    }

    private static func append(_ type: String, _ content: [UInt8], _ chunks: inout [UInt8]) {
        chunks += Array(type.utf8) + four(content.count) + content
        if content.count % 2 == 1 { chunks.append(0) }
    }

    private static func four(_ number: Int) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func three(_ number: Int) -> [UInt8] { Array(four(number).prefix(3)) }
}
