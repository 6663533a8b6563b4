"""The catalogue as everybody sees it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.rules.terms import Category
from xiangyi.features.benefits.schemas import BenefitCard, BenefitList, PictureShown
from xiangyi.features.benefits.service import picturing
from xiangyi.features.benefits.service.keeping import facts_of
from xiangyi.features.benefits.tables import Benefit
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations

Row = dict[str, Any]

#: Of those who were erased no counter settles any.
_ENDED: Final = (
    "SELECT COUNT(*) AS n FROM voucher WHERE benefit = {} AND account IS NOT NULL AND ended_at > {}"
)
_TAKE: Final = (
    "UPDATE benefit SET remaining = remaining - 1 WHERE id = {} AND state = 'approved'"  # noqa: S608  # ours
    f" AND (remaining IS NULL OR remaining > ({_ENDED})) RETURNING id"
)
#: No division has more of them; the latest come first.
_MOST: Final = 200


async def listed(*, division: str | None, category: Category | None) -> BenefitList:
    """Those that are approved: of a division and the ones around it, or of all.

    Raises:
        DivisionNotFound: the division is not known.
    """
    around = None
    if division is not None:
        around = [one.key for one in await tree.ancestors(division)]
        around.append(division)
    return BenefitList(await cards(await approved(around, category)))


async def approved(around: Sequence[str] | None, category: Category | None = None) -> list[Row]:
    """The rows of those in these divisions, or anywhere, whose provider has not closed."""
    where: Any = Benefit.state == "approved"
    if around is not None:
        where &= Benefit.division.is_in(list(around) or [""])
    if category:
        where &= Benefit.category == category
    rows: list[Row] = (
        await Benefit.select()
        .where(where)
        .order_by(Benefit.approved_at, Benefit.id, ascending=False)
        .limit(_MOST)
    )
    homes = await organisations.homes({row["provider"] for row in rows})
    return [row for row in rows if not homes[row["provider"]].closed]


async def one(id_: UUID) -> BenefitCard:
    """Raises BenefitNotFound: there is none that was ever approved."""
    row: Row | None = await Benefit.select().where(Benefit.id == id_).first()
    if row is None or row["version"] == 0:
        raise errors.BenefitNotFound
    [card] = await cards([row])
    return card


async def cards(rows: Sequence[Row]) -> list[BenefitCard]:
    """These rows with the names of what they point at."""
    names = await tree.names({row["division"] for row in rows})
    homes = await organisations.homes({row["provider"] for row in rows})
    pictures = await picturing.shown(rows)
    return [
        _card(row, names[row["division"]], homes[row["provider"]].name, pictures.get(row["id"]))
        for row in rows
    ]


def _card(
    row: Row, division_name: str, provider_name: str, picture: PictureShown | None
) -> BenefitCard:
    facts = facts_of(row)
    return BenefitCard(
        id=row["id"],
        line=row["line"],
        version=row["version"],
        state=row["state"],
        category=facts.category,
        title=facts.title,
        about=facts.about,
        picture=picture,
        basis=facts.basis,
        division=facts.division,
        division_name=division_name,
        provider=facts.provider,
        provider_name=provider_name,
        payer=facts.payer,
        eligibility=facts.eligibility,
        cost_minutes=facts.cost_minutes,
        quota=facts.quota,
        stock=facts.stock,
        remaining=None if row["remaining"] is None else max(0, row["remaining"]),
        valid_days=facts.valid_days,
        blackouts=facts.blackouts,
        approved_at=row["approved_at"],
        reason=row["reason"],
    )


async def has_one(row: Row, *, ended_since: datetime) -> bool:
    """Whether one of its stock is left beside what was given back, and may yet have been used."""
    if row["remaining"] is None:
        return True
    [ended] = await run(_ENDED, row["id"], ended_since)
    return bool(row["remaining"] > ended["n"])


async def take_one(id_: UUID, *, ended_since: datetime) -> bool:
    """Take one of a benefit's stock, in the caller's transaction; whether there was one."""
    # Whoever gives one back meanwhile is seen below with all that they have done.
    await run("UPDATE benefit SET state = state WHERE id = {}", id_)
    return bool(await run(_TAKE, id_, id_, ended_since))


async def take_one_anyway(id_: UUID) -> None:
    """The same where it is gone already, though there may be none left: then one is owed."""
    await run(
        "UPDATE benefit SET remaining = remaining - 1 WHERE id = {} AND remaining IS NOT NULL", id_
    )


async def put_one_back(id_: UUID) -> None:
    """The same the other way round."""
    await run(
        "UPDATE benefit SET remaining = remaining + 1 WHERE id = {} AND remaining IS NOT NULL", id_
    )
