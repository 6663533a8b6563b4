"""Whom a consultation reaches and when they hear of it, and whether somebody else says yes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations.schemas.desk import Approval, ReachWanted
from xiangyi.features.consultations.service import keeping, telling
from xiangyi.features.consultations.service.reach import (
    expect_invited,
    expect_theirs,
    reads_names,
    row_of,
    writers,
)
from xiangyi.features.divisions import service as tree
from xiangyi.features.notifications.rules.words import Urgency
from xiangyi.features.notifications.schemas import Audience, Reach
from xiangyi.features.notifications.service import previewing
from xiangyi.features.organisations import service as organisations


async def reach(asker: Asker, wanted: ReachWanted, *, now: datetime) -> Reach:
    """Whom it would reach, and when, for somebody who is still choosing; the look is recorded.

    Raises:
        AudienceNotYours, ConsultationUnusable: the asker does not convene there.
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
    """
    at, begins = max(wanted.send_at or now, now), wanted.starts_at
    if wanted.consultation is None:
        # Whoever may call people there answers for the place, and reads their names.
        await expect_invited(asker, wanted.invited)
        audience = telling.audience_of(wanted.invited)
        here = wanted.invited.division
        await _note(asker, "division", here, here, now=now)
        return await reached(audience, urgent=wanted.urgent, at=at, known_by=begins)
    row = await row_of(wanted.consultation)
    await expect_theirs(asker, row)
    found = await reached(
        telling.audience_again(row),
        urgent=row["urgency"] == "urgent",
        at=at,
        known_by=min(begins or row["starts_at"], row["starts_at"]),
    )
    await _note(asker, "consultation", row["id"], row["division"], now=now)
    return found if await reads_names(asker, row) else replace(found, sample=[])


async def _note(asker: Asker, kind: str, id_: object, division: str, *, now: datetime) -> None:
    """Who follows a station, or works as what, is counted by nobody unseen."""
    await audit.record(asker, "consultation.reach_read", kind, id_, division=division, now=now)


async def reached(
    audience: Audience, *, urgent: bool, at: datetime, known_by: datetime | None
) -> Reach:
    """Whom it has, and when they hear of it: no quiet time holds it back until `known_by`."""
    urgency: Urgency = "urgent" if urgent else "normal"
    return await previewing.reach(audience, "consultations", urgency, at=at, known_by=known_by)


async def approval(asker: Asker, row: dict[str, Any]) -> Approval | None:
    """Who would be asked, were the asker to send it for approval now."""
    if row["state"] not in ("draft", "waiting"):
        return None
    apart = await writers(row["id"]) | ({asker.account} if row["state"] == "draft" else set())
    scope = await telling.nearest_approving(row, apart)
    if scope is None:
        return None
    if scope.kind == "organisation":
        return Approval(
            (await organisations.homes([UUID(scope.id)]))[UUID(scope.id)].name, near=True
        )
    near = scope.id == keeping.facts_of(row).invited.division
    return Approval((await tree.names({scope.id}))[scope.id], near)


async def told_by(row: dict[str, Any]) -> tuple[int, int]:
    """How many people it goes to, and how many phones besides.

    The phones count for no limit: whoever has some subscribed could make a meeting of thousands
    of it.
    """
    invited = telling.audience_of(keeping.facts_of(row).invited)
    return await previewing.size(invited, "consultations")
