import Community

extension CallAnswer {
    /// By how many seconds the clock of who answered is ahead of ours, as its `Date` field says;
    /// nil without a readable one.
    ///
    /// The field is written when the answer begins, so that a long wait does not count; what the
    /// way back takes does, within a second or so.
    ///
    /// - Parameter now: the moment of the answer by our clock, in milliseconds since 1970.
    package func clockSkewSeconds(at now: UInt64) -> Int64? {
        guard let date = field("date"), let seconds = Self.seconds(ofDate: date) else {
            return nil
        }
        return seconds - Int64(clamping: now / 1000)
    }

    /// Seconds since 1970 of an IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7):
    /// the one form that is sent; nil for anything else.
    static func seconds(ofDate text: String) -> Int64? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].utf8.count == 4, parts[5] == "GMT",
            let day = number(parts[1], digits: 2, 1...31),
            let month = months.firstIndex(of: String(parts[2])),
            let year = number(parts[3], digits: 4, 1970...9999)
        else { return nil }
        let time = parts[4].split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 3, let hour = number(time[0], digits: 2, 0...23),
            let minute = number(time[1], digits: 2, 0...59),
            // A leap second is the last second over again.
            let second = number(time[2], digits: 2, 0...60)
        else { return nil }
        let date = CivilDay.number(year: Int(year), month: month + 1, day: Int(day))
        return date * 86_400 + hour * 3_600 + minute * 60 + min(second, 59)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func number(
        _ text: Substring, digits: Int, _ range: ClosedRange<Int64>
    ) -> Int64? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int64(text), range.contains(number)
        else { return nil }
        return number
    }
}
