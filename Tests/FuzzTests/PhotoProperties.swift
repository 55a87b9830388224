import Community

/// A photo is bare the first time, of one format, and never larger than what was sent but for the
/// few bytes that are written anew.
enum PhotoProperties {
    /// The fresh blocks with the orientation, and what WebP needs around them.
    private static let freshBytesMaximum = 90

    static func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        guard let photo = try? Photo(stripping: bytes) else { return false }
        try hold(
            (try? Photo(stripping: photo.bytes)) == photo, "a bare photo is taken as it is")
        try hold(
            photo.bytes.count <= bytes.count + freshBytesMaximum, "a photo grows by little")
        try hold(photo.bytes.count <= Photo.bytesMaximum, "a photo can be sent")
        try hold(
            photo.width > 0 && photo.height > 0
                && photo.width * photo.height <= Photo.pixelsMaximum,
            "a photo has a bounded size")
        return true
    }
}
