import Alliance
import Glibc

/// What a node keeps about a person, as people read it: a heading for each field in Chinese and
/// English, moments in the machine's time zone. Fields without a heading of ours show their own
/// name, so that nothing is left out.
struct DisclosureText {
    private(set) var lines: [String] = []

    /// The text of a report, or of any JSON.
    init(_ json: JSON) { add(json, name: nil, depth: 0) }

    /// Milliseconds since 1970 that a report can name.
    static let times: ClosedRange<UInt64> = 0...(JSON.integerLimit - 1)

    private mutating func add(_ json: JSON, name: String?, depth: Int) {
        let margin = String(repeating: "  ", count: depth)
        let heading = name.map { Self.headings[$0] ?? $0 }
        switch json {
        case .object(let members):
            if let heading { lines.append(margin + heading) }
            for member in members {
                add(member.value, name: member.name, depth: name == nil ? depth : depth + 1)
            }
        case .array(let elements):
            lines.append("\(margin)\(heading ?? "") (\(elements.count))")
            for (index, element) in elements.enumerated() {
                if case .object = element {
                    lines.append("\(margin)  \(index + 1).")
                    add(element, name: nil, depth: depth + 2)
                } else {
                    lines.append("\(margin)  \(index + 1). \(Self.text(element, nil))")
                }
            }
        default:
            lines.append("\(margin)\(heading ?? ""): \(Self.text(json, name))")
        }
    }

    private static func text(_ json: JSON, _ name: String?) -> String {
        switch json {
        case .string(let text): text.isEmpty ? "—" : text
        case .integer(let number):
            if let name, name == "at" || name.hasSuffix("At") || name.hasSuffix("Until") {
                moment(number)
            } else {
                String(number)
            }
        case .bool(let flag): flag ? "是 yes" : "否 no"
        default: "—"
        }
    }

    /// A moment in the machine's time zone, such as `2026-11-22 19:36:03 +0800`.
    static func moment(_ milliseconds: UInt64) -> String {
        var seconds = time_t(milliseconds / 1000)
        var parts = unsafe tm()
        guard unsafe localtime_r(&seconds, &parts) != nil else { return String(milliseconds) }
        var buffer = [CChar](repeating: 0, count: 40)
        let count = unsafe strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S %z", &parts)
        return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static let headings: [String: String] = [
        "kind": "类别 kind", "at": "时间 at", "community": "社区 community",
        "wishes": "心愿 wishes", "wish": "心愿编号 wish", "published": "发布范围 published",
        "publishedTo": "发布给 published to", "publishedAt": "发布时间 published at",
        "outcome": "结果 outcome", "endedAt": "结束时间 ended at", "title": "标题 title",
        "body": "正文 words", "writtenAt": "登记时间 written at", "byPhone": "电话登记 by phone",
        "contact": "联系方式 contact", "name": "姓名 name", "phone": "电话 phone",
        "door": "住址 door", "note": "备注 note", "contactUntil": "联系方式保留到 contact until",
        "wordsUntil": "文字和同意保留到 words and consent until", "consent": "同意 consent",
        "members": "同意提供给 members", "givenBy": "同意人 given by", "words": "同意内容 words",
        "releases": "提供记录 releases", "number": "编号 number", "claim": "认领编号 claim",
        "to": "提供给 to", "award": "派单编号 award", "consentAt": "同意时间 consent at",
        "releasedAt": "提供时间 released at", "receiptAt": "签收时间 receipt at",
        "looks": "查看记录 looks", "account": "账号 account", "trail": "操作记录 trail",
        "action": "操作 action", "object": "对象 object", "volunteer": "志愿者编号 volunteer",
        "team": "队伍 team", "skills": "技能 skills", "registeredAt": "登记时间 registered at",
        "leftAt": "退出时间 left at", "accounts": "账号 accounts", "role": "角色 role",
        "openedAt": "开通时间 opened at", "claims": "认领 claims",
        "madeAt": "认领时间 made at", "verdict": "结论 verdict", "live": "有效 live",
        "cardSent": "名片已发出 card sent", "notices": "通知 notices", "code": "代码 code",
        "credits": "时长积分 credits", "minutes": "分钟 minutes", "points": "积分 points",
        "erased": "已删除 erased", "contents": "内容份数 contents",
        "concluded": "已结束 concluded", "withdrawn": "退出的认领 withdrawn",
    ]
}
