package import Causality

extension WishState {
    /// The whole state as canonical JSON: what replicas are compared by, and what the API shows.
    package var canonicalBytes: [UInt8] { json.canonicalBytes }

    /// The whole state. `rank` in a verdict counts from 1.
    package var json: JSON {
        .object(of: [
            "wish": .text(wish), "home": .text(wish.home), "terms": terms.json,
            "content": .text(content), "origin": .text(origin),
            "publishedAt": .integer(publishedAt), "holder": .text(holder),
            "recalled": isRecalled ? .bool(true) : nil, "tip": .text(tip),
            "outcome": (outcome?.rawValue).map(JSON.string),
            "readOnly": isReadOnly ? .bool(true) : nil,
            "awards": .array(awards.map(\.json)), "claims": .array(claims.map(\.json)),
            "standby": .array(standby.map { .text($0) }),
            "incidents": .array(incidents.map(\.json)),
            "waiting": .integer(UInt64(waitingCount)),
        ])
    }
}

extension WishState.Award {
    fileprivate var json: JSON {
        .object(of: [
            "id": .text(id), "claim": .text(claim), "member": .text(member),
            "acceptSeconds": .integer(UInt64(acceptSeconds)),
            "ended": ended.map { .string($0.code) }, "accepted": .bool(isAccepted),
            "servedMinutes": servedMinutes.map { .integer(UInt64($0)) },
            "settledMinutes": settledMinutes.map { .integer(UInt64($0)) },
        ])
    }
}

extension WishState.Claim {
    fileprivate var json: JSON {
        .object(of: [
            "claim": .text(dot), "member": .text(member), "pseudonym": .text(facts.pseudonym),
            "claimant": .string(facts.claimant.rawValue),
            "skills": .array(facts.skills.map { .text($0) }), "verdict": verdict.json,
            "settlement": settlement?.json,
        ])
    }
}

extension WishState.Settlement {
    fileprivate var json: JSON {
        .object(of: [
            "award": .text(award), "minutes": .integer(UInt64(minutes)), "id": .text(id),
        ])
    }
}

extension WishState.Incident {
    fileprivate var json: JSON {
        switch self {
        case .recovered(let writer, let reason):
            .object(of: [
                "incident": .string("recovered"), "by": .text(writer),
                "reason": .string(reason.rawValue),
            ])
        case .voidedAward(let award, let claim):
            .object(of: [
                "incident": .string("voidedAward"), "award": .text(award),
                "claim": .text(claim),
            ])
        }
    }
}

extension Facts.RevokeCause {
    /// A stable word for it.
    package var code: String {
        switch self {
        case .withdrawn: "withdrawn"
        case .declined: "declined"
        case .unanswered: "unanswered"
        case .person(let reason): "person.\(reason.rawValue)"
        }
    }
}

extension Verdict {
    /// A stable word for the kind of verdict; a volunteer is told when it changes.
    package var code: String {
        switch self {
        case .provisional: "provisional"
        case .standby: "standby"
        case .awarded(_, let stage): "awarded.\(stage.rawValue)"
        case .tooLate: "tooLate"
        case .stale(let why): "stale.\(why.rawValue)"
        case .withdrawn(let declined): declined ? "declined" : "withdrawn"
        case .suspended: "suspended"
        case .overBound: "overBound"
        case .closed(let outcome): "closed.\(outcome.rawValue)"
        }
    }

    /// Whether nothing can come of the claim any more.
    package var isFinal: Bool {
        switch self {
        case .withdrawn, .overBound, .closed, .awarded(_, .settled): true
        case .provisional, .standby, .awarded, .tooLate, .stale, .suspended: false
        }
    }

    /// The verdict with its reason.
    package var json: JSON {
        switch self {
        case .standby(let rank, let because):
            .object(of: [
                "code": .string(code), "rank": .integer(UInt64(rank)),
                "because": .string(because.code), "ahead": .text(because.ahead),
            ])
        case .awarded(let award, _):
            .object(of: ["code": .string(code), "award": .text(award)])
        default: .object(of: ["code": .string(code)])
        }
    }
}

extension Verdict.Because {
    /// A stable word for the reason.
    package var code: String {
        switch self {
        case .cameAfter: "cameAfter"
        case .preference(let preference, _): "preference.\(preference.rawValue)"
        case .lottery: "lottery"
        case .order: "order"
        case .arrivedLate: "arrivedLate"
        case .chosen: "chosen"
        case .skillsMissing: "skillsMissing"
        case .overCap: "overCap"
        }
    }

    /// The claim that comes first, where the reason names one.
    package var ahead: Dot? {
        switch self {
        case .cameAfter(let dot), .preference(_, let dot), .lottery(let dot), .order(let dot),
            .arrivedLate(let dot), .chosen(let dot):
            dot
        case .skillsMissing, .overCap: nil
        }
    }
}
