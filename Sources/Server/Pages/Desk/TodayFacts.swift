import Alliance
import Community
import Node
import Pages

extension DeskFacts {
    /// Lines of one part of the first page at most.
    private static let linesMaximum = 50
    /// What has happened is told so far back, where nobody has said "seen".
    private static let newsMaximum: Int64 = 30

    /// The office's first page.
    func today(for account: Account) async throws(NodeFailure) -> TodayModel {
        let report = try await NodeReport(node)
        let seen = try await node.seenNotice(by: account)
        let after = max(seen, report.lastNotice - Self.newsMaximum)
        let read = try await node.store.read {
            [keys = node.keys, home = node.keys.member, now = clock.now, street] books
                throws(NodeFailure) in
            let notices = try books.officeNotices(after: after)
            var links: [WishID: WishLink] = [:]
            for notice in notices { links[notice.wish] = try books.wishRow(notice.wish)?.link }
            let open = try books.wishes(WishFilter(isOpen: true, home: home, limit: 200))
            var residents: [WishID: ResidentWord] = [:]
            let waiting = try books.waitingWishes(home: home, limit: Self.linesMaximum)
            for row in waiting {
                residents[row.wish] = try books.lastResidentWord(on: row.wish)?.residentWord
            }
            var timed: [WishID: Int] = [:]
            for row in open where row.stages.accepted > 0 {
                for visit in try books.visits(of: row.wish)
                where try books.visit(of: visit.claim, under: visit.award, keys: keys).agreedAt
                    != nil
                {
                    timed[row.wish, default: 0] += 1
                }
            }
            return (
                late: try books.lateWishes(home: home, now: now, limit: Self.linesMaximum),
                waiting: waiting,
                open: open, timed: timed, residents: residents,
                unpublished: try Self.unpublished(open, books, street),
                any: try books.wishes(WishFilter(home: home, limit: 1)),
                hasVolunteers: try !books.volunteers().isEmpty, notices: notices, links: links,
                requests: try books.waitingRequestCount()
            )
        }
        let waits = waits(
            read.waiting, read.open, read.timed, read.residents, read.unpublished)
        var model = TodayModel(
            today: clock.today, waits: Array(waits.prefix(Self.linesMaximum)),
            late: read.late.map { row in
                TodayModel.Late(link: row.link, since: clock.moment(row.lateAt ?? clock.now))
            },
            news: read.notices.reversed().map { notice in
                TodayModel.News(
                    link: read.links[notice.wish] ?? WishLink(wish: notice.wish, title: ""),
                    words: notice.code.sentence(noticeLanguage), at: clock.moment(notice.at))
            },
            lastNotice: read.notices.last?.number ?? seen,
            neighbours: report.members.filter(\.isNeighbour).map { member in
                TodayModel.Neighbour(
                    name: member.displayName,
                    heardSecondsAgo: member.heardSecondsAgo(now: report.now),
                    isLate: member.contact(now: report.now) != .inTouch,
                    eventsToSend: member.eventsToSend)
            },
            awarding: report.freeze != nil || report.isStopped
                ? .frozen : report.office == .open ? .us : .closed,
            elsewhere: report.elsewhere.all,
            begun: .init(
                hasAlliance: street != nil, hasVolunteers: read.hasVolunteers,
                hasWishes: !read.any.isEmpty), requests: read.requests)
        model.longOpen = try await longOpen().count
        return model
    }

    /// The wishes that could go before the street, and that their residents did not keep from it.
    private static func unpublished(
        _ open: [WishRow], _ books: any BooksReader, _ street: LogName?
    ) throws(NodeFailure) -> Set<WishID> {
        var wishes: Set<WishID> = []
        for row in open where row.log == .home && street != nil {
            if try !books.staysHome(row.wish) { wishes.insert(row.wish) }
        }
        return wishes
    }

    /// What waits, the oldest wish first, what only this office can do before the rest.
    private func waits(
        _ waiting: [WishRow], _ open: [WishRow], _ timed: [WishID: Int],
        _ residents: [WishID: ResidentWord], _ unpublished: Set<WishID>
    ) -> [TodayModel.Wait] {
        func wait(_ row: WishRow, _ kind: TodayModel.Wait.Kind) -> TodayModel.Wait {
            TodayModel.Wait(
                link: row.link, kind: kind, ageMinutes: row.ageMinutes(now: clock.now))
        }
        var first: [TodayModel.Wait] = []
        for row in waiting.sorted(by: { $0.publishedAt < $1.publishedAt }) {
            if row.stages.served > 0 { first.append(wait(row, .served(row.stages.served))) }
            let word = residents[row.wish]
            if let word { first.append(wait(row, .resident(word))) }
            let claims = row.officeCount - row.stages.served - (word == nil ? 0 : 1)
            if claims > 0 { first.append(wait(row, .claims(claims))) }
        }
        var rest: [TodayModel.Wait] = []
        for row in open.reversed() {
            if row.stages.offered > 0 { rest.append(wait(row, .unanswered(row.stages.offered))) }
            let untimed = row.stages.accepted - (timed[row.wish] ?? 0)
            if untimed > 0 { rest.append(wait(row, .time(untimed))) }
            if unpublished.contains(row.wish) { rest.append(wait(row, .unpublished)) }
        }
        return first + rest
    }
}
