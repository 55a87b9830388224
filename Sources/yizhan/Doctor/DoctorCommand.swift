import Alliance
import ArgumentParser
import Node
import Outbound
import Settings
import Signing
import Storage

/// Checks all that a node stands on, and says of each thing what to do.
///
/// Changes nothing. The database of a running node is checked by that node, because one process
/// owns the file; of a stopped one it is opened to read.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check settings, files, disk, database, clock and alliance; say what to do.")

    @OptionGroup var options: SettingsOption
    @Flag(help: "As JSON, for scripts.")
    var json = false

    mutating func run() async throws {
        let findings = await examine()
        let isGood = findings.allSatisfy(\.isGood)
        if json {
            let report = JSON.object(of: [
                "good": .bool(isGood), "checks": .array(findings.map(\.json)),
            ])
            Console.say(String(decoding: report.canonicalBytes, as: UTF8.self))
        } else {
            for finding in findings { Console.say(finding.line) }
        }
        if !isGood { throw ExitCode(Console.Exit.failure.rawValue) }
    }

    private func examine() async -> [Finding] {
        let settings: NodeSettings
        do throws(SettingsFailure) { settings = try await options.read() } catch {
            return error.problems.map {
                .bad(
                    "settings", $0.message(in: .zh), $0.message(in: .en),
                    do: "改正这一项。", "Correct it.")
            }
        }
        var findings: [Finding] = [
            .good("settings", "设置都读得懂。", "All settings can be read."),
            MachineChecks.directory(settings.dataDirectory),
        ]
        let keys: KeyRing
        do throws(KeyFailure) {
            keys = try KeyRing.open(directory: Composition.keyDirectory(settings))
            findings.append(
                .good("keys", "\(keys.member) 的密钥齐全。", "The keys of \(keys.member) are whole."))
        } catch {
            return findings + [MachineChecks.keys(error)]
        }
        let patient = NodePatient(settings: settings, keys: keys)
        findings.append(MachineChecks.disk(settings.dataDirectory))
        return findings + (await patient.examine())
    }
}
