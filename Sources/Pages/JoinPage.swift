/// Where a community joins an alliance: the address and the key that the coordinator gave, then the
/// fingerprint to compare, then it is done (ENR-2).
package struct JoinModel: Sendable, Equatable {
    /// The alliance's address as it was typed.
    package var address = ""
    /// The one-time join key as it was typed.
    package var joinKey = ""
    /// What is wrong with the address or with joining; nil for nothing.
    package var trouble: String?
    /// The alliance that was found and has to be compared; nil before.
    package var found: Found?

    /// A page on which nothing is typed yet.
    package init() {}

    /// An alliance that answers at the address.
    package struct Found: Sendable, Equatable {
        /// Its name for people.
        package var name: String
        /// Its identity key, which the form carries back.
        package var key: String
        /// The fingerprint in groups, as one types it.
        package var fingerprint: String
        /// The same in words, as one reads it out.
        package var words: [String]

        /// An alliance from its parts.
        package init(name: String, key: String, fingerprint: String, words: [String]) {
            self.name = name
            self.key = key
            self.fingerprint = fingerprint
            self.words = words
        }
    }
}

/// The page of ``JoinModel``.
package enum JoinPage {
    /// The whole page.
    package static func render(_ model: JoinModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        let controls = Controls(reader)
        return Frame(reader, title: language.say(.joinTitle), section: .admin).page {
            if let found = model.found {
                HTML(.section, .class("card")) {
                    HTML(.h2) { HTML(.bdi) { found.name } }
                    HTML(.p) { language.say(.joinCompare) }
                    HTML(.p, .class("large")) { found.words.joined(separator: " ") }
                    HTML(.p, .class("soft")) { found.fingerprint }
                    controls.form(.join) {
                        controls.hidden("address", model.address)
                        controls.hidden("joinKey", model.joinKey)
                        controls.hidden("key", found.key)
                        controls.submit(language.say(.joinSame))
                    }
                    HTML(.p) { HTML(.a, .href(.join)) { language.say(.joinOther) } }
                }
            } else {
                HTML(.p) { language.say(.joinMeaning) }
                controls.form(.join) {
                    controls.line(
                        "address", language.say(.joinAddress), value: model.address,
                        hint: language.say(.joinAddressHint), trouble: model.trouble,
                        .inputMode("url"), .autocomplete("off"), .required, .autofocus)
                    controls.line(
                        "joinKey", language.say(.joinKey), value: model.joinKey,
                        hint: language.say(.joinKeyHint), .autocomplete("off"), .required)
                    controls.submit(language.say(.joinLook))
                }
            }
        }
    }
}

extension Phrase {
    static let joinTitle = Phrase("加入联盟", "Join the alliance")
    static let joinMeaning = Phrase(
        "加入以后，本社区发布的心愿全街道都看得到，别的社区的志愿者也能来认领。居民的资料仍然只留在本社区。",
        "From then on the whole street sees the wishes that this community publishes, and its "
            + "volunteers may claim them. The residents' records stay here.")
    static let joinAddress = Phrase("联盟的网址", "The alliance's address")
    static let joinAddressHint = Phrase("https 开头，没有空格", "It begins with https")
    static let joinKey = Phrase("加入密钥", "Join key")
    static let joinKeyHint = Phrase(
        "街道联盟发的，yzj_ 开头，72 小时内用一次", "From the coordinator: yzj_…, once within 72 hours")
    static let joinLook = Phrase("下一步：核对指纹", "Next: compare the fingerprint")
    static let joinCompare = Phrase(
        "请打电话给街道联盟，请对方念出下面十个词。一个字母都不差，才按“一致”。",
        "Telephone the coordinator and let them read these ten words out. Go on only when every "
            + "letter is the same.")
    static let joinSame = Phrase("一致，加入", "The same: join")
    static let joinOther = Phrase("不一致，不加入", "Not the same: do not join")
}
