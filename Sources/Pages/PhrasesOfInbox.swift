/// The sentences of the office's inbox and of the posters.
extension Phrase {
    static let inboxTitle = Phrase("居民留下的心愿", "Wishes that residents have left")
    static let inboxHow = Phrase(
        "先打电话核实，再接下、改好、记下。记下以前，只有办公室看得到。",
        "Call first, then take it over, go over the words and write it down. Until then the office "
            + "alone can read it.")
    static let takeHow = Phrase(
        "要帮什么，写的是居民的原话。打电话核实，把话里的姓名、电话、门牌去掉，再记下：记下以后，本社区的志愿者就看得到；发布以后，全街道看得到。",
        "What is wished for stands there in the resident's own words. Call, take name, phone and "
            + "door out of those words, then write the wish down: from then on volunteers of this "
            + "community see it, and the whole street once it is published.")
    static let inboxEmpty = Phrase("没有等待的。", "Nothing waits.")
    static let inboxAlike = Phrase(
        "同一个电话还有未结束的心愿，看看是不是同一件事：",
        "The same phone has open wishes; it may be one of them:")
    static let inboxTake = Phrase("接下，写成心愿", "Take it over as a wish")
    static let inboxDecline = Phrase("不接，回复居民", "Decline and answer")
    static let inboxReason = Phrase("为什么", "Why")
    static let inboxWords = Phrase("给居民的话（可以不填）", "Words to the resident (optional)")
    static let inboxWordsHint = Phrase(
        "居民用查询号能看到，例如该找哪个单位。", "The resident reads them with the number.")

    static func inboxLink(_ count: Int) -> Phrase {
        Phrase("居民留言 \(count)", "From residents: \(count)")
    }

    static let doorTitle = Phrase("网上留心愿", "Wishes left over the net")
    static let doorIsOpen = Phrase(
        "开着：谁扫了海报上的码，都可以留下心愿，等您来看。",
        "Open: whoever scans a poster can leave a wish, and it waits for you here.")
    static let doorIsClosed = Phrase(
        "已关：扫码的人会看到，请打电话给社区。已经收到的和查询号都不受影响。",
        "Closed: who scans a poster reads to call the office. What has come in stays, and every "
            + "number can still be followed.")
    static let doorClose = Phrase("先不收了", "Close it for now")
    static let doorOpen = Phrase("重新收", "Open it again")

    // MARK: Posters

    static let postersTitle = Phrase("驿站和海报", "Stations and posters")
    static let postersHow = Phrase(
        "每个驿站一张海报，打印出来贴上。居民用手机扫一扫，就能留下心愿。",
        "One poster for each station: print it and hang it up. Residents scan it and leave a wish.")
    static let postersNone = Phrase("还没有驿站，先写一个。", "No station yet; write one down.")
    static let posterOpen = Phrase("看海报、打印", "Look and print")
    static let posterDrop = Phrase("从册子里拿掉", "Take out of the book")
    static let stationNew = Phrase("添一个驿站", "Add a station")
    static let stationName = Phrase("驿站名称", "Name of the station")
    static let stationPlace = Phrase("在哪里", "Where it is")
    static let stationPhone = Phrase("咨询电话", "Phone to call")
    static let stationSave = Phrase("写进册子", "Write it down")
    static let posterLoopback = Phrase(
        "现在的网址只有这台电脑打得开，手机扫了也没用。请管理员先设好对外的网址，再打印。",
        "This address opens on this computer alone: no phone reaches it. Ask the administrator to "
            + "set the outside address before you print.")
    static let posterCall = Phrase("有心愿，说出来", "Have a wish? Say it.")
    static let posterScan = Phrase("扫一扫，邻里帮您圆心愿", "Scan it: neighbours will help.")
    static let posterOne = Phrase("用手机扫上面的码，写下需要什么。", "Scan the code and write what you need.")
    static let posterTwo = Phrase("社区看过，打电话跟您核实。", "The office reads it and calls you.")
    static let posterThree = Phrase("志愿者上门帮忙，不收钱。", "A volunteer comes; it costs nothing.")
    static let posterFour = Phrase("用查询号，随时看进展。", "With your number you can follow it.")
    static let posterWish = Phrase("留心愿的二维码", "QR code: leave a wish")
    static let posterWall = Phrase("看心愿墙的二维码", "QR code: the wish wall")
    static let posterSeeWall = Phrase("心愿墙", "The wish wall")
    static let posterPhone = Phrase("不用手机？打电话：", "No phone with a camera? Call: ")
    static let posterPrint = Phrase(
        "按 Ctrl+P 打印，纸张选 A4、竖向。", "Print with Ctrl+P on A4, upright.")
}
