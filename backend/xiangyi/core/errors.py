"""Refusals: how a service says no, in words a client can act on.

A refusal is API. Its `code` is what the app translates and its facts fill the
blanks, so a code is never renamed or reused once it has shipped.
"""

from typing import ClassVar


class Refusal(Exception):
    """A clear no with a code for life and facts to fill its sentence."""

    status_code: ClassVar[int] = 400
    code: ClassVar[str] = "refused"
    #: On what it rests, told with its facts: a `rule`, an `article` of the law, or neither.
    ground: ClassVar[dict[str, object]] = {}

    def __init_subclass__(cls, **ground: str | int) -> None:
        super().__init_subclass__()
        if ground:
            cls.ground = dict(ground)

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = self.ground | facts


class Unusable(Refusal):
    status_code = 422


class Unauthenticated(Refusal):
    status_code = 401


class Forbidden(Refusal):
    status_code = 403


class NotFound(Refusal):
    status_code = 404


class Conflict(Refusal):
    status_code = 409


class Unavailable(Refusal):
    status_code = 503


class TooOften(Refusal):
    """Facts: `retry_after_s`, after how many seconds it may be tried again."""

    status_code = 429
