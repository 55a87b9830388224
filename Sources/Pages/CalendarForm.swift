package import Causality
package import Community

/// A volunteer's visits as their own calendar shows them. Calendars travel to clouds that are
/// nobody's here: there is no place in it for a resident's name, phone or door.
package struct CalendarModel: Sendable, Equatable {
    /// The name of the calendar.
    package var title: String
    /// The public address of the node, without a final slash.
    package var base: String
    /// The language of its words.
    package var language: Language
    /// The visits, in order of their beginning.
    package var visits: [Visit]

    /// A calendar from its parts.
    package init(title: String, base: String, language: Language, visits: [Visit]) {
        self.title = title
        self.base = base
        self.language = language
        self.visits = visits
    }

    /// What a calendar is called.
    package static func title(_ language: Language) -> String { language.say(.calendarName) }

    /// One visit.
    package struct Visit: Sendable, Equatable {
        /// The claim that it is about.
        package var claim: Dot
        /// The wish's title; empty once erased.
        package var title: String
        /// The community that the wish belongs to.
        package var home: String
        /// The grid or estate; may be empty.
        package var area: String
        /// From when until when, in milliseconds since 1970.
        package var span: ClosedRange<UInt64>
        /// How far it has come.
        package var state: Agenda.State
        /// Grows with each change (RFC 5545 §3.8.7.4).
        package var sequence: Int
        /// When it last changed, in milliseconds since 1970.
        package var changedAt: UInt64

        /// A visit from its parts.
        package init(
            claim: Dot, title: String, home: String, area: String, span: ClosedRange<UInt64>,
            state: Agenda.State, sequence: Int, changedAt: UInt64
        ) {
            self.claim = claim
            self.title = title
            self.home = home
            self.area = area
            self.span = span
            self.state = state
            self.sequence = sequence
            self.changedAt = changedAt
        }
    }
}

/// A calendar as iCalendar (RFC 5545, with the refreshing of RFC 7986).
package enum CalendarForm {
    /// The type that a server names.
    package static let contentType = "text/calendar; charset=utf-8"
    /// How often a program should ask: a visit is agreed hours ahead.
    static let refresh = "PT1H"

    /// The whole calendar.
    package static func render(_ model: CalendarModel) -> [UInt8] {
        var out = Lines()
        out.add("BEGIN", "VCALENDAR")
        out.add("VERSION", "2.0")
        out.add("PRODID", "-//Yizhan//visits//ZH")
        out.add("CALSCALE", "GREGORIAN")
        out.add("NAME", text: model.title)
        out.add("X-WR-CALNAME", text: model.title)
        out.add("REFRESH-INTERVAL;VALUE=DURATION", refresh)
        out.add("X-PUBLISHED-TTL", refresh)
        for visit in model.visits { add(visit, model, to: &out) }
        if model.visits.isEmpty { addZone(to: &out) }
        out.add("END", "VCALENDAR")
        return out.bytes
    }

    private static func add(
        _ visit: CalendarModel.Visit, _ model: CalendarModel, to out: inout Lines
    ) {
        let language = model.language
        let place = visit.area.isEmpty ? visit.home : visit.home + " · " + visit.area
        let route = Route.myClaim(visit.claim).path
        out.add("BEGIN", "VEVENT")
        out.add("UID", text: "\(visit.claim.writer)-\(visit.claim.seq)@yizhan")
        out.add("DTSTAMP", UTCTime.calendar(visit.changedAt))
        out.add("SEQUENCE", String(visit.sequence))
        out.add("DTSTART", UTCTime.calendar(visit.span.lowerBound))
        out.add("DTEND", UTCTime.calendar(visit.span.upperBound))
        out.add(
            "SUMMARY", text: visit.title.isEmpty ? language.say(.erased) : visit.title)
        out.add("LOCATION", text: place)
        out.add("DESCRIPTION", text: language.say(.calendarState(visit.state)))
        out.add("URL", model.base + route)
        out.add("STATUS", status(visit.state))
        out.add("TRANSP", visit.state == .agreed ? "OPAQUE" : "TRANSPARENT")
        out.add("CLASS", "PRIVATE")
        out.add("END", "VEVENT")
    }

    private static func status(_ state: Agenda.State) -> String {
        switch state {
        case .agreed, .done: "CONFIRMED"
        case .window: "TENTATIVE"
        case .cancelled: "CANCELLED"
        }
    }

    /// A calendar has at least one component (RFC 5545 §3.4): where there is no visit, the zone
    /// that all times are in.
    private static func addZone(to out: inout Lines) {
        out.add("BEGIN", "VTIMEZONE")
        out.add("TZID", "UTC")
        out.add("BEGIN", "STANDARD")
        out.add("DTSTART", "19700101T000000")
        out.add("TZOFFSETFROM", "+0000")
        out.add("TZOFFSETTO", "+0000")
        out.add("END", "STANDARD")
        out.add("END", "VTIMEZONE")
    }
}

/// Lines of content, folded and ended as RFC 5545 §3.1 has it.
struct Lines {
    private(set) var bytes: [UInt8] = []
    /// Bytes of a line, its end aside.
    static let bytesMaximum = 75

    /// A line whose value is ours.
    mutating func add(_ name: String, _ value: String) { fold(name + ":" + value) }

    /// A line whose value is a text (§3.3.11).
    mutating func add(_ name: String, text: String) { fold(name + ":" + Self.escaped(text)) }

    /// No scalar is cut in two: readers may take a line for text before they unfold it.
    private mutating func fold(_ line: String) {
        var used = 0
        for scalar in line.unicodeScalars {
            let piece = Array(String(scalar).utf8)
            if used + piece.count > Self.bytesMaximum {
                bytes += [0x0D, 0x0A, 0x20]
                used = 1
            }
            bytes += piece
            used += piece.count
        }
        bytes += [0x0D, 0x0A]
    }

    /// Backslashes before what separates, `\n` for every end of line; other controls stand in no
    /// text.
    static func escaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                out.append("\\")
                out.append(scalar)
            case "\r": out.append(contentsOf: "\\n".unicodeScalars)
            case "\n": if !wasReturn { out.append(contentsOf: "\\n".unicodeScalars) }
            case "\t": out.append(scalar)
            default: if scalar.value >= 0x20, scalar.value != 0x7F { out.append(scalar) }
            }
            wasReturn = scalar == "\r"
        }
        return String(out)
    }
}
