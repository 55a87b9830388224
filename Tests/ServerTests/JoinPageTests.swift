import Alliance
import Community
import Foundation
import Node
import Outbound
import Replication
import Testing

@testable import Server

@Suite("Joining an alliance in a browser")
struct JoinPageTests {
    /// The value of a hidden field.
    private func hidden(_ name: String, in page: String) -> String? {
        page.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first
            .map { String($0.prefix { $0 != "\"" }) }
    }

    @Test("the address, the ten words to compare, and the community is in (ENR-2)")
    func join() async throws {
        let alliance = try await World()
        let guest = try await World(
            founds: false, member: "stranger", dialling: try CurlCaller())
        let session = try await guest.session(.administrator)
        let address = "http://127.0.0.1:\(alliance.port)"
        let wrong = try await guest.browse(
            "POST", "/admin/join", session, form: "address=http://127.0.0.1:1&joinKey=yzj_x")
        #expect(wrong.status == 422 && wrong.text.contains("联系不上这个地址"))
        #expect(wrong.text.contains("value=\"http://127.0.0.1:1\""))
        let found = try await guest.browse(
            "POST", "/admin/join", session, form: "address=\(address)&joinKey=yzj_x")
        #expect(found.status == 200 && found.text.contains("城北街道"))
        let key = try #require(hidden("key", in: found.text))
        #expect(key == alliance.node.keys.identityKey.description)
        let words = Fingerprint(of: alliance.node.keys.identityKey, by: guest.node.keys).words
        #expect(found.text.contains(words.joined(separator: " ")))
        let same = "address=\(address)&key=\(key)&joinKey="
        let refused = try await guest.browse(
            "POST", "/admin/join", session, form: same + "yzj_x")
        #expect(refused.status == 422 && refused.text.contains("联盟不认这个加入密钥"))
        let other = guest.node.keys.identityKey.description
        let swapped = try await guest.browse(
            "POST", "/admin/join", session, form: "address=\(address)&joinKey=yzj_x&key=\(other)")
        #expect(swapped.status == 422 && swapped.text.contains("指纹不一致"))
        #expect(guest.node.store.state.street == nil)
        let joinKey = try await alliance.node.invite(
            guest.node.keys.member, displayName: "万达社区")
        let joined = try await guest.browse(
            "POST", "/admin/join", session, form: same + joinKey)
        #expect(joined.status == 303 && joined.field("location") == "/admin?said=saved")
        let street = try #require(guest.node.store.state.street)
        let roster = street.roster
        #expect(roster.alliance == alliance.node.keys.member)
        #expect(roster[guest.node.keys.member]?.isActive == true)
        let again = try await guest.browse(
            "POST", "/admin/join", session, form: same + joinKey)
        #expect(again.status == 422 && again.text.contains("本节点已经加入了联盟"))
    }
}
