import Alliance
import ArgumentParser
import Community
import Foundation
import Node
import Settings
import Signing
import Storage

/// Puts a node back from a backup: a new writer, frozen until the others have witnessed.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a node back from a backup and its exported keys.",
        discussion: """
            The data directory must have no database. All tokens, sessions, entry codes, \
            invitations and join keys of before are void; the staff's passwords stay. The node \
            opens new writers; wishes of before are frozen until all members have witnessed, \
            or a person confirms them one by one.
            """)

    @OptionGroup var options: SettingsOption
    @OptionGroup var secret: PassphraseOption
    @Option(help: "The file of `yizhan keys export`; without it the key files must be there.")
    var keys: String?
    @Option(help: "The passphrase file for --keys; by default that of the backup.")
    var keysPassphraseFile: String?
    @Option(help: "The list of erasures; by default the one that lies beside the backup.")
    var erasures: String?
    @Argument(help: "The backup.")
    var file: String

    mutating func run() async throws {
        let settings = try await options.load()
        guard await !AdminCall(settings: settings).isAnswered() else {
            throw Console.fail("节点正在运行，先停止 a node is running here: stop it first.", .file)
        }
        let passphrase = try secret.read(settings, isNew: false)
        try Composition.makeDataDirectory(settings)
        let directory = settings.dataDirectory
        let list: [UInt8]?
        do throws(BackupFailure) {
            let head = try SealedBackups.unpack(file, passphrase: passphrase, into: directory)
            Console.say(
                "备份完好 The backup of \(head.member) is sound; made at \(Self.time(head.madeAt)).")
            list = erasureList(of: head.member)
        } catch { throw Console.fail(error) }
        do {
            try bringKeys(settings, passphrase)
            try await begin(settings, list)
        } catch {
            // Nothing was begun: the same command can be given again.
            try? FileManager.default.removeItem(atPath: "\(directory)/\(Database.fileName)")
            throw error
        }
    }

    private func bringKeys(_ settings: NodeSettings, _ passphrase: Passphrase) throws {
        let directory = Composition.keyDirectory(settings)
        guard let keys else {
            do throws(KeyFailure) { try KeyRing.removeWriters(directory: directory) } catch {
                throw Console.fail("\(error) — 用 --keys 指定密钥文件 pass --keys.", .file)
            }
            return
        }
        do throws(BackupFailure) {
            let own = try keysPassphraseFile.map { file throws(BackupFailure) in
                try Passphrase.read(file: file)
            }
            _ = try KeyRing.importKeys(
                from: keys, passphrase: own ?? passphrase, directory: directory)
        } catch { throw Console.fail(error) }
    }

    /// What was erased after the backup: the node has kept that list beside its backups.
    private func erasureList(of member: MemberName) -> [UInt8]? {
        let slash = file.lastIndex(of: "/").map { file[...$0] } ?? ""
        let path = erasures ?? slash + BackupKeeper.erasureListName(of: member)
        let list = FileManager.default.contents(atPath: path)
        if list == nil {
            Console.warn(
                "没有删除清单 There is no list of erasures at \(path): what was erased after the "
                    + "backup is back, unless the alliance knows of it.")
        }
        return list.map { Array($0) }
    }

    private func begin(_ settings: NodeSettings, _ list: [UInt8]?) async throws {
        let composition = try await Composition.open(
            settings, logger: Composition.logger(settings))
        let node = composition.node
        do throws(NodeFailure) {
            let hand = node.hand()
            let (begun, erased) = try await node.store.write { desk throws(NodeFailure) in
                let member = try desk.books.note("member")
                guard member == hand.keys.member.text else {
                    throw .keys(
                        .file("the keys are \(hand.keys.member)'s, the backup is \(member ?? "")'s")
                    )
                }
                try desk.voidAfterRestore(by: hand)
                let begun = try desk.beginWhereNeeded(by: hand)
                return (
                    begun,
                    try list.map { list throws(NodeFailure) in
                        try desk.reapply(erasures: list, by: hand)
                    }
                )
            }
            await composition.close()
            if let erased { Console.say("重新删除 erased again: \(erased) lines of the list") }
            let logs = begun.map(\.description).joined(separator: ", ")
            Console.say("新的写入者 new writers on: \(logs)")
            Console.say("以前的令牌、登录、进入码、邀请和加入口令全部作废")
            Console.say("All tokens, sessions, entry codes, invitations and join keys are void.")
            Console.say("工作人员的名字和密码照旧 The staff sign in with their names and passwords as before;")
            Console.say("who has left or changed the password since the backup: look at /admin.")
            Console.say("下一步 next: `yizhan serve`, then `yizhan status` says what is waited for.")
            Console.say("没有管理员时 where no administrator can sign in: `yizhan code administrator`")
        } catch {
            await composition.close()
            throw Console.fail(Composition.sentence(error), .file)
        }
    }

    private static func time(_ milliseconds: UInt64) -> String {
        let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
        return ISO8601DateFormatter().string(from: date)
    }
}

/// New keys for an office whose keys were stolen or may have been.
struct KeysRenewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Make a new identity key and box key, and tell them for `replace-keys`.")

    @OptionGroup var options: SettingsOption

    mutating func run() async throws {
        let settings = try await options.load()
        guard await !AdminCall(settings: settings).isAnswered() else {
            throw Console.fail("节点正在运行，先停止 a node is running here: stop it first.", .file)
        }
        do throws(KeyFailure) {
            let keys = try KeyRing.renew(directory: Composition.keyDirectory(settings))
            Console.say("member      \(keys.member)")
            Console.showFingerprint(of: keys.identityKey, by: keys, member: keys.member)
            Console.say("identity    \(keys.identityKey)")
            Console.say("box         \(keys.boxKey)")
            Console.say(
                "请联盟协调员核对指纹后运行 The coordinator compares the fingerprint, then runs: "
                    + "yizhan replace-keys \(keys.member) -- \(keys.identityKey) \(keys.boxKey)")
        } catch { throw Console.fail("the keys cannot be renewed: \(error)", .file) }
    }
}
