import Alliance
import Community
import Node
import Pages

/// The residents whose contact is still kept by a record of a wish, decrypted while somebody
/// looks them up: there is no register of people.
///
/// What is shown is what the file holds at this moment: the shelf only saves opening a contact
/// twice, and a contact never changes under its wish. Holds ``contactsMaximum`` at most, and
/// nothing when nobody has searched for ``restSeconds``.
actor ResidentShelf {
    /// The newest records that are searched; a large street keeps some 2,500 a year.
    static let contactsMaximum = 10_000
    /// After so long without a search the shelf is empty.
    static let restSeconds = 600
    /// A search while typing is written down so often: not for each letter.
    private static let notedMilliseconds: UInt64 = 300_000

    private let node: LocalNode
    private var contacts: [WishID: Contact] = [:]
    private var searches = 0
    private var notedAt: [Int64: UInt64] = [:]

    init(node: LocalNode) { self.node = node }

    /// Somebody who was found, with the wishes, newest first.
    struct Match: Sendable {
        var contact: Contact
        var wishes: [WishID]
    }

    /// Who fits what was typed, the newest first, at most `limit`, and how many more there are.
    ///
    /// - Parameter isTyping: whether the question is one of many for one word.
    /// - Throws: ``NodeFailure``.
    func find(
        _ query: String, limit: Int, isTyping: Bool, by account: Account
    ) async throws(NodeFailure) -> (matches: [Match], more: Int) {
        let words = ResidentQuery(query)
        guard !words.isEmpty else { return ([], 0) }
        try await note(isTyping: isTyping, by: account)
        let wishes = try await refresh()
        var matches: [Match] = []
        var places: [String: Int] = [:]
        for wish in wishes {
            guard let contact = contacts[wish], words.match(contact) else { continue }
            let person = contact.name + "\n" + (Phone(contact.phone)?.digits ?? contact.phone)
            if let place = places[person] {
                matches[place].wishes.append(wish)
            } else {
                places[person] = matches.count
                matches.append(Match(contact: contact, wishes: [wish]))
            }
        }
        return (Array(matches.prefix(limit)), max(0, matches.count - limit))
    }

    /// All contacts that are kept, the newest first; the caller writes the look down.
    ///
    /// - Throws: ``NodeFailure``.
    func all() async throws(NodeFailure) -> [(wish: WishID, contact: Contact)] {
        let wishes = try await refresh()
        return wishes.compactMap { wish in contacts[wish].map { (wish, $0) } }
    }

    /// Opens what is new and forgets what is gone.
    ///
    /// - Returns: the wishes that have a contact, the newest first.
    private func refresh() async throws(NodeFailure) -> [WishID] {
        searches += 1
        let search = searches
        Task { [weak self] in
            try? await Task.sleep(for: .seconds(Self.restSeconds))
            await self?.rest(after: search)
        }
        let known = contacts
        let (wishes, fresh) = try await node.store.read {
            [keys = node.keys] books throws(NodeFailure) in
            var fresh: [WishID: Contact] = [:]
            let wishes = try books.wishesWithContact(limit: Self.contactsMaximum)
            for wish in wishes {
                fresh[wish] =
                    if let contact = known[wish] { contact } else {
                        try books.contact(of: wish, keys: keys)
                    }
            }
            return (wishes, fresh)
        }
        contacts = fresh
        return wishes
    }

    private func rest(after search: Int) {
        if search == searches { contacts = [:] }
    }

    private func note(isTyping: Bool, by account: Account) async throws(NodeFailure) {
        let now = node.clock()
        if isTyping, let last = notedAt[account.number],
            now < last + Self.notedMilliseconds
        {
            return
        }
        notedAt = notedAt.filter { now < $0.value + Self.notedMilliseconds }
        notedAt[account.number] = now
        try await node.noteSearch(by: account)
    }
}

/// What was typed to find a resident: each word must fit name, phone or door.
struct ResidentQuery: Sendable {
    private let words: [Word]

    private struct Word: Sendable {
        let text: String
        /// Pinyin initials, where it is nothing but letters.
        let letters: [UInt8]
        let digits: String
    }

    init(_ text: String) {
        words = text.lowercased().split { $0.isWhitespace }.prefix(4).map { part in
            let bytes = Array(part.utf8)
            let isLetters = bytes.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= $0 }
            let isDigits = part.allSatisfy { $0.isNumber || "+-－".contains($0) }
            return Word(
                text: String(part), letters: isLetters ? bytes : [],
                digits: isDigits ? String(part.filter(\.isNumber)) : "")
        }
    }

    var isEmpty: Bool { words.isEmpty }

    func match(_ contact: Contact) -> Bool {
        let name = contact.name.lowercased()
        let door = contact.door.lowercased()
        return words.allSatisfy { word in
            if name.contains(word.text) || door.contains(word.text) { return true }
            if !word.letters.isEmpty { return Initials.match(contact.name, word.letters) }
            guard word.digits.count >= 3 else { return false }
            return (Phone(contact.phone)?.digits ?? contact.phone).contains(word.digits)
        }
    }
}
