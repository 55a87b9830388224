import Alliance
import Community
import Node
import Pages
import Replication

extension RequestModel {
    /// What was typed into the form.
    init(_ form: Form, station: String, _ policy: Policy) {
        self.init(at: form.text("at"), station: station, kept: Kept(policy))
        words = form.text("words")
        category = form.text("category")
        when = form.text("when")
        name = form.text("name")
        phone = form.text("phone")
        door = form.text("door")
        asker = form.text("asker")
        scope = form.text("scope")
        isShown = form.has("isShown")
        isPhoneGiven = form.has("isPhoneGiven")
    }

    /// The request; nil where something is wrong, see ``RequestModel/troubles``.
    mutating func request(_ language: Language) -> WishRequest? {
        troubles = [:]
        if !isShown { troubles["isShown"] = .tick }
        if !isPhoneGiven { troubles["isPhoneGiven"] = .tick }
        if category.isEmpty { troubles["category"] = .choose }
        if asker.isEmpty { troubles["asker"] = .choose }
        let agreed = WishRequest.Scope(rawValue: scope)
        if agreed == nil { troubles["scope"] = .choose }
        if words.isEmpty { troubles["words"] = .missing }
        if name.isEmpty { troubles["name"] = .missing }
        if phone.isEmpty { troubles["phone"] = .missing }
        let json = JSON.object(of: [
            "words": .string(words), "category": .string(category), "when": .string(when),
            "name": .string(name), "phone": .string(phone), "door": .string(door),
            "asker": .string(asker), "scope": .string(scope),
            "consent": .string(Self.consent(agreed ?? .community, language)),
        ])
        do throws(FieldProblem) {
            let request = try WishRequest(json)
            return troubles.isEmpty ? request : nil
        } catch {
            if troubles[error.field] == nil {
                troubles[error.field] = Self.trouble(error)
            }
            return nil
        }
    }

    private static func trouble(_ problem: FieldProblem) -> RequestTrouble {
        switch problem.problem {
        case .tooLong: .tooLong
        case .malformed where problem.field == "phone": .noPhone
        case .malformed: .choose
        default: .missing
        }
    }
}

extension RequestModel.Kept {
    /// As the settings have it.
    init(_ policy: Policy) {
        let day: UInt64 = 86_400_000
        self.init(
            requestDays: Int(RequestRules.keptMilliseconds / day),
            contactDays: Int(policy.residentKeptMilliseconds / day))
    }
}

extension FollowModel {
    /// Shows what became of a request, and what can be said of it.
    mutating func take(_ followed: FollowedRequest, _ node: LocalNode) {
        news = News(followed.standing, node)
        words = followed.standing.words
        said = followed.said
    }
}

extension FollowModel.News {
    /// What became of a request, by the clock on the wall and with names of communities.
    init(_ standing: RequestStanding, _ node: LocalNode) {
        let clock = DeskClock(node)
        func minutes(_ since: UInt64) -> Int {
            Int(clamping: (clock.now - min(since, clock.now)) / 60_000)
        }
        func name(_ member: MemberName) -> String {
            node.store.state.street?.roster.members
                .first { $0.name == member }?.admission.displayName ?? member.text
        }
        switch standing {
        case .waiting(let since): self = .waiting(minutes: minutes(since))
        case .declined(let reason, let words): self = .declined(reason, words: words)
        case .withdrawn: self = .withdrawn
        case .open(let since): self = .open(minutes: minutes(since))
        case .coming(let member, let at):
            self = .coming(name(member), at: at.map(clock.moment), today: clock.today)
        case .served(let member): self = .served(name(member))
        case .done: self = .done
        case .ended: self = .ended
        }
    }
}
