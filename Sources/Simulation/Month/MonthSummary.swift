package import Alliance

/// What was done in a month, counted by who did it: each number is of commands that a node took,
/// but for how a wish ended, which is what its home says. So a node's own figures can be held
/// against it.
package struct MonthSummary: Sendable, Hashable {
    /// What is counted; the words stand in the file.
    package enum Kind: String, CaseIterable, Sendable {
        /// Wishes that came before the street.
        case published
        /// Claims that were placed.
        case claimed
        /// Times at which volunteers claimed a wish before any of them knew of another.
        case claimedApart
        /// Awards by a person's hand.
        case awardedByHand
        /// Awards to which a person said yes.
        case accepted
        /// Awards to which a person said no.
        case declined
        /// Claims that were taken back.
        case withdrawn
        /// Awards that were ended because nobody came.
        case noShow
        /// Services that were reported.
        case served
        /// Services that their home confirmed.
        case settled
        /// Minutes that were confirmed.
        case settledMinutes
        /// Wishes that ended fulfilled.
        case fulfilled
        /// Wishes that were cancelled.
        case cancelled
        /// Wishes whose time was over.
        case expired
        /// Nights for which an office handed its wishes over.
        case handedOver
        /// What the plan had and nobody could do.
        case neverDone
    }

    /// A wish's home and the community whose volunteer served.
    package struct Crossing: Sendable, Hashable {
        /// Of the wish.
        package let home: MemberName
        /// Of the volunteer.
        package let claimant: MemberName
    }

    /// A volunteer who has claims, for whoever wants to look through their eyes.
    package struct Face: Sendable, Hashable {
        /// The community's name.
        package let member: String
        /// The volunteer's name.
        package let name: String
        /// The number in the community's book.
        package let number: String
    }

    /// How often.
    package internal(set) var counts: [Kind: Int] = [:]
    /// Settled services by who came to whom.
    package internal(set) var crossings: [Crossing: Int] = [:]
    /// Published wishes by kind of wish.
    package internal(set) var categories: [String: Int] = [:]
    /// When the month ended.
    package internal(set) var endsAt: UInt64 = 0
    /// How many communities took part.
    package internal(set) var communities = 0
    /// The alliance's port in the addresses that the members know.
    package internal(set) var portBase = 0
    /// Two volunteers of each community.
    package internal(set) var faces: [Face] = []

    /// What nodes called an error; not in the file.
    package internal(set) var troubles: [String] = []

    /// How often something was done.
    package subscript(_ kind: Kind) -> Int { counts[kind] ?? 0 }

    /// Wishes that are still open.
    package var open: Int {
        self[.published] - self[.fulfilled] - self[.cancelled] - self[.expired]
    }

    mutating func count(_ kind: Kind, _ times: Int = 1) { counts[kind, default: 0] += times }

    // MARK: The file

    /// The summary as canonical JSON.
    package var bytes: [UInt8] {
        JSON.object(of: [
            "endsAt": .integer(endsAt), "communities": .integer(UInt64(communities)),
            "portBase": .integer(UInt64(portBase)),
            "counts": Self.numbers(
                counts.map { ($0.key.rawValue, $0.value) }),
            "categories": Self.numbers(categories.map { ($0.key, $0.value) }),
            "crossings": .array(
                crossings.sorted {
                    ($0.key.home, $0.key.claimant) < ($1.key.home, $1.key.claimant)
                }.map { crossing, count in
                    .object(of: [
                        "home": .text(crossing.home), "claimant": .text(crossing.claimant),
                        "count": .integer(UInt64(count)),
                    ])
                }),
            "faces": .array(
                faces.map { face in
                    .object(of: [
                        "member": .string(face.member), "name": .string(face.name),
                        "number": .string(face.number),
                    ])
                }),
        ]).canonicalBytes
    }

    private static func numbers(_ list: [(String, Int)]) -> JSON {
        .object(
            list.sorted { $0.0 < $1.0 }.map {
                JSON.Member($0.0, .integer(UInt64(clamping: $0.1)))
            })
    }

    init() {}

    /// Reads what ``bytes`` wrote.
    ///
    /// - Throws: ``FieldProblem`` for anything else.
    package init(_ bytes: [UInt8]) throws(FieldProblem) {
        let json: JSON
        do { json = try JSONParser.parse(bytes, form: .canonical, bytesMaximum: 1 << 20) } catch {
            throw FieldProblem("summary", .malformed(expected: "canonical JSON"))
        }
        var fields = try Fields(json)
        let largest = JSON.integerLimit - 1
        endsAt = try fields.integer("endsAt", 0...largest)
        communities = Int(try fields.integer("communities", 2...100))
        portBase = Int(try fields.integer("portBase", 1...65_535))
        var numbers = try Fields(fields.value("counts") ?? .null, name: "counts")
        for kind in Kind.allCases {
            counts[kind] = try numbers.optionalInteger(kind.rawValue, 0...largest).map { Int($0) }
        }
        if case .object(let list) = fields.value("categories") {
            for member in list {
                if case .integer(let count) = member.value { categories[member.name] = Int(count) }
            }
        }
        for json in try fields.list("crossings", elementsMaximum: 4096) {
            var one = try Fields(json, name: "crossings")
            let crossing = Crossing(
                home: try one.member("home"), claimant: try one.member("claimant"))
            crossings[crossing] = Int(try one.integer("count", 0...largest))
        }
        for json in try fields.list("faces", elementsMaximum: 200) {
            var one = try Fields(json, name: "faces")
            faces.append(
                Face(
                    member: try one.text("member", bytesMaximum: 40),
                    name: try one.text("name", bytesMaximum: 60),
                    number: try one.text("number", bytesMaximum: 40)))
        }
    }
}
