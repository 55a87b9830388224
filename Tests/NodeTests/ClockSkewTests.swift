import Node
import Testing

@Suite("The clocks of others")
struct ClockSkewTests {
    private func skew(_ date: String?, at now: UInt64 = 784_111_777_000) -> Int64? {
        CallAnswer(status: 200, fields: date.map { [.init("date", $0)] } ?? [], body: [])
            .clockSkewSeconds(at: now)
    }

    @Test("an answer's Date says by how much its sender is ahead or behind")
    func skews() {
        #expect(skew("Sun, 06 Nov 1994 08:49:37 GMT") == 0)
        #expect(skew("Sun, 06 Nov 1994 08:54:38 GMT") == 301)
        #expect(skew("Sun, 06 Nov 1994 08:44:36 GMT") == -301)
        #expect(skew("Mon, 07 Nov 1994 08:49:37 GMT") == 86_400)
        #expect(skew(nil) == nil)
    }

    @Test(
        "days are counted over leap years, centuries and the turn of the year",
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Fri, 31 Dec 2027 23:59:60 GMT", 1_830_297_599),
            ("Mon, 01 Mar 2100 12:00:00 GMT", 4_107_585_600),
        ])
    func days(date: String, seconds: Int64) { #expect(skew(date, at: 0) == seconds) }

    @Test(
        "anything but that form says nothing",
        arguments: [
            "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
            "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov +994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994  08:49:37 GMT",
        ])
    func others(date: String) { #expect(skew(date) == nil) }
}
