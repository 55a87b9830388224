import Testing

@testable import Sheets

@Suite("CSV")
struct CSVTests {
    private func rows(_ text: String) throws -> [[String]] {
        var reader = CSV.Reader(Array(text.utf8))
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    @Test("rows end with CRLF, LF or CR, the last one also with nothing (RFC 4180)")
    func rowEnds() throws {
        for end in ["\r\n", "\n", "\r"] {
            let wanted = [["a", "b"], [""], ["c", ""]]
            #expect(try rows("a,b\(end)\(end)c,") == wanted)
            #expect(try rows("a,b\(end)\(end)c,\(end)") == wanted)
        }
        #expect(try rows("").isEmpty)
    }

    @Test("quotes hold commas, line breaks and doubled quotes; a row is counted once")
    func quotes() throws {
        let text = "\"a,b\",\"c\r\nd\",\"say \"\"好\"\"\"\n\"\",x\n"
        #expect(try rows(text) == [["a,b", "c\r\nd", "say \"好\""], ["", "x"]])
        var reader = CSV.Reader(Array(text.utf8))
        _ = try reader.next()
        _ = try reader.next()
        #expect(reader.row == 2)
    }

    @Test(
        "quotes that do not fit are refused with their row",
        arguments: ["x\n\"a", "x\na\"b", "x\n\"a\"b", "x\n\"a\"\"", "x\n\"a\" ,b"])
    func wrongQuotes(text: String) {
        #expect(throws: SheetProblem(.quote, row: 2)) { try rows(text) }
    }

    @Test("what is written is read back, whatever stands in it")
    func roundTrip() throws {
        var generator = SystemRandomNumberGenerator()
        let pieces = ["a", ",", "\"", "\n", "\r", "=", "'", "好", "😀", " ", "", "@", "+", "-"]
        for _ in 0..<2_000 {
            let cells = (0..<3).map { _ in
                (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                    pieces.randomElement(using: &generator) ?? ""
                }.joined()
            }
            var text: [UInt8] = []
            CSV.write(cells.map { Formula.defused($0) }, to: &text)
            CSV.write(["end"], to: &text)
            var reader = CSV.Reader(text)
            #expect(try reader.next()?.map { Formula.restored($0) } == cells)
            #expect(try reader.next() == ["end"])
        }
    }

    @Test(
        "no cell is written so that a spreadsheet takes it for a formula",
        arguments: ["=1+1", "+86 512", "-1", "@a", "\t=1", "\r=1", "＝1", "'=1", "''@x"])
    func formulas(text: String) {
        let cell = Formula.defused(text)
        #expect(cell.hasPrefix("'") && cell != text)
        #expect(Formula.restored(cell) == text)
    }

    @Test("what is harmless stays as it is, apostrophes too", arguments: ["", "a=b", "'a", "1-2"])
    func harmless(text: String) {
        #expect(Formula.defused(text) == text)
        #expect(Formula.restored(text) == text)
    }

    @Test("a row has 64 cells at most")
    func width() throws {
        #expect(try rows(String(repeating: ",", count: 63)).first?.count == 64)
        #expect(throws: SheetProblem(.cellsMaximum(64), row: 1)) {
            try rows(String(repeating: ",", count: 64))
        }
    }

    @Test("moments are read in every form that spreadsheets write, in China's time")
    func moments() {
        let noon: UInt64 = 1_796_097_600  // 2026-12-01 12:00 +08:00, by `date -d … +%s`
        for text in [
            "2026-12-01 12:00", "2026/12/1 12:00:00", "2026年12月1日 12:00", "2026.12.1 12：00",
            "2026-12-01T12:00", "1796097600",
        ] {
            #expect(SheetTime.seconds(of: text, isEnd: false) == noon, "\(text)")
        }
        #expect(SheetTime.seconds(of: "2026-12-01", isEnd: false) == noon - 12 * 3_600)
        #expect(SheetTime.seconds(of: "2026-12-01", isEnd: true) == noon + 12 * 3_600 - 60)
        for text in ["", "明天", "2026-13-01", "2026-02-29", "2026-12-01 24:00", "1-2", "26-1-1"] {
            #expect(SheetTime.seconds(of: text, isEnd: false) == nil, "\(text)")
        }
        for seconds: UInt64 in [0, 951_753_600, noon, noon + 59, 1 << 50, (1 << 53) - 1] {
            let text = SheetTime.text(of: seconds)
            #expect(SheetTime.seconds(of: text, isEnd: false) == seconds, "\(text)")
        }
        #expect(SheetTime.text(of: noon) == "2026-12-01 12:00")
    }
}
