/// The sentences about neighbours and about the node itself.
extension Phrase {
    static let neighbours = Phrase("邻居节点", "Neighbours")
    static let allianceNode = Phrase("联盟节点", "alliance node")
    static let neverHeard = Phrase("还没收到过消息", "nothing heard yet")
    static let allSent = Phrase("消息都已送达", "all delivered")
    static let noNeighbours = Phrase("还没有邻居", "No neighbours yet")
    static let noNeighboursFirst = Phrase(
        "请街道联盟发一个加入密钥，让本节点加入联盟。没有联盟，本社区照样能用。",
        "Ask the alliance for a join key and let this node join. "
            + "Without an alliance the community can work as well.")
    static let noNeighboursYet = Phrase(
        "已加入联盟，等第一次交换。几分钟后还是这样，请检查本节点的网络。",
        "In the alliance, waiting for the first exchange. "
            + "If this stays for some minutes, check this node's network.")

    static let node = Phrase("本节点", "This node")
    static let running = Phrase("运行正常，可以派单。", "Running well; claims can be awarded.")

    static func closed(to name: String) -> Phrase {
        Phrase("办公室已关门，由\(name)代为派单。", "The office is closed; \(name) awards meanwhile.")
    }

    static let frozen = Phrase(
        "已冻结：暂停派单，也不交出联系方式。",
        "Frozen: it awards nothing and hands out no contacts.")
    static let frozenFirst = Phrase(
        "请管理员查看原因；等邻居节点确认无误，再解冻。",
        "Administrator: look at the reason, wait for the neighbours to confirm, then release it.")
    static let noIncidents = Phrase("没有异常事件。", "No incidents.")
    static let noParcels = Phrase("密封件都已签收。", "All sealed parcels are acknowledged.")

    static func contact(_ contact: HomeModel.Contact) -> Phrase {
        switch contact {
        case .inTouch: Phrase("联系正常", "In touch")
        case .late: Phrase("迟迟没有消息", "Late")
        case .never: Phrase("还没联系上", "Never reached")
        }
    }

    static func heard(secondsAgo seconds: Int) -> Phrase {
        let ago = Phrase.ago(seconds: seconds)
        return Phrase("\(ago.zh)收到消息", "heard \(ago.en)")
    }

    static func toSend(_ events: Int) -> Phrase {
        Phrase("\(events) 条待送达", counted(events, "event to deliver", "events to deliver"))
    }

    static func incidents(_ count: Int) -> Phrase {
        Phrase(
            "有 \(count) 件异常事件，请管理员查看。",
            counted(count, "incident", "incidents") + " for the administrator to look at.")
    }

    static func parcels(_ count: Int) -> Phrase {
        Phrase(
            "有 \(count) 个密封件等对方签收，会一直重送。",
            counted(count, "sealed parcel", "sealed parcels")
                + " not acknowledged yet; sent again until then.")
    }
}
