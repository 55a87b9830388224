import Community

/// Moments as a sheet has them: in China's one time, UTC+8 without summer time.
enum SheetTime {
    private static let offset: Int64 = 8 * 3_600
    private static let lastYear: Int64 = 9_999

    /// `2026-12-01 09:00`, with seconds where there are any.
    static func text(of seconds: UInt64) -> String {
        let local = Int64(clamping: seconds) &+ offset
        let date = CivilDay(number: local / 86_400)
        // Far beyond anybody's life the seconds themselves say it.
        guard date.year <= lastYear else { return String(seconds) }
        let time = local % 86_400
        let clock = "\(padded(time / 3_600)):\(padded(time / 60 % 60))"
        let rest = time % 60
        return "\(date.year)-\(padded(Int64(date.month)))-\(padded(Int64(date.day))) \(clock)"
            + (rest == 0 ? "" : ":\(padded(rest))")
    }

    /// Reads `2026-12-01`, `2026/12/1 9:00`, `2026年12月1日 09:00:30`, or seconds since 1970;
    /// nil for anything else.
    static func seconds(of text: String, isEnd: Bool) -> UInt64? {
        if text.utf8.count >= 9, let seconds = UInt64(text), seconds < 1 << 53 { return seconds }
        let halves = text.unicodeScalars.split(maxSplits: 1) {
            $0.properties.isWhitespace || $0 == "T"
        }
        guard let first = halves.first, let date = numbers(first, separators: "-/.年月日"),
            date.count == 3, let days = days(date[0], date[1], date[2])
        else { return nil }
        var time: [Int64] = isEnd ? [23, 59] : [0, 0]
        if halves.count == 2 {
            guard let read = numbers(halves[1], separators: ":："), (2...3).contains(read.count)
            else { return nil }
            time = read
        }
        guard time[0] < 24, time[1] < 60, time.count < 3 || time[2] < 60 else { return nil }
        let seconds =
            days * 86_400 + time[0] * 3_600 + time[1] * 60 + (time.count > 2 ? time[2] : 0)
        return UInt64(exactly: seconds - offset)
    }

    private static func numbers(
        _ text: Substring.UnicodeScalarView, separators: String
    ) -> [Int64]? {
        var numbers: [Int64] = []
        for part in text.split(whereSeparator: { separators.unicodeScalars.contains($0) }) {
            guard part.count <= 4, let number = Int64(String(part)), number >= 0 else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private static func padded(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    /// Days since 1970-01-01 of a date; nil when there is no such day.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
        guard (1970...lastYear).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let days = CivilDay.number(year: Int(year), month: Int(month), day: Int(day))
        // The 31st of a month with 30 days is the first of the next.
        return CivilDay(number: days).day == Int(day) ? days : nil
    }
}
