/// A day of the Gregorian calendar, reckoned from its number since 1 January 1970.
///
/// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so
/// that the day that comes and goes is their last; 400 years have 146,097 days.
package struct CivilDay: Sendable, Hashable {
    /// The year.
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    /// Days from 1 March of the year 0 to 1 January 1970.
    private static let shift: Int64 = 719_468
    private static let eraDays: Int64 = 146_097

    /// The day of a number, not before the year 0.
    package init(number: Int64) {
        let days = number + Self.shift
        let (era, ofEra) = (days / Self.eraDays, days % Self.eraDays)
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let fromMarch = (5 * ofYear + 2) / 153
        day = Int(ofYear - (153 * fromMarch + 2) / 5 + 1)
        month = Int(fromMarch < 10 ? fromMarch + 3 : fromMarch - 9)
        self.year = Int(year + era * 400) + (month <= 2 ? 1 : 0)
    }

    /// The number of a day; a day or month beyond its range counts on into the next ones.
    package static func number(year: Int, month: Int, day: Int) -> Int64 {
        let year = Int64(month <= 2 ? year - 1 : year)
        let (era, ofEra) = (year / 400, year % 400)
        let fromMarch = Int64(month > 2 ? month - 3 : month + 9)
        let ofYear = (153 * fromMarch + 2) / 5 + Int64(day) - 1
        return era * eraDays + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - shift
    }
}
