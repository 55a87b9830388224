import Alliance
import Hummingbird

/// The query of a request: names that the route knows, each at most once.
struct Query {
    private var values: [String: String] = [:]

    /// Reads a query.
    ///
    /// - Throws: ``FieldProblem`` for a name that is not among `names`, or stands twice.
    init(_ request: Request, _ names: Set<String>) throws(FieldProblem) {
        for (key, value) in request.uri.queryParameters {
            let name = String(key)
            guard names.contains(name) else { throw FieldProblem(name, .unknown) }
            guard values[name] == nil else {
                throw FieldProblem(name, .malformed(expected: "one value"))
            }
            values[name] = String(value)
        }
    }

    /// The value under a name.
    func text(_ name: String) -> String? { values[name] }

    /// A number in a range, if there is one.
    func number(
        _ name: String, _ range: ClosedRange<UInt64>
    ) throws(FieldProblem) -> UInt64? {
        guard let text = values[name] else { return nil }
        guard let number = UInt64(text) else {
            throw FieldProblem(name, .wrongType(expected: "integer"))
        }
        guard range.contains(number) else { throw FieldProblem(name, .outOfRange(range)) }
        return number
    }

    /// A value that `parse` understands, if there is one.
    func value<T>(
        _ name: String, expected: String, _ parse: (String) -> T?
    ) throws(FieldProblem) -> T? {
        guard let text = values[name] else { return nil }
        guard let value = parse(text) else {
            throw FieldProblem(name, .malformed(expected: expected))
        }
        return value
    }
}
