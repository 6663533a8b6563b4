"""The register of what a residents' committee may be asked (Art 7, 13), and asking it."""

from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.words import FIELDS, OF_AUTHORITIES, Field
from xiangyi.features.cases.schemas import Matter, Matters
from xiangyi.features.cases.tables import CommitteeMatter
from xiangyi.features.divisions import service as divisions

_ARTICLES: Final = (7, 13)
_LONGEST: Final = {"title": 80, "basis": 200}
#: Of the divisions around, the nearest first.
_IN_FORCE: Final = (
    'WITH RECURSIVE around AS (SELECT "key", parent, 0 AS far FROM division WHERE "key" = {}'
    ' UNION ALL SELECT d."key", d.parent, around.far + 1 FROM division AS d'
    ' JOIN around ON d."key" = around.parent)'
    ' SELECT matter.* FROM around JOIN committee_matter AS matter ON matter.division = around."key"'
    " WHERE matter.since_on <= {} AND (matter.until_on IS NULL OR matter.until_on >= {})"
    " ORDER BY around.far, matter.id"
)


class Admission(Struct, frozen=True, kw_only=True):
    """A matter from a day on, or until one, and the article or letter that says so."""

    field: Field
    title: str
    division: str
    article: int
    since_on: date
    until_on: date | None
    basis: str


async def matters(division: str, *, now: datetime) -> Matters:
    """What residents' committees in a division may be asked today.

    Raises:
        DivisionNotFound: no such division.
    """
    await divisions.division(division)
    rows = await _in_force(division, now)
    names = await divisions.names({row["division"] for row in rows})
    return Matters(
        [
            Matter(
                field=row["field"],
                title=row["title"],
                article=row["article"],
                division=row["division"],
                division_name=names[row["division"]],
                since_on=_day(row["since_on"]),
                until_on=row["until_on"] and _day(row["until_on"]),
                basis=row["basis"],
            )
            for row in rows
        ]
    )


async def expect_answerable(row: dict[str, Any], *, now: datetime) -> int:
    """The matter by which a residents' committee may be asked to handle a case.

    Raises:
        CommitteeNotAnswerable: a complaint about an authority's work is answered by authorities
            (Art 12); or nothing on the register covers what the case is about (Art 7).
    """
    if row["kind"] in OF_AUTHORITIES:
        raise errors.CommitteeNotAnswerable(article=12, reason="of_authorities")
    for matter in await _in_force(row["division"], now):
        if matter["field"] == row["field"]:
            return int(matter["id"])
    raise errors.CommitteeNotAnswerable(article=7, reason="not_registered")


async def register_as_operator(told: Admission, *, now: datetime) -> None:
    """Let committees be asked a matter from a day on; told again with an end, until that day.

    Whoever runs the commands could write into the database, so nobody confirms.

    Raises:
        DivisionNotFound: there is no such division.
        MatterUnusable: the field, the article, the words or the days cannot be.
    """
    await divisions.division(told.division)
    words = {name: tidy(getattr(told, name)) for name in _LONGEST}
    if told.field not in FIELDS:
        raise errors.MatterUnusable(field="field")
    if told.article not in _ARTICLES:
        raise errors.MatterUnusable(field="article")
    for name, text in words.items():
        if not text or has_hidden(text) or len(text) > _LONGEST[name]:
            raise errors.MatterUnusable(field=name)
    if told.until_on is not None and told.until_on < told.since_on:
        raise errors.MatterUnusable(field="until")
    facts: dict[Any, Any] = {
        "field": told.field,
        "article": told.article,
        "since_on": told.since_on,
        "until_on": told.until_on,
        **words,
    }
    same = (
        (CommitteeMatter.division == told.division)
        & (CommitteeMatter.field == told.field)
        & (CommitteeMatter.title == words["title"])
    )
    async with atomic():
        known = await CommitteeMatter.update(facts).where(same).returning(CommitteeMatter.id)
        rows = known or await CommitteeMatter.insert(
            CommitteeMatter(division=told.division, **facts)
        )
        await audit.record(
            None,
            "committee_matter.set",
            "committee_matter",
            rows[0]["id"],
            now=now,
            division=told.division,
            why=words["basis"],
            after=facts,
        )


async def _in_force(division: str, now: datetime) -> list[dict[str, Any]]:
    today = now.astimezone(SHANGHAI).date()
    return await run(_IN_FORCE, division, today, today)


def _day(told: Any) -> date:
    """A date as both engines give it to a statement of ours."""
    return told if isinstance(told, date) else date.fromisoformat(told)
