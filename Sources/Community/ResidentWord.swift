/// What a resident tells the office by the number that a wish is followed by, once it was taken
/// over. It decides nothing: a person of the office reads it and acts.
package enum ResidentWord: String, Sendable, Hashable, CaseIterable {
    /// It is not needed any more: the consent is withdrawn (PIPL art. 15 asks for an easy way).
    case notNeeded
    /// It was done; somebody says that it was, and it was not.
    case done, notDone
}
