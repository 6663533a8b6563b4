"""A place in a row of words."""

from collections.abc import Container, Iterable
from typing import Generic, Protocol, TypeVar

from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood


class OfAKind(Protocol):
    @property
    def kind(self) -> str: ...


AnyWord = TypeVar("AnyWord", bound=OfAKind)


class Cursor(Generic[AnyWord]):
    """Words are cut as they are needed: a text of a megabyte is refused at its first fault."""

    def __init__(self, words: Iterable[AnyWord]) -> None:
        #: What was cut so far.
        self.words: list[AnyWord] = []
        self.at = 0
        self._further = iter(words)

    @property
    def ended(self) -> bool:
        return not self.kind()

    def kind(self, ahead: int = 0) -> str:
        """The kind of a word that comes, "" after the last."""
        at = self.at + ahead
        while at >= len(self.words):
            word = next(self._further, None)
            if word is None:
                return ""
            self.words.append(word)
        return self.words[at].kind

    def next(self) -> AnyWord:
        if self.ended:
            raise HoursNotUnderstood
        self.at += 1
        return self.words[self.at - 1]

    def expect(self, kind: str) -> AnyWord:
        word = self.next()
        if word.kind != kind:
            raise HoursNotUnderstood
        return word

    def skip(self, kind: str) -> bool:
        """Step over the next word if it is of the kind, and say whether it was."""
        found = self.kind() == kind
        self.at += found
        return found

    def kind_after(self, passed_over: Container[str]) -> str:
        """The kind of the next word that is not passed over."""
        ahead = 0
        while self.kind(ahead) in passed_over:
            ahead += 1
        return self.kind(ahead)
