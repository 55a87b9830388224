import Alliance
import Node

/// A node's state in sentences, Chinese with English beside: what a clerk asks first.
struct StatusText {
    let lines: [String]

    /// Words for what `/status` says.
    ///
    /// - Throws: `FieldProblem` when the answer is of another version.
    init(_ answer: Fields) throws(FieldProblem) {
        var answer = answer
        var lines: [String] = []
        var node = try Fields(answer.value("node") ?? .null, name: "node")
        let name = try node.text("displayName", bytesMaximum: 200)
        lines.append("\(name) (\(try node.text("member", bytesMaximum: 40))) 正在运行 is running.")
        if let json = answer.value("alliance") {
            var alliance = try Fields(json, name: "alliance")
            let title = try alliance.text("displayName", bytesMaximum: 200)
            let isHere = try alliance.optionalFlag("servedHere") ?? false
            lines.append(
                isHere
                    ? "本节点为 \(title) 服务 This node serves the alliance."
                    : "属于 \(title) It belongs to this alliance.")
        } else {
            lines.append("尚未加入联盟，只服务本社区 No alliance yet: `yizhan join`.")
        }
        for json in try answer.list("members", elementsMaximum: 4096) {
            lines.append(try Self.member(json))
        }
        var wishes = try Fields(answer.value("wishes") ?? .null, name: "wishes")
        let open = try wishes.integer("open", Self.any)
        let unclaimed = try wishes.integer("unclaimed", Self.any)
        lines.append("进行中的心愿 \(open) 个，其中无人认领 \(unclaimed) 个 open wishes, unclaimed.")
        let parcels = try answer.integer("parcelsWaiting", Self.any)
        if parcels > 0 {
            lines.append("有 \(parcels) 份密封件还没有签收 sealed parcels wait for a receipt.")
        }
        lines += try Self.held(&answer)
        let trouble =
            try answer.integer("incidents", Self.any) + answer.integer("forks", Self.any)
        lines.append(
            trouble == 0
                ? "没有需要人处理的事 Nothing needs a person."
                : "有 \(trouble) 件事需要人看 things need a person's eye.")
        if let json = answer.value("webhook") {
            var webhook = try Fields(json, name: "webhook")
            let waiting = try webhook.integer("waiting", Self.any)
            if let trouble = try webhook.optionalText("trouble", bytesMaximum: 2000) {
                lines.append(
                    "通知发不出去，\(waiting) 条在等 The webhook takes nothing, "
                        + "\(waiting) wait: \(trouble)")
            }
        }
        lines += try Self.backup(&answer)
        self.lines = lines
    }

    /// What others decide, and what nobody does.
    private static func held(_ answer: inout Fields) throws(FieldProblem) -> [String] {
        var lines: [String] = []
        if try answer.optionalText("office", bytesMaximum: 10) == "closed" {
            lines.append("办公室已关门，由值守节点代为派单 The office is closed: a delegate awards.")
        }
        var elsewhere = try Fields(answer.value("elsewhere") ?? .null, name: "elsewhere")
        let all = try elsewhere.integer("all", any)
        if all > 0 {
            lines.append(
                "\(all) 个心愿的派单权不在本节点 wishes are decided elsewhere: `yizhan elsewhere`.")
        }
        let frozenHere = try elsewhere.integer("frozen", any)
        if let json = answer.value("frozen") {
            var frozen = try Fields(json, name: "frozen")
            let names: [MemberName] = try frozen.texts(
                "unwitnessed", elementsMaximum: 4096, expected: "members"
            ) { MemberName($0) }
            let missing = try frozen.list("missing", elementsMaximum: 4096).count
            lines.append(
                "已冻结：本节点恢复自备份，等待成员作证 Frozen after a restore; waiting for: "
                    + names.map(\.text).joined(separator: ", ")
                    + (missing > 0 ? "，\(missing) 个记录链未到齐 logs incomplete" : ""))
        }
        if frozenHere > 0 {
            lines.append(
                "\(frozenHere) 个心愿已冻结，可逐个确认 wishes are frozen: `yizhan recover` one by one.")
        }
        if try answer.optionalText("copied", bytesMaximum: 60) != nil {
            lines.append(
                "本节点的密钥在别处被用过：若不是误恢复的快照，密钥可能已被盗 This node's keys were used elsewhere: "
                    + "unless it was an old snapshot, they may be stolen; see Operating.")
        }
        if try answer.optionalFlag("stopped") ?? false {
            lines.append(
                "本节点的副本曾写入，已停止写入 A copy of this node has written: it writes no more.")
        }
        return lines
    }

    private static let any: ClosedRange<UInt64> = 0...JSON.integerLimit

    private static func backup(_ answer: inout Fields) throws(FieldProblem) -> [String] {
        let now = try answer.integer("now", any)
        let state = try BackupState(answer.value("backup") ?? .object([]))
        var lines: [String] = []
        if let made = state.made {
            let hours = (now - min(now, made.madeAt)) / 3_600_000
            lines.append(
                "上次备份在 \(hours) 小时前，\(made.bytes) 字节，已核对 "
                    + "Last backup \(hours) h ago, \(made.bytes) bytes, verified: \(made.file)")
        } else {
            lines.append("还没有备份 No backup yet: `yizhan backup`.")
        }
        if let failed = state.failed {
            let hours = (now - min(now, failed.at)) / 3_600_000
            lines.append(
                "\(hours) 小时前备份失败 A backup failed \(hours) h ago: \(failed.sentence)")
        }
        if try answer.optionalFlag("backupsScheduled") != true {
            lines.append("没有设置自动备份 No scheduled backups: set backup.directory.")
        }
        return lines
    }

    private static func member(_ json: JSON) throws(FieldProblem) -> String {
        var member = try Fields(json, name: "members")
        let name = try member.text("displayName", bytesMaximum: 200)
        guard try member.optionalFlag("active") ?? true else { return "\(name)：已暂停 suspended" }
        // What the alliance passes on waits for nobody here.
        guard try member.optionalFlag("neighbour") ?? true else {
            return "\(name)：经联盟往来 by way of the alliance"
        }
        let heard: String
        if let seconds = try member.optionalInteger("heardSecondsAgo", any) {
            heard = "\(seconds) 秒前有联系 heard \(seconds) s ago"
        } else {
            heard = "还没有联系 not heard from yet"
        }
        let waiting = try member.integer("eventsToSend", any)
        return "\(name)：\(heard)" + (waiting == 0 ? "" : "，\(waiting) 条待送 events to send")
    }
}
