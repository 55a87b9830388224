package import Alliance
import Community

/// When backups are made by themselves, where they lie, and which of them stay.
package struct BackupSchedule: Sendable {
    /// The directory, by its whole path; another disk than the node's own.
    package let directory: String
    /// The time of day, in minutes after midnight by the local clock.
    package let minuteOfDay: Int
    /// Which backups stay.
    package let retention: BackupRetention
    /// Seconds that the local clock is ahead of UTC at a moment (milliseconds since 1970).
    package let secondsAheadOfUTC: @Sendable (UInt64) -> Int64
    /// Reads the passphrase, anew for each backup.
    package let passphrase: @Sendable () throws(BackupFailure) -> Passphrase

    /// A schedule from its parts.
    package init(
        directory: String, minuteOfDay: Int, retention: BackupRetention,
        secondsAheadOfUTC: @escaping @Sendable (UInt64) -> Int64,
        passphrase: @escaping @Sendable () throws(BackupFailure) -> Passphrase
    ) {
        self.directory = directory
        self.minuteOfDay = minuteOfDay
        self.retention = retention
        self.secondsAheadOfUTC = secondsAheadOfUTC
        self.passphrase = passphrase
    }

    /// The last moment, not after `now`, at which a backup was due (milliseconds since 1970).
    ///
    /// A computer that was off at that time makes the backup when it is on again: an office
    /// goes home at night.
    package func lastDue(now: UInt64) -> UInt64 {
        let ahead = secondsAheadOfUTC(now)
        let start = Int64(minuteOfDay) * 60 - ahead
        let seconds = Int64(clamping: now / 1000) - start
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        return UInt64(clamping: days * 86_400 + start) * 1000
    }
}

/// Which backups stay: the newest of each of the last days, weeks and months that have any.
///
/// Counted are days that have a backup, not days of the calendar: a node that was off for a
/// month keeps what it has.
package struct BackupRetention: Sendable, Hashable {
    /// How many days.
    package var daily: Int
    /// How many weeks, from Monday.
    package var weekly: Int
    /// How many months.
    package var monthly: Int

    /// A retention from its numbers, each at least 1.
    package init(daily: Int = 7, weekly: Int = 4, monthly: Int = 12) {
        self.daily = daily
        self.weekly = weekly
        self.monthly = monthly
    }

    /// The moments (milliseconds since 1970) of the backups that go; never the newest.
    package func expired(_ moments: [UInt64], secondsAheadOfUTC: Int64 = 0) -> [UInt64] {
        let newestFirst = moments.sorted(by: >)
        var kept: Set<UInt64> = []
        let day = { (moment: UInt64) in
            (Int64(clamping: moment / 1000) + secondsAheadOfUTC) / 86_400
        }
        keep(daily, of: newestFirst, by: day, &kept)
        // Day 0 was a Thursday.
        keep(weekly, of: newestFirst, by: { (day($0) + 3) / 7 }, &kept)
        keep(monthly, of: newestFirst, by: { Self.month(ofDay: day($0)) }, &kept)
        return newestFirst.filter { !kept.contains($0) }.reversed()
    }

    private func keep(
        _ count: Int, of newestFirst: [UInt64], by period: (UInt64) -> Int64,
        _ kept: inout Set<UInt64>
    ) {
        var seen: Set<Int64> = []
        for moment in newestFirst where seen.insert(period(moment)).inserted {
            guard seen.count <= count else { return }
            kept.insert(moment)
        }
    }

    private static func month(ofDay day: Int64) -> Int64 {
        let civil = CivilDay(number: day)
        return Int64(civil.year) * 12 + Int64(civil.month)
    }
}

/// The name of a backup that the schedule has made: `<member>-20261122T030000Z.backup`, UTC.
///
/// Retention deletes files of such names alone.
package struct BackupName: Sendable, Hashable {
    /// Whose it is.
    package let member: MemberName
    /// Milliseconds since 1970, whole seconds.
    package let madeAt: UInt64

    /// A name for a moment.
    package init(member: MemberName, madeAt: UInt64) {
        self.member = member
        self.madeAt = madeAt / 1000 * 1000
    }

    /// The file's name.
    package var text: String {
        let seconds = Int(clamping: madeAt / 1000)
        let day = CivilDay(number: Int64(seconds / 86_400))
        let time = seconds % 86_400
        let date = [(day.year, 4), (day.month, 2), (day.day, 2)]
        let clock = [(time / 3600, 2), (time / 60 % 60, 2), (time % 60, 2)]
        let text = { (parts: [(Int, Int)]) in
            parts.map { Self.padded($0.0, $0.1) }.joined()
        }
        return "\(member)-\(text(date))T\(text(clock))Z\(Self.suffix)"
    }

    /// Reads a name; nil for files of any other name.
    package init?(_ text: String, of member: MemberName) {
        guard text.hasPrefix("\(member)-"), text.hasSuffix(Self.suffix) else { return nil }
        let stamp = Array(text.dropFirst(member.text.count + 1).dropLast(Self.suffix.count).utf8)
        guard stamp.count == 16 else { return nil }
        func number(_ range: Range<Int>) -> Int { Self.digits(stamp[range]) }
        let day = CivilDay.number(
            year: number(0..<4), month: number(4..<6), day: number(6..<8))
        let time = (number(9..<11) * 60 + number(11..<13)) * 60 + number(13..<15)
        let seconds = day * 86_400 + Int64(time)
        self.init(member: member, madeAt: UInt64(clamping: seconds) * 1000)
        // Only the one spelling of a moment is a name: no letters, no 61st of a month.
        guard self.text == text else { return nil }
    }

    private static let suffix = ".backup"

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 * 10 + Int($1 & 0x0f) }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
