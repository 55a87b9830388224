package import Alliance
package import Community

/// Closing and opening the office.
package struct ClosingModel: Sendable, Equatable {
    /// Whether the office has closed.
    package var isClosed: Bool
    /// Who could take over: the member and its name; empty without an alliance.
    package var delegates: [Delegate]
    /// The member that is proposed.
    package var chosen: String
    /// The wishes that others award now.
    package var elsewhere: [Held]
    /// The hours of the settings; nil for none.
    package var hours: OfficeHours?
    /// What is wrong with the choice; nil for nothing.
    package var trouble: String?

    /// A page from its parts.
    package init(
        isClosed: Bool, delegates: [Delegate], chosen: String, elsewhere: [Held],
        hours: OfficeHours?, trouble: String? = nil
    ) {
        self.isClosed = isClosed
        self.delegates = delegates
        self.chosen = chosen
        self.elsewhere = elsewhere
        self.hours = hours
        self.trouble = trouble
    }

    /// Who could take over.
    package struct Delegate: Sendable, Equatable {
        /// The member.
        package var member: String
        /// Its name for people.
        package var name: String

        /// A delegate from its parts.
        package init(member: String, name: String) {
            self.member = member
            self.name = name
        }
    }

    /// A wish that is awarded elsewhere.
    package struct Held: Sendable, Equatable {
        /// The wish.
        package var wish: WishID
        /// Its title.
        package var title: String
        /// Who awards, by name.
        package var holder: String
        /// Whether nobody does: it waits for witnesses after a restore.
        package var isFrozen: Bool

        /// A wish from its parts.
        package init(wish: WishID, title: String, holder: String, isFrozen: Bool) {
            self.wish = wish
            self.title = title
            self.holder = holder
            self.isFrozen = isFrozen
        }
    }
}

/// The duty sheet of a day.
package struct DutyModel: Sendable, Equatable {
    /// The day, in days since 1970.
    package var day: Int
    /// Whether the residents' contacts are on it.
    package var hasContacts: Bool
    /// Who goes where, by time.
    package var rows: [Row]

    /// A sheet from its parts.
    package init(day: Int, hasContacts: Bool, rows: [Row]) {
        self.day = day
        self.hasContacts = hasContacts
        self.rows = rows
    }

    /// One visit.
    package struct Row: Sendable, Equatable {
        /// The wish.
        package var wish: WishID
        /// Its title.
        package var title: String
        /// The grid; may be empty.
        package var area: String
        /// When the visitor comes, or from when; nil where nothing was agreed.
        package var from: LocalMoment?
        /// Until when; nil for a moment that was agreed.
        package var until: LocalMoment?
        /// Who comes; nil while the card is not here.
        package var visitor: VisitCard?
        /// The visitor's community.
        package var member: String
        /// The resident's contact, where the sheet has it; nil for none on record.
        package var contact: Contact?

        /// A visit from its parts.
        package init(
            wish: WishID, title: String, area: String, from: LocalMoment?, until: LocalMoment?,
            visitor: VisitCard?, member: String, contact: Contact?
        ) {
            self.wish = wish
            self.title = title
            self.area = area
            self.from = from
            self.until = until
            self.visitor = visitor
            self.member = member
            self.contact = contact
        }
    }
}

/// Open wishes as a text for a chat group; in Chinese, for that is what the group reads.
package struct GroupModel: Sendable, Equatable {
    /// The community.
    package var node: String
    /// Where the wishes can be seen, as people type it.
    package var address: String
    /// The wishes to tell of.
    package var wishes: [Wish]
    /// Wishes that are left out because of their words.
    package var leftOut: Int

    /// A text from its parts.
    package init(node: String, address: String, wishes: [Wish], leftOut: Int) {
        self.node = node
        self.address = address
        self.wishes = wishes
        self.leftOut = leftOut
    }

    /// One wish.
    package struct Wish: Sendable, Equatable {
        /// The number that people tell.
        package var number: String
        /// The title.
        package var title: String
        /// The grid; may be empty.
        package var area: String
        /// Whether it is for today.
        package var isToday: Bool
        /// Places that are left.
        package var freePlaces: Int

        /// A wish from its parts.
        package init(
            number: String, title: String, area: String, isToday: Bool, freePlaces: Int
        ) {
            self.number = number
            self.title = title
            self.area = area
            self.isToday = isToday
            self.freePlaces = freePlaces
        }
    }

    /// The text to paste.
    package var text: String {
        var lines = ["【\(node)】微心愿，等您认领（\(wishes.count) 个）："]
        for (index, wish) in wishes.enumerated() {
            var marks: [String] = []
            if wish.isToday { marks.append("今天要") }
            if !wish.area.isEmpty { marks.append(wish.area) }
            if wish.freePlaces > 1 { marks.append("还要 \(wish.freePlaces) 人") }
            let note = marks.isEmpty ? "" : "（\(marks.joined(separator: "，"))）"
            lines.append("\(index + 1). \(wish.title)\(note)")
            lines.append("   编号 \(wish.number)")
        }
        lines.append("认领：手机打开 \(address) ，或者把编号告诉社区。谢谢您搭把手！")
        return lines.joined(separator: "\n")
    }
}
