"""What has to be known of a shift to say what a code, a tick or an hour in it is worth."""

from typing import Any
from uuid import UUID

from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.rules.counting import Stretch
from xiangyi.features.volunteering.service import purposes

_SHIFT = (
    "SELECT s.id, s.activity, s.starts_at, s.ends_at, s.break_minutes, s.lead, s.code_number,"  # noqa: S608  # ours
    " s.cancelled_at, s.sealed_at, a.title, a.organisation, a.state, o.home, o.kind,"
    f" {purposes.COLUMNS.format('a')}"
    " FROM activity_shift s JOIN volunteer_activity a ON a.id = s.activity"
    " JOIN organisation o ON o.id = a.organisation WHERE s.id = {}"
)


class Ground(Struct, frozen=True, kw_only=True):
    """A shift with what of its activity matters.

    Attributes:
        home: the division in which the host is at home.
        host_kind: of organisation, as in `street_office`.
        purpose: what its hours are for, by a hash.
        takes_place: it has not been cancelled. What a closed one still hears of is counted too.
    """

    shift: UUID
    activity: UUID
    title: str
    host: UUID
    home: str
    host_kind: str
    lead: UUID
    code_number: int
    stretch: Stretch
    sealed_at: Any
    purpose: str
    takes_place: bool

    @property
    def told(self) -> dict[str, object]:
        """The activity, for a refusal that names it."""
        return {"activity": self.activity, "title": self.title}


async def of_shift(id_: UUID) -> Ground:
    """Raises ShiftNotFound: there is none that has been approved."""
    ground = await maybe_of_shift(id_)
    if ground is None:
        raise errors.ShiftNotFound
    return ground


async def maybe_of_shift(id_: UUID) -> Ground | None:
    """None where there is none that has been approved."""
    rows: list[dict[str, Any]] = await run(_SHIFT, id_)
    if not rows or rows[0]["state"] not in ("approved", "closed", "cancelled"):
        return None
    [row] = rows
    return Ground(
        shift=row["id"],
        activity=row["activity"],
        title=row["title"],
        host=row["organisation"],
        home=row["home"],
        host_kind=row["kind"],
        lead=row["lead"],
        code_number=row["code_number"],
        stretch=Stretch(row["starts_at"], row["ends_at"], row["break_minutes"]),
        sealed_at=row["sealed_at"],
        purpose=purposes.of(row),
        takes_place=row["state"] != "cancelled" and row["cancelled_at"] is None,
    )
