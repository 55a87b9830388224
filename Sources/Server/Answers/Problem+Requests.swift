import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node

extension Problem {
    /// Whatever nobody has foreseen; what it was stands in the log alone.
    static let unexpected = Problem(
        500, "unexpected", "节点出错了，已经记入日志。请稍后再试，或告诉管理员。",
        "Something went wrong here and was logged. Try again, or tell the administrator.")

    /// No route has this path.
    static let noSuchPage = Problem(
        404, "noSuchPage", "没有这个地址。", "There is nothing at this address.")

    /// The path is right, the method is not.
    static func method(allowed: [HTTPRequest.Method]) -> Problem {
        var problem = Problem(
            405, "method", "这个地址不接受这种请求方法。", "This address does not take that method.")
        let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        problem.fields = [Field(.allow, names)]
        return problem
    }

    /// The route takes a token, and there is none that is known.
    static let noToken: Problem = {
        var problem = Problem(
            401, "token", "需要有效的令牌：Authorization: Bearer …",
            "A valid token is needed: Authorization: Bearer …")
        problem.fields = [Field(.wwwAuthenticate, "Bearer realm=\"yizhan\"")]
        return problem
    }()

    /// The token is known, its role may not do it.
    static func role(_ role: Role) -> Problem {
        Problem(
            403, "role", "您的身份（\(role.rawValue)）不能做这件事。",
            "Your role (\(role.rawValue)) may not do this.")
    }

    /// A browser on another site sends the request (WEB-2).
    static let crossSite = Problem(
        403, "crossSite", "不接受从别的网站发来的操作。",
        "Requests sent from another site are not taken.")

    /// The body has more bytes than the route takes.
    static func tooLarge(bytesMaximum: Int) -> Problem {
        var problem = Problem(
            413, "tooLarge", "请求体太大，最多 \(bytesMaximum) 字节。",
            "The body is too large: at most \(bytesMaximum) bytes.")
        problem.extras = [JSON.Member("bytesMaximum", .count(bytesMaximum))]
        return problem
    }

    /// The body is not said to be a picture.
    static let photoType = Problem(
        415, "photoType", "照片要以 image/jpeg、image/png 或 image/webp 发送。",
        "A photo is sent as image/jpeg, image/png or image/webp.")

    /// The body ended before its length, or broke off.
    static let brokenBody = Problem(
        400, "body", "请求体没有收全。", "The body did not arrive whole.")

    /// The body is not `application/json`.
    static let mediaType = Problem(
        415, "mediaType", "请用 Content-Type: application/json，不要压缩。",
        "Please send Content-Type: application/json, not compressed.")

    /// The body is no JSON of ours.
    init(_ refusal: JSONRefusal) {
        let (zh, en): (String, String) =
            switch refusal {
            case .tooLong(let maximum): ("超过 \(maximum) 字节", "more than \(maximum) bytes")
            case .tooDeep(let at): ("第 \(at) 字节处嵌套太深", "too deep at byte \(at)")
            case .unexpected(let at): ("第 \(at) 字节处不对", "unexpected at byte \(at)")
            case .number(let at):
                (
                    "第 \(at) 字节处的数要是小于 2^53 的非负整数",
                    "the number at byte \(at) must be whole, not negative, below 2^53"
                )
            case .text(let at): ("第 \(at) 字节处的文字不是 UTF-8", "not UTF-8 at byte \(at)")
            case .name(let at): ("第 \(at) 字节前有重复的字段", "a field twice before byte \(at)")
            }
        self.init(400, "json", "请求体不是可用的 JSON：\(zh)。", "The body is no usable JSON: \(en).")
    }

    /// A header field of the request is not what it should be.
    static func header(_ name: String, zh: String, en: String) -> Problem {
        var problem = Problem(400, "header", "\(name)：\(zh)。", "\(name): \(en).")
        problem.field = name
        return problem
    }

    /// More requests than a member may send in a minute.
    static func tooOften(retrySeconds: Int) -> Problem {
        var problem = Problem(
            429, "tooOften", "请求太频繁，请 \(retrySeconds) 秒后再试。",
            "Too many requests; try again in \(retrySeconds) s.")
        problem.fields = [Field(.retryAfter, String(retrySeconds))]
        return problem
    }

    /// More wishes than a volunteer may look at in an hour (LIM-4).
    static func tooManyViews(limit: Int, retrySeconds: Int) -> Problem {
        let minutes = (retrySeconds + 59) / 60
        var problem = Problem(
            429, "tooManyViews", "一小时内最多查看 \(limit) 个心愿，请 \(minutes) 分钟后再看。",
            "At most \(limit) wishes can be looked at in an hour; try again in \(minutes) min.")
        problem.extras = [JSON.Member("limit", .count(limit))]
        problem.fields = [Field(.retryAfter, String(retrySeconds))]
        return problem
    }

    /// What is wrong with a field of a command.
    init(_ wrong: FieldProblem) {
        // A name that nobody knows comes from outside, at any length.
        let name = String(wrong.field.unicodeScalars.prefix(64).map(Character.init))
        let (zh, en) = wrong.problem.words
        self.init(400, "field." + wrong.problem.code, "“\(name)”\(zh)。", "“\(name)” \(en).")
        field = name
    }

    /// Why a signature was refused: always 401.
    init(_ refusal: RequestRefusal) {
        switch refusal {
        case .noSignature:
            self.init(
                401, "signature.missing", "没有唯一的 yizhan-1 签名。",
                "There is no single signature with the tag yizhan-1.")
        case .profile(let what):
            self.init(
                401, "signature.profile", "签名不合规定：\(what)。",
                "The signature is not of the profile: \(what).")
        case .notCovered(let component):
            self.init(
                401, "signature.notCovered", "签名没有覆盖 \(component)。",
                "The signature does not cover \(component).")
        case .digest:
            self.init(
                401, "signature.digest", "Content-Digest 与请求体不符。",
                "Content-Digest is not that of the body.")
        case .destination:
            self.init(
                401, "signature.destination", "请求不是发给本节点的。",
                "The request is not for this node.")
        case .clock(let skew):
            let minutes = (skew.magnitude + 59) / 60
            self.init(
                401, "signature.clock", "对方的时钟\(skew < 0 ? "慢" : "快")了约 \(minutes) 分钟。",
                "The sender's clock is about \(minutes) min \(skew < 0 ? "slow" : "fast").")
            // Our JSON has no negative numbers.
            extras = [JSON.Member("skewSeconds", .string(String(skew)))]
        case .unknownMember:
            self.init(
                401, "signature.unknownMember", "联盟名册里没有这个成员。",
                "The roster has no such member.")
        case .signature:
            self.init(401, "signature.wrong", "签名不对。", "The signature is wrong.")
        }
        fields = [Field(.wwwAuthenticate, "Signature realm=\"yizhan\"")]
    }
}

extension FieldProblem.Problem {
    /// What is wrong, after the field's name or beside its label.
    var words: (zh: String, en: String) {
        switch self {
        case .missing: ("缺少", "is missing")
        case .unknown: ("没有这一项，请检查拼写", "is not known here; check the spelling")
        case .wrongType(let expected): ("类型应为 \(expected)", "should be: \(expected)")
        case .tooLong(let maximum): ("太长，最多 \(maximum)", "is too long: at most \(maximum)")
        case .empty: ("不能为空", "must not be empty")
        case .outOfRange(let range):
            (
                "应在 \(range.lowerBound) 到 \(range.upperBound) 之间",
                "must be between \(range.lowerBound) and \(range.upperBound)"
            )
        case .malformed(let expected): ("应为 \(expected)", "should be: \(expected)")
        }
    }

    fileprivate var code: String {
        switch self {
        case .missing: "missing"
        case .unknown: "unknown"
        case .wrongType: "wrongType"
        case .tooLong: "tooLong"
        case .empty: "empty"
        case .outOfRange: "outOfRange"
        case .malformed: "malformed"
        }
    }
}
