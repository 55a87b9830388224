import Alliance
import Causality
import Node

@testable import Signing

/// An event is read to the same value each time, and what it says is written as it was read.
enum EventProperties {
    static func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        guard bytes.first == UInt8(ascii: "{") else { return try attemptEvent(bytes) }
        guard let header = try? Header(payload: bytes) else {
            let event = FuzzStreet.compact(bytes, by: FuzzStreet.shared.writer, for: .event)
            try hold(
                (try? FuzzStreet.shared.xihu.read(event)) == nil,
                "an event is refused when its header is")
            return false
        }
        let event = FuzzStreet.compact(bytes, by: header.writer, for: .event)
        try hold(try attemptEvent(event), "an event is read when its header is")
        let stranger = known(WriterID("zz.aaaaaaaa"))
        let astray = FuzzStreet.compact(
            bytes, by: header.writer == stranger ? FuzzStreet.shared.writer : stranger, for: .event)
        try hold(
            (try? FuzzStreet.shared.xihu.read(astray)) == nil,
            "an event is by the writer that its header names")
        return true
    }

    private static func attemptEvent(_ bytes: [UInt8]) throws(Broken) -> Bool {
        guard let event = try? FuzzStreet.shared.xihu.read(bytes) else { return false }
        try hold(event.bytes == bytes, "an event is kept as it came")
        try hold(bytes.count <= SignedEvent.bytesMaximum, "an event keeps its bound")
        let again = try? FuzzStreet.shared.wanda.read(bytes)
        try hold(
            again?.id == event.id && again?.header == event.header,
            "an event is the same to every reader")
        let form = try FuzzStreet.checkForm(bytes, for: .event)
        try hold(form.writer == event.writer, "an event is by the writer that its header names")
        try check(event.header)
        return true
    }

    private static func check(_ header: Header) throws(Broken) {
        let facts = header.facts
        try hold(
            Facts(kind: facts.kind, json: facts.json) == facts,
            "facts are written as they were read")
        try hold(header.seen[header.writer] == 0, "an author is not among those it has seen")
        try hold(header.seen.entries.count <= Header.seenMaximum, "`seen` keeps its bound")
        try hold(
            (header.previous == nil) == (header.dot.seq == 1), "only the first has none before")
        let bytes = header.canonicalBytes
        // What is missing and what is empty are written alike, which can take some bytes more.
        guard bytes.count <= Header.bytesMaximum else { return }
        let again = try? Header(payload: bytes)
        try hold(again == header, "a header is written as it was read")
        try hold(again?.canonicalBytes == bytes, "a header has one form")
    }
}
