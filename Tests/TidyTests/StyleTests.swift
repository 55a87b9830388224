import Testing

@Suite("The style")
struct StyleTests {
    @Test("no file over 400 lines, no function over 70, no line over 100 columns")
    func lengths() {
        let here = Repository.here
        #expect(here.files.contains { !FunctionSpan.all(in: $0).isEmpty })
        report(here.files.flatMap { Rules.lengths($0) })
    }

    @Test("`public` and `open` stand nowhere")
    func access() {
        report(Repository.here.swiftSources.flatMap { Rules.access($0) })
    }

    @Test("every `package` declaration has a line of documentation directly above")
    func documentation() {
        let files = Repository.here.swiftSources
        #expect(files.contains { $0.tokens.contains { $0.reads("package") } })
        report(files.flatMap { Rules.documentation($0) })
    }

    @Test("nothing is left behind, nothing ends the process, only Console prints")
    func leftovers() {
        report(Repository.here.sources.flatMap { Rules.leftovers($0) })
    }

    @Test("no test sleeps by the clock or is switched off")
    func idleTests() {
        report(Repository.here.tests.flatMap { Rules.idleTests($0) })
    }

    @Test("every table and index says which query needs it, and every table is STRICT")
    func schema() {
        let storage = Repository.here.sources.filter { $0.room == "Storage" }
        let tables = storage.flatMap { Schema.statements(in: $0) }.filter(\.isTable)
        #expect(!tables.isEmpty, "Storage creates its tables somewhere")
        report(storage.flatMap { Schema.findings(in: $0) })
    }
}
