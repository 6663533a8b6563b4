"""What one person does not do alone to a meeting of which many were told."""

from datetime import datetime
from typing import Any, Final, Literal

from msgspec.structs import asdict

from xiangyi.features.consultations import errors
from xiangyi.features.consultations.rules.causes import CAUSES_ZH
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.service import keeping, ruling, telling
from xiangyi.features.consultations.tables import ConsultationRevision
from xiangyi.features.notifications.service import previewing

Movable = Literal["all", "time", "nothing"]

#: When it is, and what of it leads people somewhere.
_TIME: Final = frozenset({"starts_at", "ends_at"})
_LEADING: Final = frozenset({"place", "phone"})


async def movable(row: dict[str, Any], *, now: datetime) -> Movable:
    """What may still change of what is announced.

    Where it leads people has two persons' word once a second said yes: no third word of one
    person alone replaces it, however few it goes to just now. What one person announced alone,
    they change while it goes to no more than they may tell.
    """
    if row["state"] != "announced":
        return "all"
    if await _was_approved(row):
        return "time"
    return "nothing" if await _goes_to_many(row, now=now) else "all"


async def expect_changeable(
    row: dict[str, Any], facts: ConsultationFacts, *, now: datetime
) -> None:
    """Raises AnnouncedWordsStay, ManyMeanwhile, ToldTooLate: what is announced stays.

    But for seats, which lead nobody elsewhere; nobody who has one loses it.
    """
    before, after = asdict(keeping.facts_of(row)), asdict(facts)
    changed = [field for field in before if before[field] != after[field]]
    if facts.seats is not None and facts.seats != row["seats"]:
        changed.remove("seats")
        if not changed:
            return
    for field in changed:
        if field not in _TIME | _LEADING:
            raise errors.AnnouncedWordsStay(field=field)
    may = await movable(row, now=now)
    if may == "nothing":
        raise errors.ManyMeanwhile
    leading = next((field for field in changed if field in _LEADING), None)
    if leading and may == "time":
        raise errors.AnnouncedWordsStay(field=leading)
    if row["send_at"] is not None and now < row["send_at"] >= facts.starts_at:
        raise errors.ToldTooLate(sendAt=row["send_at"].isoformat())


async def expect_tellable(row: dict[str, Any], reason: str, *, now: datetime) -> None:
    """Raises CauseMissing: many would read, of one person alone, words of their own."""
    if reason not in CAUSES_ZH.values() and await _goes_to_many(row, now=now):
        raise errors.CauseMissing


async def most_alone(row: dict[str, Any], *, now: datetime) -> int | None:
    """To how many people what is announced may go, counted when they are told.

    None where a second person said yes: that is to whoever is called by then.
    """
    return None if await _was_approved(row) else await ruling.approval_above(row, now=now)


async def _goes_to_many(row: dict[str, Any], *, now: datetime) -> bool:
    people, _ = await previewing.size(telling.audience_again(row), "consultations")
    return people > await ruling.approval_above(row, now=now)


async def _was_approved(row: dict[str, Any]) -> bool:
    """Whether a second person said yes to what was announced last."""
    moves = (
        await ConsultationRevision.select(ConsultationRevision.move)
        .where(
            (ConsultationRevision.consultation == row["id"])
            & (ConsultationRevision.move != "changed")
        )
        .order_by(ConsultationRevision.number, ascending=False)
        .limit(2)
    )
    announced, *asked = [one["move"] for one in moves]
    return announced == "announced" and asked in (["submitted"], ["outgrown"])
