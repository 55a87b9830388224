#if FUZZING
    import Alliance

    /// Two bugs that the fuzzer must find, or it proves nothing about the rest.
    enum Planted {
        /// Reads beyond the end, after bytes that nobody comes upon without seeing the coverage.
        static func crash(_ bytes: [UInt8]) {
            guard bytes.count > 6, bytes[0] == UInt8(ascii: "y") else { return }
            guard bytes[1] == UInt8(ascii: "i") else { return }
            guard bytes[2] == UInt8(ascii: "z") else { return }
            guard bytes[3] == UInt8(ascii: "h") else { return }
            guard bytes[4] == UInt8(ascii: "a") else { return }
            guard bytes[5] == UInt8(ascii: "n") else { return }
            guard bytes[6] == UInt8(ascii: "!") else { return }
            precondition(bytes[6] == 0, "planted")
        }

        /// Takes the relaxed form for the canonical one.
        static func property(_ bytes: [UInt8]) throws(Broken) {
            let json = try? JSONParser.parse(bytes, form: .relaxed, bytesMaximum: 1 << 20)
            guard let json else { return }
            try hold(json.canonicalBytes == bytes, "planted")
        }
    }
#endif
