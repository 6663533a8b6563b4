"""Reading compacts and charters: by place, by concern, and one with all its versions."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from xiangyi.core.db import of_one_moment
from xiangyi.features.cases.rules.paging import cursor_of, instant, micros, place_of
from xiangyi.features.charters import errors
from xiangyi.features.charters.rules.comparing import differences
from xiangyi.features.charters.schemas import (
    CharterCard,
    CharterPage,
    CharterShown,
    VersionShown,
)
from xiangyi.features.charters.service import keeping
from xiangyi.features.charters.tables import Charter, CharterVersion
from xiangyi.features.divisions import service as divisions

_PAGE: Final = 20
_BELOW: Final = (
    'charter.division IN (WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" = {}'
    ' UNION SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    ' SELECT "key" FROM below)'
)


async def in_division(
    division: str | None, *, cursor: str | None = None, now: datetime
) -> CharterPage:
    """Those of a division and all below it, or of all, the one first published last before.

    Raises:
        DivisionNotFound: no such division.
    """
    where: Any = (CharterVersion.state == "published") & (CharterVersion.number == 1)
    if division:
        await divisions.division(division)
        where &= CharterVersion.charter.is_in(
            Charter.select(Charter.id).where(WhereRaw(_BELOW, division))
        )
    if cursor:
        number, last = place_of(cursor)
        where &= WhereRaw("(published_at, id) < ({}, {})", instant(number), last)
    async with of_one_moment():
        keys = (
            await CharterVersion.select(
                CharterVersion.id, CharterVersion.charter, CharterVersion.published_at
            )
            .where(where)
            .order_by(CharterVersion.published_at, CharterVersion.id, ascending=False)
            .limit(_PAGE + 1)
        )
        page = keys[:_PAGE]
        items = await cards([one["charter"] for one in page], now=now)
    more = page[-1] if len(keys) > _PAGE else None
    return CharterPage(items, cursor_of(micros(more["published_at"]), more["id"]) if more else None)


async def of_concern(concern: UUID, *, now: datetime) -> list[CharterCard]:
    """Those that came of what people asked for."""
    ids = (
        await CharterVersion.select(CharterVersion.charter)
        .distinct()
        .where((CharterVersion.concern == concern) & (CharterVersion.state == "published"))
        .output(as_list=True)
    )
    return await cards(sorted(ids), now=now)


async def one(id_: UUID, *, now: datetime) -> CharterShown:
    """One with all its versions, the latest first, each beside the one before.

    Raises:
        CharterNotFound: there is none, or nothing of it is published.
    """
    found = await cards([id_], now=now)
    if not found:
        raise errors.CharterNotFound
    rows = (await keeping.published([id_]))[id_]
    return CharterShown(card=found[0], versions=await versions(rows))


async def versions(rows: Sequence[dict[str, Any]]) -> list[VersionShown]:
    """Of all published versions of one, the first first, what people read, the latest first."""
    origins = await keeping.origins(rows)
    told = [
        VersionShown(
            number=row["number"],
            since_on=row["since_on"],
            until_on=after["since_on"] - timedelta(days=1) if after else None,
            published_at=row["published_at"],
            origin=origins[(row["consultation"], row["item"])],
            articles=[one.words for one in keeping.articles_of(row)],
            differences=[*differences(keeping.numbered(before), keeping.numbered(row))]
            if before
            else None,
        )
        for before, row, after in zip((None, *rows[:-1]), rows, (*rows[1:], None), strict=True)
    ]
    return told[::-1]


async def cards(ids: Collection[UUID], *, now: datetime) -> list[CharterCard]:
    """Of those that are published, in this order."""
    told = await keeping.published(ids)
    if not told:
        return []
    rows = {row["id"]: row for row in await Charter.select().where(Charter.id.is_in(list(told)))}
    names = await divisions.names({row["division"] for row in rows.values()})
    return [card(rows[id_], told[id_], names, now=now) for id_ in ids if id_ in told]


def card(
    row: dict[str, Any],
    published: Sequence[dict[str, Any]],
    names: dict[str, str],
    *,
    now: datetime,
) -> CharterCard:
    today = keeping.today(now)
    begun = [one for one in published if one["since_on"] <= today]
    holds = begun[-1] if begun else published[0]
    return CharterCard(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        division=row["division"],
        division_name=names[row["division"]],
        number=holds["number"],
        since_on=holds["since_on"],
        in_force=bool(begun),
    )
