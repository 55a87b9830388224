/// The sentences about how the node is: each trouble with what to do about it.
extension Phrase {
    static let nodeWell = Phrase("一切正常，没有要您处理的事。", "All is well; nothing waits for you.")
    static let nodeTodo = Phrase("要处理的事", "What needs a person")
    static let nodeDo = Phrase("怎么办", "What to do")
    static let nodeFacts = Phrase("驿站", "This node")
    static let nodeMember = Phrase("节点名", "Node")
    static let nodeAlliance = Phrase("联盟", "Alliance")
    static let nodeVersion = Phrase("版本", "Version")
    static let nodeDisk = Phrase("磁盘余量", "Free disk")
    static let nodeUnknown = Phrase("不知道", "not known")
    static let nodeParcels = Phrase("密封件", "Sealed parcels")
    static let nodeBackup = Phrase("备份", "Backups")
    static let nodeBackupLast = Phrase("上次备份", "Last backup")
    static let nodeBackupNext = Phrase("下次备份", "Next backup")
    static let nodeBackupNone = Phrase("还没有", "none yet")
    static let nodeBackupByHand = Phrase(
        "没有设自动备份", "by hand alone: no schedule is set")
    static let nodeKeys = Phrase("密钥备份", "Backup of the keys")
    static let nodeKeysNever = Phrase("没有做过", "never made")
    static let nodeKeysOld = Phrase("旧密钥的，已经没用", "of keys that were replaced")
    static let nodeNeighbours = Phrase("邻居", "Neighbours")
    static let nodeHeard = Phrase("上次有消息", "Last heard")
    static let nodeToSend = Phrase("待送", "To send")
    static let nodeClock = Phrase("时钟", "Clock")
    static let nodeClockGood = Phrase("一致", "agrees")
    static let nodeSuspended = Phrase("已被联盟暂停", "suspended by the alliance")
    static let nodeByAlliance = Phrase("经联盟往来", "by way of the alliance")
    static let nodeRecover = Phrase("收回派单权", "Take the right back")
    static let nodeTrail = Phrase(
        "技术人员：yizhan doctor 会逐项检查。", "For technicians: `yizhan doctor` checks each thing.")

    // MARK: Troubles, each with what to do

    static let nodeStopped = Phrase(
        "有另一台机器用本节点的名义写过东西，本节点已经停止写入。",
        "Another machine has written in this node's name; this one writes no more.")
    static let nodeStoppedDo = Phrase(
        "先停掉那台机器（常见的是复制出来的旧电脑），再请技术人员按《运行手册》从备份恢复，并告诉联盟。",
        "Stop that machine first (often an old computer that was copied), then have this node "
            + "restored as Operating says, and tell the alliance.")
    static let nodeCopied = Phrase(
        "本节点的密钥在别处用过。", "This node's keys were used elsewhere.")
    static let nodeCopiedDo = Phrase(
        "如果不是您自己误用了旧快照，密钥可能被盗：马上告诉联盟，换密钥（yizhan keys renew）。",
        "Unless you started an old snapshot yourselves, they may be stolen: tell the alliance "
            + "at once and renew the keys (`yizhan keys renew`).")

    static func nodeFrozen(_ names: [String]) -> Phrase {
        Phrase(
            "从备份恢复以后，还在等这些节点作证：\(names.joined(separator: "、"))。等齐以前不派单。",
            "After the restore the node waits for the word of: "
                + "\(names.joined(separator: ", ")). Until then it awards nothing.")
    }

    static let nodeFrozenDo = Phrase(
        "一般几分钟就好。有节点长期不开机，就在下面逐个心愿收回派单权：先问那个社区有没有派过单。",
        "It usually takes minutes. If a node stays off, take the right back wish by wish "
            + "below: ask that community first whether it has awarded.")

    static func nodeForks(_ count: Int) -> Phrase {
        Phrase(
            "有 \(count) 次，同一个编号下出现了两种说法；只认先到的那种。",
            counted(count, "time", "times")
                + " two things came under one number; the first one counts.")
    }

    static let nodeForksDo = Phrase(
        "请告诉联盟：是哪个成员的机器被复制过。", "Tell the alliance: some member's machine was copied.")

    static func nodeIncident(_ title: String, _ count: Int) -> Phrase {
        Phrase(
            "“\(title)”上有 \(count) 件要看的事：派单权由人收回过，或者有派单因此作废。",
            "“\(title)”: \(counted(count, "thing", "things")) to look at: the right to award was "
                + "taken back by a person, or an award became void by that.")
    }

    static let nodeIncidentDo = Phrase(
        "打开这个心愿看经过，再打电话给有关的志愿者说明。", "Open the wish, read its story, call the volunteers concerned.")
    static let nodeBackupLate = Phrase("两天没有备份了。", "No backup for two days.")
    static let nodeBackupLateDo = Phrase(
        "看看备份用的硬盘在不在、满没满；技术人员可以马上做一份：yizhan backup。",
        "See that the backup's disk is there and not full; a technician can make one now: "
            + "`yizhan backup`.")
    static let nodeBackupUnset = Phrase(
        "没有设自动备份，也没有备份。电脑坏了，什么都找不回来。",
        "No backups are scheduled and none was made. If the computer breaks, all is lost.")
    static let nodeBackupUnsetDo = Phrase(
        "请技术人员插一块移动硬盘，设 backup.directory。", "Have a second disk attached and backup.directory set.")

    static func nodeBackupFailed(_ why: String) -> Phrase {
        Phrase("最近一次备份没有成功：\(why)", "The last attempt at a backup failed: \(why)")
    }

    static let nodeKeysDo = Phrase(
        "请技术人员把密钥另存一份，放在柜子里：yizhan keys export。没有它，电脑坏了就解不开备份里的联系方式。",
        "Have the keys exported and locked away: `yizhan keys export`. Without them nobody can "
            + "read the contacts in a backup.")
    static let nodeKeysMissing = Phrase(
        "密钥没有另存的备份。", "The keys have no backup of their own.")
    static let nodeKeysOutdated = Phrase(
        "密钥换过，旧的密钥备份没用了。", "The keys were renewed; the old export is worth nothing.")

    static func nodeLate(_ name: String) -> Phrase {
        Phrase("\(name)迟迟没有消息。", "\(name) has not been heard from for longer than usual.")
    }

    static let nodeLateDo = Phrase(
        "先看本社区能不能上网；能上，就打电话问对方的电脑开没开。这期间照常办事，通了会自己补上。",
        "See whether this office is online; if so, call them: is their computer on? Work goes "
            + "on meanwhile and is exchanged when the line is back.")

    static func nodeSkewed(_ name: String, _ seconds: Int64) -> Phrase {
        let minutes = Int((seconds.magnitude + 30) / 60)
        return Phrase(
            "和\(name)的时钟差 \(seconds.magnitude) 秒（约 \(minutes) 分钟），对方的\(seconds > 0 ? "快" : "慢")。",
            "\(name)'s clock is \(seconds.magnitude) s (about \(minutes) min) "
                + "\(seconds > 0 ? "ahead of" : "behind") ours.")
    }

    static let nodeSkewedDo = Phrase(
        "看看这台电脑的时间对不对，打开自动对时；差到 5 分钟就不能往来了。",
        "Check this computer's time and let it be set automatically; beyond 5 minutes the "
            + "nodes refuse each other.")

    static func nodeDiskShort(_ free: String) -> Phrase {
        Phrase("磁盘只剩 \(free)。", "Only \(free) of the disk are free.")
    }

    static let nodeDiskDo = Phrase(
        "请技术人员腾出空间或换大盘；满了就不能再写。", "Make room: on a full disk nothing can be written.")

    static func nodeWebhook(_ waiting: Int, _ why: String) -> Phrase {
        Phrase(
            "群通知发不出去，\(waiting) 条在等：\(why)",
            "The group takes no notices, \(counted(waiting, "waits", "wait")): \(why)")
    }

    static let nodeWebhookDo = Phrase(
        "看看群机器人还在不在、地址对不对（webhook.url）。", "Is the group's robot still there, and webhook.url right?"
    )

    static func nodeWaiting(_ parcels: Int) -> Phrase {
        parcels == 0
            ? Phrase("都已签收", "all acknowledged")
            : Phrase(
                "\(parcels) 份等对方签收，会一直重送", "\(parcels) wait for a receipt, sent again until then")
    }

    /// Bytes in words: tenths of a GiB, or MiB.
    static func nodeSize(_ bytes: Int) -> String {
        bytes >= 1 << 30
            ? "\(bytes >> 30).\((bytes >> 20 & 1023) * 10 / 1024) GiB" : "\(bytes >> 20) MiB"
    }
}
