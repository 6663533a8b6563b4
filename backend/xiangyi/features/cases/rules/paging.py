"""Where a page of a list ends: a number and an id, in the order of both."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from xiangyi.core.text import END

#: What a cursor looks like.
CURSOR: Final = r"^[0-9]{1,16}\.[0-9a-f]{32}" + END
#: The same of a list in the order of days.
DAY_CURSOR: Final = r"^[1-9][0-9]{0,5}\.[0-9a-f]{32}" + END
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def place_of(cursor: str) -> tuple[int, UUID]:
    number, _, id_ = cursor.partition(".")
    return int(number), UUID(id_)


def cursor_of(number: int, id_: UUID) -> str:
    return f"{number}.{id_.hex}"


def micros(at: datetime) -> int:
    """Microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def instant(number: int) -> datetime:
    """Of so many microseconds since 1970, of no more than sixteen digits."""
    return _EPOCH + timedelta(microseconds=number)
