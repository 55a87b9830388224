extension CivilDay {
    /// Reads `2027-01-31`; nil for anything else, also for days that no month has.
    package init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (48...57).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        // What comes back as it went in is a day.
        self.init(number: Self.number(year: year, month: month, day: day))
        guard self.year == year, self.month == month, self.day == day, year >= 1970 else {
            return nil
        }
    }

    /// `2027-01-31`.
    package var text: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}
