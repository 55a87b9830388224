/// Which way up a picture is to be shown: the one thing of its Exif block that stays.
///
/// Exif 2.32 lies in a TIFF 6.0 block, tag 0x0112: 1 is upright and is never written.
enum Orientation {
    private static let tag = 0x0112

    /// The orientation in a TIFF block, 2 to 8; nil for an upright picture and for any block
    /// that does not say.
    static func read(_ tiff: ArraySlice<UInt8>) -> UInt8? {
        do throws(PhotoRefusal) {
            var walk = ByteWalk(tiff)
            let order = Array(try walk.take(2))
            let isBig = order == Array("MM".utf8)
            guard isBig || order == Array("II".utf8) else { return nil }
            func number(_ walk: inout ByteWalk, _ count: Int) throws(PhotoRefusal) -> Int {
                isBig ? try walk.big(count) : try walk.little(count)
            }
            guard try number(&walk, 2) == 42 else { return nil }
            let offset = try number(&walk, 4)
            var directory = ByteWalk(tiff)
            _ = try directory.take(offset)
            for _ in 0..<(try number(&directory, 2)) {
                let entryTag = try number(&directory, 2)
                let type = try number(&directory, 2)
                let count = try number(&directory, 4)
                let value = try number(&directory, 2)
                _ = try directory.take(2)
                guard entryTag == tag else { continue }
                guard type == 3, count == 1, (2...8).contains(value) else { return nil }
                return UInt8(value)
            }
            return nil
        } catch { return nil }
    }

    /// A TIFF block with this orientation and nothing else.
    static func tiff(_ orientation: UInt8) -> [UInt8] {
        Array("MM".utf8) + [0, 42, 0, 0, 0, 8]  // the first directory follows at once
            + [0, 1]  // of one entry
            + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0] + [0, 0, 0, 0]
    }

    /// What stands before the block in a JPEG, and in some WebP files.
    static let mark = Array("Exif".utf8) + [0, 0]
}
