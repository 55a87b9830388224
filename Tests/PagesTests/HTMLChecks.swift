/// What is wrong with the tags of a page; empty when each opened element is closed in order.
///
/// A reader of its own, on bytes: it knows nothing of the renderer that it judges.
func tagFaults(_ page: [UInt8]) -> [String] {
    let voids: Set<String> = ["meta", "link", "img", "input", "br", "!doctype"]
    var open: [String] = []
    var faults: [String] = []
    var rest = page[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
        if rest[..<start].contains(UInt8(ascii: ">")) { faults.append("> in a text") }
        guard let end = tagEnd(rest[start...]) else { return faults + ["a tag without end"] }
        let inside = String(decoding: rest[(start + 1)..<end], as: UTF8.self)
        let name = String(inside.prefix { $0 != " " })
        if name.hasPrefix("/") {
            if open.popLast() != String(name.dropFirst()) { faults.append("<\(name)>") }
        } else if !voids.contains(name) {
            open.append(name)
        }
        rest = rest[(end + 1)...]
    }
    return faults + open.map { "\($0) is not closed" }
}

/// The ids that more than one element of a page has.
func idsTwice(_ page: [UInt8]) -> [String] {
    var ids: Set<Substring> = []
    return String(decoding: page, as: UTF8.self).matches(of: /<[^<>]*\ id="([^"]*)"/).compactMap {
        ids.insert($0.output.1).inserted ? nil : String($0.output.1)
    }
}

/// The end of the tag that these bytes begin with, past its quoted values.
private func tagEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    for index in bytes.indices {
        if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
        if bytes[index] == UInt8(ascii: ">") && !isQuoted { return index }
    }
    return nil
}

/// The words between the tags, and those inside `data-…` values, which the script shows.
func wordsOfPage(_ page: [UInt8]) -> String {
    var words = ""
    var isTag = false
    for part in String(decoding: page, as: UTF8.self).unicodeScalars {
        switch part {
        case "<": isTag = true
        case ">": isTag = false
        default: if !isTag { words.unicodeScalars.append(part) }
        }
        if isTag && part == " " { words += " " }
    }
    return words
}

extension [UInt8] {
    /// True when these bytes hold those, byte by byte: `String.contains` compares characters.
    func holds(_ needle: some Collection<UInt8>) -> Bool {
        guard let first = needle.first else { return true }
        return indices.contains { self[$0] == first && self[$0...].starts(with: needle) }
    }
}
