import Alliance
import Causality
import Community

extension Desk {
    /// Writes the volunteers that are new; none of them gets a token.
    mutating func importVolunteers(
        _ lines: [ImportLine<VolunteerDraft>], by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let standings = try books.standings(of: lines, keys: hand.keys)
        return try bring(lines, standings, hand) { desk, draft throws(NodeFailure) in
            _ = try desk.keepVolunteer(draft, hand)
        }
    }

    /// Writes the wishes that are new down in the own log.
    ///
    /// Each is attended to at once: left to the background, they would keep every claim of the
    /// street waiting for its award until the last of them was folded.
    mutating func importWishes(
        _ lines: [ImportLine<WishDraft>], by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let standings = try books.standings(of: lines, keys: hand.keys)
        return try bring(lines, standings, hand) { desk, draft throws(NodeFailure) in
            let wish = try desk.keepWish(draft, by: hand)
            try desk.books.keepImported(hand.keys.mark(of: draft.importIdentity))
            try desk.attend(wish, by: hand)
        }
    }

    /// Writes the teams that are new.
    mutating func importTeams(
        _ lines: [ImportLine<Team>], by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let standings = try books.standings(of: lines)
        return try bring(lines, standings, hand) { desk, team throws(NodeFailure) in
            try desk.keepTeam(team, recordedAt: hand.now, hand)
        }
    }

    private mutating func bring<Draft>(
        _ lines: [ImportLine<Draft>], _ standings: [ImportStanding], _ hand: Hand,
        _ keep: (inout Desk, Draft) throws(NodeFailure) -> Void
    ) throws(NodeFailure) -> JSON {
        hand.progress?.enter(.writing, totalCount: lines.count)
        var outcome = ImportOutcome()
        for (line, standing) in zip(lines, standings) {
            if standing == .new {
                try keep(&self, line.draft)
                outcome.writtenCount += 1
            } else {
                outcome.skippedCount += 1
            }
            hand.progress?.step()
        }
        return outcome.json
    }
}

extension BooksReader {
    /// How volunteers stand to the books: one with that number, or that name and phone, is here.
    ///
    /// The cards are encrypted, so all of them are opened once; a community has hundreds.
    func standings(
        of lines: [ImportLine<VolunteerDraft>], keys: any Keys
    ) throws(NodeFailure) -> [ImportStanding] {
        guard !lines.isEmpty else { return [] }
        var known: Set<[String]> = []
        var numbers: Set<String> = []
        for row in try volunteers() {
            numbers.insert(row.id.text)
            let card = try row.visitCard(keys)
            known.insert(VolunteerDraft.importIdentity(card.name, card.phone, card.team))
        }
        return try standings(of: lines) { draft throws(NodeFailure) in
            VolunteerDraft.importIdentity(draft.name, draft.phone, draft.team)
        } isKnown: { number, identity throws(NodeFailure) in
            numbers.contains(number) || known.contains(identity)
        }
    }

    /// How wishes stand to the books: one with that number is here, and one that an import has
    /// written before, also when it has long ended and was erased.
    func standings(
        of lines: [ImportLine<WishDraft>], keys: any Keys
    ) throws(NodeFailure) -> [ImportStanding] {
        try standings(of: lines) { draft throws(NodeFailure) in
            keys.mark(of: draft.importIdentity)
        } isKnown: { number, mark throws(NodeFailure) in
            if let dot = Dot(text: number), try wishRow(WishID(dot)) != nil { return true }
            return try isImported(mark)
        }
    }

    /// How teams stand to the books: one of that name is here.
    func standings(of lines: [ImportLine<Team>]) throws(NodeFailure) -> [ImportStanding] {
        let known = Set(try teams().map(\.name))
        return try standings(of: lines) { team throws(NodeFailure) in
            team.name
        } isKnown: { _, name throws(NodeFailure) in
            known.contains(name)
        }
    }

    private func standings<Draft, Identity: Hashable>(
        of lines: [ImportLine<Draft>],
        identity: (Draft) throws(NodeFailure) -> Identity,
        isKnown: (String, Identity) throws(NodeFailure) -> Bool
    ) throws(NodeFailure) -> [ImportStanding] {
        var seen: [Identity: Int] = [:]
        var standings: [ImportStanding] = []
        standings.reserveCapacity(lines.count)
        for (index, line) in lines.enumerated() {
            let identity = try identity(line.draft)
            if try isKnown(line.number, identity) {
                standings.append(.alreadyHere)
            } else if let first = seen[identity] {
                standings.append(.repeats(first))
            } else {
                seen[identity] = index
                standings.append(.new)
            }
        }
        return standings
    }

    /// What the office wrote of a wish, as far as it is here.
    func draft(of row: WishRow, keys: any Keys) throws(NodeFailure) -> WishDraft {
        let record = try record(of: row.wish)
        let nobody = Consent(members: nil, givenBy: "", words: "", at: row.publishedAt)
        return WishDraft(
            terms: try row.terms(), words: WishText(title: row.title, body: row.body),
            contact: try contact(of: row.wish, keys: keys),
            consent: record?.consent ?? nobody, byPhone: record?.byPhone ?? false)
    }
}

extension VolunteerDraft {
    /// What makes two volunteers the same person to an import: the name with the phone's digits,
    /// or with the team where there is no phone.
    fileprivate static func importIdentity(
        _ name: String, _ phone: String, _ team: String
    ) -> [String] {
        let digits = phone.filter { $0.isNumber }
        return digits.isEmpty ? [name, "", team] : [name, digits]
    }
}

extension WishDraft {
    /// What makes two lines the same wish to an import: the words, the kind, the days and the
    /// resident.
    fileprivate var importIdentity: [UInt8] {
        JSON.object(of: [
            "title": .string(words.title), "body": .string(words.body),
            "category": .text(terms.category), "resident": .text(contact?.name),
            "phone": .text(contact?.phone), "door": .text(contact?.door),
            "from": (terms.window?.lowerBound).map(JSON.integer),
            "until": (terms.window?.upperBound).map(JSON.integer),
        ]).canonicalBytes
    }
}

extension WishRow {
    /// The terms, out of the folded state.
    fileprivate func terms() throws(NodeFailure) -> Terms {
        let json: JSON
        do throws(JSONRefusal) {
            json = try JSONParser.parse(state, form: .canonical, bytesMaximum: 16 << 20)
        } catch { throw .storage(.damaged("the state of \(wish): \(error)")) }
        do throws(FieldProblem) {
            var fields = try Fields(json)
            var terms = try Fields(fields.value("terms") ?? .null, name: "terms")
            return try Terms(reading: &terms)
        } catch { throw .storage(.damaged("the terms of \(wish): \(error)")) }
    }
}

extension VolunteerRow {
    /// The card, decrypted.
    ///
    /// - Throws: ``NodeFailure/keys(_:)`` when it was not encrypted here.
    func visitCard(_ keys: any Keys) throws(NodeFailure) -> VisitCard {
        let place = FieldPlace(table: "volunteer", column: "card", row: id.text)
        do throws(KeyFailure) {
            guard let card = VisitCard(try keys.decrypt(self.card, field: place)) else {
                throw .cannotOpen
            }
            return card
        } catch { throw .keys(error) }
    }
}

extension TeamRow {
    /// The team with its card decrypted.
    ///
    /// - Throws: ``NodeFailure/keys(_:)`` when it was not encrypted here.
    func team(_ keys: any Keys) throws(NodeFailure) -> Team {
        do throws(KeyFailure) {
            let plain = try keys.decrypt(card, field: Self.cardPlace(name))
            let team = Team(
                name: name, kind: kind, card: plain, skills: skills, memberCount: memberCount)
            guard let team else { throw .cannotOpen }
            return team
        } catch { throw .keys(error) }
    }
}
