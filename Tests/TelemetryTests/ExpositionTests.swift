import Testing

@testable import Telemetry

@Suite("Figures as Prometheus reads them")
struct ExpositionTests {
    private let about = About("yizhan_a_total", "What it counts.", labels: ["route", "status"])

    @Test("a counter adds up for each combination of its labels, in their order")
    func counter() {
        let counter = Counter(about)
        counter.add(1, "GET /b", "200")
        counter.add(2, "GET /a", "404")
        counter.add(1, "GET /b", "200")
        #expect(counter.value("GET /b", "200") == 2)
        #expect(
            Exposition.text(of: [counter.family]) == """
                # HELP yizhan_a_total What it counts.
                # TYPE yizhan_a_total counter
                yizhan_a_total{route="GET /a",status="404"} 2
                yizhan_a_total{route="GET /b",status="200"} 2

                """)
    }

    @Test("a counter without labels says 0 from the beginning, one with labels says nothing")
    func beginning() {
        let bare = Counter(About("yizhan_b_total", "B."))
        #expect(
            Exposition.text(of: [bare.family, Counter(about).family])
                == "# HELP yizhan_b_total B.\n# TYPE yizhan_b_total counter\nyizhan_b_total 0\n")
    }

    @Test("a bucket holds what is not above its bound, and what the buckets before it hold")
    func histogram() {
        let histogram = Histogram(About("yizhan_c_seconds", "C."), bounds: [0.5, 1, 2])
        for value in [0.25, 0.5, 0.75, 2, 8] { histogram.record(value) }
        #expect(
            Exposition.text(of: [histogram.family]) == """
                # HELP yizhan_c_seconds C.
                # TYPE yizhan_c_seconds histogram
                yizhan_c_seconds_bucket{le="0.5"} 2
                yizhan_c_seconds_bucket{le="1"} 3
                yizhan_c_seconds_bucket{le="2"} 4
                yizhan_c_seconds_bucket{le="+Inf"} 5
                yizhan_c_seconds_sum 11.5
                yizhan_c_seconds_count 5

                """)
    }

    @Test("label values and help texts cannot break out of their line or quotes")
    func escaping() {
        let hostile = "a\"\u{338}b\\c\nd"
        let family = Family(
            About("yizhan_d", "x\\y\nz\"", labels: ["l"]), kind: .gauge,
            samples: [Sample(["l"], [hostile], 1)])
        let text = Exposition.text(of: [family])
        #expect(
            Array(text.utf8)
                == Array(
                    """
                    # HELP yizhan_d x\\\\y\\nz"
                    # TYPE yizhan_d gauge
                    yizhan_d{l="a\\"\u{338}b\\\\c\\nd"} 1

                    """.utf8))
    }

    @Test("numbers are written whole where they are, and the strange ones by name")
    func numbers() {
        let written = [1.0, -3, 0.25, 1e18, .nan, .infinity, -.infinity].map(Exposition.number)
        #expect(
            written == ["1", "-3", "0.25", "1000000000000000000", "NaN", "+Inf", "-Inf"])
    }

    @Test("no amount of label values makes more series than there may be")
    func bounded() {
        let counter = Counter(about)
        for number in 0..<(Counter.seriesMaximum + 50) { counter.add(1, "\(number)", "200") }
        #expect(counter.family.samples.count == Counter.seriesMaximum + 1)
        #expect(counter.value("other", "other") == 50)
        let histogram = Histogram(About("h", "", labels: ["route"]), bounds: [1, 2])
        for number in 0..<5_000 { histogram.record(1, "\(number)") }
        let buckets = histogram.family.samples.count { $0.suffix == "_bucket" }
        #expect(buckets <= 3 * (Counter.seriesMaximum / 2 + 1))
    }

    @Test("every instrument has a name of its own, a sentence, and the form Prometheus asks for")
    func names() {
        let instruments = Instruments()
        let all = instruments.families.map(\.about)
        #expect(Set(all.map(\.name)).count == all.count)
        for about in all {
            #expect(about.help.hasSuffix("."), "\(about.name)")
            #expect(about.name.hasPrefix("yizhan_"), "\(about.name)")
            #expect(
                about.name.utf8.allSatisfy { $0 == 0x5f || (0x61...0x7a).contains($0) },
                "\(about.name)")
        }
        for family in instruments.families where family.kind == .counter {
            #expect(family.about.name.hasSuffix("_total"))
        }
    }

    @Test("the system tells of this process, and of a disk")
    func machine() throws {
        let figures = Machine.process
        #expect(
            figures.map(\.about.name) == [
                "process_start_time_seconds", "process_cpu_seconds_total",
                "process_resident_memory_bytes", "process_open_fds", "process_max_fds",
            ])
        for family in figures { #expect((family.samples.first?.value ?? 0) >= 0) }
        #expect((figures.first?.samples.first?.value ?? 0) > 1_700_000_000)
        #expect(try #require(Machine.residentBytes) > 1 << 20)
        #expect(try #require(Machine.freeBytes(at: "/")) > 0)
        #expect(Machine.freeBytes(at: "/nowhere") == nil)
        #expect(Machine.bytes(ofFile: "/nowhere") == nil)
        #expect(try #require(Machine.bytes(ofFile: "/proc/self/exe")) > 1000)
    }
}
