/// A photo of a service with nothing in it but the picture: no place, no time, no camera, no
/// thumbnail, nothing after its end (UPL-1).
///
/// What it is is told by its content alone. The picture itself is not decoded: its parts are
/// walked through, those that hold the picture are copied, all others are left out. Which way up
/// it is to be shown stays.
package struct Photo: Sendable, Hashable {
    /// The picture as it may be kept.
    package let bytes: [UInt8]
    /// What it is.
    package let format: Format
    /// Columns, as stored.
    package let width: Int
    /// Rows, as stored.
    package let height: Int

    /// The formats that are taken.
    package enum Format: String, CaseIterable, Sendable {
        /// JPEG (ITU-T T.81).
        case jpeg
        /// PNG (W3C, third edition).
        case png
        /// WebP (RFC 9649), still ones.
        case webp

        /// The media type that it is served with.
        package var mediaType: String { "image/\(rawValue)" }
    }

    /// The largest upload in bytes: 8 MiB.
    package static let uploadBytesMaximum = 8 << 20
    /// The most pixels, by the header: decoding them takes memory wherever it is looked at.
    package static let pixelsMaximum = 40_000_000
    /// The largest photo in bytes that is kept and sent, without what was left out. Sealed and
    /// twice written in base64url it comes to 1.78 times as much, and an item of a mailbox has
    /// 800 KiB at most: more than some 448 KiB would not arrive.
    package static let bytesMaximum = 440 << 10

    /// Reads a photo and leaves out what is not the picture.
    ///
    /// - Throws: ``PhotoRefusal``.
    package init(stripping upload: [UInt8]) throws(PhotoRefusal) {
        guard upload.count <= Self.uploadBytesMaximum else { throw .tooLarge }
        let stripped: StrippedPicture
        if upload.starts(with: JPEGPicture.signature) {
            format = .jpeg
            stripped = try JPEGPicture.strip(upload)
        } else if upload.starts(with: PNGPicture.signature) {
            format = .png
            stripped = try PNGPicture.strip(upload)
        } else if WebPPicture.isOne(upload) {
            format = .webp
            stripped = try WebPPicture.strip(upload)
        } else {
            throw .unknownFormat
        }
        guard stripped.bytes.count <= Self.bytesMaximum else { throw .tooLargeToSend }
        bytes = stripped.bytes
        width = stripped.size.width
        height = stripped.size.height
    }
}

/// Why a photo is not taken.
package enum PhotoRefusal: Error, Sendable, Hashable, CaseIterable {
    /// Neither JPEG nor PNG nor WebP.
    case unknownFormat
    /// More than ``Photo/uploadBytesMaximum``.
    case tooLarge
    /// More than ``Photo/pixelsMaximum``.
    case tooManyPixels
    /// Even without what is left out more than ``Photo/bytesMaximum``.
    case tooLargeToSend
    /// A film, not a photo.
    case animated
    /// It breaks off, or is not what its first bytes say.
    case damaged
}

/// What is left of a picture.
struct StrippedPicture {
    var bytes: [UInt8]
    var size: PictureSize
}

/// How large a picture is, as its header says.
struct PictureSize: Equatable {
    let width: Int
    let height: Int

    /// - Throws: ``PhotoRefusal/damaged`` for none, ``PhotoRefusal/tooManyPixels``.
    init(width: Int, height: Int) throws(PhotoRefusal) {
        guard width > 0, height > 0 else { throw .damaged }
        // Each at most 2^32, so that the product fits.
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= Photo.pixelsMaximum else { throw .tooManyPixels }
        self.width = width
        self.height = height
    }
}

/// Bytes that are read one after the other, and never beyond their end.
struct ByteWalk {
    let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var rest: Int { bytes.endIndex - position }

    /// The next `count` bytes.
    ///
    /// - Throws: ``PhotoRefusal/damaged`` where there are not so many.
    mutating func take(_ count: Int) throws(PhotoRefusal) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest else { throw .damaged }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func byte() throws(PhotoRefusal) -> UInt8 {
        guard let byte = try take(1).first else { throw .damaged }
        return byte
    }

    /// A number, the most significant byte first.
    mutating func big(_ count: Int) throws(PhotoRefusal) -> Int {
        try take(count).reduce(0) { $0 << 8 | Int($1) }
    }

    /// A number, the least significant byte first.
    mutating func little(_ count: Int) throws(PhotoRefusal) -> Int {
        try take(count).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
