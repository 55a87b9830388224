import Alliance
import Causality
import Community
import Node
import Pages

/// What the page of care reads: own wishes whose resident's contact is still kept, and own open
/// ones. Nothing is written for it but that somebody looked.
struct CareFacts {
    private let visit: Visit
    private let desk: DeskFacts

    /// Wishes on the list of those that nobody came for.
    private static let longOpenMaximum = 100

    init(_ visit: Visit) async throws(NodeFailure) {
        self.visit = visit
        desk = try await DeskFacts(visit)
    }

    private var node: LocalNode { visit.node }

    /// The page; the caller has written the look down.
    func model() async throws(NodeFailure) -> CareModel {
        let contacts = try await visit.office.residents.all()
        let long = try await desk.longOpen()
        let names = Dictionary(contacts.map { ($0.wish, $0.contact.name) }) { first, _ in first }
        return CareModel(
            often: try await often(contacts),
            longOpen: long.prefix(Self.longOpenMaximum).map { wish in
                var wish = wish
                wish.name = names[wish.link.wish] ?? ""
                return wish
            },
            moreLongOpen: max(0, long.count - Self.longOpenMaximum),
            keptDays: Int(node.policy.residentKeptMilliseconds / 86_400_000),
            today: desk.clock.today)
    }

    // MARK: Who is served often

    private func often(
        _ contacts: [(wish: WishID, contact: Contact)]
    ) async throws(NodeFailure) -> [CareModel.Often] {
        // The same phone is the same household, however the name was written.
        var people: [String: [(wish: WishID, contact: Contact)]] = [:]
        var order: [String] = []
        for one in contacts {
            let key =
                Phone(one.contact.phone)?.digits ?? one.contact.name + "\n" + one.contact.door
            if people[key] == nil { order.append(key) }
            people[key, default: []].append(one)
        }
        var found: [CareModel.Often] = []
        for key in order {
            guard let wishes = people[key], wishes.count >= Care.dayVisits else { continue }
            var links: [WishID: WishLink] = [:]
            var services: [Care.Service] = []
            for one in wishes {
                let (link, given) = try await self.services(of: one.wish)
                links[one.wish] = link
                services += given
            }
            guard let often = Care.often(services), let first = wishes.first?.contact else {
                continue
            }
            let digits = Phone(first.phone)?.digits ?? ""
            found.append(
                CareModel.Often(
                    name: first.name, phoneEnd: digits.count > 4 ? String(digits.suffix(4)) : "",
                    isOnOneDay: often.isOnOneDay,
                    services: often.services.map { service in
                        CareModel.Service(
                            link: links[service.wish] ?? WishLink(wish: service.wish, title: ""),
                            day: service.day, category: desk.word(service.category),
                            community: desk.name(service.giver.member),
                            team: service.giver.team)
                    }))
        }
        return found
    }

    /// What was given under a wish, with the day on which the giver says to have been there. Only
    /// a service that the office has confirmed counts.
    private func services(
        of wish: WishID
    ) async throws(NodeFailure) -> (link: WishLink?, services: [Care.Service]) {
        let (row, days) = try await node.store.read {
            [keys = node.keys, clock = desk.clock] books throws(NodeFailure) in
            guard let row = try books.wishRow(wish), row.stages.settled > 0 else {
                return (nil as WishRow?, [EventID: Int]())
            }
            var days: [EventID: Int] = [:]
            for stored in try books.services(of: wish) {
                let event: SignedEvent
                do throws(EventRefusal) { event = try keys.read(stored.bytes) } catch {
                    throw .storage(.damaged("event \(stored.dot): \(error)"))
                }
                // Neither a clock that is ahead nor a long way here makes it later than it was.
                let day = clock.moment(min(event.header.at, stored.arrivedAt)).day
                switch event.header.facts {
                case .served(let award, _): days[award] = day
                case .settled(let award, _): if days[award] == nil { days[award] = day }
                default: break
                }
            }
            return (row, days)
        }
        guard let row else { return (nil, []) }
        let (state, _) = try await node.wish(wish)
        var services: [Care.Service] = []
        for claim in state.claims {
            guard let settlement = claim.settlement, let day = days[settlement.award] else {
                continue
            }
            services.append(
                Care.Service(
                    wish: wish, day: day, category: row.category,
                    giver: try await giver(of: claim, on: wish)))
        }
        return (row.link, services)
    }

    /// Who gave it, as the card at the door said; where that is gone, the community alone.
    private func giver(
        of claim: WishState.Claim, on wish: WishID
    ) async throws(NodeFailure) -> Care.Giver {
        do {
            let card = try await node.visitor(claim.dot, of: wish)
            let person = Phone(card.phone)?.digits ?? card.name
            return Care.Giver(
                identity: "\(claim.member)\n\(person)", member: claim.member, team: card.team)
        } catch {
            guard case .refused(.noContact) = error else { throw error }
            return Care.Giver(identity: "\(claim.member)", member: claim.member, team: "")
        }
    }
}

extension DeskFacts {
    /// Own open wishes that nobody has come for in a long time, the oldest first; without names.
    func longOpen() async throws(NodeFailure) -> [CareModel.LongOpen] {
        let rows = try await node.store.read {
            [home = node.keys.member, street, now = clock.now] books throws(NodeFailure) in
            var rows: [(row: WishRow, canBeWidened: Bool)] = []
            for log in [LogName.home, street].compactMap({ $0 }) {
                for wish in try books.openWishes(home: home, log: log) {
                    guard let row = try books.wishRow(wish) else { continue }
                    guard Care.longOpen(since: row.publishedAt, now: now) != nil else { break }
                    guard row.stages.served == 0, row.stages.settled == 0 else { continue }
                    var canBeWidened = log == .home && street != nil
                    if canBeWidened { canBeWidened = try !books.staysHome(wish) }
                    rows.append((row, canBeWidened))
                }
            }
            return rows
        }
        return rows.sorted { $0.row.publishedAt < $1.row.publishedAt }.map { row, canBeWidened in
            CareModel.LongOpen(
                link: row.link, name: "",
                days: Care.longOpen(since: row.publishedAt, now: clock.now) ?? 0,
                advice: Care.advice(
                    offered: row.stages.offered, accepted: row.stages.accepted,
                    waiting: row.standbyCount, freePlaces: row.freePlaces,
                    canBeWidened: canBeWidened))
        }
    }
}
