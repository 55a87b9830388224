package import Alliance
package import Community

/// What a resident reads who follows a request by its number.
package struct FollowedRequest: Sendable, Hashable {
    /// What became of it.
    package let standing: RequestStanding
    /// What the resident last told the office about it, where it still holds.
    package let said: ResidentWord?
}

extension RequestStanding {
    /// What a resident can say of a wish that stands so.
    package var words: [ResidentWord] {
        switch self {
        case .open: [.notNeeded]
        case .coming: [.done, .notNeeded]
        case .served: [.done, .notDone]
        case .waiting, .declined, .withdrawn, .done, .ended: []
        }
    }
}

extension OfficeNotice {
    /// What the resident said, if it tells of that.
    package var residentWord: ResidentWord? {
        ResidentWord.allCases.first { $0.code == code }
    }
}

extension ResidentWord {
    /// What the office is told.
    var code: OfficeHappening.Code {
        switch self {
        case .notNeeded: .residentCancels
        case .done: .residentConfirms
        case .notDone: .residentMisses
        }
    }

    /// A resident changes their mind so often about one wish; more is not told.
    static let wordsMaximum = 12

    /// The last word of a resident that still holds, out of all that the office was told of a wish;
    /// a pure function. "Not needed" holds for ever. "Done" and "not done" are about one service: a
    /// new award or a settlement is the end of both, another report of the volunteer of "not done".
    package static func last(in notices: [OfficeNotice]) -> OfficeNotice? {
        var last: OfficeNotice?
        for notice in notices.sorted(by: { $0.number < $1.number }) {
            switch (notice.code, last?.code) {
            case (.residentCancels, _), (.residentConfirms, _), (.residentMisses, _):
                last = notice
            case (.awarded, .residentConfirms), (.awarded, .residentMisses),
                (.settled, .residentConfirms), (.settled, .residentMisses),
                (.served, .residentMisses):
                last = nil
            default: break
            }
        }
        return last
    }
}

extension LocalNode {
    /// Tells the office what the resident says of a wish, by the number that it is followed by.
    /// Said twice in a row it is told once.
    ///
    /// - Throws: ``Refusal/entryCode`` for a number that leads nowhere; ``Refusal/noEffect`` for a
    ///   word that the wish's standing leaves no room for, and after twelve of them.
    package func say(_ word: ResidentWord, about number: String) async throws(NodeFailure) {
        guard let code = EntryCode(number) else { throw .refused(.entryCode) }
        let hand = hand()
        let digest = keys.digest(ofRequest: code)
        try await store.write { desk throws(NodeFailure) in
            guard let row = try desk.books.request(code: digest), row.until > hand.now else {
                throw .refused(.entryCode)
            }
            try desk.say(word, of: row, hand)
        }
    }
}

extension BooksReader {
    /// What the resident last said of a wish, if it still holds.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func lastResidentWord(on wish: WishID) throws(NodeFailure) -> OfficeNotice? {
        ResidentWord.last(in: try officeNotices(on: wish))
    }
}

extension Desk {
    /// All that a resident said of a wish, oldest first, for the report on a person.
    func saidByResident(on wish: WishID) throws(NodeFailure) -> [JSON] {
        try books.officeNotices(on: wish).sorted { $0.number < $1.number }.compactMap { notice in
            notice.residentWord.map { word in
                .object(of: ["word": .string(word.rawValue), "at": .integer(notice.at)])
            }
        }
    }

    fileprivate mutating func say(
        _ word: ResidentWord, of row: RequestRow, _ hand: Hand
    ) throws(NodeFailure) {
        guard let wish = row.wish, try standing(of: row, hand).words.contains(word) else {
            throw .refused(.noEffect)
        }
        let notices = try books.officeNotices(on: wish)
        if ResidentWord.last(in: notices)?.code == word.code { return }
        let said = notices.count { $0.residentWord != nil }
        guard said < ResidentWord.wordsMaximum else { throw .refused(.noEffect) }
        // Each of them is a happening of its own, also "done" after "not done" after "done".
        try books.tellOffice(
            [OfficeHappening(code: word.code, subject: "resident \(said)")], on: wish,
            at: hand.now)
        try noteRequest("request.said", row.number, hand)
        // It is one more thing that waits for the office.
        try attend(wish, by: hand.ofNode)
    }
}
