import Alliance
import Causality
import Community
import Node
import Signing

/// How every run on a street begins: an alliance and its communities, founded once and copied for
/// each run, since founding takes longer than playing.
struct Ground: Sendable {
    /// One house of it.
    struct Plot: Sendable {
        let title: String
        let folder: String
        let keys: KeyRing
        let office: Account
        let volunteers: [Account]
        let names: [String]
    }

    let plots: [Plot]
    static let secret = "暗号房间七〇一"
    /// When every run begins, in milliseconds since 1970.
    static let time: UInt64 = 1_790_000_000_000

    private static let names = [
        ("chengbei", "幸福驿站联盟"), ("wanda", "万达"), ("xintang", "新塘"), ("daguan", "大观名园"),
        ("beihai", "北海"), ("meilin", "梅林"),
    ]
    private static let people = [
        ["周敏", "吴桐"], ["王秀英", "赵强"], ["李忠", "陈静"], ["孙丽", "郑浩"], ["冯娟", "卫国"],
        ["蒋明", "沈芳"],
    ]

    /// Founds the alliance and lets the communities join; nothing has happened yet.
    ///
    /// - Parameter communities: 2 to 5.
    static func found(communities: Int) async throws -> Ground {
        precondition((2..<names.count).contains(communities))
        let lines = Lines(secret: Needle(secret))
        var houses: [House] = []
        for (name, title) in names.prefix(communities + 1) {
            guard let member = MemberName(name) else { preconditionFailure("\(name) is no name") }
            let keys = try KeyRing.seeded(member: member, seed: 0)
            let site = House.Site(
                title: title, folder: Folder.make(), keys: keys, policy: Policy(), lines: lines)
            houses.append(try await House(site, at: time))
        }
        let alliance = houses[0]
        for (index, house) in houses.enumerated() {
            lines.connect(house.node)
            let hand = house.node.hand()
            try await house.node.store.write { desk throws(NodeFailure) in
                try desk.open(displayName: hand.keys.member.text, by: hand)
                if index == 0 {
                    try desk.found(
                        displayName: hand.keys.member.text,
                        address: "http://\(hand.keys.member).test", by: hand)
                }
            }
            if index > 0 {
                try await join(
                    house, alliance, displayName: house.member.text,
                    address: "http://\(house.member).test")
            }
        }
        for _ in 0..<2 {
            for house in houses.dropFirst() {
                await house.node.exchangeOnce(with: alliance.member)
            }
        }
        var plots: [Plot] = []
        for (index, house) in houses.enumerated() {
            plots.append(try await plot(house, people[index]))
            await house.close()
        }
        return Ground(plots: plots)
    }

    /// Lets a house that is open join the alliance, as a person does with the coordinator's key.
    static func join(
        _ house: House, _ alliance: House, displayName: String, address: String
    ) async throws {
        let keys = house.keys
        let joinKey = try await alliance.node.invite(house.member, displayName: displayName)
        let admission = Facts.Admission(
            member: house.member, displayName: displayName,
            identityKey: keys.identityKey, boxKey: keys.boxKey, address: address)
        let answer = try await alliance.node.enrol(
            Enrolment(
                admission: admission, joinKey: joinKey,
                proof: keys.proof(of: admission, joinKey: joinKey)))
        var fields = try Fields(
            try JSONParser.parse(answer, form: .canonical, bytesMaximum: 1 << 20))
        let texts: [String] = try fields.texts(
            "events", elementsMaximum: 4096, expected: "events"
        ) { $0 }
        let events = try texts.map { try keys.read(Array($0.utf8)) }
        let (hand, key, name) = (house.node.hand(), alliance.keys.identityKey, alliance.member)
        let title = alliance.title
        try await house.node.store.write { desk throws(NodeFailure) in
            try desk.join(
                name, key: key, displayName: title, events: events, by: hand)
        }
    }

    private static func plot(_ house: House, _ names: [String]) async throws -> Plot {
        func account(_ token: String) async throws -> Account {
            guard let account = try await house.node.account(token: token) else {
                throw NodeFailure.refused(.notFound)
            }
            return account
        }
        let office = try await account(house.node.openAccount(.office))
        var volunteers: [Account] = []
        for name in names {
            let draft = VolunteerDraft(name: name, phone: "", team: "", skills: [])
            let answer = try await house.node.perform(.register(draft), by: office)
            var fields = try Fields(answer)
            volunteers.append(try await account(fields.text("token", bytesMaximum: 200)))
        }
        return Plot(
            title: house.title, folder: house.folder, keys: house.keys, office: office,
            volunteers: volunteers, names: names)
    }

    /// Removes the files that runs are copied from.
    func remove() { for plot in plots { Folder.remove(plot.folder) } }
}
