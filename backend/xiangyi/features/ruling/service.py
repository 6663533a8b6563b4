"""Looking numbers up, and setting them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from msgspec import Struct
from piccolo.table import Table

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.divisions import service as tree
from xiangyi.features.ruling.errors import RuleUnusable

_LONGEST: Final = 200
#: Those of the divisions around, from far to near and from first to last: the last one counts. A
#: scan asks for them while many wait, so it is one statement however deep the tree is.
_AROUND: Final = (
    'WITH RECURSIVE around AS (SELECT "key", parent, 0 AS far FROM division WHERE "key" = {{}}'
    ' UNION ALL SELECT d."key", d.parent, around.far + 1 FROM division AS d'
    ' JOIN around ON d."key" = around.parent)'
    " SELECT rule.name, rule.value, rule.basis FROM around JOIN {table} AS rule"
    ' ON rule.division = around."key"'
    " WHERE rule.since_on <= {{}} ORDER BY around.far DESC, rule.since_on, rule.id"
)


class Rulebook(Struct, frozen=True):
    """Where a feature keeps its rules.

    Attributes:
        table: with the columns `division`, `name`, `value`, `since_on` and `basis`.
        ours: what each number is where no division around has set one.
        bounds: what each may be at least and at most, whoever sets it.
        action: what the log calls it when one is set.
        subject: what the log calls one of them.
        ahead_days: how many days before its first one a rule is set at the latest; one, where
            something that has begun today would be another.
    """

    table: type[Table]
    ours: Mapping[str, int]
    bounds: Mapping[str, tuple[int, int]]
    action: str
    subject: str
    ahead_days: int = 0

    def first_day(self, now: datetime) -> date:
        """From which on a rule may hold that is set now."""
        return now.astimezone(SHANGHAI).date() + timedelta(days=self.ahead_days)


class Rule(Struct, frozen=True):
    """A number from a day on, and the article or letter that says so."""

    name: str
    division: str
    value: int
    since_on: date
    basis: str


async def numbers(book: Rulebook, division: str, *, now: datetime) -> dict[str, int]:
    """All that hold in a division; ours in one that is not known."""
    rows = await _around(book, division, now=now)
    return {**book.ours, **{str(row["name"]): int(str(row["value"])) for row in rows}}


async def bases(book: Rulebook, division: str, *, now: datetime) -> dict[str, str]:
    """By which article or letter each number holds that a division around has set."""
    rows = await _around(book, division, now=now)
    return {str(row["name"]): str(row["basis"]) for row in rows}


async def _around(book: Rulebook, division: str, *, now: datetime) -> list[dict[str, object]]:
    return await run(
        _AROUND.format(table=book.table._meta.tablename),  # noqa: SLF001  # Piccolo's way to ask
        *(division, now.astimezone(SHANGHAI).date()),
    )


async def set_as_operator(book: Rulebook, rule: Rule, *, now: datetime) -> int:
    """Let another number hold in a division and all below it.

    Whoever runs the commands could write into the database, so nobody confirms. A later rule
    of the same day takes the place of an earlier one; nothing is ruled that has been already.

    Returns:
        The number that holds until then.

    Raises:
        DivisionNotFound: there is no such division.
        RuleUnusable: the number cannot be, the day is over or has begun where it may not have,
            or what it is based on is blank or too long.
        WhyUnusable: what it is based on hides something.
    """
    await tree.ancestors(rule.division)
    until_then = (await numbers(book, rule.division, now=now))[rule.name]
    first = book.first_day(now)
    least, most = book.bounds[rule.name]
    if not least <= rule.value <= most:
        raise RuleUnusable(field="value", wanted=f"{least} to {most}")
    if rule.since_on < first:
        raise RuleUnusable(field="since", wanted=f"{first} or later")
    if not rule.basis.strip():
        raise RuleUnusable(field="basis", wanted="the article or letter that says so")
    why = audit.reason(rule.basis)
    if len(why) > _LONGEST:
        raise RuleUnusable(field="basis", wanted=f"at most {_LONGEST} characters")
    told: dict[str, Any] = {
        "name": rule.name,
        "value": rule.value,
        "since_on": rule.since_on,
        "basis": why,
    }
    async with atomic():
        made = await book.table.insert(book.table(division=rule.division, **told))
        await audit.record(
            None,
            book.action,
            book.subject,
            made[0]["id"],
            now=now,
            division=rule.division,
            why=why,
            after=told,
        )
    return until_then
