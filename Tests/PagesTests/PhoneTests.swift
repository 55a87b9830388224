import Alliance
import Causality
import Community
import Testing

@testable import Pages

@Suite("The volunteer's phone")
struct PhoneTests {
    private func text(_ page: [UInt8]) -> String { String(decoding: page, as: UTF8.self) }

    @Test("two taps to a claim, without any script: one opens what it means, one says yes")
    func twoTaps() {
        let page = text(
            PhoneStreetPage.render(PhoneSamples.street(.zh), PhoneSamples.reader(.zh)))
        #expect(page.contains("action=\"/my/wishes/xintang.aaaaaaaa/7/claim\""))
        #expect(page.split(separator: "<details").count - 1 == 2)
        #expect(page.contains("确认认领"))
        #expect(page.contains("data-keep=\"认领《修一座老座钟》\""))
    }

    @Test("the list shows twenty wishes and leads on")
    func bounded() {
        var model = PhoneSamples.street(.zh)
        model.wishes = Array(repeating: PhoneSamples.clock(.zh), count: 50)
        let page = PhoneStreetPage.render(model, PhoneSamples.reader(.zh))
        #expect(text(page).split(separator: "class=\"card wish\"").count - 1 == 20)
        #expect(text(page).contains("/my?before=fit-0-4-0-5-a"))
        // With style, script and icon, uncompressed: what a phone loads first.
        let first =
            page.count + Asset.styleSheet.bytes.count + Asset.phoneSheet.bytes.count
            + Asset.phoneProgram.bytes.count + Asset.icon.bytes.count
        #expect(first < 60_000, "\(first) bytes")
    }

    @Test("no page of a claim holds a contact, and the page with one is never asked for again")
    func contact() {
        for (name, verdict) in PhoneSamples.verdicts() {
            let page = text(
                PhoneClaimPage.render(
                    PhoneSamples.claimModel(verdict, .zh), PhoneSamples.reader(.zh)))
            #expect(!page.contains("tel:"), "\(name)")
            let isToVisit = ["accepted", "served"].contains(name)
            #expect(page.contains("/9/contact\"") == isToVisit, "\(name)")
        }
        let page = text(
            PhoneContactPage.render(PhoneSamples.contact(), PhoneSamples.reader(.zh)))
        #expect(page.contains("href=\"tel:051265000000\""))
        #expect(page.contains("data-role=\"still\""))
        #expect(!page.contains("id=\"first\""))
        let title = page.split(separator: "<title>")[1].split(separator: "</title>")[0]
        #expect(!title.contains("李阿爹"))
    }

    @Test(
        "every verdict has its words and its reason in both languages", arguments: Language.allCases
    )
    func words(language: Language) {
        let because: [Verdict.Because] = [
            .cameAfter(ahead: PhoneSamples.dot(3)), .lottery(ahead: PhoneSamples.dot(3)),
            .preference(.skills, ahead: PhoneSamples.dot(3)),
            .preference(.sameCommunity, ahead: PhoneSamples.dot(3)),
            .order(ahead: PhoneSamples.dot(3)), .arrivedLate(ahead: PhoneSamples.dot(3)),
            .chosen(ahead: PhoneSamples.dot(3)), .skillsMissing, .overCap,
        ]
        let sentences = because.map {
            language.say(.because(PhoneSamples.claim(.standby(rank: 2, because: $0), language)))
        }
        #expect(Set(sentences).count == because.count)
        for sentence in sentences { #expect(sentence.count > 10) }
    }

    @Test("what can be done about a claim is what fits its state")
    func deeds() {
        let deeds: [String: Set<String>] = [
            "noted": [], "provisional": ["withdraw"], "standby-after": ["withdraw"],
            "standby-lot": ["withdraw"], "offered": ["accept", "decline"],
            "accepted": ["time", "set-out", "served", "withdraw"], "served": ["photo"],
            "settled": [], "too-late": [], "stale": ["reaffirm", "withdraw"], "withdrawn": [],
            "closed": [],
        ]
        for (name, verdict) in PhoneSamples.verdicts() {
            let page = text(
                PhoneClaimPage.render(
                    PhoneSamples.claimModel(verdict, .zh), PhoneSamples.reader(.zh)))
            let found = Set(
                page.matches(of: /action="\/my\/claims\/xintang\.aaaaaaaa\/9\/([a-z-]+)"/)
                    .map { String($0.1) })
            #expect(found == deeds[name], "\(name)")
        }
    }

    @Test("nobody is asked why, and no sentence about stepping back reproaches anybody")
    func kind() {
        for language in Language.allCases {
            for phrase: Phrase in [.claimDeclineMeans, .claimWithdrawMeans] {
                let words = language.say(phrase)
                #expect(words.contains(language == .zh ? "不用说原因" : "o reason"))
            }
        }
    }

    @Test("the worker keeps files and the list of open wishes, and no page of claims")
    func worker() {
        let worker = String(decoding: Asset.worker, as: UTF8.self)
        #expect(worker.contains("const list = \"/my\""))
        #expect(worker.split(separator: ".put(").count - 1 == 2)
        for word in ["/desk", "/claims", "eval", "importScripts"] {
            #expect(!worker.contains(word))
        }
    }

    @Test("what is served is the source without its indentation and its comments")
    func lean() {
        for asset in [
            Asset.styleSheet, .deskSheet, .phoneSheet, .script, .deskProgram, .phoneProgram,
        ] {
            let lines = String(decoding: asset.bytes, as: UTF8.self).split(separator: "\n")
            #expect(lines.count > 50)
            #expect(!lines.contains { $0.hasPrefix(" ") || $0.hasPrefix("//") })
        }
        #expect(
            Asset.lean("a {\n    b: c; /* d */\n\n    /* e\n       f */\n}\n// g\n")
                == "a {\nb: c; /* d */\n}\n")
    }

    @Test("a manifest names the community, begins at the list and has our icon")
    func manifest() throws {
        let bytes = Manifest.bytes(node: "新塘社区", language: .zh)
        let json = try JSONParser.parse(bytes, form: .canonical, bytesMaximum: 4096)
        guard case .object(let members) = json else {
            Issue.record("no object")
            return
        }
        #expect(members.first { $0.name == "start_url" }?.value == .string("/my"))
        #expect(members.first { $0.name == "short_name" }?.value == .string("新塘社区"))
        #expect(String(decoding: bytes, as: UTF8.self).contains(Asset.icon.path))
    }
}
