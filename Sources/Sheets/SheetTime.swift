/// Moments as a sheet has them: in China's one time, UTC+8 without summer time.
enum SheetTime {
    private static let offset: Int64 = 8 * 3_600
    private static let lastYear: Int64 = 9_999

    /// `2026-12-01 09:00`, with seconds where there are any.
    static func text(of seconds: UInt64) -> String {
        let local = Int64(clamping: seconds) &+ offset
        let (year, month, day) = civil(days: local / 86_400)
        // Far beyond anybody's life the seconds themselves say it.
        guard year <= lastYear else { return String(seconds) }
        let time = local % 86_400
        let clock = "\(padded(time / 3_600)):\(padded(time / 60 % 60))"
        let rest = time % 60
        return "\(year)-\(padded(month))-\(padded(day)) \(clock)"
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
        // The year begins in March, so that the leap day is its last.
        let years = month <= 2 ? year - 1 : year
        let months = (month + 9) % 12
        let dayOfYear = (153 * months + 2) / 5 + day - 1
        let days = years * 365 + years / 4 - years / 100 + years / 400 + dayOfYear - 719_468
        let (sameYear, sameMonth, sameDay) = civil(days: days)
        return (sameYear, sameMonth, sameDay) == (year, month, day) ? days : nil
    }

    /// The date of a day, counted from 1970-01-01, by the Gregorian rules.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let months = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * months + 2) / 5 + 1
        let month = months < 10 ? months + 3 : months - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
