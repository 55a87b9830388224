import Foundation
import HTTPTypes
import Testing

@testable import Server

@Suite("The contract")
struct ContractTests {
    @Test("has every route of the table with its own words, and no other")
    func whole() {
        let routes = Set(Endpoint.all.filter { !$0.isOfPages }.map(\.line))
        #expect(routes.subtracting(Contract.operations.keys) == [], "not described")
        #expect(Set(Contract.operations.keys).subtracting(routes) == [], "served no more")
    }

    @Test("is served to anyone, as OpenAPI 3.1, with method, path and access of the table")
    func served() async throws {
        let world = try await World()
        let answer = try await world.call("GET", "/api/v1/openapi.json")
        #expect(answer.status == 200)
        #expect(answer.field("content-type") == "application/json")
        let document = try Self.object(answer.body)
        #expect(document["openapi"] as? String == "3.1.0")
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        var lines: Set<String> = []
        for (path, methods) in paths {
            for (method, operation) in methods {
                let line = "\(method.uppercased()) \(path)"
                lines.insert(line)
                let endpoint = try #require(Endpoint.all.first { $0.line == line })
                let operation = try #require(operation as? [String: Any])
                let security = try #require(operation["security"] as? [[String: Any]])
                let scheme = security.flatMap(\.keys)
                switch endpoint.access {
                case .anyone, .look, .page: #expect(scheme == [], "\(line)")
                case .peer: #expect(scheme == ["memberSignature"], "\(line)")
                case .action: #expect(scheme == ["token"], "\(line)")
                }
            }
        }
        #expect(lines == Set(Endpoint.all.filter { !$0.isOfPages }.map(\.line)))
    }

    @Test("its references lead somewhere, and its names are each there once")
    func references() throws {
        let document = try Self.object(Contract.document)
        var found: [String] = []
        Self.references(in: document, &found)
        #expect(found.count > 100)
        for reference in Set(found) {
            var value: Any? = document
            for step in reference.dropFirst(2).split(separator: "/") {
                value = (value as? [String: Any])?[String(step)]
            }
            #expect(value != nil, "\(reference)")
        }
        let names = Endpoint.all.filter { !$0.isOfPages }.map(\.operationName)
        #expect(Set(names).count == names.count)
        let shapes = Contract.allShapes.map(\.key)
        #expect(Set(shapes).count == shapes.count)
    }

    /// Our own parser takes nothing as deep as a schema.
    private static func object(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private static func references(in value: Any, _ found: inout [String]) {
        if let object = value as? [String: Any] {
            if let text = object["$ref"] as? String { found.append(text) }
            for member in object.values { references(in: member, &found) }
        } else if let list = value as? [Any] {
            for element in list { references(in: element, &found) }
        }
    }
}
