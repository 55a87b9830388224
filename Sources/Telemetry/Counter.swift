import Synchronization

/// A number that only grows, one for each combination of label values.
///
/// Safe from any thread. Label values are words of ours (a route's form, a status), never what
/// somebody sent; should they become too many all the same, the rest is counted together.
package final class Counter: Sendable {
    /// What it is called and counts.
    package let about: About
    private let counts = Mutex<[[String]: UInt64]>([:])

    /// Series of one instrument at most; beyond, a scrape would be a burden on both sides.
    package static let seriesMaximum = 2_000

    /// A counter at zero.
    package init(_ about: About) { self.about = about }

    /// Counts on.
    ///
    /// - Parameter values: one for each of the labels in ``About/labels``.
    package func add(_ amount: Int = 1, _ values: String...) {
        precondition(values.count == about.labels.count, "\(about.name): other labels")
        counts.withLock { counts in
            let series = counts.place(of: values, maximum: Self.seriesMaximum)
            counts[series, default: 0] &+= UInt64(max(0, amount))
        }
    }

    /// The count of one combination.
    package func value(_ values: String...) -> UInt64 {
        counts.withLock { $0[values] ?? 0 }
    }

    /// The counts of now, in order of their labels. A counter without labels begins with 0.
    package var family: Family {
        var all = counts.withLock { $0 }
        if about.labels.isEmpty, all.isEmpty { all[[]] = 0 }
        return Family(
            about, kind: .counter,
            samples: all.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
                Sample(about.labels, $0.key, Double($0.value))
            })
    }
}

/// How often a measured value fell below each of a few bounds; see ``Counter`` for its labels.
package final class Histogram: Sendable {
    /// What it is called and measures.
    package let about: About
    /// The upper bounds, rising; a last one without end follows of itself.
    package let bounds: [Double]
    private let series = Mutex<[[String]: Series]>([:])

    private struct Series {
        /// For each bound how many values were not above it, and above the one before.
        var counts: [UInt64]
        var sum = 0.0
    }

    /// A histogram without values.
    package init(_ about: About, bounds: [Double]) {
        self.about = about
        self.bounds = bounds
    }

    /// Takes a value.
    package func record(_ value: Double, _ values: String...) {
        precondition(values.count == about.labels.count, "\(about.name): other labels")
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        series.withLock { series in
            let place = series.place(of: values, maximum: Counter.seriesMaximum / bounds.count)
            var one = series[place] ?? Series(counts: Array(repeating: 0, count: bounds.count + 1))
            one.counts[index] += 1
            one.sum += value
            series[place] = one
        }
    }

    /// Takes the seconds that have passed since a moment.
    package func record(since start: ContinuousClock.Instant, _ value: String) {
        record(start.duration(to: .now) / .seconds(1), value)
    }

    /// Takes the seconds that have passed since a moment.
    package func record(since start: ContinuousClock.Instant) {
        record(start.duration(to: .now) / .seconds(1))
    }

    /// The series of now, as Prometheus has them: every bucket holds those before it.
    package var family: Family {
        let all = series.withLock { $0 }
        var samples: [Sample] = []
        for (values, one) in all.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            var total: UInt64 = 0
            for (index, count) in one.counts.enumerated() {
                total += count
                let bound = index < bounds.count ? Exposition.number(bounds[index]) : "+Inf"
                samples.append(
                    Sample(
                        about.labels + ["le"], values + [bound], Double(total),
                        suffix: "_bucket"))
            }
            samples.append(Sample(about.labels, values, one.sum, suffix: "_sum"))
            samples.append(Sample(about.labels, values, Double(total), suffix: "_count"))
        }
        return Family(about, kind: .histogram, samples: samples)
    }
}

extension Dictionary where Key == [String] {
    /// The series to count under: that of the values, or the one for all the rest.
    fileprivate func place(of values: [String], maximum: Int) -> [String] {
        self[values] == nil && count >= maximum
            ? Array(repeating: "other", count: values.count) : values
    }
}
