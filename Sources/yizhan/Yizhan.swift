import ArgumentParser

/// The one executable: each job of a node is a subcommand, in a file of its own.
@main
struct Yizhan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yizhan",
        abstract: "驿站: a community's node in a federation of neighbours who help each other.",
        subcommands: [
            InitCommand.self, InviteCommand.self, JoinCommand.self, ServeCommand.self,
            StatusCommand.self, DoctorCommand.self, BackupCommand.self,
            CheckBackupCommand.self, RestoreCommand.self, KeysCommand.self, FingerprintCommand.self,
            CodeCommand.self, TokenCommand.self,
            ImportCommand.self,
            ExportCommand.self, ReleasesCommand.self, ErasuresCommand.self, PersonCommand.self,
            CloseCommand.self, OpenCommand.self, ElsewhereCommand.self, RecoverCommand.self,
            SuspendCommand.self, ReadmitCommand.self, ReplaceKeysCommand.self,
            RebuildCommand.self, DemoCommand.self, SimulateCommand.self, VerifyCommand.self,
            BenchCommand.self,
        ])
}
