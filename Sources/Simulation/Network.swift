/// The links between the nodes, and what goes wrong on them. Owned by the world.
struct Network {
    /// What a node sent to another.
    struct Envelope {
        let from: Int
        let to: Int
        let isReply: Bool
        let number: UInt64
        let bytes: [UInt8]
    }

    /// How bad one direction of a link is, in percent.
    struct Quality {
        var loss = 0
        var duplication = 0
        var delay = 0
        var mangling = 0
    }

    /// A time in which the nodes of one side hear only each other.
    struct Partition {
        let begin: UInt64
        let end: UInt64
        /// Which side each node is on.
        let sides: [Bool]
    }

    private(set) var partitions: [Partition] = []
    private let nodeCount: Int
    private var qualities: [Quality] = []
    private var numbers: [UInt64]
    private var delivered: [UInt64]
    /// Whether faults are over.
    var isPerfect = false

    init(
        nodeCount: Int, options: SimulationOptions, _ generator: inout SeededGenerator
    ) {
        self.nodeCount = nodeCount
        numbers = [UInt64](repeating: 0, count: nodeCount * nodeCount)
        delivered = numbers
        for _ in numbers {
            qualities.append(
                Quality(
                    loss: generator.number(0...options.lossPercentMaximum),
                    duplication: generator.number(0...options.duplicationPercentMaximum),
                    delay: generator.number(0...options.delayPercentMaximum),
                    mangling: generator.number(0...options.manglingPercentMaximum)))
        }
        for _ in 0..<generator.number(0...options.partitionsMaximum) {
            let begin = generator.number(0...options.faultMilliseconds)
            partitions.append(
                Partition(
                    begin: begin, end: begin + generator.number(5_000...60_000),
                    sides: Self.sides(nodeCount, &generator)))
        }
    }

    /// Either the alliance (node 0) alone against all others, or any two sides.
    private static func sides(_ count: Int, _ generator: inout SeededGenerator) -> [Bool] {
        if generator.chance(40) { return (0..<count).map { $0 == 0 } }
        return (0..<count).map { _ in generator.chance(50) }
    }

    /// Whether two nodes hear each other.
    func isOpen(_ a: Int, _ b: Int, at time: UInt64) -> Bool {
        isPerfect
            || partitions.allSatisfy {
                time < $0.begin || time >= $0.end || $0.sides[a] == $0.sides[b]
            }
    }

    func quality(from: Int, to: Int) -> Quality {
        isPerfect ? Quality() : qualities[from * nodeCount + to]
    }

    /// The number of the next message from one node to another.
    mutating func number(from: Int, to: Int) -> UInt64 {
        numbers[from * nodeCount + to] += 1
        return numbers[from * nodeCount + to]
    }

    /// Takes note of a delivery; whether a later message was there before.
    mutating func isOvertaken(_ envelope: Envelope) -> Bool {
        let link = envelope.from * nodeCount + envelope.to
        defer { delivered[link] = max(delivered[link], envelope.number) }
        return envelope.number < delivered[link]
    }
}
