/// Where bytes from outside come in: each reader with the rules that hold for any bytes at all.
///
/// `Tests/Trials/fuzz.py` tries them with libFuzzer; `ReplayTests` tries what was kept and found.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// A text of JSON, in either form.
    case json
    /// A name out of a message, a link or the database.
    case names
    /// The entries of two version vectors.
    case vector
    /// An event in compact form; or, from `{` on, its payload.
    case event
    /// A parcel or a receipt in compact form; or, from `{` on, a parcel's payload.
    case parcel
    /// One half of an exchange.
    case message
    /// A request between members, as text; see `RequestProperties`.
    case request
    /// A text in columns.
    case csv
    /// A letter for its kind, then a sheet as an office sends it.
    case sheet
    /// A picture as it comes from a phone.
    case photo

    /// Tries the rules on one input.
    ///
    /// - Returns: whether the reader took it.
    /// - Throws: ``Broken`` when a rule does not hold.
    func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        switch self {
        case .json: try JSONProperties.attempt(bytes)
        case .names: try NameProperties.attempt(bytes)
        case .vector: try VectorProperties.attempt(bytes)
        case .event: try EventProperties.attempt(bytes)
        case .parcel: try ParcelProperties.attempt(bytes)
        case .message: try MessageProperties.attempt(bytes)
        case .request: try RequestProperties.attempt(bytes)
        case .csv: try SheetProperties.attemptText(bytes)
        case .sheet: try SheetProperties.attempt(bytes)
        case .photo: try PhotoProperties.attempt(bytes)
        }
    }
}

/// A rule that does not hold.
struct Broken: Error, CustomStringConvertible {
    /// The rule, in words.
    let description: String

    init(_ rule: String) { description = rule }
}

/// Throws unless the rule holds.
func hold(_ holds: Bool, _ rule: @autoclosure () -> String) throws(Broken) {
    if !holds { throw Broken(rule()) }
}

/// A value that is known to be there.
func known<T>(_ value: T?) -> T {
    guard let value else { preconditionFailure("a target's own value is malformed") }
    return value
}
