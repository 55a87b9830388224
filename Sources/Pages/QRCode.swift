import CQrencode

/// A QR code (ISO/IEC 18004, error correction M): which of its modules are dark.
package struct QRCode: Sendable {
    /// How many modules a side has.
    package let width: Int
    private let modules: [UInt8]

    /// Modules of the light border, which readers need (ISO/IEC 18004 asks for 4).
    package static let border = 4
    /// The largest code has 177 modules a side.
    private static let modulesMaximum = 177 * 177

    /// The code of a text; nil when the text is empty or too long for one.
    package init?(_ text: String) {
        var modules = [UInt8](repeating: 0, count: Self.modulesMaximum)
        width = Int(
            unsafe modules.withUnsafeMutableBufferPointer { buffer in
                unsafe cqr_encode(text, buffer.baseAddress, CInt(buffer.count))
            })
        guard width > 0 else { return nil }
        self.modules = modules
    }

    /// Whether a module is dark; outside the code all are light.
    package func isDark(_ row: Int, _ column: Int) -> Bool {
        guard (0..<width).contains(row), (0..<width).contains(column) else { return false }
        return modules[row * width + column] == 1
    }

    /// The code as a drawing with its border, one unit a module; `words` say what it is.
    func drawing(_ words: String) -> HTML {
        let side = width + 2 * Self.border
        return HTML(
            .svg, .class("qr"), .viewBox("0 0 \(side) \(side)"), .role("img"), .label(words),
            .crisp
        ) {
            HTML(.path, .d(path))
        }
    }

    /// One rectangle for each run of dark modules of a row.
    private var path: String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                var end = column
                while isDark(row, end) { end += 1 }
                if end > column {
                    path += "M\(column + Self.border) \(row + Self.border)h\(end - column)"
                    path += "v1h-\(end - column)z"
                }
                column = end + 1
            }
        }
        return path
    }
}
