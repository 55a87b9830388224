import Community

extension SheetProblem {
    /// Where it is, then what is wrong and what to do, in Chinese.
    package var zh: String { place(zh: true) + kind.words.zh }
    /// The same in English.
    package var en: String { place(zh: false) + kind.words.en }

    private func place(zh: Bool) -> String {
        let row = row.map { zh ? "第 \($0) 行" : "row \($0)" }
        let parts = [row, column.map { zh ? "“\($0)”" : $0 }].compactMap { $0 }
        if parts.isEmpty { return "" }
        return parts.joined(separator: zh ? "，" : ", ") + (zh ? "：" : ": ")
    }
}

extension SheetProblem.Kind {
    fileprivate var words: (zh: String, en: String) {
        switch self {
        case .tooLarge, .workbook, .sixteenBit, .encoding, .noConverter, .unwritable, .quote,
            .rowsMaximum, .cellsMaximum, .empty:
            ofFile
        case .separator, .unknownHeader, .missingHeader, .repeatedHeader: ofHeader
        case .repeats, .alreadyHere, .unknownTeam, .findings: ofLook
        default: ofCell
        }
    }

    private var ofFile: (zh: String, en: String) {
        switch self {
        case .tooLarge(let maximum):
            (
                "文件太大，最多 \(maximum >> 20) MiB；请分成几个文件。",
                "the file is too large, at most \(maximum >> 20) MiB; split it."
            )
        case .workbook:
            (
                "这是 Excel 工作簿；请在表格软件里“另存为”CSV。",
                "this is a workbook; save it as CSV in the spreadsheet."
            )
        case .sixteenBit:
            (
                "这是 UTF-16“Unicode 文本”；请另存为“CSV UTF-8”。",
                "this is UTF-16 “Unicode text”; save it as “CSV UTF-8”."
            )
        case .encoding(let byte):
            (
                "第 \(byte) 字节起既不是 UTF-8 也不是 GB18030；请另存为“CSV UTF-8”。",
                "from byte \(byte) on neither UTF-8 nor GB18030; save it as “CSV UTF-8”."
            )
        case .noConverter:
            (
                "这台机器不能转换 GB18030；请另存为“CSV UTF-8”。",
                "this machine cannot convert GB18030; save it as “CSV UTF-8”."
            )
        case .unwritable(let character):
            (
                "GB18030 里没有“\(character)”（\(Self.code(of: character))）；请导出为 UTF-8，或改掉这个字。",
                "GB18030 has no “\(character)” (\(Self.code(of: character))); export as UTF-8, or "
                    + "change it."
            )
        case .quote:
            (
                "引号不成对；含引号的单元格要整个放在引号里，里面的引号写两遍。",
                "quotes do not match; a cell with quotes stands in quotes, each inner one twice."
            )
        case .rowsMaximum(let maximum):
            (
                "行数太多，一个文件最多 \(maximum) 行；请分成几个文件。",
                "too many rows, at most \(maximum) in a file; split it."
            )
        case .cellsMaximum(let maximum):
            ("一行最多 \(maximum) 格。", "at most \(maximum) cells in a row.")
        default: ("没有内容；第一行写表头，下面每行一条。", "nothing in it; a header, then the rows.")
        }
    }

    /// How tables of characters name it: `U+E78D`.
    private static func code(of character: Unicode.Scalar) -> String {
        "U+" + String(character.value, radix: 16, uppercase: true)
    }

    private var ofHeader: (zh: String, en: String) {
        switch self {
        case .separator:
            (
                "各列之间要用英文逗号分开；请另存为 CSV。",
                "the columns must be parted by commas; save it as CSV."
            )
        case .unknownHeader(let known):
            (
                "没有这种表头，可用：\(known.joined(separator: "、"))。",
                "no such header; there are: \(known.joined(separator: ", "))."
            )
        case .missingHeader: ("缺少这一列，请补上。", "this column is missing; add it.")
        default: ("这个表头写了两次，请去掉一列。", "this header stands twice; remove one.")
        }
    }

    private var ofCell: (zh: String, en: String) {
        switch self {
        case .surplus:
            (
                "有一格上面没有表头；若文字里有逗号，整格要放在引号里。",
                "a cell has no header above it; text with a comma must stand in quotes."
            )
        case .missing: ("不能空着，请填写。", "must not be empty; fill it in.")
        case .tooLong(let maximum):
            (
                "太长，最多 \(maximum) 字节（约 \(maximum / 3) 个汉字），请缩短。",
                "too long, at most \(maximum) bytes; shorten it."
            )
        case .control:
            ("里面有换行或看不见的字符，请删去。", "holds a line break or an invisible character; remove it.")
        case .number(let range):
            (
                "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数。",
                "must be a whole number from \(range.lowerBound) to \(range.upperBound)."
            )
        case .choice(let words):
            (
                "只能写：\(words.joined(separator: "、"))，或空着。",
                "must be one of \(words.joined(separator: ", ")), or empty."
            )
        case .word(let known):
            (
                "没有这个词，可写：\(known.joined(separator: "、"))，或小写英文词。",
                "no such word; write \(known.joined(separator: ", ")), or a word in a-z 0-9 -."
            )
        case .entriesMaximum(let maximum):
            ("最多写 \(maximum) 项。", "at most \(maximum) entries.")
        case .scientific:
            (
                "电话被表格软件改成了科学计数；请把这一列设为“文本”，重新填写。",
                "the spreadsheet has turned the phone into a number; make the column text and "
                    + "type it again."
            )
        case .phone: ("不像电话号码。", "does not look like a phone number.")
        case .moment:
            (
                "日期请写成 2026-12-01 或 2026-12-01 09:00。",
                "write dates as 2026-12-01 or 2026-12-01 09:00."
            )
        case .window:
            (
                "“最早”和“最晚”要么都写，要么都不写，“最晚”不能在前。",
                "give both 最早 and 最晚 or neither, the later one not before the earlier."
            )
        case .member:
            (
                "请写“全联盟”“本社区”，或成员代号（如 xintang），用顿号分开。",
                "write 全联盟 (all), 本社区 (none but us), or members' names such as xintang."
            )
        default:
            (
                "写了居民的联系方式，就要写明谁同意、同意了什么（个人信息保护法第 23、25 条）。",
                "with a resident's contact there must be who agreed, and to what (PIPL 23, 25)."
            )
        }
    }

    private var ofLook: (zh: String, en: String) {
        switch self {
        case .repeats(let row):
            ("与第 \(row) 行相同，只写入一次。", "the same as row \(row); written once.")
        case .alreadyHere: ("已经在册，保持原样。", "here already; left as it is.")
        case .findings(let findings):
            (
                "标题或说明里可能有住户信息（\(Self.names(findings).zh)）；发布前请修改。",
                "the words may give the resident away (\(Self.names(findings).en)); change "
                    + "them before publishing."
            )
        default: ("队伍表里没有这个队伍。", "no team of that name is on record.")
        }
    }

    private static func names(_ findings: Set<PrivacyFinding>) -> (zh: String, en: String) {
        let sorted = PrivacyFinding.allCases.filter(findings.contains).map { finding in
            switch finding {
            case .phone: ("电话", "a phone number")
            case .identityNumber: ("证件号", "an identity number")
            case .door: ("门牌", "a door")
            case .name: ("姓名", "the name")
            case .consent: ("只同意在本社区里用", "a consent for this community alone")
            }
        }
        return (
            sorted.map(\.0).joined(separator: "、"), sorted.map(\.1).joined(separator: ", ")
        )
    }
}
