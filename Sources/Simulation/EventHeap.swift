/// What is to happen, the earliest first; of one moment, what was put in first.
struct EventHeap<Event> {
    private struct Entry {
        let time: UInt64
        let sequence: UInt64
        let event: Event

        func isBefore(_ other: Entry) -> Bool {
            time == other.time ? sequence < other.sequence : time < other.time
        }
    }

    private var entries: [Entry] = []
    private var sequence: UInt64 = 0

    /// When the next event happens; nil when nothing is left.
    var nextTime: UInt64? { entries.first?.time }

    mutating func push(_ event: Event, at time: UInt64) {
        entries.append(Entry(time: time, sequence: sequence, event: event))
        sequence += 1
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].isBefore(entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> (time: UInt64, event: Event)? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        if entries.isEmpty { return (first.time, first.event) }
        entries[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < entries.count && entries[child].isBefore(entries[least]) {
                least = child
            }
            if least == parent { return (first.time, first.event) }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
