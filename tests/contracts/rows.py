"""A row of the table of who may call what."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import uuid4

from tests.people import PEOPLE, SIGNED_IN, World

#: Something to be made anew before each person asks.
Made = Callable[[World], Awaitable[object]]


@dataclass(frozen=True)
class Row:
    """Who gets through to an operation, what they are answered, and what the others are."""

    operation: str
    #: Those who get through. Everybody: the operation is public.
    may: tuple[str, ...]
    #: What they are answered; a 4xx where asking so that it succeeds would be another test.
    answer: int = 200
    #: What those are answered who have signed in and may not.
    others: int = 403
    path: dict[str, str | Made] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    body: object | Made = None

    @property
    def is_public(self) -> bool:
        return "nobody" in self.may

    def expected(self) -> dict[str, int]:
        told = dict.fromkeys(SIGNED_IN, self.others) | dict.fromkeys(self.may, self.answer)
        return {person: told.get(person, 401) for person in PEOPLE}


async def fresh(_: World) -> str:
    return str(uuid4())
