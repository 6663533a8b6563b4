"""What those work with who write benefits and who approve them."""

from typing import Any, Final
from uuid import UUID

from msgspec.structs import asdict

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.benefits.schemas import (
    BenefitCard,
    BenefitDesk,
    BenefitDeskCard,
    BenefitDeskList,
    BenefitHistoryLine,
    BenefitProvider,
)
from xiangyi.features.benefits.service import finding, picturing
from xiangyi.features.benefits.service.keeping import facts_of, kept
from xiangyi.features.benefits.service.reach import (
    LOOKERS,
    WRITERS,
    around,
    expect_looker,
    may_approve,
    may_withdraw,
    writers,
)
from xiangyi.features.benefits.service.wording import HISTORY
from xiangyi.features.benefits.tables import Benefit, BenefitRevision
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.service import persons
from xiangyi.features.organisations import service as organisations
from xiangyi.features.volunteering.service.places import below_all

Row = dict[str, Any]

_MOST: Final = 200
_COUNTS: Final = (
    "SELECT COUNT(*) AS issued, COALESCE(SUM(CASE WHEN state = 'used' THEN 1 ELSE 0 END), 0)"
    " AS used FROM voucher WHERE benefit = {}"
)


async def listed(asker: Asker) -> BenefitDeskList:
    """The benefits for which the asker answers: what waits for a yes first."""
    keys = asker.scopes_of(*LOOKERS, kind="division")
    own = [UUID(one) for one in asker.scopes_of(*LOOKERS, kind="organisation")]
    if not (keys or own):
        return BenefitDeskList([], [])
    below = below_all(keys or [""])
    rows: list[Row] = await run(
        "SELECT b.*, o.name FROM benefit b JOIN organisation o ON o.id = b.provider"  # noqa: S608  # ours
        f" WHERE b.state <> 'deleted' AND (o.id IN ({', '.join(['{}'] * max(1, len(own)))})"
        f" OR o.home IN ({below}) OR b.division IN ({below}))"
        " ORDER BY b.state = 'waiting' DESC, b.state = 'approved' DESC, b.title, b.id LIMIT {}",
        *(*(own or [UUID(int=0)]), *(keys or [""]), *(keys or [""]), _MOST),
    )
    names = await tree.names({row["division"] for row in rows})
    providers = [UUID(one) for one in asker.scopes_of(*WRITERS, kind="organisation")]
    homes = await organisations.homes(providers)
    return BenefitDeskList(
        [
            BenefitDeskCard(
                id=row["id"],
                category=row["category"],
                title=row["title"],
                provider_name=row["name"],
                division_name=names[row["division"]],
                version=row["version"],
                state=row["state"],
                yours_to_approve=await may_approve(asker, row),
            )
            for row in rows
        ],
        [BenefitProvider(id_, homes[id_].name) for id_ in providers if id_ in homes],
    )


async def desk(asker: Asker, id_: UUID) -> BenefitDesk:
    """One of them, with what was done with it.

    Raises:
        BenefitNotFound, RoleMissing: the asker answers for no such benefit.
    """
    row = await kept(id_)
    await expect_looker(asker, row)
    [card] = await finding.cards([row])
    [counts] = await run(_COUNTS, id_)
    wrote = asker.account in await writers(id_)
    withdraws = await may_withdraw(asker, row)
    return BenefitDesk(
        id=id_,
        facts=facts_of(row),
        card=card,
        before=await _before(row),
        state=row["state"],
        revision=row["revision"],
        yours_to_write=asker.holds(*WRITERS, within=await around(row["provider"])),
        yours_to_approve=await may_approve(asker, row),
        yours_to_take_back=wrote and row["state"] == "waiting",
        yours_to_withdraw=row["state"] == "approved" and withdraws,
        yours_to_void=row["state"] == "withdrawn" and row["voided_at"] is None and withdraws,
        issued=int(str(counts["issued"])),
        used=int(str(counts["used"])),
        history=await _history(id_),
    )


async def picture(asker: Asker, id_: UUID) -> UUID:
    """The photo of one of them, which not everybody may see yet.

    Raises:
        BenefitNotFound, RoleMissing: the asker answers for no such benefit.
        PhotoNotFound: it has none, or none any more.
    """
    row = await kept(id_)
    await expect_looker(asker, row)
    return picturing.photo_of(row)


async def _before(row: Row) -> BenefitCard | None:
    if row["version"]:
        return None
    now = (Benefit.line == row["line"]) & (Benefit.state == "approved")
    return next(iter(await finding.cards(await Benefit.select().where(now))), None)


async def _history(id_: UUID) -> list[BenefitHistoryLine]:
    rows = (
        await BenefitRevision.select()
        .where(BenefitRevision.benefit == id_)
        .order_by(BenefitRevision.number, ascending=False)
    )
    masks = await persons.masks({row["account"] for row in rows})
    lines = []
    for row in rows:
        mask = masks.get(row["account"])
        was, became = HISTORY.read(row["before"]), HISTORY.read(row["after"])
        before = asdict(was) if was else {}
        lines.append(
            BenefitHistoryLine(
                *(row["number"], row["made_at"], row["move"]),
                (mask and (mask.name or mask.phone)) or "",
                row["why"],
                [name for name, value in asdict(became).items() if before.get(name, value) != value]
                if became
                else [],
            )
        )
    return lines
