import Alliance
package import Community

extension Desk {
    /// Writes down what a volunteer says of themselves, in place of what they said before.
    mutating func setPreferences(
        _ preferences: Preferences, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard let volunteer = hand.account?.volunteer,
            let row = try books.volunteer(volunteer), row.leftAt == nil
        else { throw .refused(.notFound) }
        let sealed = hand.keys.encrypt(preferences.bytes, field: volunteer.preferencesPlace)
        try books.keepPreferences(sealed, of: volunteer)
        return .object(of: [:])
    }

    /// Ends every session of the volunteer who asks, on all their phones.
    mutating func leaveEverywhere(by hand: Hand) throws(NodeFailure) -> JSON {
        guard let volunteer = hand.account?.volunteer else { throw .refused(.notFound) }
        try books.endSessions(of: volunteer, at: hand.now)
        effects.insert(.accounts)
        return .object(of: [:])
    }
}

extension BooksReader {
    /// What a volunteer has said of areas and times.
    ///
    /// - Throws: ``NodeFailure``.
    package func preferences(
        of volunteer: VolunteerID, keys: any Keys
    ) throws(NodeFailure) -> Preferences {
        guard let sealed = try preferences(of: volunteer) else { return .none }
        let bytes: [UInt8]
        do throws(KeyFailure) {
            bytes = try keys.decrypt(sealed, field: volunteer.preferencesPlace)
        } catch { throw .keys(error) }
        guard let preferences = Preferences(bytes) else {
            throw .storage(.damaged("the preferences of \(volunteer) cannot be read"))
        }
        return preferences
    }
}

extension LocalNode {
    /// The card of a volunteer; nil for one who has left or never was.
    package func card(of volunteer: VolunteerID) async throws(NodeFailure) -> VisitCard? {
        try await store.read { [keys] books throws(NodeFailure) in
            try books.card(of: volunteer, keys: keys)
        }
    }
}
