package import Alliance

/// A word for kinds of wishes and for skills, with its names for people.
///
/// Events carry the word; what people read and write is its name. Any other word is allowed and
/// stands for itself.
package struct UsualWord: Sendable, Hashable {
    /// The word, `[a-z0-9-]`.
    package let text: String
    /// 中文
    package let zh: String
    /// English
    package let en: String

    private init(_ text: String, _ zh: String, _ en: String) {
        self.text = text
        self.zh = zh
        self.en = en
    }

    /// The usual words, no name twice.
    package static let all: [UsualWord] = [
        UsualWord("repair", "维修", "Repair"), UsualWord("errand", "随手帮", "Errand"),
        UsualWord("learning", "教与学", "Learning"), UsualWord("company", "陪伴", "Company"),
        UsualWord("goods", "物品", "Goods"), UsualWord("digital", "数字助老", "Digital help"),
        UsualWord("phone-lessons", "手机教学", "Phone lessons"),
        UsualWord("health", "健康", "Health"), UsualWord("medicine", "医疗", "Medicine"),
        UsualWord("nursing", "护理", "Nursing"), UsualWord("first-aid", "急救", "First aid"),
        UsualWord("psychology", "心理", "Psychology"),
        UsualWord("legal", "法律咨询", "Legal advice"),
        UsualWord("activity", "活动", "Activity"), UsualWord("cleaning", "清洁", "Cleaning"),
        UsualWord("escort", "陪同出行", "Escort"), UsualWord("driving", "驾驶", "Driving"),
        UsualWord("electrics", "电工", "Electrics"), UsualWord("plumbing", "水管", "Plumbing"),
        UsualWord("gas", "燃气", "Gas fitting"),
        UsualWord("haircut", "理发", "Haircut"), UsualWord("cooking", "做饭", "Cooking"),
        UsualWord("tutoring", "辅导", "Tutoring"), UsualWord("music", "音乐", "Music"),
        UsualWord("calligraphy", "书法", "Calligraphy"), UsualWord("patrol", "巡逻", "Patrol"),
    ]

    /// Words that mean the same as a usual one.
    private static let others = [
        "visit": "company", "teaching": "digital", "law": "legal", "leisure": "activity",
        "transport": "escort",
    ]

    private static let byText = Dictionary(
        uniqueKeysWithValues: all.map { ($0.text, $0) })
    private static let byName = Dictionary(
        uniqueKeysWithValues: all.map { ($0.zh, $0) })

    /// The names of a word, also of one that means the same; nil for a word without a name.
    package static func names(of word: Word) -> UsualWord? {
        byText[others[word.text] ?? word.text]
    }

    /// The word by which others of the same meaning are compared: the usual one, or itself.
    package static func meaning(of word: Word) -> Word {
        others[word.text].flatMap { Word($0) } ?? word
    }

    /// The word for a Chinese name or for itself; nil for anything else.
    package static func word(_ text: String) -> Word? {
        Word(byName[text]?.text ?? text.lowercased())
    }

    /// The text that ``word(_:)`` reads back as this very word: its Chinese name if it has one
    /// of its own.
    package static func text(of word: Word) -> String { byText[word.text]?.zh ?? word.text }
}
