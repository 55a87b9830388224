import Pages
import Testing

/// Models whose texts from outside are digits, so that every letter on the page is ours.
private func bare(_ language: Language) -> [[UInt8]] {
    let models = [Samples.empty(language), Samples.ordinary(language), Samples.crowded(language)]
    return models.flatMap { sample in
        [nil, "1"].flatMap { alliance in
            var model = sample
            model.node = "1"
            model.alliance = alliance
            for index in model.wishes.indices {
                model.wishes[index].id = "1"
                model.wishes[index].title = "1"
                model.wishes[index].body = "1"
                model.wishes[index].category = "1"
                model.wishes[index].home = "1"
                model.wishes[index].area = "1"
            }
            for index in model.neighbours.indices { model.neighbours[index].name = "1" }
            return [
                HomePage.render(model),
                ErrorPage.render(status: 404, title: "1", sentence: "1", language: language),
            ]
        }
    }
}

private func isHan(_ scalar: UnicodeScalar) -> Bool { (0x3000...0x9FFF).contains(scalar.value) }

@Suite("Both languages say everything")
struct LanguageTests {
    @Test("an English page holds no Chinese but the link to it")
    func english() {
        for page in bare(.en) {
            let words = String(decoding: page, as: UTF8.self).replacing("中文", with: "")
            #expect(!words.unicodeScalars.contains(where: isHan))
            #expect(wordsOfPage(page).contains("address"))
        }
    }

    @Test("a Chinese page holds no English but the link to it")
    func chinese() {
        for page in bare(.zh) {
            let words = wordsOfPage(page).replacing("English", with: "")
            #expect(!words.contains(/[A-Za-z]/), "\(words)")
            #expect(words.unicodeScalars.contains(where: isHan))
        }
    }

    @Test("the script's sentences are on the page in its language")
    func script() {
        for (language, word) in [(Language.zh, "正在重连"), (.en, "trying again")] {
            let page = String(decoding: HomePage.render(Samples.empty(language)), as: UTF8.self)
            for key in ["live", "lost", "asof", "changed", "fresh"] {
                #expect(page.contains("data-\(key)=\""))
            }
            #expect(page.contains(word))
        }
    }

    @Test("every state is said in its own words", arguments: Language.allCases)
    func states(language: Language) {
        var said: Set<String> = []
        for status in HomeModel.Status.allCases {
            var model = Samples.ordinary(language)
            model.wishes = [model.wishes[0]]
            model.wishes[0].status = status
            let page = wordsOfPage(HomePage.wishesFragment(model))
            said.insert(page)
        }
        #expect(said.count == HomeModel.Status.allCases.count)
    }

    @Test(
        "ages are told in the largest unit that fits",
        arguments: [
            (-5, "刚刚"), (0, "刚刚"), (1, "1 分钟前"), (59, "59 分钟前"), (60, "1 小时前"),
            (1_439, "23 小时前"), (1_440, "1 天前"), (14_400, "10 天前"),
        ])
    func ages(minutes: Int, expected: String) {
        var model = Samples.ordinary(.zh)
        model.wishes = [model.wishes[0]]
        model.wishes[0].ageMinutes = minutes
        #expect(wordsOfPage(HomePage.wishesFragment(model)).contains(expected))
    }
}
