/// The columns of one kind of sheet: their place in what exports write, and their headers.
package protocol SheetColumn: RawRepresentable<Int>, CaseIterable, Hashable, Sendable {
    /// The headers that it is known by; exports write the first, the second is in English.
    var titles: [String] { get }
    /// Whether a sheet must have it.
    var isRequired: Bool { get }
    /// Whether its text may have several lines.
    var isLong: Bool { get }
}

extension SheetColumn {
    /// The header that exports write.
    package var title: String { titles[0] }
}

/// The columns of a sheet of volunteers.
package enum VolunteerColumn: Int, SheetColumn {
    /// The volunteer's number here; written by exports.
    case number
    /// The name.
    case name
    /// The phone.
    case phone
    /// The team's name.
    case team
    /// What the community vouches for.
    case skills

    /// The headers that it is known by.
    package var titles: [String] {
        switch self {
        case .number: ["编号", "number", "id"]
        case .name: ["姓名", "name", "志愿者"]
        case .phone: ["电话", "phone", "手机", "手机号", "联系电话"]
        case .team: ["队伍", "team", "所属队伍"]
        case .skills: ["技能", "skills", "特长"]
        }
    }

    /// Whether a sheet must have it.
    package var isRequired: Bool { self == .name }
    /// Whether its text may have several lines.
    package var isLong: Bool { false }
}

/// The columns of a sheet of teams.
package enum TeamColumn: Int, SheetColumn {
    /// The team's name.
    case name
    /// Who leads it.
    case leader
    /// The leader's phone.
    case phone
    /// What the team can do.
    case skills
    /// How many belong to it.
    case members
    /// A team, or which kind of partner.
    case kind
    /// What it offers.
    case offer

    /// The headers that it is known by.
    package var titles: [String] {
        switch self {
        case .name: ["队名", "team", "队伍", "队伍名称", "name"]
        case .leader: ["队长", "leader", "负责人"]
        case .phone: ["电话", "phone", "手机", "手机号", "联系电话"]
        case .skills: ["技能", "skills", "特长"]
        case .members: ["人数", "members"]
        case .kind: ["类别", "kind", "类型"]
        case .offer: ["能提供", "offer", "提供内容"]
        }
    }

    /// Whether a sheet must have it.
    package var isRequired: Bool { self == .name }
    /// Whether its text may have several lines.
    package var isLong: Bool { false }
}

/// The columns of a sheet of wishes.
package enum WishColumn: Int, SheetColumn {
    /// The wish's number here; written by exports.
    case number
    /// What is wished for.
    case title
    /// More about it.
    case body
    /// The kind of wish.
    case category
    /// How many volunteers it takes.
    case places
    /// What a claimant must be able to do.
    case skills
    /// The grid it lies in.
    case area
    /// Whether it is for today.
    case urgency
    /// Who awards.
    case award
    /// What is preferred among equal claims.
    case prefer
    /// How long concurrent claims may arrive, in seconds.
    case settling
    /// From when it may be done.
    case from
    /// Until when it should be done.
    case until
    /// The resident's name.
    case resident
    /// The resident's phone.
    case phone
    /// The resident's door.
    case door
    /// What the visitor has to know.
    case note
    /// Who agreed that the contact goes to a volunteer.
    case givenBy
    /// The words that were agreed to.
    case words
    /// Whose volunteers may have the contact.
    case members
    /// When it was agreed.
    case agreedAt
    /// Whether it came in by phone.
    case byPhone

    /// The headers that it is known by.
    package var titles: [String] {
        switch self {
        case .number: ["编号", "number", "id"]
        case .title: ["标题", "title", "心愿"]
        case .body: ["说明", "details", "内容"]
        case .category: ["类别", "category", "类型"]
        case .places: ["名额", "places", "人数"]
        case .skills: ["技能", "skills", "所需技能"]
        case .area: ["网格", "area", "片区"]
        case .urgency: ["紧急", "urgency", "紧急程度"]
        case .award: ["派单", "award"]
        case .prefer: ["优先", "prefer"]
        case .settling: ["等候秒数", "settling seconds"]
        case .from: ["最早", "from", "开始时间"]
        case .until: ["最晚", "until", "截止时间"]
        case .resident: ["居民姓名", "resident", "姓名"]
        case .phone: ["居民电话", "phone", "电话"]
        case .door: ["居民地址", "door", "地址", "住址"]
        case .note: ["居民备注", "note", "备注"]
        case .givenBy: ["同意人", "agreed by"]
        case .words: ["同意内容", "agreed to"]
        case .members: ["同意范围", "agreed for"]
        case .agreedAt: ["同意时间", "agreed at"]
        case .byPhone: ["电话登记", "by phone"]
        }
    }

    /// Whether a sheet must have it.
    package var isRequired: Bool { self == .title || self == .category }
    /// Whether its text may have several lines.
    package var isLong: Bool { self == .body || self == .note || self == .words }
}
