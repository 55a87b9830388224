/// What an instrument is called, and what it says.
package struct About: Sendable, Hashable {
    /// The name, `yizhan_…` or one that Prometheus has for every process.
    package let name: String
    /// One sentence for who reads the figures.
    package let help: String
    /// The names of its labels.
    package let labels: [String]

    /// A description from its parts.
    package init(_ name: String, _ help: String, labels: [String] = []) {
        self.name = name
        self.help = help
        self.labels = labels
    }
}

/// The samples of one instrument at one moment.
package struct Family: Sendable, Hashable {
    /// What it is.
    package let about: About
    /// How its samples are to be read.
    package let kind: Kind
    /// The samples, in the order in which they are written.
    package let samples: [Sample]

    /// How samples are to be read.
    package enum Kind: String, Sendable {
        /// Grows, and begins anew with the process.
        case counter
        /// Goes up and down.
        case gauge
        /// Buckets, sum and count.
        case histogram
    }

    /// A family from its parts.
    package init(_ about: About, kind: Kind, samples: [Sample]) {
        self.about = about
        self.kind = kind
        self.samples = samples
    }

    /// A gauge without labels.
    package static func gauge(_ name: String, _ help: String, _ value: Double) -> Family {
        Family(About(name, help), kind: .gauge, samples: [Sample([], [], value)])
    }

    /// A gauge with one label, such as the member that it is about.
    package static func gauge(
        _ name: String, _ help: String, by label: String, _ values: [(String, Double)]
    ) -> Family {
        Family(
            About(name, help, labels: [label]), kind: .gauge,
            samples: values.map { Sample([label], [$0.0], $0.1) })
    }
}

/// One line of figures.
package struct Sample: Sendable, Hashable {
    let suffix: String
    let labels: [String]
    let values: [String]
    /// The figure.
    package let value: Double

    /// A sample; `suffix` follows the family's name.
    package init(
        _ labels: [String], _ values: [String], _ value: Double, suffix: String = ""
    ) {
        self.labels = labels
        self.values = values
        self.value = value
        self.suffix = suffix
    }
}

/// Prometheus' text format, version 0.0.4
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/>).
package enum Exposition {
    /// The media type of the text.
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// The families as text; one without samples is left out.
    package static func text(of families: [Family]) -> String {
        var text = ""
        for family in families where !family.samples.isEmpty {
            let name = family.about.name
            text += "# HELP \(name) \(escaped(family.about.help, quotes: false))\n"
            text += "# TYPE \(name) \(family.kind.rawValue)\n"
            for sample in family.samples {
                let pairs = zip(sample.labels, sample.values).map { label, value in
                    "\(label)=\"\(escaped(value, quotes: true))\""
                }
                let labels = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
                text += "\(name)\(sample.suffix)\(labels) \(number(sample.value))\n"
            }
        }
        return text
    }

    /// A number as Prometheus reads it; whole ones without a fraction.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return "\(value)"
    }

    /// By scalar, so that a mark combined with a quote hides none.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\"" where quotes: result.append(contentsOf: "\\\"".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
