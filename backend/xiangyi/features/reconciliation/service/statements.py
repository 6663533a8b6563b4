"""A provider's month, a page of it or all of it."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, of_one_moment
from xiangyi.features.audit import service as audit
from xiangyi.features.organisations import service as organisations
from xiangyi.features.reconciliation import errors
from xiangyi.features.reconciliation.rules import months
from xiangyi.features.reconciliation.rules.lines import figures
from xiangyi.features.reconciliation.rules.months import Bounds
from xiangyi.features.reconciliation.schemas import StatementShown
from xiangyi.features.reconciliation.service import lines, reach
from xiangyi.features.reconciliation.service.files import Whole

_PAGE: Final = 200
#: Long before there was anything.
_FIRST: Final = date(2000, 1, 1)
#: More than any counter uses in a month.
_ALL: Final = 1_000_000


async def page(
    asker: Asker, provider: UUID, month: str, skip: int, *, now: datetime
) -> StatementShown:
    """The sums of a whole month, and some of its lines.

    Raises:
        OrganisationNotFound: there is none.
        RoleMissing: it is neither the asker's own nor one that they answer for.
        MonthUnusable: it is none, or has yet to begin.
    """
    told = await _read(asker, provider, month, most=_PAGE + 1, skip=skip, now=now)
    return StatementShown(
        organisation=provider,
        provider=told.provider,
        month=told.month,
        closes_at=told.closes_at,
        closed=told.closed,
        figures=told.figures,
        sums=told.sums,
        lines=told.lines[:_PAGE],
        next=skip + _PAGE if len(told.lines) > _PAGE else None,
    )


async def whole(asker: Asker, provider: UUID, month: str, *, now: datetime) -> Whole:
    """All of it, for a file; that it was taken out is recorded.

    Raises:
        OrganisationNotFound, RoleMissing, MonthUnusable: as for a page.
    """
    told = await _read(asker, provider, month, most=_ALL, skip=0, now=now)
    async with atomic():
        await audit.record(
            *(asker, "statement.exported", "organisation", provider),
            now=now,
            division=(await organisations.homes([provider]))[provider].division,
        )
    return told


async def _read(  # noqa: PLR0913  # which part of what, for whom
    asker: Asker, provider: UUID, month: str, *, most: int, skip: int, now: datetime
) -> Whole:
    await reach.expect_looker(asker, provider)
    first = _first_of(month, now)
    held = Bounds.of(first)
    async with of_one_moment():
        sums = await lines.sums(provider, held)
        some = await lines.page(provider, held, most=most, skip=skip)
    return Whole(
        provider=(await organisations.homes([provider]))[provider].name,
        month=month,
        closes_at=held.closes,
        closed=now >= held.closes,
        figures=figures(sums),
        sums=sums,
        lines=some,
    )


def _first_of(month: str, now: datetime) -> date:
    try:
        first = months.first_of(month)
    except ValueError as error:
        raise errors.MonthUnusable from error
    if f"{first:%Y-%m}" != month or first < _FIRST or now < months.begins(first):
        raise errors.MonthUnusable
    return first
