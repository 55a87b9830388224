import Causality
import Testing

@Suite("a version vector is a set of dots")
struct VectorTests {
    @Test("the relation of two vectors is that of their sets of dots (I20)")
    func relation() {
        for left in SmallWorld.points {
            for right in SmallWorld.points {
                let expected: CausalRelation =
                    if left.dots == right.dots { .equal } else if left.dots.isSubset(of: right.dots)
                    { .before } else if left.dots.isSuperset(of: right.dots) { .after } else {
                        .concurrent
                    }
                #expect(left.vector.relation(to: right.vector) == expected)
                #expect((left.vector == right.vector) == (expected == .equal))
            }
        }
    }

    @Test("a vector covers the dots of its set and no others")
    func covers() {
        for point in SmallWorld.points {
            for dot in SmallWorld.dots {
                #expect(point.vector.covers(dot) == point.dots.contains(dot))
            }
            for writer in SmallWorld.writers {
                let count = point.dots.count { $0.writer == writer }
                #expect(point.vector[writer] == UInt64(count))
            }
            #expect(point.vector.isEmpty == point.dots.isEmpty)
        }
    }

    @Test("the union covers what either covers and nothing else: the least upper bound")
    func union() {
        for left in SmallWorld.points {
            for right in SmallWorld.points {
                let merged = merge(left.vector, right.vector)
                let dots = left.dots.union(right.dots)
                #expect(SmallWorld.dots.allSatisfy { merged.covers($0) == dots.contains($0) })
                for bound in SmallWorld.points
                where bound.dots.isSuperset(of: left.dots)
                    && bound.dots.isSuperset(of: right.dots)
                {
                    let relation = merged.relation(to: bound.vector)
                    #expect(relation == .before || relation == .equal)
                }
            }
        }
    }

    @Test("union is commutative, associative and idempotent")
    func laws() {
        for a in SmallWorld.points.map(\.vector) {
            #expect(merge(a, a) == a)
            for b in SmallWorld.points.map(\.vector) {
                let ab = merge(a, b)
                #expect(ab == merge(b, a))
                #expect(merge(ab, b) == ab)
                let c = SmallWorld.points.map(\.vector)
                #expect(c.allSatisfy { merge(ab, $0) == merge(a, merge(b, $0)) })
            }
        }
    }

    @Test("including a dot covers it and what lies before it in its log, and nothing else")
    func include() {
        for point in SmallWorld.points {
            for dot in SmallWorld.dots {
                var vector = point.vector
                vector.include(dot)
                for other in SmallWorld.dots {
                    let isNew = other.writer == dot.writer && other.seq <= dot.seq
                    #expect(vector.covers(other) == (point.dots.contains(other) || isNew))
                }
                #expect(isOrdered(vector))
            }
        }
    }

    @Test("a writer taken out is gone, and the others are as they were")
    func remove() {
        for point in SmallWorld.points {
            for writer in SmallWorld.writers {
                var vector = point.vector
                vector.remove(writer)
                let rest = point.dots.filter { $0.writer != writer }
                #expect(SmallWorld.dots.allSatisfy { vector.covers($0) == rest.contains($0) })
            }
        }
    }

    @Test("equal sets have equal entries, whatever the order in which the dots came")
    func oneForm() {
        var random = Seeded(7)
        for point in SmallWorld.points {
            for _ in 0..<5 {
                var vector = VersionVector()
                for dot in point.dots.shuffled(using: &random) { vector.include(dot) }
                #expect(vector.entries == point.vector.entries)
                #expect(vector.hashValue == point.vector.hashValue)
            }
        }
    }

    @Test("people read writers and numbers in order")
    func humanForm() {
        var vector = VersionVector()
        #expect(vector.description == "{}")
        vector.include(known(Dot(writer("xintang"), 1)))
        vector.include(known(Dot(writer("wanda"), 4)))
        #expect(vector.description == "{wanda.aaaaaaaa:4 xintang.aaaaaaaa:1}")
    }

    private func merge(_ left: VersionVector, _ right: VersionVector) -> VersionVector {
        var merged = left
        merged.merge(right)
        return merged
    }
}

func isOrdered(_ vector: VersionVector) -> Bool {
    zip(vector.entries, vector.entries.dropFirst()).allSatisfy { $0.writer < $1.writer }
        && vector.entries.allSatisfy { $0.seq > 0 && $0.seq < Dot.sequenceLimit }
}
