"""Whom to ring up: those whom it has not reached, as far as they are the asker's."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.db import atomic
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.desk import RungUp
from xiangyi.features.consultations.service.paging import Last
from xiangyi.features.consultations.service.reach import (
    CONVENERS,
    RINGERS,
    answers_for,
    answers_for_called,
    counters,
    counters_of,
    row_of,
)
from xiangyi.features.consultations.tables import Consultation, ConsultationCampaign
from xiangyi.features.divisions import service as tree
from xiangyi.features.notifications.schemas import NotReachedPage
from xiangyi.features.notifications.service import ringing

#: For so long after a meeting does a clerk find it.
_RUNG_FOR: Final = timedelta(days=30)
#: What everybody whom it concerns was told.
TOLD: Final = ConsultationCampaign.kind.not_in(["approval", "verdict", "held", "promoted"])


async def not_reached(
    asker: Asker, id_: UUID, campaign: UUID, after: str | None, *, now: datetime
) -> NotReachedPage:
    """Who is to be rung up of those whom it was to reach; the look is recorded.

    A clerk sees those who live where their counter is, wherever people are to meet; who convenes
    where they meet, and not for all who are called, those who live there.

    Raises:
        ConsultationNotFound: there is none, or that was told of another.
        RoleMissing: the asker rings nobody up for it.
    """
    row = await row_of(id_)
    own = await _divisions(asker, row, now=now)
    await _expect_ringer(own, id_, campaign)
    where = row["division"] if own is None else own[0]
    await audit.record(
        asker, "notice.not_reached_read", "campaign", campaign, now=now, division=where
    )
    return await ringing.page(campaign, homes=await _homes(own), after=after)


async def note(asker: Asker, id_: UUID, said: RungUp, *, now: datetime) -> None:
    """Keep that somebody was rung up, or was not after all; the same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: as `not_reached`.
        NoticeNotFound: they were told no such thing, or are not the asker's to ring up.
        SeenMeanwhile: they have seen it, and need no call.
    """
    row = await row_of(id_)
    own = await _divisions(asker, row, now=now)
    await _expect_ringer(own, id_, said.campaign)
    homes = await _homes(own)
    async with atomic():
        await ringing.note(
            said.campaign, said.account, rung=said.rung, by=asker.account, homes=homes, now=now
        )
        await audit.record(
            *(asker, "notice.rung_up" if said.rung else "notice.not_rung_up"),
            *("campaign", said.campaign),
            now=now,
            division=row["division"] if own is None else own[0],
            about=said.account,
            after={"account": str(said.account)},
        )


async def _expect_ringer(own: list[str] | None, id_: UUID, campaign: UUID) -> None:
    if own == []:
        raise RoleMissing(roles=[*CONVENERS, *RINGERS])
    told = (ConsultationCampaign.consultation == id_) & (ConsultationCampaign.campaign == campaign)
    if not await ConsultationCampaign.exists().where(told & TOLD):
        raise errors.ConsultationNotFound


async def listed(
    asker: Asker, place: Last | None, *, most: int, now: datetime
) -> list[dict[str, Any]]:
    """Those of the last month of which people at a clerk's counter have been told; of a page."""
    if not asker.scopes_of(*RINGERS, kind="division"):
        return []
    told = Consultation.announced_at.is_not_null() & (Consultation.ends_at > now - _RUNG_FOR)
    rows = (
        await Consultation.select()
        .where(told & place.behind() if place else told)
        .order_by(Consultation.starts_at, Consultation.id, ascending=False)
    )
    found = await counters_of(asker, rows, now=now)
    return [row for row in rows if found[row["id"]]][:most]


async def whom(asker: Asker, row: dict[str, Any], *, now: datetime) -> tuple[bool, set[str] | None]:
    """Whether the asker rings people up for it; with divisions, those who live there alone."""
    own = await _divisions(asker, row, now=now)
    return own != [], await _homes(own)


async def _divisions(asker: Asker, row: dict[str, Any], *, now: datetime) -> list[str] | None:
    """Where those live whom the asker may ring up; None for all who are called."""
    if await answers_for_called(asker, row, *CONVENERS):
        return None
    here = await answers_for(asker, row, *CONVENERS)
    return await counters(asker, row, *RINGERS, *(CONVENERS if here else ()), now=now)


async def _homes(divisions: list[str] | None) -> set[str] | None:
    if divisions is None:
        return None
    return {key for one in divisions for key in await tree.subtree(one)}
