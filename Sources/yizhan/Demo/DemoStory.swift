import Alliance
import Foundation

/// The story: a clock is mended across a border, two neighbours claim at once, one withdraws,
/// a node is killed. Each step checks what it says and prints its milliseconds.
@MainActor
final class DemoStory {
    let street: DemoStreet
    let data: DemoData
    /// The wishes on the street, by the names of the data file: `writer/number`.
    var wishes: [String: String] = [:]
    /// Claims by the volunteer's name: `writer/number`.
    var claims: [String: String] = [:]

    init(street: DemoStreet, data: DemoData) {
        self.street = street
        self.data = data
    }

    var wanda: DemoStreet.House { street.house("wanda") }
    var xintang: DemoStreet.House { street.house("xintang") }
    var daguan: DemoStreet.House { street.house("daguan") }

    /// Plays all steps.
    ///
    /// - Throws: at the first that does not hold.
    func play() async throws {
        try await step("搭台 set up", "联盟与三个社区各自运行 four nodes run") {
            try await street.found()
            try await registerVolunteers()
        }
        printDoors()
        try await step("a", "万达写下并发布座钟心愿，邻居都看得到 the clock is on the street") {
            try await publish("clock", from: wanda)
            for house in [xintang, daguan] { try await see("clock", at: house) }
        }
        try await step("b", "新塘李忠认领、派单、接受；地址只有他能看 claimed, awarded, accepted") {
            try await claimTheClock()
        }
        try await step("c", "两边断线同时认领，恢复后处处同一结果 a cut line, one winner") {
            try await claimOnBothSides()
        }
        try await step("d", "两个名额三人认领，一人退出，候补补上 next in line moves up") {
            try await moveUp()
        }
        try await step("e", "万达在派单与接受之间被 kill -9 nothing is lost") {
            try await killBetween()
        }
        try await step("f", "服务完成，90 分钟记入李忠名下，只记一次 90 minutes, once") {
            try await settleTheClock()
        }
        try await step("g", "万达关门，夜里的认领由联盟派单，早上才有地址 a claim in the night") {
            try await claimInTheNight()
        }
        try await step("h", "搜遍联盟与落选社区的文件，没有住户信息 nothing leaked") {
            try await searchFiles()
        }
        try await step("i", "留下几个心愿，网页上各种情形都有 wishes for the pages to show") {
            try await leaveWishes()
        }
        try await step("j", "办公室和手机的门 doors for offices and phones") {
            try await street.openDoors()
        }
        Console.say("故事完整 every step held.")
    }

    private func step(
        _ name: String, _ what: String, _ work: () async throws -> Void
    ) async throws {
        let start = steadyMilliseconds()
        do { try await work() } catch { throw DemoFailure("(\(name)) \(what): \(error)") }
        try Task.checkCancellation()
        let took = Int(steadyMilliseconds() - start)
        Console.say("(\(name)) \(what) · \(took) ms")
    }

    private func printDoors() {
        for house in street.houses {
            Console.say("  \(house.displayName)  \(house.client.address)/")
            if !house.officeToken.isEmpty { Console.say("    office \(house.officeToken)") }
            for (name, token) in house.volunteers.sorted(by: { $0.key < $1.key }) {
                Console.say("    \(name) \(token)")
            }
        }
    }

    private func registerVolunteers() async throws {
        for community in data.communities {
            let house = street.house(community.name)
            for person in community.volunteers {
                let answer = try await house.client.post(
                    "/api/v1/volunteers", house.officeToken, person)
                let name = NodeClient.Answer(status: 0, json: person).text("name") ?? ""
                guard let token = answer.text("token"), let number = answer.text("volunteer")
                else { throw DemoFailure("no volunteer: \(answer)") }
                house.volunteers[name] = token
                house.numbers[name] = number
            }
        }
    }

    // MARK: What users do

    /// An office writes a wish down, looks at the preview, and publishes it.
    func publish(_ name: String, from house: DemoStreet.House) async throws {
        let office = house.officeToken
        let written = try await house.client.post(
            "/api/v1/wishes", office, data.wish(name), key: "write-\(name)")
        guard let draft = written.text("wish")?.dropFirst(5) else {
            throw DemoFailure("not written down: \(written)")
        }
        let preview = try await house.client.get("/api/v1/wishes/\(draft)/preview", office)
        guard let digest = preview.text("digest") else {
            throw DemoFailure("no preview: \(preview)")
        }
        for secret in data.secrets(of: name) {
            let shown = String(decoding: preview.json.canonicalBytes, as: UTF8.self)
            try expect(!shown.contains(secret), "the preview hides \(secret)")
        }
        let published = try await house.client.post(
            "/api/v1/wishes/\(draft)/publish", office,
            .object(of: ["preview": .string(digest)]), key: "publish-\(name)")
        guard let wish = published.text("wish")?.dropFirst(5) else {
            throw DemoFailure("not published: \(published)")
        }
        wishes[name] = String(wish)
    }

    /// Waits until a wish is in a node's open list, with its words.
    func see(_ name: String, at house: DemoStreet.House) async throws {
        let wish = "wish/" + (wishes[name] ?? "")
        let token = house.volunteers.sorted { $0.key < $1.key }.first?.value
        try await eventually("\(house.displayName) shows \(name)") {
            let list = try await house.client.get("/api/v1/wishes?state=open&log=street", token)
            return list.list("wishes").contains {
                $0.text("wish") == wish && $0.text("title")?.isEmpty == false
            }
        }
    }

    /// A volunteer claims; the claim's name is kept under theirs.
    @discardableResult
    func claim(
        _ name: String, by person: String, at house: DemoStreet.House
    ) async throws -> NodeClient.Answer {
        let answer = try await house.client.post(
            "/api/v1/wishes/\(wishes[name] ?? "")/claims", house.volunteers[person])
        guard let claim = answer.text("claim") else {
            throw DemoFailure("\(person) could not claim: \(answer)")
        }
        claims[person] = claim
        return answer
    }

    /// What a volunteer's phone shows of their claim.
    func verdict(
        of person: String, at house: DemoStreet.House
    ) async throws -> NodeClient.Answer {
        try await house.client.get(
            "/api/v1/claims/\(claims[person] ?? "")", house.volunteers[person])
    }

    /// Waits until a volunteer's verdict has that code.
    func await_(_ person: String, at house: DemoStreet.House, _ code: String) async throws {
        try await eventually("\(person): \(code)") {
            try await verdict(of: person, at: house).text("verdict.code") == code
        }
    }

    /// A volunteer's command on their own claim.
    func act(
        _ person: String, at house: DemoStreet.House, _ verb: String,
        _ body: JSON = .object([])
    ) async throws {
        let answer = try await house.client.post(
            "/api/v1/claims/\(claims[person] ?? "")/\(verb)", house.volunteers[person], body)
        try expect((200..<300).contains(answer.status), "\(person) \(verb): \(answer)")
    }

    /// A node's own state of a wish.
    func state(_ name: String, at house: DemoStreet.House) async throws -> NodeClient.Answer {
        try await house.client.get("/api/v1/wishes/\(wishes[name] ?? "")", house.officeToken)
    }
}
