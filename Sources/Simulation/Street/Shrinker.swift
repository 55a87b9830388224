/// Makes a list that fails shorter and simpler while it still fails (delta debugging: Zeller and
/// Hildebrandt, 2002): chunks are left out, then single steps, then numbers become smaller.
struct Shrinker {
    /// The most candidates that are tried; each is a whole run.
    let triesMaximum: Int
    private(set) var tries = 0

    init(triesMaximum: Int) { self.triesMaximum = triesMaximum }

    /// - Parameter fails: whether a candidate fails in the same way.
    mutating func shrink(
        _ steps: [Step], fails: ([Step]) async throws -> Bool
    ) async rethrows -> [Step] {
        var best = steps
        var size = max(1, best.count / 2)
        while true {
            let before = best.count
            var start = 0
            while start < best.count, tries < triesMaximum {
                let candidate = Array(best[..<start] + best[min(best.count, start + size)...])
                tries += 1
                if try await fails(candidate) { best = candidate } else { start += size }
            }
            if tries >= triesMaximum || (size == 1 && best.count == before) { break }
            if best.count == before || size > 1 { size = max(1, size / 2) }
        }
        for index in best.indices {
            var goesOn = true
            while goesOn, tries < triesMaximum {
                goesOn = false
                for step in best[index].simpler where tries < triesMaximum {
                    var candidate = best
                    candidate[index] = step
                    tries += 1
                    if try await fails(candidate) {
                        best = candidate
                        goesOn = true
                        break
                    }
                }
            }
        }
        return best
    }
}
