import Pages

/// A QR code for a terminal: two rows of modules in one line of half blocks, dark on light
/// whatever the terminal's colours are.
enum TerminalCode {
    /// The lines of the code of a text; none when the text is too long for one.
    static func lines(of text: String) -> [String] {
        guard let code = QRCode(text) else { return [] }
        let sides = -QRCode.border..<(code.width + QRCode.border)
        return stride(from: sides.lowerBound, to: sides.upperBound, by: 2).map { row in
            let cells = sides.map { column in
                switch (code.isDark(row, column), code.isDark(row + 1, column)) {
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
