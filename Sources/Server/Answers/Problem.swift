import Alliance
import HTTPTypes
import Hummingbird
import Pages

/// Why a request was not done, as its sender reads it (RFC 9457): a status, a code that stays
/// the same for ever, a sentence that a clerk can act on.
///
/// Holds nothing that is not meant for the sender; what is meant for the log is logged where
/// the problem is made.
struct Problem: Error, Sendable, Equatable {
    /// The status of the answer.
    let status: Int
    /// A stable word for programs.
    let code: String
    /// The sentence in Chinese.
    let zh: String
    /// The sentence in English.
    let en: String
    /// The field of the command that is wrong.
    var field: String?
    /// More for programs, such as what was found.
    var extras: [JSON.Member] = []
    /// Fields of the answer, such as `Retry-After`.
    var fields: [Field] = []

    /// A field of the answer.
    struct Field: Sendable, Equatable {
        let name: HTTPField.Name
        let value: String

        init(_ name: HTTPField.Name, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    init(_ status: Int, _ code: String, _ zh: String, _ en: String) {
        self.status = status
        self.code = code
        self.zh = zh
        self.en = en
    }

    /// The sentence in a language.
    func sentence(_ language: Language) -> String { language == .zh ? zh : en }

    /// The answer's body.
    func json(_ language: Language) -> JSON {
        .object(
            members: [
                JSON.Member("type", .string("urn:yizhan:problem:" + code)),
                JSON.Member("title", .string(title(language))),
                JSON.Member("status", .integer(UInt64(status))),
                JSON.Member("detail", .string(sentence(language))),
                JSON.Member("code", .string(code)),
            ] + (field.map { [JSON.Member("field", .string($0))] } ?? []) + extras)
    }

    /// The answer, as a page for browsers and as JSON for everybody else.
    func response(_ language: Language, asPage: Bool) -> Response {
        var headers = HTTPFields()
        let bytes: [UInt8]
        if asPage {
            headers[.contentType] = MediaTypes.html
            bytes = ErrorPage.render(
                status: status, title: title(language), sentence: sentence(language),
                language: language)
        } else {
            headers[.contentType] = MediaTypes.problem
            bytes = json(language).canonicalBytes
        }
        headers[.contentLanguage] = language.tag
        for field in fields { headers[field.name] = field.value }
        return Response(
            status: .init(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The status of a page that is shown again with what was typed and why it was not taken:
    /// 422, whatever is wrong with it. Where a browser is to wait, or the fault is ours, it stays.
    var shownAgain: HTTPResponse.Status {
        let isTheirs = (400..<500).contains(status) && status != 429
        return .init(code: isTheirs ? 422 : status)
    }

    /// What a status means, in a few words.
    func title(_ language: Language) -> String {
        let words: (zh: String, en: String) =
            switch status {
            case 400: ("请求不对", "The request is wrong")
            case 401: ("没有认出您是谁", "Not known who asks")
            case 403: ("不允许", "Not allowed")
            case 404: ("没有找到", "Not found")
            case 405: ("不能这样用", "Not by this method")
            case 408: ("太慢了", "Too slow")
            case 409: ("现在不行", "Not as things stand")
            case 411: ("没有写明长度", "No length is given")
            case 413: ("太大了", "Too large")
            case 415: ("格式不对", "Not in this format")
            case 422: ("不能照办", "Cannot be done")
            case 429: ("太频繁了", "Too often")
            case 431: ("请求头太大", "The header is too large")
            case 503: ("暂时不可用", "Not available right now")
            case 505: ("协议版本不对", "Another version of HTTP")
            case 507: ("磁盘满了", "The disk is full")
            default: ("出错了", "Something went wrong")
            }
        return language == .zh ? words.zh : words.en
    }
}

/// The media types of the answers.
enum MediaTypes {
    static let json = "application/json"
    static let problem = "application/problem+json"
    static let html = "text/html; charset=utf-8"
    static let events = "text/event-stream; charset=utf-8"
    static let csv = "text/csv"
}

extension JSON {
    /// An object of these members, in order of their names; a name must not stand twice.
    static func object(members: [Member]) -> JSON {
        .object(members.sorted { $0.name < $1.name })
    }

    /// The object with more members; nil values are left out.
    func with(_ more: KeyValuePairs<String, JSON?>) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(
            members: members
                + more.compactMap { name, value in value.map { Member(name, $0) } })
    }

    /// A count, which is never negative.
    static func count(_ number: Int) -> JSON { .integer(UInt64(max(0, number))) }
}
