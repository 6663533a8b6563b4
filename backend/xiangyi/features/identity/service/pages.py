"""Where a page of a list in the order of time ends, so that the next goes on from there."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from xiangyi.core.text import END

#: What a cursor looks like: microseconds since 1970, a dash and an id's 32 digits.
CURSOR: Final = "^[0-9]{1,17}-[0-9a-f]{32}" + END
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def cursor_of(at: datetime, id_: UUID) -> str:
    return f"{(at - _EPOCH) // timedelta(microseconds=1)}-{id_.hex}"


def place_of(cursor: str) -> tuple[datetime, UUID]:
    """When and which it was, of a cursor that looks like one."""
    micros, _, id_ = cursor.partition("-")
    return _EPOCH + timedelta(microseconds=int(micros)), UUID(id_)
