import CQrencode

/// A QR code for a terminal: two rows of modules in one line of half blocks, dark on light
/// whatever the terminal's colours are.
enum TerminalCode {
    /// Modules of the light border, which readers need (ISO/IEC 18004 asks for 4).
    private static let border = 4
    /// The largest code has 177 modules a side.
    private static let modulesMaximum = 177 * 177

    /// The lines of the code of a text; none when the text is too long for one.
    static func lines(of text: String) -> [String] {
        var modules = [UInt8](repeating: 0, count: modulesMaximum)
        let width = Int(
            unsafe modules.withUnsafeMutableBufferPointer { buffer in
                unsafe cqr_encode(text, buffer.baseAddress, CInt(buffer.count))
            })
        guard width > 0 else { return [] }
        func isDark(_ row: Int, _ column: Int) -> Bool {
            guard (0..<width).contains(row), (0..<width).contains(column) else { return false }
            return modules[row * width + column] == 1
        }
        let rows = stride(from: -border, to: width + border, by: 2)
        return rows.map { row in
            let cells = (-border..<(width + border)).map { column in
                switch (isDark(row, column), isDark(row + 1, column)) {
                case (true, true): " "
                case (true, false): "▄"
                case (false, true): "▀"
                case (false, false): "█"
                }
            }
            // Light modules are drawn, in bright white on black.
            return "\u{1B}[97;40m" + cells.joined() + "\u{1B}[0m"
        }
    }
}
