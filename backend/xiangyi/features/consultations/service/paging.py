"""The list of meetings a page at a time: those to come, then those that are over."""

from datetime import datetime, timedelta
from typing import Any, Final, Self
from uuid import UUID

from msgspec import Struct
from piccolo.columns.combination import And, Or, Where

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.text import END
from xiangyi.features.consultations.tables import Consultation

#: What a cursor looks like: which of the two, microseconds of its begin, and its id.
CURSOR: Final = "^(ahead|over)_[0-9]{1,16}_[0-9a-f]{32}" + END
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=SHANGHAI)

Condition = Where | And | Or


class Last(Struct, frozen=True):
    """The last of a page."""

    over: bool
    starts_at: datetime
    id: UUID

    @classmethod
    def of(cls, row: dict[str, Any], *, over: bool) -> Self:
        return cls(over, row["starts_at"], row["id"])

    @classmethod
    def read(cls, cursor: str) -> Self:
        """Of what `CURSOR` matches."""
        which, micros, id_ = cursor.split("_")
        return cls(which == "over", _EPOCH + timedelta(microseconds=int(micros)), UUID(id_))

    @property
    def cursor(self) -> str:
        micros = (self.starts_at - _EPOCH) // timedelta(microseconds=1)
        return f"{'over' if self.over else 'ahead'}_{micros}_{self.id.hex}"

    def behind(self) -> Condition:
        """What comes after it: later ones of those to come, earlier ones of those that are over."""
        at, id_ = Consultation.starts_at, Consultation.id
        if self.over:
            return (at < self.starts_at) | ((at == self.starts_at) & (id_ < self.id))
        return (at > self.starts_at) | ((at == self.starts_at) & (id_ > self.id))
