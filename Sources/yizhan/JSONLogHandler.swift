import Alliance
import Logging

/// One log entry a line, as JSON on standard error, for machines.
struct JSONLogHandler: LogHandler {
    let label: String
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let members = all.sorted { $0.key < $1.key }.map {
            JSON.Member($0.key, .string("\($0.value)"))
        }
        let line = JSON.object(of: [
            "at": .integer(wallClockMilliseconds()), "level": .string(event.level.rawValue),
            "message": .string("\(event.message)"), "metadata": .object(members),
        ])
        Console.warn(String(decoding: line.canonicalBytes, as: UTF8.self))
    }
}
