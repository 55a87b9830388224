import Testing

@testable import Server

@Suite("Forms as browsers send them")
struct FormTests {
    private func read(_ body: String) throws -> Form { try Form(encoded: Array(body.utf8)) }

    @Test(
        "texts come back as they were typed",
        arguments: [
            ("a=%E4%B8%87%E8%BE%BE", "万达"), ("a=b+c", "b c"), ("a=b%2Bc", "b+c"), ("a=", ""),
            ("a", ""), ("b=1", ""), ("a=1&a=2", "1"), ("a=x%3Dy%26z", "x=y&z"),
            ("a=++x++", "x"), ("a=1%0D%0A2%0D3%0A4", "1\n2\n3\n4"), ("a=%0D%0A%0D%0Ax", "x"),
            ("a=%00x", "\0x"), ("a=%e4%b8%87", "万"), ("&&a=1&&", "1"),
        ])
    func encoded(body: String, text: String) throws {
        #expect(Array(try read(body).text("a").unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test("what is no form is refused", arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "%C0%80=1"])
    func broken(body: String) {
        #expect(throws: Problem.brokenForm) { try read(body) }
    }

    @Test("several values of one field are kept in their order, and a form has its bound")
    func several() throws {
        #expect(try read("s=b&s=a&t=1").all("s") == ["b", "a"])
        let many = (0...Form.fieldsMaximum).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: Problem.brokenForm) { try read(many) }
    }

    private func multipart(_ parts: String, boundary: String = "xyz") throws -> Form {
        try Form(
            multipart: Array(parts.replacing("\n", with: "\r\n").utf8),
            boundary: Array(boundary.utf8))
    }

    @Test("a file comes with its very bytes, beside the texts")
    func file() throws {
        let form = try multipart(
            """
            --xyz
            Content-Disposition: form-data; name="minutes"

             90\u{20}
            --xyz
            Content-Disposition: form-data; name="photo"; filename="a;b.jpg"
            Content-Type: image/jpeg

            \u{1}--xy

            --xyz--
            """)
        #expect(form.text("minutes") == "90")
        #expect(form.file("photo") == Array("\u{1}--xy\r\n".utf8))
        #expect(form.file("minutes") == nil && form.text("photo").isEmpty)
    }

    @Test("no file chosen is no file")
    func emptyFile() throws {
        let form = try multipart(
            """
            --xyz
            Content-Disposition: form-data; name="photo"; filename=""
            Content-Type: application/octet-stream


            --xyz--
            """)
        #expect(form.file("photo") == nil)
    }

    @Test(
        "parts that do not fit their boundary are refused, and never read beyond",
        arguments: [
            "", "--xyz", "--xyz\n", "--xyz\nContent-Disposition: form-data; name=\"a\"\n\n1",
            "x--xyz--", "--xyz\n\n\n1\n--xyz--",
            "--xyz\nContent-Disposition: form-data\n\n1\n--xyz--",
        ])
    func brokenParts(body: String) {
        #expect(throws: Problem.brokenForm) { try multipart(body) }
    }

    @Test("a form cut off anywhere is refused or whole, never half")
    func cut() throws {
        let whole = Array(
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nzwei\r\n--b--\r\n".utf8)
        for length in 0..<whole.count {
            let form = try? Form(
                multipart: Array(whole.prefix(length)), boundary: Array("b".utf8))
            #expect(form == nil || form?.text("a") == "zwei", "\(length)")
        }
    }

    @Test(
        "the way back leads to this site alone",
        arguments: [
            ("/", true), ("/desk?state=open", true), ("//evil.example", false), ("", false),
            ("https://evil.example", false), ("/\\evil.example", false), ("/a b", false),
            ("/a\r\nSet-Cookie: x", false), ("desk", false),
        ])
    func ownPath(path: String, isOwn: Bool) {
        #expect(path.isOwnPath == isOwn)
    }
}
