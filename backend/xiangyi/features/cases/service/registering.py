"""The register of what a residents' committee may be asked (Art 7, 13), and asking it."""

from datetime import date, datetime, timedelta
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

_DAY: Final = timedelta(days=1)
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

    With another article or basis it is a matter of its own from its day on, and the one before
    ends on the day before: what somebody was given by stays as it was.

    Whoever runs the commands could write into the database, so nobody confirms.

    Raises:
        DivisionNotFound: there is no such division.
        MatterUnusable: the field, the article, the words or the days cannot be: what was in force
            is not changed for days that are over.
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
    facts: dict[str, Any] = {
        "division": told.division,
        "field": told.field,
        "article": told.article,
        "since_on": told.since_on,
        "until_on": told.until_on,
        **words,
    }
    async with atomic():
        id_ = await _set(facts, today=now.astimezone(SHANGHAI).date())
        await audit.record(
            None,
            "committee_matter.set",
            "committee_matter",
            id_,
            now=now,
            division=told.division,
            why=words["basis"],
            after={name: fact for name, fact in facts.items() if name != "division"},
        )


async def _set(facts: dict[str, Any], *, today: date) -> int:
    """Write it down; the id of the row that then says so."""
    last = await _last(facts)
    if last is None:
        return await _add(facts)
    since_on, until_on, yesterday = facts["since_on"], facts["until_on"], today - _DAY
    is_same = all(last[name] == facts[name] for name in ("article", "basis"))
    if is_same and until_on is not None and until_on == last["until_on"]:
        return int(last["id"])
    if last["since_on"] > today:
        # Nobody can have been given anything by it.
        await CommitteeMatter.delete().where(CommitteeMatter.id == last["id"])
        return await _set(facts, today=today)
    if last["until_on"] is not None and last["until_on"] < today:
        if since_on <= last["until_on"]:
            raise errors.MatterUnusable(field="since")
        return await _add(facts)
    if is_same:
        if until_on is not None and until_on < max(yesterday, last["since_on"]):
            raise errors.MatterUnusable(field="until")
        await _end(last, until_on)
        return int(last["id"])
    if since_on < today or since_on <= last["since_on"]:
        raise errors.MatterUnusable(field="since")
    ends_on = since_on - _DAY
    await _end(last, min(last["until_on"] or ends_on, ends_on))
    return await _add(facts)


async def _last(facts: dict[str, Any]) -> dict[str, Any] | None:
    """What the register had last under such a name."""
    row: dict[str, Any] | None = (
        await CommitteeMatter.select()
        .where(
            (CommitteeMatter.division == facts["division"])
            & (CommitteeMatter.field == facts["field"])
            & (CommitteeMatter.title == facts["title"])
        )
        .order_by(CommitteeMatter.since_on, CommitteeMatter.id, ascending=False)
        .first()
    )
    return row


async def _add(facts: dict[str, Any]) -> int:
    [row] = await CommitteeMatter.insert(CommitteeMatter(**facts))
    return int(row["id"])


async def _end(row: dict[str, Any], on: date | None) -> None:
    await CommitteeMatter.update({CommitteeMatter.until_on: on}).where(
        CommitteeMatter.id == row["id"]
    )


async def _in_force(division: str, now: datetime) -> list[dict[str, Any]]:
    today = now.astimezone(SHANGHAI).date()
    return await run(_IN_FORCE, division, today, today)


def _day(told: Any) -> date:
    """A date as both engines give it to a statement of ours."""
    return told if isinstance(told, date) else date.fromisoformat(told)
