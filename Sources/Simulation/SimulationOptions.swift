/// What a run is made of; the defaults are those of `yizhan simulate`.
package struct SimulationOptions: Sendable, Hashable {
    /// How many communities there are beside the alliance.
    package var communities: ClosedRange<Int> = 3...6
    /// How long faults and people go on, in milliseconds of virtual time.
    package var faultMilliseconds: UInt64 = 150_000
    /// How long between two things that people do, in milliseconds of virtual time.
    package var pauseMilliseconds: ClosedRange<UInt64> = 200...2_400
    /// The most wishes that are published in one run.
    package var wishesMaximum = 6
    /// Up to which share of messages is lost, in percent; each link draws its own.
    package var lossPercentMaximum = 30
    /// Up to which share of messages comes twice, in percent.
    package var duplicationPercentMaximum = 20
    /// Up to which share of messages is held up for seconds, and so overtaken, in percent.
    package var delayPercentMaximum = 20
    /// Up to which share of messages comes with a spoilt signature, in percent.
    package var manglingPercentMaximum = 5
    /// The most partitions of one run.
    package var partitionsMaximum = 4
    /// The most crashes of one run.
    package var crashesMaximum = 6

    /// The defaults.
    package init() {}
}
