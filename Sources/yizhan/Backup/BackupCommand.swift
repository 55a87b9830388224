import Alliance
import ArgumentParser
import Node
import Settings
import Signing

/// Makes one backup now.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write a sealed copy of the database to a file, and read it back.",
        discussion: """
            The running node is asked; without one the database is opened here. Private keys \
            are not in it: `yizhan keys export`.
            """)

    @OptionGroup var options: SettingsOption
    @OptionGroup var secret: PassphraseOption
    @Argument(help: "The file; by default a name with the time, in backup.directory or here.")
    var file: String?

    mutating func run() async throws {
        let settings = try await options.load()
        let passphrase = try secret.read(settings, isNew: true)
        if await AdminCall(settings: settings).isAnswered() {
            return try await ask(settings, passphrase)
        }
        let composition = try await Composition.open(
            settings, logger: Composition.logger(settings))
        do {
            let keeper = try composition.backups()
            do throws(BackupFailure) {
                report(
                    try await keeper.make(
                        file: place(settings, of: composition.keys.member),
                        passphrase: passphrase))
            } catch { throw Console.fail(error) }
        } catch {
            await composition.close()
            throw error
        }
        await composition.close()
    }

    private func ask(_ settings: NodeSettings, _ passphrase: Passphrase) async throws {
        let admin = AdminCall(settings: settings)
        var status = try await admin.call("GET", "/status")
        var node = try Fields(status.value("node") ?? .null, name: "node")
        let path = place(settings, of: try node.member("member"))
        _ = try await admin.call(
            "POST", "/backups",
            body: .object(of: [
                "file": .string(path),
                "passphrase": .string(String(decoding: passphrase.bytes, as: UTF8.self)),
            ]))
        while true {
            var answer = try await admin.call("GET", "/backups", waitSeconds: 25)
            let state = try BackupState(answer.value("backup") ?? .object([]))
            if try answer.optionalFlag("going") == true { continue }
            if let failed = state.failed { throw Console.fail(failed.sentence, .file) }
            guard let made = state.made, made.file == path else {
                throw Console.fail("另一份备份刚刚完成，请再试 another backup came between: try again.")
            }
            return report(made)
        }
    }

    private func place(_ settings: NodeSettings, of member: MemberName) -> String {
        let name = BackupName(member: member, madeAt: wallClockMilliseconds()).text
        return Composition.wholePath(
            file ?? settings.backup.directory.map { "\($0)/\(name)" } ?? name)
    }

    private func report(_ made: BackupReport) {
        Console.say(
            "已备份并核对 Backed up and verified: \(made.file), \(made.bytes) bytes, "
                + "\(made.events) events")
    }
}

/// Reads a sealed file from its beginning to its end, and writes nothing.
struct CheckBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-backup",
        abstract: "Check that the passphrase opens a backup, and that no byte of it is another.")

    @OptionGroup var options: SettingsOption
    @OptionGroup var secret: PassphraseOption
    @Argument(help: "The file that `yizhan backup` wrote.")
    var file: String

    mutating func run() async throws {
        let settings = try await options.load()
        let passphrase = try secret.read(settings, isNew: false)
        do throws(BackupFailure) {
            let outcome = try SealedFile.open(file, as: .backup, passphrase: passphrase)
            Console.say(
                "完好 Sound: \(outcome.head.member), \(outcome.bytes) bytes, SHA-256 of the "
                    + "database \(outcome.digest)")
        } catch { throw Console.fail(error) }
    }
}

/// The member's private keys, kept apart from the backups.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Save the node's private keys, or bring them back on a new machine.",
        subcommands: [KeysExportCommand.self, KeysImportCommand.self, KeysRenewCommand.self])
}

/// Seals the private keys into a file of their own.
struct KeysExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the private keys, those of writers excepted, to a sealed file.")

    @OptionGroup var options: SettingsOption
    @OptionGroup var secret: PassphraseOption
    @Argument(help: "The file; keep it apart from the backups.")
    var file: String

    mutating func run() async throws {
        let settings = try await options.load()
        let passphrase = try secret.read(settings, isNew: true)
        do throws(BackupFailure) {
            let member = try KeyRing.export(
                directory: Composition.keyDirectory(settings), to: file,
                madeAt: wallClockMilliseconds(), passphrase: passphrase)
            // The keys that were just read; only the page of the office wants to know of it.
            if let keys = try? KeyRing.open(directory: Composition.keyDirectory(settings)) {
                KeysSaved(at: wallClockMilliseconds(), identityKey: keys.identityKey.description)
                    .write(to: settings.dataDirectory)
            }
            Console.say("\(member) 的密钥已保存 The keys of \(member) are saved: \(file)")
        } catch { throw Console.fail(error) }
    }
}

/// Brings exported keys back into a data directory that has none.
struct KeysImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring exported keys back into a data directory that has none.")

    @OptionGroup var options: SettingsOption
    @OptionGroup var secret: PassphraseOption
    @Argument(help: "The file that `yizhan keys export` wrote.")
    var file: String

    mutating func run() async throws {
        let settings = try await options.load()
        let passphrase = try secret.read(settings, isNew: false)
        try Composition.makeDataDirectory(settings)
        do throws(BackupFailure) {
            let member = try KeyRing.importKeys(
                from: file, passphrase: passphrase,
                directory: Composition.keyDirectory(settings))
            Console.say("\(member) 的密钥已恢复 The keys of \(member) are back.")
        } catch { throw Console.fail(error) }
    }
}
