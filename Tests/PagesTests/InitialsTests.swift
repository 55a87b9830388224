import Community
import Testing

@Suite("Pinyin initials")
struct InitialsTests {
    /// The hundred most frequent surnames (公安部, 2020), and the initials of their readings as
    /// surnames.
    static let surnames = zip(
        """
        王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜\
        范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚
        """.unicodeScalars,
        """
        wlzlcyhzzwxszmhglhglzlsxthcxdxfzccppyydysylwjtddsjfjfzlw\
        dcrllyfjqxtwjzsxmqyxhlbldhkssmcwglwkhyyqsnhg
        """.utf8)

    @Test("every one of the hundred most frequent surnames is found by its initial")
    func frequent() {
        #expect(Array(Self.surnames).count == 100)
        for (name, letter) in Self.surnames {
            #expect(Initials.of(name).contains(letter), "\(name)")
        }
    }

    @Test("lad finds 李阿爹, ad too, la does; da and x do not")
    func name() {
        for letters in ["lad", "ad", "la", "l"] {
            #expect(Initials.match("李阿爹", Array(letters.utf8)), "\(letters)")
        }
        for letters in ["da", "x", "ladx"] {
            #expect(!Initials.match("李阿爹", Array(letters.utf8)), "\(letters)")
        }
    }

    @Test("surnames that are read otherwise than the character are found by either reading")
    func readings() {
        for (name, letter) in [("单", "s"), ("单", "d"), ("解", "x"), ("查", "z"), ("仇", "q")] {
            #expect(Initials.match(name, Array(letter.utf8)), "\(name) \(letter)")
        }
    }

    @Test("surnames of the second plane are found: 闫 佟 覃 滕 窦 晏 翟")
    func secondPlane() {
        for (name, letter) in [
            ("闫", "y"), ("佟", "t"), ("覃", "q"), ("滕", "t"), ("窦", "d"), ("晏", "y"), ("翟", "z"),
        ] { #expect(Initials.match(name, Array(letter.utf8)), "\(name)") }
    }

    @Test("letters and digits stand for themselves, anything else for nothing")
    func others() {
        #expect(Initials.match("Anna 王", Array("annaw".utf8)))
        #expect(Initials.of("·").isEmpty && Initials.of("𠮷").isEmpty)
        #expect(Initials.match("阿·依", Array("ay".utf8)))
        #expect(!Initials.match("李", []))
    }
}
