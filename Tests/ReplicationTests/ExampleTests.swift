import Alliance
import Causality
import Foundation
import Node
import Replication
import Signing
import Testing

/// The messages of `Tests/Examples`, which the second node judges too: where the two disagree, a
/// stranger's node would end in another state.
@Suite("The example messages")
struct ExampleTests {
    @Test("are judged here as they say", arguments: ExampleJudge.topics)
    func judged(topic: String) throws {
        let examples = try Example.all(topic)
        #expect(examples.contains { $0.flag("valid") } && examples.contains { !$0.flag("valid") })
        for example in examples {
            let verdict = try ExampleJudge(example).verdict(on: topic)
            #expect(verdict.isValid == example.flag("valid"), "\(topic): \(example.text("name"))")
            if let isVoid = verdict.isVoid {
                #expect(isVoid == example.flag("void"), "\(topic): \(example.text("name"))")
            }
        }
    }

    @Test("there is no file of another topic")
    func topics() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Example.folder.path)
        let topics = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
        #expect(topics.sorted() == ExampleJudge.topics)
    }
}

/// One example: the members of an object in a file.
struct Example {
    let members: [JSON.Member]

    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples")

    static func all(_ topic: String) throws -> [Example] {
        let data = try Data(contentsOf: folder.appending(path: topic + ".json"))
        let json = try JSONParser.parse(Array(data), form: .relaxed, bytesMaximum: 1 << 20)
        return Example(json).list("examples").map { Example($0) }
    }

    init(_ json: JSON) {
        if case .object(let members) = json { self.members = members } else { members = [] }
    }

    func value(_ name: String) -> JSON? { members.first { $0.name == name }?.value }

    func flag(_ name: String) -> Bool { value(name) == .bool(true) }

    func text(_ name: String) -> String {
        if case .string(let text)? = value(name) { text } else { "" }
    }

    func number(_ name: String) -> UInt64 {
        if case .integer(let number)? = value(name) { number } else { 0 }
    }

    func list(_ name: String) -> [JSON] {
        if case .array(let list)? = value(name) { list } else { [] }
    }

    func texts(_ name: String) -> [String] { list(name).compactMap(Self.string) }

    static func string(_ json: JSON) -> String? {
        if case .string(let text) = json { text } else { nil }
    }

    /// The bytes of `text`, or what `bytes` stands for.
    var bytes: [UInt8] {
        value("bytes") == nil
            ? Array(text("text").utf8) : Base64URL.decode(text("bytes").utf8) ?? []
    }
}

/// What this node says of an example.
struct ExampleJudge {
    static let topics = ["events", "json", "messages", "names", "parcels", "requests", "wishes"]

    let example: Example

    init(_ example: Example) { self.example = example }

    /// `isVoid` says of a valid event whether its facts are void.
    func verdict(on topic: String) throws -> (isValid: Bool, isVoid: Bool?) {
        switch topic {
        case "json":
            let json = try? JSONParser.parse(
                example.bytes, form: .canonical, bytesMaximum: 1 << 20)
            return (json != nil, nil)
        case "names": return (isName, nil)
        case "messages": return ((try? ExchangeMessage(example.bytes)) != nil, nil)
        case "events": return try event()
        case "requests": return (try isLetIn(), nil)
        case "parcels": return (try isOpened(), nil)
        case "wishes": return (try isFolded(), nil)
        default: return (false, nil)
        }
    }

    private var isName: Bool {
        let text = example.text("text")
        return switch example.text("form") {
        case "member": MemberName(text) != nil
        case "writer": WriterID(text) != nil
        case "dot": Dot(text: text) != nil
        case "wish": WishID(subject: text) != nil
        default: EventID(base64url: text) != nil
        }
    }

    private func event() throws -> (isValid: Bool, isVoid: Bool?) {
        let keys = try KeyRing.seeded(member: member("wanda"), seed: 1)
        let key = known(VerifyingKey(base64url: example.text("key")))
        guard let event = try? keys.read(Array(example.text("compact").utf8)),
            keys.isSigned(event, by: key)
        else { return (false, nil) }
        if case .unrecognised = event.header.facts { return (true, true) }
        return (true, false)
    }

    private func isLetIn() throws -> Bool {
        let receiver = member(example.text("destination"))
        let body = Array(example.text("body").utf8)
        let form = RequestForm(
            method: example.text("method"), authority: example.text("authority"),
            path: example.text("path"), query: example.text("query"), destination: receiver,
            body: body.isEmpty ? nil : body)
        let fields = example.list("fields").map { pair in
            if case .array(let pair) = pair, pair.count == 2 {
                Call.Field(Example.string(pair[0]) ?? "", Example.string(pair[1]) ?? "")
            } else {
                Call.Field("", "")
            }
        }
        let key = known(VerifyingKey(base64url: example.text("key")))
        let keys = try KeyRing.seeded(member: receiver, seed: 1)
        let checked = try? keys.check(form, fields: fields, now: example.number("now")) {
            $0.text == example.text("member") ? key : nil
        }
        return checked != nil
    }

    private func isOpened() throws -> Bool {
        // The box key of these seeded keys is what `boxSecretHashOf` says.
        let keys = try KeyRing.seeded(member: member(example.text("member")), seed: 7)
        let key = known(VerifyingKey(base64url: example.text("key")))
        guard let parcel = try? keys.readParcel(Array(example.text("compact").utf8)),
            keys.isSigned(parcel, by: key),
            let content = try? keys.open(parcel, claimSalt: nil)
        else { return false }
        return content == Array(example.text("content").utf8)
    }

    private func isFolded() throws -> Bool {
        let keys = try KeyRing.seeded(member: member("wanda"), seed: 1)
        var roster = Roster(
            alliance: member(example.text("alliance")),
            allianceKey: known(VerifyingKey(base64url: example.text("allianceKey"))))
        for text in example.texts("roster") { roster.fold(try keys.read(Array(text.utf8))) }
        var replica = WishReplica(known(WishID(subject: example.text("wish"))))
        for text in example.texts("events") {
            replica.insert(try keys.read(Array(text.utf8)), roster: roster)
        }
        return replica.state(roster: roster)?.json == example.value("result")
    }
}
