import ArgumentParser
import Glibc
import Node
import Settings
import Signing

/// Where a passphrase comes from: a file, or a person at the terminal; never an argument and
/// never the environment, which others can see.
struct PassphraseOption: ParsableArguments {
    @Option(help: "A file whose first line is the passphrase, mode 0600.")
    var passphraseFile: String?

    /// The passphrase; `isNew` asks for it twice.
    ///
    /// - Throws: `ExitCode`, after a line that says what to do.
    func read(_ settings: NodeSettings, isNew: Bool) throws -> Passphrase {
        if let file = passphraseFile ?? settings.backup.passphraseFile {
            do throws(BackupFailure) { return try Passphrase.read(file: file) } catch {
                throw Console.fail(error)
            }
        }
        let range = Passphrase.charactersRange
        let limits = "\(range.lowerBound)–\(range.upperBound)"
        guard let text = try ask("口令（\(limits) 个字符）Passphrase: "),
            let passphrase = Passphrase(text)
        else {
            throw Console.fail("口令要有 \(limits) 个字符 a passphrase has \(limits) characters.")
        }
        if isNew, try ask("再输一次 Once more: ") != text {
            throw Console.fail("两次输入不一样 the two are not the same.")
        }
        return passphrase
    }

    private func ask(_ question: String) throws -> String? {
        guard isatty(STDIN_FILENO) == 1 else {
            throw Console.fail(
                "没有终端可输入口令，用 --passphrase-file No terminal to ask for the passphrase: "
                    + "use --passphrase-file.")
        }
        var shown = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &shown) == 0 else {
            throw Console.fail("the terminal cannot be set up: use --passphrase-file.")
        }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer { _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown) }
        Console.say(question)
        return readLine()
    }
}

extension Console {
    /// Ends the command with what a backup or its opening failed by.
    static func fail(_ failure: BackupFailure) -> ExitCode {
        fail("\(failure.sentence.zh)\nyizhan: \(failure.sentence.en)", .file)
    }
}
