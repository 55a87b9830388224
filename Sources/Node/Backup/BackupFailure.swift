/// Why a backup was not made, or not opened. No file stands under its final name then.
package enum BackupFailure: Error, Sendable, Equatable {
    /// There is a file of that name; nothing is ever written over.
    case exists(String)
    /// A file could not be used: which, what and why.
    case file(String)
    /// The disk that the file was to lie on is full.
    case full(String)
    /// The file is none of ours, or of a version that this software does not know.
    case notSealed(String)
    /// The file is one of ours, of another kind than asked for.
    case otherKind(String)
    /// The passphrase is not the one that the file was sealed with.
    case wrongPassphrase
    /// The file ends before its end.
    case cutShort
    /// Bytes were changed, in the part of that number; 0 is the first line.
    case changed(part: UInt64)
    /// The passphrase's own file: missing, readable by others, too short; the text says which.
    case passphrase(String)
    /// What was read back is not what was written, or the copy is not the original.
    case differs
    /// The node's own file could not be read or copied.
    case store(StorageFault)
    /// The key files could not be read or written.
    case keys(KeyFailure)
    /// A backup is being made already.
    case busy
}

extension BackupFailure {
    /// What happened and what to do, Chinese and English.
    package var sentence: (zh: String, en: String) {
        switch self {
        case .exists(let path):
            ("\(path) 已经存在，换一个文件名", "\(path) exists: choose another name")
        case .file(let text): ("文件不能用：\(text)", "a file cannot be used: \(text)")
        case .full(let path):
            ("磁盘已满，写不下 \(path)", "the disk is full, \(path) does not fit")
        case .notSealed(let path):
            (
                "\(path) 不是本软件的密封文件，或者版本更新",
                "\(path) is no sealed file of ours, or of a newer version"
            )
        case .otherKind(let kind):
            ("这是另一种密封文件（\(kind)）", "this is a sealed file of another kind (\(kind))")
        case .wrongPassphrase:
            ("口令不对；文件开头完好", "wrong passphrase; the file's beginning is sound")
        case .cutShort:
            ("文件不完整，结尾缺失；换一份备份", "the file is cut short: use another backup")
        case .changed(let part):
            (
                "文件已损坏或不完整（第 \(part) 段）；换一份备份",
                "the file is damaged or cut short (part \(part)): use another backup"
            )
        case .passphrase(let text): ("口令：\(text)", "passphrase: \(text)")
        case .differs:
            (
                "写下的和原来的不一样；没有留下备份，检查磁盘",
                "what was written is not what was read; no backup was left, check the disk"
            )
        case .store(let fault):
            ("数据库不能复制：\(fault)", "the database cannot be copied: \(fault)")
        case .keys(let failure): ("密钥文件：\(failure)", "the key files: \(failure)")
        case .busy:
            ("正在备份，等它完成", "a backup is being made already: wait for it")
        }
    }
}
