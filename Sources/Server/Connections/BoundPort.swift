import Node
import Synchronization

/// The port that a server listens on, once it does. Safe from any task.
final class BoundPort: Sendable {
    private let number = Mutex<Int?>(nil)
    private let isBound = Signal()

    /// The port; nil before the server listens.
    var value: Int? { number.withLock { $0 } }

    /// The server listens.
    func set(_ port: Int?) {
        number.withLock { $0 = port }
        isBound.raise()
    }

    /// Waits until the server listens; nil when it does not within that time.
    func value(withinMilliseconds: UInt64) async -> Int? {
        if value == nil { await isBound.wait(beyond: 0, milliseconds: withinMilliseconds) }
        return value
    }
}
