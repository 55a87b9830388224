/// A phone number as digits, so that the same one is found however it was written.
package struct Phone: Hashable, Sendable {
    /// 3 to 20 digits; a country code of China left out.
    package let digits: String

    /// Reads a number: digits of any width, with spaces, dashes and brackets between them; nil
    /// for anything else.
    package init?(_ text: some StringProtocol) {
        var digits = ""
        var isInternational = false
        for scalar in text.unicodeScalars {
            if scalar.properties.numericType == .decimal,
                let value = scalar.properties.numericValue
            {
                digits += String(Int(value))
            } else if scalar == "+" || scalar == "＋" {
                guard digits.isEmpty else { return nil }
                isInternational = true
            } else if !Self.separators.contains(scalar), !scalar.properties.isWhitespace {
                return nil
            }
        }
        if digits.hasPrefix("00") {
            digits.removeFirst(2)
            isInternational = true
        }
        if isInternational, digits.hasPrefix("86") {
            digits.removeFirst(2)
            // Inside the country an area code begins with 0, a mobile number with 1.
            if !digits.hasPrefix("1"), !digits.hasPrefix("0") { digits = "0" + digits }
        }
        guard (3...20).contains(digits.count) else { return nil }
        self.digits = digits
    }

    private static let separators = "-‐‑–—.·()（）".unicodeScalars
}
