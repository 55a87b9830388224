import Alliance
import Foundation

extension DemoStory {
    /// (i) What the pages have to show afterwards: open wishes, one for today, one that needs a
    /// skill, one that waits for a decision, one that waits for an answer, one not yet published.
    func leaveWishes() async throws {
        for (name, house) in [
            ("rubbish", wanda), ("bowling", daguan), ("labour", xintang), ("medicine", wanda),
            ("visit", wanda), ("lamp", wanda),
        ] {
            try await publish(name, from: house)
        }
        let draft = try await wanda.client.post(
            "/api/v1/wishes", wanda.officeToken, data.wish("pressure"))
        try expect(draft.status == 201, "written down: \(draft)")
        for house in [wanda, xintang, daguan] {
            for name in ["rubbish", "bowling", "labour", "medicine", "visit", "lamp"] {
                try await see(name, at: house)
            }
        }
        try await claim("visit", by: "周建国", at: wanda)
        try await claim("visit", by: "孙丽", at: daguan)
        try await claim("lamp", by: "赵磊", at: daguan)
        try await await_("赵磊", at: daguan, "awarded.accepted")
        try await act("赵磊", at: daguan, "served", .object(of: ["minutes": .integer(30)]))
        try await eventually("万达 hears of both claims and of the service") {
            let visit = try await state("visit", at: wanda).list("claims").count
            let lamp = try await state("lamp", at: wanda).list("awards").first
            return visit == 2 && lamp?.number("servedMinutes") == 30
        }
    }
}
