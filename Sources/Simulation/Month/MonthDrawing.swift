import Alliance

extension MonthPlan {
    /// Draws a month.
    ///
    /// - Precondition: the size is within its bounds; whoever takes it from outside has checked.
    package init(_ size: Size) {
        precondition((2...Size.communitiesMaximum).contains(size.communities))
        precondition((7...60).contains(size.days) && size.services > 0)
        var drawing = MonthDrawing(size)
        drawing.draw()
        self.size = size
        begin = drawing.begin
        members = drawing.members
        wishes = drawing.wishes
        // Of two at the same moment the one drawn first happens first.
        happenings = drawing.happenings.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }.map(\.element).filter { $0.at < size.endsAt }
    }
}

/// Draws a month, wish after wish.
struct MonthDrawing {
    typealias Plan = MonthPlan

    let size: Plan.Size
    var generator: SeededGenerator
    private(set) var members: [Plan.Member] = []
    private(set) var wishes: [Plan.Wish] = []
    private(set) var happenings: [Plan.Happening] = []
    /// Midnight before the first day, by the street's clocks.
    let begin: UInt64
    private var phoneCount = 0

    static let minute: UInt64 = 60_000
    static let hour: UInt64 = 3_600_000
    static let day: UInt64 = 86_400_000

    init(_ size: Plan.Size) {
        self.size = size
        generator = SeededGenerator(size.seed)
        let ahead = size.secondsAheadOfUTC * 1000
        let wall = UInt64(clamping: Int64(clamping: size.endsAt) + ahead)
        let midnight = wall - wall % Self.day - UInt64(size.days) * Self.day
        begin = UInt64(clamping: Int64(clamping: midnight) - ahead)
    }

    mutating func draw() {
        for index in 0..<size.communities { members.append(member(index)) }
        var planned = 0
        while planned < size.services { planned += story() }
        faults()
    }

    // MARK: Who lives there

    private mutating func phone() -> String {
        defer { phoneCount += 1 }
        let number = phoneCount % 10_000
        let digits = String(number)
        return "0512-5550-" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private mutating func name() -> String {
        (generator.pick(MonthNames.families) ?? "") + (generator.pick(MonthNames.given) ?? "")
    }

    private mutating func member(_ index: Int) -> Plan.Member {
        let (text, title) = MonthNames.communities[index]
        guard let name = MemberName(text) else { preconditionFailure("\(text) is no name") }
        // Small communities have two teams, large ones all: 20 communities have some 60.
        let teams = MonthNames.teams.shuffled(using: &generator)
            .prefix(generator.number(2...5)).map { Plan.Team(name: $0.name, skills: $0.skills) }
        let volunteerCount = size.services < 200 ? 8 : generator.number(18...28)
        var volunteers: [Plan.Volunteer] = []
        var names: Set<String> = []
        while volunteers.count < volunteerCount {
            let person =
                index == 1 && volunteers.isEmpty ? "李忠" : self.name()
            guard names.insert(person).inserted else { continue }
            volunteers.append(
                Plan.Volunteer(
                    name: person, phone: phone(), team: volunteers.count % teams.count))
        }
        var residents: [Plan.Resident] = []
        for _ in 0..<max(6, size.services / size.communities / 2) {
            let family = generator.pick(MonthNames.families) ?? ""
            let elder = generator.pick(MonthNames.elders) ?? ""
            let road = MonthNames.roads[index % MonthNames.roads.count]
            residents.append(
                Plan.Resident(
                    name: family + elder, phone: phone(),
                    door: "\(road)\(generator.number(1...40))幢\(generator.number(1...4))单元"
                        + "\(generator.number(1...6))0\(generator.number(1...4))室"))
        }
        return Plan.Member(
            name: name, title: title, teams: Array(teams), volunteers: volunteers,
            residents: residents)
    }

    // MARK: When

    /// A moment at which offices work, mostly; weekends and evenings see less.
    private mutating func officeMoment() -> UInt64 {
        while true {
            let moment = begin + UInt64(generator.number(0...size.days - 1)) * Self.day
            let isWeekend = isWeekend(moment)
            if isWeekend, !generator.chance(25) { continue }
            return moment + officeMinute() * Self.minute
        }
    }

    /// 8:30 to 17:30 with a dip at noon.
    private mutating func officeMinute() -> UInt64 {
        while true {
            let minute: UInt64 = generator.number(510...1_049)
            if (700..<800).contains(minute), !generator.chance(30) { continue }
            return minute
        }
    }

    private func wall(_ moment: UInt64) -> UInt64 {
        UInt64(clamping: Int64(clamping: moment) + size.secondsAheadOfUTC * 1000)
    }

    /// Day 0 of 1970 was a Thursday.
    private func isWeekend(_ moment: UInt64) -> Bool {
        [2, 3].contains(wall(moment) / Self.day % 7)
    }

    /// The same moment, or one of the next morning when offices are closed then.
    private mutating func inOfficeHours(_ moment: UInt64) -> UInt64 {
        var moment = moment
        let minute = wall(moment) % Self.day / Self.minute
        if minute < 510 { moment += (510 - minute + generator.number(0...90)) * Self.minute }
        if minute >= 1_050 {
            moment += (1_440 - minute + 510 + generator.number(0...90)) * Self.minute
        }
        while isWeekend(moment), generator.chance(75) { moment += Self.day }
        return moment
    }

    /// The same moment, or one of the next morning when people sleep then.
    private mutating func awake(_ moment: UInt64) -> UInt64 {
        let minute = wall(moment) % Self.day / Self.minute
        if minute < 420 { return moment + (420 - minute + generator.number(0...60)) * Self.minute }
        if minute >= 1_290 {
            return moment + (1_440 - minute + 420 + generator.number(0...60)) * Self.minute
        }
        return moment
    }

    // MARK: One wish

    mutating func add(_ at: UInt64, _ what: Plan.What) {
        happenings.append(Plan.Happening(at: at, what: what))
    }

    /// One wish with all that becomes of it.
    ///
    /// - Returns: how many services it is to bring within the month.
    private mutating func story() -> Int {
        let kinds = MonthWords.kinds.flatMap { Array(repeating: $0, count: $0.weight) }
        let home = member(busierFirst: size.communities)
        let course = course()
        guard let kind = generator.pick(kinds) else { return 0 }
        let places = course == .usual && generator.chance(9) ? generator.number(2...3) : 1
        let thing = generator.pick(kind.things) ?? ""
        let title = (generator.pick(kind.titles) ?? "*").split(
            separator: "*", omittingEmptySubsequences: false
        ).joined(separator: thing)
        wishes.append(
            Plan.Wish(
                home: home, resident: resident(of: home, course), category: kind.category,
                title: title, body: generator.pick(kind.bodies) ?? "", places: places,
                skill: generator.chance(60) ? kind.skill.flatMap(known) : nil,
                isToday: generator.chance(15),
                isManual: generator.chance(18) || course == .declined || course == .unanswered,
                byPhone: generator.chance(35)))
        let wish = wishes.count - 1
        let published =
            course == .open && generator.chance(60)
            ? begin + UInt64(generator.number(0...max(1, size.days / 2))) * Self.day + 10
                * Self.hour
            : officeMoment()
        add(published, .publish(wish))
        return follow(course, wish, kind, published)
    }

    /// How a wish goes.
    private enum Course {
        case usual, withdrawn, noShow, declined, unanswered, cancelled, expired, open
    }

    private mutating func course() -> Course {
        switch generator.number(0...99) {
        case 0..<76: .usual
        case 76..<81: .withdrawn
        case 81..<84: .noShow
        case 84..<87: .declined
        case 87..<89: .unanswered
        case 89..<92: .cancelled
        case 92..<94: .expired
        default: .open
        }
    }

    /// Nearer the first are larger.
    private mutating func member(busierFirst count: Int) -> Int {
        let any = generator.number(0...count - 1)
        return generator.chance(60) ? any : min(any, generator.number(0...count - 1))
    }

    /// A few are visited by everybody; the last of the list have wishes that nobody takes.
    private mutating func resident(of home: Int, _ course: Course) -> Int {
        let count = members[home].residents.count
        if course == .open { return count - 1 - generator.number(0...max(0, count / 6 - 1)) }
        if generator.chance(10) { return generator.number(0...1) }
        return generator.number(0...max(0, count - 1 - count / 6))
    }

    private mutating func follow(
        _ course: Course, _ wish: Int, _ kind: MonthWords, _ published: UInt64
    ) -> Int {
        let drawn = wishes[wish]
        let wait: UInt64 =
            drawn.isToday
            ? generator.number(3...90)
            : generator.chance(70) ? generator.number(5...600) : generator.number(600...5_000)
        let claimed = awake(published + wait * Self.minute)
        switch course {
        case .open: return 0
        case .cancelled, .expired:
            let outcome: Facts.Outcome = course == .cancelled ? .cancelled : .expired
            let days: UInt64 = generator.number(1...6)
            add(inOfficeHours(published + days * Self.day), .end(wish, outcome))
            return 0
        default: break
        }
        var people = [person(for: drawn)]
        let extra = drawn.places - 1 + (generator.chance(8) ? generator.number(1...2) : 0)
        for _ in 0..<extra { people.append(person(for: drawn)) }
        var seen: Set<Plan.Person> = []
        people = people.filter { seen.insert($0).inserted }
        add(claimed, .claim(wish, people))
        var agreed = claimed + 20 * Self.minute
        if drawn.isManual {
            agreed = inOfficeHours(claimed + generator.number(30...300) * Self.minute)
            add(agreed, .award(wish))
        }
        agreed = second(course, wish, drawn, agreed)
        add(awake(agreed + generator.number(5...240) * Self.minute), .answer(wish, isYes: true))
        let settled = visit(wish, kind, drawn, after: agreed)
        // What is confirmed after the month counts for the next one.
        return settled < size.endsAt ? drawn.places : 0
    }

    /// What goes otherwise before somebody comes; when that is over.
    private mutating func second(
        _ course: Course, _ wish: Int, _ drawn: Plan.Wish, _ agreed: UInt64
    ) -> UInt64 {
        var at = agreed
        switch course {
        case .withdrawn:
            at = awake(agreed + generator.number(2...20) * Self.hour)
            add(at, .withdraw(wish))
        case .noShow:
            add(agreed + Self.hour, .answer(wish, isYes: true))
            at = inOfficeHours(agreed + generator.number(20...50) * Self.hour)
            add(at, .noShow(wish))
        case .declined: add(agreed + 30 * Self.minute, .answer(wish, isYes: false))
        // An award waits twelve hours for its answer.
        case .unanswered: at = awake(agreed + 14 * Self.hour)
        default: return agreed
        }
        at = awake(at + generator.number(30...900) * Self.minute)
        add(at, .claim(wish, [person(for: drawn)]))
        guard drawn.isManual else { return at + 20 * Self.minute }
        at = inOfficeHours(at + generator.number(30...200) * Self.minute)
        add(at, .award(wish))
        return at
    }

    /// - Returns: when the service is to be confirmed.
    private mutating func visit(
        _ wish: Int, _ kind: MonthWords, _ drawn: Plan.Wish, after agreed: UInt64
    ) -> UInt64 {
        let hours: UInt64 = drawn.isToday ? generator.number(4...9) : generator.number(6...80)
        let served = awake(agreed + hours * Self.hour)
        let minutes = generator.number(kind.minutes) / 5 * 5
        add(served, .serve(wish, minutes: minutes))
        // Some offices are slow, and some forget.
        let slow: UInt64 = generator.chance(15) ? generator.number(60...150) : 0
        let settled = inOfficeHours(served + (generator.number(1...30) + slow) * Self.hour)
        add(settled, .settle(wish))
        add(settled + 10 * Self.minute, .end(wish, .fulfilled))
        return settled
    }

    /// Who claims: mostly a neighbour of the same community, else one from next door, or from where
    /// people can do such things.
    private mutating func person(for wish: Plan.Wish) -> Plan.Person {
        let count = size.communities
        let member: Int =
            switch generator.number(0...99) {
            case 0..<58: wish.home
            case 58..<76: (wish.home + 1) % count
            case 76..<86: (wish.home + count - 1) % count
            // Its menders are known all over the street.
            case 86..<93 where wish.category == "repair": 1
            case 86..<95: (wish.home + 3) % count
            default: generator.number(0...count - 1)
            }
        return someone(of: member, who: wish.skill)
    }

    /// A volunteer with that skill of a community, or of the next one that has any. The first in
    /// the book come most often.
    private mutating func someone(of member: Int, who skill: String?) -> Plan.Person {
        for step in members.indices {
            let place = (member + step) % members.count
            let able = members[place].volunteers.indices.filter { isAble($0, at: place, skill) }
            guard let last = able.indices.last else { continue }
            let drawn = min(generator.number(0...last), generator.number(0...last))
            return Plan.Person(member: place, volunteer: able[drawn])
        }
        return Plan.Person(member: member, volunteer: 0)
    }

    private func isAble(_ volunteer: Int, at member: Int, _ skill: String?) -> Bool {
        guard let skill else { return true }
        let team = members[member].volunteers[volunteer].team
        return members[member].teams[team].skills.contains(skill)
    }

    /// A skill that somebody of the street has.
    private func known(_ skill: String) -> String? {
        let teams = members.flatMap(\.teams)
        return teams.contains { $0.skills.contains(skill) } ? skill : nil
    }

    // MARK: What is not as usual

    /// A line that is down for two days, on a large street a community that is suspended for a day,
    /// and an office that hands over for its nights.
    private mutating func faults() {
        let down = size.communities - 1
        let third = UInt64(size.days / 3)
        add(begin + third * Self.day + 9 * Self.hour, .lineDown(down))
        add(begin + (third + 2) * Self.day + 9 * Self.hour, .lineUp(down))
        if size.communities >= 8 {
            let guest = size.communities - 3
            let half = UInt64(size.days / 2) * Self.day
            add(begin + half + 10 * Self.hour, .suspend(guest))
            add(begin + half + 34 * Self.hour, .readmit(guest))
        }
        let night = size.communities / 2
        for number in 0..<UInt64(size.days - 1) {
            let evening = begin + number * Self.day + 17 * Self.hour + 35 * Self.minute
            if isWeekend(evening) || number % 2 == 1 { continue }
            add(evening, .close(night))
            add(evening + 15 * Self.hour, .open(night))
        }
    }
}
