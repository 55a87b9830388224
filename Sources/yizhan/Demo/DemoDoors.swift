import Alliance
import Community
import Node

extension DemoStreet {
    /// Lets somebody of each office in, by a one-time code of the console, and makes each volunteer
    /// a code for their phone, as that office does; says by what they come in.
    func openDoors() async throws {
        for house in houses {
            let isAlliance = house === alliance
            let name = house.displayName
            let cookie = try await letIn(name, as: isAlliance ? "administrator" : "office", house)
            if isAlliance { _ = try await letIn(name + "协调员", as: "coordinator", house) }
            for (person, volunteer) in house.numbers.sorted(by: { $0.key < $1.key }) {
                let page = try await house.client.send(
                    "/desk/volunteers/\(volunteer)/invite", [], cookie: cookie)
                guard let code = Self.code(in: String(decoding: page.body, as: UTF8.self)) else {
                    throw DemoFailure("no code for \(person): \(page.status)")
                }
                Console.say("    \(person)   \(house.client.address)/enter?code=\(code)")
            }
        }
        Console.say("  志愿者的链接十分钟内用一次 the volunteers' links work once, within ten minutes")
    }

    /// Opens an account with a password of this run, and says both.
    ///
    /// - Returns: the session's cookie.
    private func letIn(_ name: String, as role: String, _ house: House) async throws -> String {
        let said = try await run(house, ["code", role])
        guard let code = Self.code(in: said) else { throw DemoFailure("no code: \(said)") }
        let password = String(UInt64.random(in: 1 << 60...UInt64.max), radix: 36)
        // A street that was started before has let people in under these names already.
        for number in 1...Self.namesTried {
            let name = number == 1 ? name : "\(name)\(number)"
            let entered = try await house.client.send(
                "/enter",
                [("code", code), ("name", name), ("password", password), ("again", password)])
            if entered.status == 422 { continue }
            guard entered.status == 303,
                let cookie = entered.field("set-cookie")?.split(separator: ";").first
            else { throw DemoFailure("\(name) did not come in: \(entered.status)") }
            Console.say("  \(house.client.address)/sign-in   \(name)   \(password)")
            return String(cookie)
        }
        throw DemoFailure("\(name) has come in too often; remove the folder")
    }

    /// So often a street can be started from its folder.
    private static let namesTried = 50

    /// The first entry code of a text.
    static func code(in text: String) -> String? {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")) }
        for word in words where word.count == 19 && word.contains("-") {
            if let code = EntryCode(String(word)) { return code.description }
        }
        return nil
    }
}
