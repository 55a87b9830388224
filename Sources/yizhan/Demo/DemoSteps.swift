import Alliance
import Foundation
import Node
import Signing

extension DemoStory {
    /// (b) 李忠 claims; awarded by rule; accepts; 万达 sees who will come; the address is for
    /// him and for nobody else.
    func claimTheClock() async throws {
        try await claim("clock", by: "李忠", at: xintang)
        try await await_("李忠", at: xintang, "awarded.accepted")
        let claim = claims["李忠"] ?? ""
        claims["李忠:clock"] = claim
        let wish = wishes["clock"] ?? ""
        try await eventually("万达 sees who will come") {
            let path = "/api/v1/wishes/\(wish)/visitor?claim=\(claim)"
            return try await wanda.client.get(path, wanda.officeToken).text("name") == "李忠"
        }
        let secrets = data.secrets(of: "clock")
        try await eventually("李忠 reads the address") {
            let contact = try await xintang.client.get(
                "/api/v1/claims/\(claim)/contact", xintang.volunteers["李忠"])
            return contact.text("name") == secrets[0] && contact.text("phone") == secrets[1]
                && contact.text("door") == secrets[2]
        }
        for house in street.houses.dropFirst() {
            for (person, token) in house.volunteers where person != "李忠" {
                let answer = try await house.client.get("/api/v1/claims/\(claim)/contact", token)
                try expect(answer.status == 404, "\(person) gets \(answer.status)")
            }
            let answer = try await house.client.get(
                "/api/v1/claims/\(claim)/contact", house.officeToken)
            try expect(answer.status == 403, "an office gets \(answer.status)")
        }
    }

    /// (c) Two communities off the line, one claim on each side; then the alliance is stopped,
    /// and every community, from its own file, names the same winner.
    func claimOnBothSides() async throws {
        try await publish("wheelchair", from: wanda)
        for house in [xintang, daguan] { try await see("wheelchair", at: house) }
        for line in xintang.lines + daguan.lines { line.cut() }
        let first = try await claim("wheelchair", by: "陈小燕", at: xintang)
        let second = try await claim("wheelchair", by: "赵磊", at: daguan)
        for answer in [first, second] {
            try expect(answer.text("verdict.code") == "provisional", "provisional: \(answer)")
        }
        for line in xintang.lines + daguan.lines { try line.heal() }
        let dots = [claims["陈小燕"] ?? "", claims["赵磊"] ?? ""]
        for house in [wanda, xintang, daguan] {
            try await eventually("\(house.displayName) knows both claims and the award") {
                let state = try await self.state("wheelchair", at: house)
                return Set(state.list("claims").compactMap { $0.text("claim") })
                    == Set(dots)
                    && state.list("awards").first?["accepted"] == .bool(true)
            }
        }
        await street.stop(street.alliance)
        var winners: Set<String> = []
        var reasons: Set<String> = []
        for house in [wanda, xintang, daguan] {
            let state = try await self.state("wheelchair", at: house)
            let winner = state.list("awards").first?.text("claim") ?? ""
            winners.insert(winner)
            let loser = state.list("claims").first { $0.text("claim") != winner }
            try expect(loser?.text("verdict.code") == "standby", "standby: \(state.json)")
            reasons.insert(loser?.text("verdict.because") ?? "")
        }
        try expect(winners.count == 1 && dots.contains(winners.first ?? ""), "\(winners)")
        try expect(reasons.count == 1 && reasons.first?.isEmpty == false, "\(reasons)")
        let loser = winners.first == dots[0] ? ("赵磊", daguan) : ("陈小燕", xintang)
        let read = try await verdict(of: loser.0, at: loser.1)
        try expect(read.text("verdict.because") == reasons.first, "reads why: \(read)")
        Console.say(
            "    \(loser.0) 候补第 \(read.number("verdict.rank") ?? 0) 位，原因 \(reasons.first ?? "")")
        try await street.start(street.alliance)
    }

    /// (d) Two places, three claims; one winner withdraws; the next in line gets the place.
    func moveUp() async throws {
        try await publish("water", from: wanda)
        for house in [xintang, daguan] { try await see("water", at: house) }
        let people = [("王秀英", wanda), ("李忠", xintang), ("孙丽", daguan)]
        for (person, house) in people { try await claim("water", by: person, at: house) }
        try await eventually("two places are taken, one stands by") {
            let state = try await self.state("water", at: wanda)
            let accepted = state.list("awards").filter { $0["accepted"] == .bool(true) }
            return accepted.count == 2 && state.list("standby").count == 1
        }
        let state = try await self.state("water", at: wanda)
        let winners = state.list("awards").compactMap { $0.text("claim") }
        let waiting = people.first { !winners.contains(claims[$0.0] ?? "") }
        let leaving = people.first { $0.0 != waiting?.0 && $0.0 != "李忠" }
        guard let waiting, let leaving else { throw DemoFailure("who? \(state)") }
        try await eventually("\(leaving.0) knows") {
            try await verdict(of: leaving.0, at: leaving.1).text("verdict.code")
                == "awarded.accepted"
        }
        try await act(leaving.0, at: leaving.1, "withdraw")
        try await await_(waiting.0, at: waiting.1, "awarded.accepted")
        let after = try await self.state("water", at: wanda)
        let active = after.list("awards").filter { $0.text("ended") == nil }
        try expect(active.count == 2, "two awards are active: \(after.json)")
        Console.say("    \(leaving.0) 退出，\(waiting.0) 补上")
    }

    /// (e) 万达 is killed between award and accept, and started again.
    func killBetween() async throws {
        await street.stop(xintang)
        xintang.extra = ["YIZHAN_WISHES_AUTOMATIC_ACCEPTANCE=false"]
        try await street.start(xintang)
        try await publish("bills", from: wanda)
        try await see("bills", at: xintang)
        try await claim("bills", by: "陈小燕", at: xintang)
        try await await_("陈小燕", at: xintang, "awarded.offered")
        let before = try await state("bills", at: wanda).json
        await street.kill(wanda)
        try await act("陈小燕", at: xintang, "accept")
        try await street.start(wanda)
        let after = try await state("bills", at: wanda)
        try expect(after["claims"] != nil && after.list("awards").count == 1, "\(before) \(after)")
        try await eventually("万达 learns of the yes") {
            try await state("bills", at: wanda).list("awards").first?["accepted"] == .bool(true)
        }
        try await eventually("陈小燕 reads the address") {
            let contact = try await xintang.client.get(
                "/api/v1/claims/\(claims["陈小燕"] ?? "")/contact", xintang.volunteers["陈小燕"])
            return contact.text("door") == data.secrets(of: "bills")[2]
        }
        await street.stop(xintang)
        xintang.extra = []
        try await street.start(xintang)
    }

    /// (f) Served and settled; 90 minutes stand in 李忠's book, once, also after the exchange
    /// has been replayed and the folds were made anew.
    func settleTheClock() async throws {
        let clock = claims["李忠:clock"] ?? ""
        claims["李忠"] = clock
        try await act("李忠", at: xintang, "served", .object(of: ["minutes": .integer(90)]))
        try await eventually("万达 hears that it was served") {
            let state = try await self.state("clock", at: wanda)
            return state.list("awards").first?.number("servedMinutes") == 90
        }
        let settled = try await wanda.client.post(
            "/api/v1/wishes/\(wishes["clock"] ?? "")/settle", wanda.officeToken,
            .object(of: ["claim": .string(clock)]))
        try expect(settled.status == 200, "settled: \(settled)")
        try await eventually("90 minutes in the book") {
            try await hours() == [90]
        }
        let replayed = try await replayExchange()
        _ = try await street.run(xintang, ["rebuild"])
        await street.stop(xintang)
        try await street.start(xintang)
        try await eventually("the book is read again") { try await hours() == [90] }
        Console.say("    重放 \(replayed) 条记录之后，仍是一次 90 分钟")
    }

    private func hours() async throws -> [UInt64] {
        let answer = try await xintang.client.get(
            "/api/v1/my/hours", xintang.volunteers["李忠"])
        return answer.list("credits").compactMap { $0.number("minutes") }
    }

    /// Sends every event of the street to 新塘 once more, signed by the alliance's key as if
    /// the alliance had forgotten that it had.
    private func replayExchange() async throws -> Int {
        let keys = try KeyRing.open(directory: street.alliance.folder + "/data/keys")
        let feed = ExchangeReplay(keys: keys, caller: street.caller)
        let events = try await feed.everything(from: street.alliance.client.address)
        for start in stride(from: 0, to: events.count, by: 100) {
            let part = Array(events[start..<min(start + 100, events.count)])
            try await feed.push(part, to: "xintang", at: xintang.client.address)
        }
        return events.count
    }

    /// (g) 万达 closes and is switched off; a claim in the night is awarded by the alliance; the
    /// address comes in the morning, when 万达 has the right to award again.
    func claimInTheNight() async throws {
        try await publish("walk", from: wanda)
        try await see("walk", at: xintang)
        let closed = try await wanda.client.post(
            "/api/v1/office/close", wanda.officeToken, .object([]))
        try expect(closed.text("to") == street.alliance.name, "handed over: \(closed)")
        try await holder(of: "walk", at: xintang, is: street.alliance)
        await street.stop(wanda)
        try await claim("walk", by: "陈小燕", at: xintang)
        try await await_("陈小燕", at: xintang, "awarded.accepted")
        let path = "/api/v1/claims/\(claims["陈小燕"] ?? "")/contact"
        let night = try await xintang.client.get(path, xintang.volunteers["陈小燕"])
        try expect(night.status != 200, "no address in the night: \(night)")
        try await street.start(wanda)
        let opened = try await wanda.client.post(
            "/api/v1/office/open", wanda.officeToken, .object([]))
        try expect((opened.number("recalled") ?? 0) > 0, "asked back: \(opened)")
        try await holder(of: "walk", at: wanda, is: wanda)
        let secrets = data.secrets(of: "walk")
        try await eventually("陈小燕 reads the address in the morning") {
            let contact = try await xintang.client.get(path, xintang.volunteers["陈小燕"])
            return contact.text("phone") == secrets[1]
        }
        Console.say("    夜里派单，早上见到地址 awarded at night, the address in the morning")
    }

    /// Waits until a node says that a wish is held by a member.
    private func holder(
        of name: String, at house: DemoStreet.House, is member: DemoStreet.House
    ) async throws {
        try await eventually("\(name) is held by \(member.name)") {
            try await state(name, at: house).text("holder")?.hasPrefix(member.name + ".") == true
        }
    }

    /// (h) The residents' names, phones and doors stand in no file of the alliance, nor of the
    /// community that lost; the same search finds a control that was planted.
    func searchFiles() async throws {
        for house in [street.alliance, daguan] {
            let search = SecretSearch(secrets: data.secrets(of: "clock"))
            let findings = search.findings(in: house.folder)
            try expect(findings.isEmpty, "\(house.displayName): \(findings)")
            let control = try search.control(in: house.folder)
            try expect(
                control.planted > 0 && control.found == control.planted,
                "the search finds what is there: \(control)")
            Console.say(
                "    \(house.displayName)：0 处；对照 \(control.found)/\(control.planted) 处都找到")
        }
    }
}
