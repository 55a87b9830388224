import Alliance
import Community
import Logging
import Node
import Pages

/// What all routes of a server share. Safe from any task.
final class FrontOffice: Sendable {
    let node: LocalNode
    let configuration: ServerConfiguration
    let logger: Logger
    let accounts: AccountShelf
    let peers: RequestRates<MemberName>
    let calendars = RequestRates<VolunteerID>(perMinute: Bounds.calendarPerMinute)
    let views: WishViews
    let board: NoticeBoard
    let pulses: PulseShelf
    let residents: ResidentShelf
    let street: StreetShelf
    let tally: WallTally
    let feeds: FeedShelf
    /// Who leaves wishes, and who guesses at numbers.
    let doors = DoorRates()
    /// The node's backups; nil where none are made.
    let backups: BackupKeeper?

    init(
        node: LocalNode, configuration: ServerConfiguration, logger: Logger,
        backups: BackupKeeper? = nil
    ) {
        self.node = node
        self.configuration = configuration
        self.logger = logger
        accounts = AccountShelf(node: node)
        peers = RequestRates(perMinute: configuration.requestsPerPeerPerMinute)
        views = WishViews(hourMaximum: node.policy.hourViewsMaximum)
        board = NoticeBoard(node: node, isFeedPublic: configuration.isFeedPublic)
        pulses = PulseShelf(node: node)
        residents = ResidentShelf(node: node)
        street = StreetShelf(node: node)
        tally = WallTally(node: node)
        feeds = FeedShelf(node: node, base: configuration.address)
        self.backups = backups
    }
}
