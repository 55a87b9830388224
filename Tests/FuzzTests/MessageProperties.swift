import Alliance
import Causality
import Replication

/// A message keeps its bounds, and is written as it was read.
enum MessageProperties {
    static func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        guard let message = try? ExchangeMessage(bytes) else { return false }
        let written = message.canonicalBytes
        let again = try? ExchangeMessage(written)
        try hold(again == message, "a message is written as it was read")
        try hold(again?.canonicalBytes == written, "a message has one form")
        try hold(
            bytes.count <= ExchangeMessage.bytesMaximum
                && message.events.count <= ExchangeMessage.eventsMaximum
                && message.want.count <= ExchangeMessage.wantMaximum
                && message.have.count <= Replica.writersMaximum,
            "a message keeps its bounds")
        try hold(
            message.have.values.allSatisfy { $0.seq > 0 && $0.seq < Dot.sequenceLimit },
            "a number is in range")
        try hold(
            message.contents.allSatisfy {
                $0.salt.count == 32 && $0.bytes.count <= ExchangeMessage.contentBytesMaximum
            }, "a content keeps its bounds")
        return true
    }
}
