import Alliance
import Node

@testable import Signing

/// A parcel has one form, label and padding included, and nobody opens what nobody sealed.
enum ParcelProperties {
    static func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        if let content = ParcelForm.unpadded(bytes) {
            try hold(ParcelForm.padded(content) == bytes, "padding has one form")
        }
        guard bytes.first == UInt8(ascii: "{") else {
            let isParcel = try attemptParcel(bytes)
            let isReceipt = try attemptReceipt(bytes)
            try hold(!(isParcel && isReceipt), "a parcel is no receipt")
            return isParcel || isReceipt
        }
        guard let form = try? ParcelForm(payload: bytes) else { return false }
        try hold(form.canonicalBytes == bytes, "a parcel is written as it was read")
        let writer = FuzzStreet.shared.writer
        let parcel = FuzzStreet.compact(bytes, by: writer, for: .parcel)
        try hold(
            try attemptParcel(parcel) == (form.label.from == FuzzStreet.shared.wanda.member),
            "a parcel is by a writer of its sender")
        return true
    }

    private static func attemptParcel(_ bytes: [UInt8]) throws(Broken) -> Bool {
        let street = FuzzStreet.shared
        guard let parcel = try? street.xihu.readParcel(bytes) else { return false }
        try hold(parcel.bytes == bytes, "a parcel is kept as it came")
        try hold(
            (try? street.wanda.readParcel(bytes)) == parcel, "a parcel is the same to everybody")
        let form = try FuzzStreet.checkForm(bytes, for: .parcel)
        try hold(
            (try? ParcelForm(payload: form.payload))?.canonicalBytes == form.payload,
            "a parcel is written as it was read")
        try hold(
            MemberName(of: form.writer) == parcel.label.from,
            "a parcel is by a writer of its sender")
        try hold(
            (try? ParcelLabel(parcel.label.json)) == parcel.label,
            "a label is written as it was read")
        try hold(
            (try? street.xihu.open(parcel, claimSalt: nil)) == nil,
            "nobody opens what nobody sealed")
        return true
    }

    private static func attemptReceipt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        let street = FuzzStreet.shared
        guard let receipt = try? street.wanda.readReceipt(bytes) else { return false }
        try hold(receipt.bytes == bytes, "a receipt is kept as it came")
        try hold(
            (try? street.xihu.readReceipt(bytes)) == receipt, "a receipt is the same to everybody")
        _ = try FuzzStreet.checkForm(bytes, for: .receipt)
        return true
    }
}
