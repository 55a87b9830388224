/// The sentences about sheets, and about what a person may ask.
extension Phrase {
    static let sheetsTitle = Phrase("导入导出", "Sheets")
    static let sheetsImport = Phrase("导入", "Import")
    static let sheetsAnother = Phrase("换一个文件", "Another file")
    static let sheetsKind = Phrase("是什么表", "What it holds")
    static let sheetsFile = Phrase("表格文件", "The file")
    static let sheetsLook = Phrase("先看看", "Look first")
    static let sheetsLookHint = Phrase(
        "先看，不写：逐行告诉您哪里要改。看过没问题，再点一次才写入。",
        "A look writes nothing and says line by line what to mend. Writing is a second step.")
    static let sheetsCarried = Phrase(
        "写入的就是刚才看过的这个文件；它由您的浏览器带着，服务器上没有存。",
        "What is written is the very file just looked at. Your browser carries it; "
            + "the server has kept nothing.")
    static let sheetsNothingWritten = Phrase(
        "什么都没有写入。请改好文件，再来一次。", "Nothing was written. Mend the file and come again.")
    static let sheetsNothingNew = Phrase("每一行都已经在册，没有要写入的。", "Every row is here already.")
    static let sheetsProblems = Phrase("要改的", "To mend")
    static let sheetsLooks = Phrase("请再看一眼", "Worth a second look")
    static let sheetsExport = Phrase("导出", "Export")
    static let sheetsExportHint = Phrase(
        "导出的文件里有电话和住址；每次导出都记入审计。用完请删除。",
        "The files hold phones and doors; each export is an entry of the audit trail. "
            + "Delete them after use.")
    static let sheetsHeaders = Phrase("表头怎么写", "The headers")
    static let sheetsHeadersHint = Phrase(
        "从 Excel 或 WPS 另存为 CSV 即可，UTF-8 和 GBK 都认得；列的先后随意，不用的列可以不要。",
        "Save as CSV from Excel or WPS, in UTF-8 or GBK. Columns may stand in any order; "
            + "leave out those you do not need.")
    static let sheetsFirstLine = Phrase("第一行：", "First line:")
    static let sheetsRequired = Phrase("必须有", "needed")

    static func sheetsKind(_ kind: SheetsModel.Kind) -> Phrase {
        switch kind {
        case .volunteers: Phrase("志愿者", "Volunteers")
        case .wishes: Phrase("心愿", "Wishes")
        case .teams: Phrase("队伍、单位和商户", "Teams and partners")
        }
    }

    static func sheetsEncoding(_ name: String) -> Phrase {
        name == "UTF-8"
            ? Phrase("UTF-8", "UTF-8") : Phrase("旧版 Excel", "Old Excel")
    }

    static func sheetsFileHint(_ mebibytes: Int) -> Phrase {
        Phrase(
            "CSV 文件，最大 \(mebibytes) MB；更大的请技术人员用 yizhan import。",
            "A CSV file of at most \(mebibytes) MiB; larger ones go by `yizhan import`.")
    }

    static func sheetsRead(_ rows: Int, _ encoding: String) -> Phrase {
        Phrase(
            "读到 \(rows) 行（\(encoding)）。",
            "\(counted(rows, "row was", "rows were")) read (\(encoding)).")
    }

    static func sheetsToMend(_ count: Int) -> Phrase {
        Phrase("有 \(count) 处要改", counted(count, "thing", "things") + " to mend")
    }

    static func sheetsCanWrite(_ new: Int, of rows: Int) -> Phrase {
        Phrase("\(rows) 行里有 \(new) 行是新的", "\(new) of \(counted(rows, "row", "rows")) are new")
    }

    static func sheetsWritten(_ written: Int, of rows: Int) -> Phrase {
        Phrase(
            "写入了 \(written) 行，其余 \(max(0, rows - written)) 行已经在册",
            "\(counted(written, "row was", "rows were")) written, "
                + "the other \(max(0, rows - written)) were here")
    }

    static func sheetsWrite(_ new: Int) -> Phrase {
        Phrase("写入这 \(new) 行", "Write " + counted(new, "row", "rows"))
    }

    static func sheetsMore(_ count: Int) -> Phrase {
        Phrase("还有 \(count) 处。", "And \(count) more.")
    }

    // MARK: What a person may ask

    static let peopleMeaning = Phrase(
        "任何人都可以来问：你们记了我什么？给了谁？请改正，请删除（个人信息保护法第 44 至 47 条）。当面核对身份以后，在这里查。",
        "Anybody may ask: what do you keep about me, who was given it, correct it, erase it "
            + "(PIPL art. 44 to 47). Make sure who asks, then look here.")
    static let peoplePhone = Phrase("居民的电话", "The resident's phone")
    static let peoplePhoneHint = Phrase(
        "按登记的电话找；一个号码下有几件心愿，都会列出。",
        "As it was written down; all wishes under that number are listed.")
    static let peopleVolunteer = Phrase("或者志愿者编号", "Or a volunteer's number")
    static let peopleFind = Phrase("看这里记了什么", "Show what is kept")
    static let peopleAudited = Phrase(
        "查一次，记一条审计；网址里没有电话。",
        "Each look is an entry of the audit trail; the phone is in no address.")
    static let peopleReport = Phrase("这里记了什么", "What is kept here")
    static let peoplePrint = Phrase(
        "可以打印出来交给本人（浏览器的“打印”）。", "Print it for the person with the browser.")
    static let peopleErase = Phrase("删除", "Erase")
    static let peopleEraseResident = Phrase(
        "这些心愿会马上结束并删除：本社区的联系方式、同意书和文字删掉，发布出去的文字请每个社区都删。已经派出的志愿者不会再看到联系方式。不能恢复。",
        "These wishes end and are erased at once: contact, consent and words here, and the "
            + "published words at every member. Volunteers see no contact any more. "
            + "It cannot be taken back.")
    static let peopleEraseBox = Phrase(
        "本人要求删除，我已核对身份", "The person asked for it, and I made sure who it is")
    static let peopleEraseButton = Phrase("全部删除", "Erase all of it")
    static let peopleErased = Phrase("删除已办", "Erased")
    static let peopleErasedHint = Phrase(
        "别的社区收到后会确认；下面是办了什么，可以打印给本人。",
        "The other members confirm when it reaches them. Here is what was done, to be printed.")
}
