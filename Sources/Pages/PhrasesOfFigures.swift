import Alliance
import Community

/// The sentences of the street's figures and of the month's report.
extension Phrase {
    static let figureAcross = Phrase("谁帮了谁", "Who serves whom")
    static let figureNothingAcross = Phrase(
        "这段时间还没有跨社区的服务。", "No service across a border in this time yet.")
    static let figurePicture = Phrase("跨社区服务图", "Picture of services across borders")
    static let figurePictureHow = Phrase(
        "左边是派出志愿者的社区，右边是得到帮助的社区；带子越宽，服务越多，深色的合起来占一半以上。下面的表里有每个数。",
        "On the left whose volunteers went, on the right whose residents were helped; the wider "
            + "the band, the more services; the dark ones are half of them or more. The "
            + "table below has every number.")
    static let figureMatrixHow = Phrase(
        "每一行是心愿所属的社区，每一列是志愿者所属的社区。",
        "Each row is the community of the wish, each column that of the volunteer.")
    static let figureWhose = Phrase("心愿＼志愿者", "wish \\ volunteer")
    static let figureTotal = Phrase("合计", "Total")
    static let figureEach = Phrase("各社区", "Each community")
    static let figureCommunity = Phrase("社区", "Community")
    static let figurePublished = Phrase("发布", "Published")
    static let figureOpen = Phrase("现在进行中", "Open now")
    static let figureLate = Phrase("现在超时", "Late now")
    static let figureFulfilled = Phrase("完成", "Fulfilled")
    static let figureGiven = Phrase("志愿者去了", "Services given")
    static let figureReceived = Phrase("居民得到", "Services received")
    static let figureHours = Phrase("服务时长", "Hours given")
    static let figureToClaim = Phrase("多久有人认领", "To first claim")
    static let figureToSettle = Phrase("多久办好", "To confirmation")

    static func figurePictureSays(_ across: Int) -> Phrase {
        Phrase(
            "跨社区服务 \(across) 次，从哪个社区到哪个社区，下面的表里有",
            "\(counted(across, "service", "services")) across borders; from where to where stands "
                + "in the table below")
    }

    static func figureSum(_ all: StreetFigures.Line) -> Phrase {
        Phrase(
            "发布 \(all.published) 个心愿，完成 \(all.fulfilled) 个；服务 \(all.received) 次，"
                + "其中跨社区 \(all.receivedAcross) 次。",
            "\(counted(all.published, "wish", "wishes")) published, \(all.fulfilled) fulfilled; "
                + "\(counted(all.received, "service", "services")), \(all.receivedAcross) of them "
                + "across a border.")
    }

    static func figureMedians(_ all: StreetFigures.Line) -> Phrase {
        func words(_ span: UInt64?) -> Phrase { span.map { figureSpan($0) } ?? Phrase("—", "—") }
        let (claim, award, settle) = (words(all.toClaim), words(all.toAward), words(all.toSettle))
        return Phrase(
            "一半的心愿在这么久以内：有人认领 \(claim.zh)，派单 \(award.zh)，办好并确认 \(settle.zh)。",
            "Half of the wishes were quicker than this: to the first claim \(claim.en), to a place "
                + "\(award.en), to the confirmed service \(settle.en).")
    }

    static func figureContested(_ count: Int) -> Phrase {
        Phrase(
            "有 \(count) 个心愿被同时认领，按公开的规则分出了先后。",
            "\(counted(count, "wish was", "wishes were")) claimed by several at the same time, and "
                + "settled by the published rules.")
    }

    static func figureLeftOut(_ count: Int) -> Phrase {
        Phrase(
            "有 \(count) 段时间没有算进去：有电脑的时钟不对。",
            "\(counted(count, "span", "spans")) of time left out: some computer's clock was wrong.")
    }

    static func figureOtherwise(_ cancelled: Int, _ expired: Int) -> Phrase {
        Phrase(
            "另：取消 \(cancelled)，过期 \(expired)",
            "also \(cancelled) cancelled, \(expired) expired")
    }

    static func figureOfThemAcross(_ count: Int) -> Phrase {
        Phrase("跨社区 \(count)", "\(count) across")
    }

    /// A span of time in its two largest units.
    static func figureSpan(_ milliseconds: UInt64) -> Phrase {
        let minutes = Int(clamping: milliseconds / 60_000)
        guard minutes >= 1 else { return Phrase("不到 1 分钟", "under 1 min") }
        guard minutes >= 60 else { return Phrase("\(minutes) 分钟", "\(minutes) min") }
        let (hours, rest) = (minutes / 60, minutes % 60)
        guard hours >= 24 else {
            return rest == 0
                ? Phrase("\(hours) 小时", "\(hours) h")
                : Phrase("\(hours) 小时 \(rest) 分", "\(hours) h \(rest) min")
        }
        let (days, left) = (hours / 24, hours % 24)
        return left == 0
            ? Phrase("\(days) 天", counted(days, "day", "days"))
            : Phrase("\(days) 天 \(left) 小时", "\(counted(days, "day", "days")) \(left) h")
    }

    // MARK: The month's report

    static let report = Phrase("月报", "The month's report")
    static let reportMonth = Phrase("哪个月", "Month")
    static let reportShow = Phrase("看这个月", "Show this month")
    static let reportSheet = Phrase("下载表格（CSV）", "Download as a sheet (CSV)")
    static let reportPrint = Phrase("用浏览器的“打印”打出来。", "Print it with the browser.")
    static let reportTurns = Phrase("成员变动", "Who takes part")
    static let reportNoTurns = Phrase("没有变动。", "No change.")

    static func reportTitle(_ alliance: String, _ month: String) -> Phrase {
        let parts = month.split(separator: "-")
        let (year, number) = (parts.first ?? "", Int(parts.last ?? "") ?? 0)
        return Phrase(
            "\(alliance) \(year) 年 \(number) 月", "\(alliance), \(month)")
    }

    static func reportCounted(_ at: LocalMoment) -> Phrase {
        let time = bookTime(at)
        return Phrase(
            "\(time.zh) 由本节点从已收到的事件数出；时间按各社区电脑的时钟。",
            "Counted by this node on \(time.en) from the events that have come; times are those "
                + "of the communities' clocks.")
    }

    static func turn(_ turn: ReportModel.Turn) -> Phrase {
        switch turn {
        case .admitted: Phrase("加入", "admitted")
        case .suspended: Phrase("暂停", "suspended")
        case .readmitted: Phrase("恢复", "readmitted")
        case .keyReplaced: Phrase("换了密钥", "has new keys")
        }
    }
}
