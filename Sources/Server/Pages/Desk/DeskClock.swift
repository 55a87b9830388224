import Community
import Node

/// The clock on the office's wall.
struct DeskClock: Sendable {
    private let local: @Sendable (UInt64) -> LocalMoment
    /// Now, in milliseconds since 1970.
    let now: UInt64

    init(_ node: LocalNode) {
        local = node.localMoment
        now = node.clock()
    }

    /// Today, in days since 1970.
    var today: Int { local(now).day }

    /// A moment (milliseconds since 1970) on the wall.
    func moment(_ milliseconds: UInt64) -> LocalMoment { local(milliseconds) }

    /// A time from and until (seconds since 1970), as terms have it, on the wall.
    func window(_ seconds: ClosedRange<UInt64>?) -> ClosedRange<LocalMoment>? {
        guard let seconds, seconds.upperBound < UInt64.max / 1000 else { return nil }
        let (from, until) = (
            local(seconds.lowerBound * 1000), local(seconds.upperBound * 1000)
        )
        return from <= until ? from...until : nil
    }

    /// A moment as a browser's field writes it, `2026-11-22T14:00`.
    static func field(_ moment: LocalMoment) -> String {
        let day = CivilDay(number: Int64(moment.day))
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(day.year)-\(two(day.month))-\(two(day.day))"
            + "T\(two(moment.minute / 60)):\(two(moment.minute % 60))"
    }

    /// Reads such a moment, in milliseconds since 1970; nil for anything else. Of an hour that
    /// the clock shows twice, the one that the last look at the zone gives.
    func milliseconds(_ field: String) -> UInt64? {
        let parts = field.split(separator: "T")
        guard parts.count == 2 else { return nil }
        let date = parts[0].split(separator: "-").compactMap { Int($0) }
        let time = parts[1].split(separator: ":").compactMap { Int($0) }
        guard date.count == 3, time.count >= 2, (1970...9999).contains(date[0]),
            (1...12).contains(date[1]), (1...31).contains(date[2]),
            (0...23).contains(time[0]), (0...59).contains(time[1])
        else { return nil }
        let day = CivilDay.number(year: date[0], month: date[1], day: date[2])
        return milliseconds(day * 1440 + Int64(time[0] * 60 + time[1]))
    }

    /// When a day begins on the wall, in milliseconds since 1970; 0 for a day before.
    ///
    /// - Parameter day: in days since 1970.
    func midnight(beginning day: Int) -> UInt64 { milliseconds(Int64(day) * 1440) ?? 0 }

    /// The moment that the wall shows as so many minutes since 1970.
    private func milliseconds(_ wanted: Int64) -> UInt64? {
        var guess = wanted
        for _ in 0..<2 {
            let shown = local(UInt64(clamping: guess * 60_000))
            guess += wanted - (Int64(shown.day) * 1440 + Int64(shown.minute))
        }
        return guess < 0 ? nil : UInt64(guess) * 60_000
    }
}
