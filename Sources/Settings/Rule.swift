import FoundationEssentials

/// How the text of one setting becomes its value.
struct Rule<Value> {
    /// What the message says is allowed.
    let allowed: AllowedValue
    /// Stands in after a problem was noted, so that reading goes on; never leaves the room.
    let fallback: Value
    /// The value, or nil when the text is not allowed.
    let parse: (String) -> Value?

    init(_ zh: String, _ en: String, _ fallback: Value, _ parse: @escaping (String) -> Value?) {
        (allowed, self.fallback, self.parse) = (AllowedValue(zh: zh, en: en), fallback, parse)
    }
}

extension Rule<Int> {
    /// One spelling alone: to YAML `1:30` is 90 and `010` is 8, here surely slips of the hand.
    static func whole(_ range: ClosedRange<Int>) -> Rule {
        let (from, to) = (range.lowerBound, range.upperBound)
        return Rule("\(from) 到 \(to) 的整数", "a whole number from \(from) to \(to)", from) { text in
            Int(text).flatMap { range.contains($0) && String($0) == text ? $0 : nil }
        }
    }
}

extension Rule<Int> {
    /// `HH:MM` as minutes after midnight.
    static var timeOfDay: Rule {
        Rule("00:00 到 23:59，须加引号", "00:00 to 23:59, in quotes", 0) { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
                text.utf8.allSatisfy({ (0x30...0x3A).contains($0) }),
                let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
            else { return nil }
            return hour * 60 + minute
        }
    }
}

extension Rule<Bool> {
    static var truth: Rule { Rule("true | false", "true | false", false, Bool.init) }
}

extension Rule where Value: RawRepresentable<String> & CaseIterable {
    static func word(_ fallback: Value) -> Rule {
        let words = Value.allCases.map(\.rawValue).joined(separator: " | ")
        return Rule(words, words, fallback, Value.init(rawValue:))
    }
}

extension Rule<String> {
    static var host: Rule {
        Rule("主机名或 IP 地址", "a host name or an IP address", "", Addresses.host)
    }
    static var ipAddress: Rule { Rule("IP 地址", "an IP address", "", Addresses.ipAddress) }
    static var authority: Rule {
        Rule("主机 或 主机:端口", "host or host:port", "", Addresses.authority)
    }
    static var baseURL: Rule {
        let (zh, en) = ("http(s)://主机:端口，末尾不带斜线", "http(s)://host:port, no final slash")
        return Rule(zh, en, "", Addresses.baseURL)
    }
    static var webhook: Rule {
        let (zh, en) = ("https:// 开头的网址；本机可用 http://", "an https URL, or http to this machine")
        return Rule(zh, en, "", Addresses.webhook)
    }
    static var redirection: Rule {
        Rule("主机:端口:主机:端口 的列表", "a list of host:port:host:port", "", Addresses.redirection)
    }
    static var member: Rule {
        let (zh, en) = ("成员的名称：2 到 32 个 a-z 0-9 -", "a member's name: 2 to 32 of a-z 0-9 -")
        return Rule(zh, en, "") { text in
            let bytes = Array(text.utf8)
            let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
            let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
            guard (2...32).contains(bytes.count), letters.contains(bytes[0]) else { return nil }
            return bytes.allSatisfy {
                letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-")
            } ? text : nil
        }
    }
    static var path: Rule {
        Rule("路径，不含控制字符", "a path without control characters", "") { text in
            text.isEmpty || text.utf8.contains { $0 < 0x20 || $0 == 0x7F } ? nil : text
        }
    }
    /// Looked at here, because a wrong path would else show as TLS failing, call by call.
    static var readableFile: Rule {
        Rule("可读的文件", "a readable file", "") { text in
            FileManager.default.contents(atPath: text).map { _ in text }
        }
    }
}

extension Rule {
    static func orNothing<Some>(_ rule: Rule<Some>) -> Rule where Value == Some? {
        Rule(rule.allowed.zh + "，或留空", rule.allowed.en + ", or nothing", nil) { text in
            text.isEmpty ? .some(nil) : rule.parse(text).map(Optional.some)
        }
    }
}
