"""What was used at a counter, as its people see it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, RoleMissing, Scope
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import unseal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.benefits.schemas.vouchers import CounterDay, CounterProvider, CounterUse
from xiangyi.features.benefits.service import papers
from xiangyi.features.benefits.service.reach import COUNTER, around
from xiangyi.features.benefits.tables import Voucher, VoucherUse
from xiangyi.features.organisations import service as organisations
from xiangyi.features.volunteering.service.places import below_all

Row = dict[str, Any]

#: Whoever answers for a provider's home may be the second person, where it has but one.
CONFIRMERS: Final[tuple[Role, ...]] = (COUNTER, "supervisor", "administrator")
#: As what is sealed why a use is to be taken back.
UNDO_WHY: Final = "undo_why"
#: The same of why it is not.
UNDO_REFUSED_WHY: Final = "undo_refused_why"
_MOST: Final = 500
#: Beyond them no clock is right.
_YEARS: Final = range(2000, 2100)


async def row_of(id_: UUID) -> Row | None:
    row: Row | None = await VoucherUse.select().where(VoucherUse.id == id_).first()
    return row


async def day(asker: Asker, on: date | None, *, now: datetime) -> CounterDay:
    """A day at the counters of the asker's organisations, and what waits for a second person.

    That somebody looked is recorded.

    Raises:
        RoleMissing: the asker neither stands at a counter nor answers for one.
    """
    own = [UUID(one) for one in asker.scopes_of(COUNTER, kind="organisation")]
    keys = asker.scopes_of(*CONFIRMERS[1:], kind="division")
    if not (own or keys):
        raise RoleMissing(roles=list(CONFIRMERS))
    on = on or now.astimezone(SHANGHAI).date()
    begins = datetime.combine(on, time(), SHANGHAI)
    rows: list[Row] = []
    if own and on.year in _YEARS:
        rows = (
            await VoucherUse.select()
            .where(
                VoucherUse.provider.is_in(own)
                & (VoucherUse.used_at >= begins)
                & (VoucherUse.used_at < begins + timedelta(days=1))
            )
            .order_by(VoucherUse.used_at, VoucherUse.id, ascending=False)
            .limit(_MOST)
        )
    below = below_all(keys or [""])
    waiting: list[Row] = await run(
        "SELECT u.* FROM voucher_use u JOIN organisation o ON o.id = u.provider"  # noqa: S608  # ours
        " WHERE u.undo_asked_at IS NOT NULL AND u.undone_at IS NULL AND u.undo_refused_at IS NULL"
        f" AND (o.id IN ({', '.join(['{}'] * max(1, len(own)))}) OR o.home IN ({below}))"
        " ORDER BY u.undo_asked_at, u.id LIMIT {}",
        *(*(own or [UUID(int=0)]), *(keys or [""]), _MOST),
    )
    async with atomic():
        for provider in {row["provider"] for row in (*rows, *waiting)} | set(own):
            await audit.record(
                *(asker, "voucher.uses_read", "organisation", provider),
                now=now,
                division=(await organisations.homes([provider]))[provider].division,
            )
    homes = await organisations.homes(own)
    return CounterDay(
        day=on,
        providers=[CounterProvider(id_, homes[id_].name) for id_ in own if id_ in homes],
        uses=await shown(asker, rows),
        waiting=await shown(asker, waiting),
    )


def why_of(row: Row) -> str:
    """Why a use is to be taken back; nothing where nobody asks, or they have been erased."""
    return unseal_some(row["undo_why"], owner=row["id"], field=UNDO_WHY)


def refused_why_of(row: Row) -> str:
    """Why it stays; nothing where nobody said so, or they have been erased."""
    return unseal_some(row["undo_refused_why"], owner=row["id"], field=UNDO_REFUSED_WHY)


async def shown(asker: Asker, rows: Sequence[Row]) -> list[CounterUse]:
    """Uses as the counter sees them: of the person no more than the masked name."""
    ids = {row["voucher"] for row in rows}
    vouchers: dict[UUID, Row] = {}
    if ids:
        found = await Voucher.select().where(Voucher.id.is_in(list(ids)))
        vouchers = {one["id"]: one for one in found}
    benefits = await papers.benefits_of(vouchers.values())
    scopes = {provider: await around(provider) for provider in {row["provider"] for row in rows}}
    lines = []
    for row in rows:
        voucher = vouchers[row["voucher"]]
        benefit = benefits[voucher["benefit"]]
        waits = row["undo_asked_at"] is not None and (
            row["undone_at"] is None and row["undo_refused_at"] is None
        )
        own = [Scope("organisation", str(row["provider"]))]
        lines.append(
            CounterUse(
                id=row["id"],
                provider=row["provider"],
                title=benefit["title"],
                category=benefit["category"],
                name="" if row["state"] == "refused" else papers.name_in(papers.token_of(voucher)),
                how=row["how"],
                used_at=row["used_at"],
                noted_at=row["noted_at"],
                state=row["state"],
                because="gone" if _is_gone(row, voucher) else row["because"],
                undo_asked_at=row["undo_asked_at"],
                undo_why=why_of(row),
                undone_at=row["undone_at"],
                undo_refused_at=row["undo_refused_at"],
                undo_refused_why=refused_why_of(row),
                yours_to_undo=row["state"] == "counted"
                and row["undo_asked_at"] is None
                and asker.holds(COUNTER, within=own),
                yours_to_confirm=waits
                and row["undo_asked_by"] != asker.account
                and asker.holds(*CONFIRMERS, within=scopes[row["provider"]]),
            )
        )
    return lines


def _is_gone(row: Row, voucher: Row) -> bool:
    """Whether nobody will ever pay for it: its person is erased."""
    return row["state"] == "unpaid" and voucher["account"] is None
