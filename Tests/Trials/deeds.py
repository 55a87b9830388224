"""Commands under idempotency keys, told as the office and its volunteers give them. A deed is
sent until it is answered, and is judged by its effect in the end."""
import itertools
import json

CLAIMS_EACH = 40  # Claims that one volunteer makes before the next takes over.


class Deed:
    """One command, and the first answer to it."""

    __slots__ = ("kind", "mark", "path", "token", "body", "key", "answer", "life")

    def __init__(self, kind, mark, path, token, body, key):
        self.kind, self.path, self.token, self.key = kind, path, token, key
        # What its effect is found by: once it was done there is exactly one.
        self.mark = (kind, *mark)
        self.body = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
        self.answer, self.life = None, None

    @property
    def other_body(self):
        """Another request: other words where there are some, else other bytes."""
        for word in (b'"title": "', b'"name": "'):
            if word in self.body:
                return self.body.replace(word, word + "另".encode(), 1)
        return self.body + b" " if self.body else b"{ }"

    def same(self, answer):
        """Whether an answer says what the first one did. A claim's verdict is that of the hour."""
        late = {"verdict"} if self.kind == "claim" else set()
        return {key: value for key, value in self.answer.items() if key not in late} == {
            key: value for key, value in answer.items() if key not in late}


class Book:
    """All deeds of a trial, in the order in which they were begun."""

    def __init__(self, prefix=""):
        self.prefix, self.numbers = prefix, itertools.count(1)
        self.deeds, self.refusals, self.street = [], [], []

    def next(self):
        return f"{self.prefix}{next(self.numbers)}"


class Clerk:
    """Works through stories with an office and its volunteers.

    `send` carries a deed out, however often that takes, and returns the answer.
    """

    def __init__(self, book, send, office, dice):
        self.book, self.send, self.office, self.dice = book, send, office, dice
        self.volunteer = None  # Number, token, and how many claims are left.

    async def do(self, kind, mark, path, body=None, token=None):
        deed = Deed(kind, mark, path, token or self.office, body, f"key-{self.book.next()}")
        self.book.deeds.append(deed)
        deed.answer = await self.send(deed)
        return deed.answer

    async def claimant(self):
        """Whoever claims next: a volunteer's number and token."""
        number, token, left = self.volunteer or (None, None, 0)
        if not left:
            name = f"志愿者 {self.book.next()}"
            answer = await self.do("register", (name,), "/api/v1/volunteers", {"name": name})
            number, token, left = answer["volunteer"], answer["token"], CLAIMS_EACH
        self.volunteer = number, token, left - 1
        return number, token

    async def write(self):
        title = f"提水 {self.book.next()}"
        answer = await self.do("write", (title,), "/api/v1/wishes", {
            "category": "errand", "title": title, "settlingSeconds": 0,
            "resident": {"name": "李阿爹", "phone": "0512-5550-1988", "door": "春分街8幢501室"},
            "consent": {"givenBy": "李阿爹本人", "words": "同意"}})
        return answer["wish"][5:], title

    async def publish(self, wish, title):
        answer = await self.do(
            "publish", (title,), f"/api/v1/wishes/{wish}/publish", {"wordsConfirmed": True})
        return answer["wish"][5:]

    async def claim(self, wish):
        number, token = await self.claimant()
        answer = await self.do(
            "claim", (wish, number), f"/api/v1/wishes/{wish}/claims", token=token)
        return answer["claim"], token

    async def story(self):
        """A wish on its way; where it ends is a matter of chance."""
        try:
            wish, title = await self.write()
            turn = self.dice.random()
            if turn < 0.2:
                return
            if turn < 0.7:
                wish = await self.publish(wish, title)
            if turn > 0.6:
                claim, token = await self.claim(wish)
                await self.do("withdraw", (wish,), f"/api/v1/claims/{claim}/withdraw",
                              token=token)
            elif turn < 0.4:
                self.book.street.append(wish)
                return
            await self.do("conclude", (wish,), f"/api/v1/wishes/{wish}/conclude",
                          {"outcome": "cancelled", "reason": "other"})
        except Refused as refusal:
            self.book.refusals.append(str(refusal))


class Refused(Exception):
    """A no where the story has none."""


def accepted(deed, status, answer):
    """The answer when it is one; nothing when the deed is to be sent again."""
    if 200 <= status < 300:
        return answer
    # The node is stopping, or there is too much of it: it says to come again.
    if status in (429, 503):
        return None
    raise Refused(f"{deed.kind} {deed.path}: {status} {answer.get('code', answer)}")
