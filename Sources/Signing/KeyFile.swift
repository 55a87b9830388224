import Alliance
import Node

/// What one key file says: a line `yizhan-key-1 <kind> <name> <base64url of 32 bytes>`.
///
/// Kind and name stand inside, so that a file copied to another place is refused there.
struct KeyFile {
    /// What a key is for.
    enum Kind: String, CaseIterable {
        /// Signs requests, enrolments and certificates of writers (Ed25519).
        case identity
        /// Opens parcels to the member (X25519).
        case box
        /// Encrypts fields in the database.
        case fields
        /// What the box keys of claims are derived from.
        case seed
        /// What pseudonyms are made with.
        case pseudonym
        /// Signs the events of one writer on one log (Ed25519).
        case writer
    }

    let kind: Kind
    /// The member; of a writer's key `<log>/<writer>`.
    let name: String
    let secret: [UInt8]

    private static let version = "yizhan-key-1"

    init(kind: Kind, name: String, secret: [UInt8]) {
        self.kind = kind
        self.name = name
        self.secret = secret
    }

    /// Reads the key file `file` of `directory`.
    init(_ file: String, in directory: borrowing KeyDirectory) throws(KeyFailure) {
        try self.init(line: String(decoding: try directory.read(file), as: UTF8.self), of: file)
    }

    /// Reads the line of a key file; `file` is named in what is thrown.
    init(line: String, of file: String) throws(KeyFailure) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == Self.version, line.utf8.last == UInt8(ascii: "\n"),
            let kind = Kind(rawValue: String(parts[1])),
            let secret = Base64URL.decode(parts[3].utf8.dropLast()), secret.count == 32
        else { throw .file("\(file): is no line of \(Self.version)") }
        self.init(kind: kind, name: String(parts[2]), secret: secret)
    }

    /// Reads the file that holds the member's key of this kind.
    static func read(
        _ kind: Kind, in directory: borrowing KeyDirectory
    ) throws(KeyFailure) -> KeyFile {
        let file = try KeyFile(fileName(kind), in: directory)
        guard file.kind == kind else {
            throw .file("\(fileName(kind)): holds a key of another kind, \(file.kind.rawValue)")
        }
        return file
    }

    /// Makes it durable under `fileName`.
    func write(to fileName: String, in directory: borrowing KeyDirectory) throws(KeyFailure) {
        try directory.write(Array(line.utf8), to: fileName)
    }

    /// The file's only line, with its line feed.
    var line: String {
        "\(Self.version) \(kind.rawValue) \(name) \(Base64URL.encode(secret))\n"
    }

    /// The name of the file for a member's key of this kind.
    static func fileName(_ kind: Kind) -> String { kind.rawValue + ".key" }

    /// The name of the file for the writer's key on `log`.
    static func fileName(writerOn log: LogName) -> String { "writer-\(log).key" }

    /// The log whose writer's key lies in the file of that name; nil for other files.
    static func log(ofWriterFile name: String) -> LogName? {
        guard name.hasPrefix("writer-"), name.hasSuffix(".key") else { return nil }
        return LogName(name.dropFirst(7).dropLast(4))
    }
}
