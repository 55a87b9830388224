import Glibc

/// A converter between two encodings, of glibc (iconv(3)). Owned by one task at a time.
@safe struct Converter: ~Copyable {
    /// Why bytes could not be converted.
    enum Failure: Error {
        /// The bytes from this one on are none of the encoding.
        case malformed(at: Int)
        /// The system has no such converter.
        case missing
    }

    private let handle: iconv_t

    /// A converter by the names that iconv knows, such as `GB18030`.
    init(from: String, to: String) throws(Failure) {
        // POSIX: (iconv_t)-1 says that there is none.
        guard let handle = unsafe iconv_open(to, from), Int(bitPattern: handle) != -1 else {
            throw .missing
        }
        unsafe self.handle = unsafe handle
    }

    deinit { _ = unsafe iconv_close(handle) }

    /// The bytes in the other encoding.
    func convert(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
        var input = bytes
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2)
        let rest = unsafe input.withUnsafeMutableBytes { input in
            unsafe pump(input, into: &output)
        }
        guard rest == 0 else { throw .malformed(at: bytes.count - rest) }
        return output
    }

    /// Converts as far as it goes.
    ///
    /// - Returns: how many bytes are left.
    private func pump(_ input: UnsafeMutableRawBufferPointer, into output: inout [UInt8]) -> Int {
        var next = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while left > 0 {
            let (result, filled) = unsafe chunk.withUnsafeMutableBytes { chunk -> (Int, Int) in
                var place = unsafe chunk.baseAddress?.assumingMemoryBound(to: CChar.self)
                var room = chunk.count
                errno = 0
                let result = unsafe iconv(handle, &next, &left, &place, &room)
                return (result, chunk.count - room)
            }
            output.append(contentsOf: chunk[..<filled])
            if result == -1, errno != E2BIG { break }
        }
        return left
    }
}
