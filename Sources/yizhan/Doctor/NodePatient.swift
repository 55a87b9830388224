import Alliance
import Node
import Outbound
import Replication
import Settings
import Signing
import Storage

/// One node under examination: running, when its socket answers, or stopped.
struct NodePatient {
    let settings: NodeSettings
    let keys: KeyRing

    /// Beyond, a person should set the clock; at 300 s other members refuse us (SIG-5).
    static let skewSecondsMaximum: Int64 = 60

    /// Where the alliance is, and the key that it must show.
    struct Alliance {
        let name: String
        let address: String
        let key: String
    }

    /// All that can be asked of the node, its file, and its alliance.
    func examine() async -> [Finding] {
        if let status = await ask("/status") { return await examineRunning(status) }
        return await examineStopped()
    }

    // MARK: Running

    private func examineRunning(_ status: Fields) async -> [Finding] {
        var status = status
        var findings: [Finding] = [
            .good("node", "节点正在运行。", "The node is running."), await database(),
            await answersOnPort(), backup(try? BackupState(status.value("backup") ?? .null)),
        ]
        if (try? status.optionalFlag("stopped")) == true {
            findings.append(
                .bad(
                    "writer", "有另一台机器用过本节点的名义。",
                    "A copy of this node has written in its name.",
                    do: "停掉那台机器，联系联盟。", "Stop that machine, and tell the alliance."))
        }
        if status.value("frozen") != nil {
            findings.append(
                .bad(
                    "frozen", "节点恢复后还在等成员作证，暂不派单。",
                    "Since it began anew the node waits for witnesses and does not award.",
                    do: "看 yizhan status 在等谁；或由人逐个确认心愿。",
                    "`yizhan status` says for whom it waits; a person may confirm each wish."))
        }
        guard let json = status.value("alliance"), var alliance = try? Fields(json) else {
            return findings + [Self.alone]
        }
        if (try? alliance.optionalFlag("servedHere")) == true {
            return findings + [memberClocks(status)]
        }
        if let name = try? alliance.text("member", bytesMaximum: 40),
            let address = try? status.text("allianceAddress", bytesMaximum: 300),
            let key = try? status.text("allianceKey", bytesMaximum: 60)
        {
            findings += await visit(Alliance(name: name, address: address, key: key))
        }
        return findings
    }

    /// The running node reads its file through: one process owns it (traps: SQLite 3.40).
    private func database() async -> Finding {
        guard var answer = await ask("/check"),
            let flaws = try? answer.list("flaws", elementsMaximum: 200)
        else {
            return .bad(
                "database", "节点没有及时查完数据库。", "The node did not finish the check in time.",
                do: "夜里停下节点再运行 doctor。", "Stop the node at night and run doctor again.")
        }
        return Self.database(
            flaws.map { json in
                if case .string(let text) = json { text } else { "?" }
            })
    }

    private func answersOnPort() async -> Finding {
        let host = settings.listen.host
        let reached =
            host == "0.0.0.0"
            ? "127.0.0.1"
            : host.contains(":")
                ? "[\(host == "::" ? "::1" : host)]"
                : host
        var configuration = CallerConfiguration()
        configuration.allowsPlainHTTP = true  // To this machine, whatever its address.
        let port = settings.listen.port
        let answer = await get("http://\(reached):\(port)/health", configuration)
        guard answer?.status == 200 else {
            return .bad(
                "port", "端口 \(port) 没有回答。", "Port \(port) does not answer.",
                do: "看日志；检查 listen.host 和 listen.port。",
                "Look at the log; check listen.host and listen.port.")
        }
        return .good("port", "端口 \(port) 有回答。", "Port \(port) answers.")
    }

    private func memberClocks(_ status: Fields) -> Finding {
        var status = status
        for json in (try? status.list("members", elementsMaximum: 4096)) ?? [] {
            guard var member = try? Fields(json),
                let text = try? member.optionalText("clockSkewSeconds", bytesMaximum: 20),
                let skew = Int64(text), abs(skew) > Self.skewSecondsMaximum,
                let name = try? member.text("member", bytesMaximum: 40)
            else { continue }
            return .bad(
                "clock", "与 \(name) 的时钟差 \(skew) 秒。", "\(name)'s clock is \(skew) s ahead.",
                do: "两边都开启 NTP 对时。", "Let NTP set both clocks.")
        }
        return .good("clock", "与各成员的时钟一致。", "The members' clocks agree, as far as known.")
    }

    // MARK: Stopped

    private func examineStopped() async -> [Finding] {
        var findings: [Finding] = []
        let examination: Database.Examination
        do throws(NodeFailure) {
            examination = try await Database.examine(
                directory: settings.dataDirectory, keys: keys)
        } catch {
            if case .storage(.inUse) = error {
                return [
                    .bad(
                        "node", "节点进程在，但不回答。", "The process is there and does not answer.",
                        do: "看日志；不行就重新启动。", "Look at the log, or start it again.")
                ]
            }
            let sentence = Composition.sentence(error)
            return [
                .bad(
                    "database", "数据库打不开：\(sentence)", "The database cannot be opened.",
                    do: "不要改动文件；从备份恢复。", "Leave the files; restore from a backup.")
            ]
        }
        findings.append(.good("node", "节点没有运行。", "The node is not running."))
        findings.append(Self.database(examination.flaws))
        findings.append(backup(examination.backup))
        findings.append(
            MachineChecks.port("port", host: settings.listen.host, settings.listen.port))
        if let port = settings.metrics.port {
            findings.append(MachineChecks.port("metrics", host: settings.metrics.host, port))
        }
        guard let roster = examination.state?.street?.roster,
            let key = roster.identityKey(of: roster.alliance),
            let address = roster[roster.alliance]?.admission.address
        else { return findings + (examination.isOlder ? [] : [Self.alone]) }
        if roster.alliance == keys.member { return findings }
        return findings
            + (await visit(
                Alliance(
                    name: roster.alliance.text, address: address, key: key.description)))
    }

    // MARK: Both

    private static let alone = Finding.good(
        "alliance", "没有加入联盟。", "The node is in no alliance.")

    private static func database(_ flaws: [String]) -> Finding {
        guard let first = flaws.first else {
            return .good(
                "database", "数据库完好，审计链连贯。", "The database is whole, the audit chain holds.")
        }
        let more = flaws.count > 1 ? " (+\(flaws.count - 1))" : ""
        return .bad(
            "database", "数据库有损：\(first)\(more)", "The database is damaged.",
            do: "停下节点，保留文件，从备份恢复。", "Stop the node, keep the files, restore a backup.")
    }

    /// Whether the backups that the settings ask for are being made.
    private func backup(_ state: BackupState?) -> Finding {
        guard settings.backup.directory != nil else {
            return .good(
                "backup", "没有设置自动备份（backup.directory）。",
                "No scheduled backups: backup.directory is not set.")
        }
        let now = wallClockMilliseconds()
        if let state, let made = state.made, !state.isLate(now: now) {
            let hours = (now - min(now, made.madeAt)) / 3_600_000
            return .good(
                "backup", "上次备份在 \(hours) 小时前。", "The last backup was made \(hours) h ago.")
        }
        let why = state?.failed.map { " \($0.sentence)" } ?? ""
        return .bad(
            "backup", "48 小时内没有备份。", "No backup in the last 48 hours.\(why)",
            do: "检查 backup.directory 和口令文件；现在就运行 yizhan backup。",
            "Check backup.directory and the passphrase file; run `yizhan backup` now.")
    }

    /// Whether the alliance answers, is the one that was pinned, and has our time.
    private func visit(_ alliance: Alliance) async -> [Finding] {
        var configuration = CallerConfiguration()
        configuration.allowsPlainHTTP = settings.outgoing.allowPlainHTTP
        configuration.caFile = settings.outgoing.caFile
        configuration.connectTo = settings.outgoing.connectTo
        let answer = await get(alliance.address + "/alliance/v1/descriptor", configuration)
        guard let answer, answer.status == 200,
            let json = try? JSONParser.parse(answer.body, form: .relaxed, bytesMaximum: 4096),
            var fields = try? Fields(json)
        else {
            return [
                .bad(
                    "alliance", "联系不上联盟 \(alliance.name)：\(alliance.address)。",
                    "\(alliance.name) does not answer at \(alliance.address).",
                    do: "检查网络和证书；期间照常工作，通了会补上。",
                    "Check network and certificate; work goes on meanwhile.")
            ]
        }
        guard (try? fields.text("identityKey", bytesMaximum: 60)) == alliance.key else {
            return [
                .bad(
                    "alliance", "\(alliance.address) 的密钥不是加入时确认的那一把。",
                    "\(alliance.address) shows another key than the one that was confirmed.",
                    do: "不要继续；打电话问联盟。", "Do not go on; telephone the alliance.")
            ]
        }
        let reached = Finding.good(
            "alliance", "联盟 \(alliance.name) 有回答，密钥相符。",
            "\(alliance.name) answers and shows the right key.")
        return [reached, Self.clock(answer.clockSkewSeconds(at: wallClockMilliseconds()))]
    }

    private static func clock(_ skew: Int64?) -> Finding {
        guard let skew, abs(skew) > skewSecondsMaximum else {
            return .good("clock", "与联盟的时钟一致。", "The clock agrees with the alliance's.")
        }
        return .bad(
            "clock", "联盟的时钟比本机快 \(skew) 秒。", "The alliance's clock is \(skew) s ahead of ours.",
            do: "开启 NTP 对时；超过 300 秒会被拒绝。", "Let NTP set the clock: beyond 300 s we are refused.")
    }

    private func ask(_ path: String) async -> Fields? {
        guard
            let answer = try? await AdminCall(settings: settings)
                .answer("GET", path, patienceSeconds: 40),
            answer.status == 200,
            let json = try? JSONParser.parse(answer.body, form: .relaxed, bytesMaximum: 1 << 20)
        else { return nil }
        return try? Fields(json)
    }

    private func get(_ url: String, _ configuration: CallerConfiguration) async -> CallAnswer? {
        guard let caller = try? CurlCaller(configuration) else { return nil }
        defer { caller.shutdown() }
        return try? await caller.call(Call(method: "GET", url: url))
    }
}
