import Alliance
import ArgumentParser
import Logging
import Node
import Outbound
import Settings
import Signing

/// Joins an alliance: shows its fingerprint to a person, and goes on only after a yes.
struct JoinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Join an alliance by its address and the key its coordinator gave.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "The alliance's address, such as https://lianmeng.example.")
    var url: String
    @Argument(help: "The one-time join key, yzj_….")
    var key: String
    @Option(help: "The fingerprint as the coordinator reads it out; no question is asked then.")
    var fingerprint: String?

    mutating func run() async throws {
        let settings = try await options.load()
        let composition = try await Composition.open(
            settings, logger: Composition.logger(settings))
        do {
            try await join(composition)
        } catch {
            await composition.close()
            throw error
        }
        await composition.close()
    }

    private func join(_ composition: Composition) async throws {
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        let node = composition.node
        guard node.store.state.street == nil else {
            throw Console.fail("this node belongs to an alliance already.")
        }
        let descriptor = try Descriptor(
            try await call(node, Call(method: "GET", url: base + "/alliance/v1/descriptor")))
        try confirm(descriptor)
        let displayName = try await node.store.read { books throws(NodeFailure) in
            try books.note("display-name") ?? ""
        }
        let admission = Facts.Admission(
            member: node.keys.member, displayName: displayName,
            identityKey: node.keys.identityKey, boxKey: node.keys.boxKey,
            address: composition.settings.listen.address)
        let enrolment = Enrolment(
            admission: admission, joinKey: key,
            proof: node.keys.proof(of: admission, joinKey: key))
        let answer = try await call(
            node,
            Call(
                method: "POST", url: base + "/alliance/v1/enrol",
                fields: [.init("content-type", "application/json")], body: enrolment.bytes))
        let events = try Self.events(answer, node.keys)
        let hand = node.hand()
        do throws(NodeFailure) {
            try await node.store.write { desk throws(NodeFailure) in
                try desk.join(
                    descriptor.alliance, key: descriptor.identityKey,
                    displayName: descriptor.displayName, events: events, by: hand)
            }
        } catch { throw Console.fail(Composition.sentence(error)) }
        Console.say("joined \(descriptor.displayName) (\(descriptor.alliance))")
    }

    /// The alliance as it describes itself; worth nothing until a person has compared the key.
    private struct Descriptor {
        let alliance: MemberName
        let displayName: String
        let identityKey: VerifyingKey

        init(_ body: [UInt8]) throws {
            do {
                var fields = try Fields(
                    try JSONParser.parse(body, form: .relaxed, bytesMaximum: 4096))
                alliance = try fields.member("alliance")
                displayName = try fields.text("displayName", bytesMaximum: 60)
                identityKey = try fields.bytes32("identityKey")
            } catch {
                throw Console.fail("that address serves no alliance: \(error)", .unavailable)
            }
        }
    }

    private func confirm(_ descriptor: Descriptor) throws {
        let text = Fingerprint.text(of: descriptor.identityKey)
        Console.say("\(descriptor.displayName) (\(descriptor.alliance))")
        Console.showFingerprint(of: descriptor.identityKey, member: descriptor.alliance)
        if let fingerprint {
            guard fingerprint == text else {
                throw Console.fail("the fingerprint is another one; nothing was sent.")
            }
            return
        }
        Console.say("Is this the fingerprint that the coordinator reads out? [y/N]")
        guard let answer = readLine(), ["y", "yes", "是"].contains(answer.lowercased()) else {
            throw Console.fail("not confirmed; nothing was sent.")
        }
    }

    private func call(_ node: LocalNode, _ call: Call) async throws -> [UInt8] {
        let answer: CallAnswer
        do throws(CallFailure) { answer = try await node.caller.call(call) } catch {
            throw Console.fail("the alliance cannot be reached: \(error)", .unavailable)
        }
        guard (200..<300).contains(answer.status) else {
            let text = String(decoding: answer.body.prefix(500), as: UTF8.self)
            throw Console.fail("the alliance said \(answer.status): \(text)", .unavailable)
        }
        return answer.body
    }

    private static func events(_ body: [UInt8], _ keys: any Keys) throws -> [SignedEvent] {
        do {
            var fields = try Fields(
                try JSONParser.parse(body, form: .canonical, bytesMaximum: 1 << 20))
            let texts: [String] = try fields.texts(
                "events", elementsMaximum: 4096, expected: "events"
            ) { $0 }
            return try texts.map { try keys.read(Array($0.utf8)) }
        } catch { throw Console.fail("the alliance's answer cannot be read: \(error)") }
    }
}
