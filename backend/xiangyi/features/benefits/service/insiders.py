"""Who stands too near: to a benefit's provider, to a voucher, to what a counter used."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.service.papers import row_of
from xiangyi.features.benefits.tables import BenefitRevision
from xiangyi.features.identity.service.records import records_of
from xiangyi.features.identity.tables import Account

Row = dict[str, Any]

#: So long before a benefit was handed in, or a voucher used, somebody has to have left.
_BEFORE: Final = timedelta(days=365)
_HELD: Final = (
    "SELECT DISTINCT account FROM role_grant WHERE scope_kind = 'organisation' AND scope_id = {}"
    " AND confirmed_at IS NOT NULL AND (withdrawn_at IS NULL OR withdrawn_at > {})"
    " UNION SELECT account FROM member WHERE organisation = {}"
    " AND (ended_at IS NULL OR ended_at > {})"
)
#: Who takes it for somebody, or asks for anything as them later, has its code before their eyes.
_STOOD_IN: Final = (
    "SELECT 1 AS stood_in FROM audit_entry WHERE actor = {} AND (action = 'voucher.issued'"
    " AND subject_kind = 'voucher' AND subject_id = {} OR action = 'acting_for'"
    " AND subject_kind = 'account' AND subject_id IN ({}, {}) AND at >= {}) LIMIT 1"
)
_OWN: Final = (
    "SELECT v.id FROM voucher v JOIN account k ON k.id = v.account"
    " WHERE {theirs} AND v.expires_at > {{}} AND ({own}"
    " OR CAST(v.id AS TEXT) IN (SELECT subject_id FROM audit_entry WHERE actor = {{}}"
    " AND action = 'voucher.issued' AND subject_kind = 'voucher')"
    " OR EXISTS (SELECT 1 FROM (SELECT subject_id, MAX(at) AS at FROM audit_entry"
    " WHERE actor = {{}} AND action = 'acting_for' AND subject_kind = 'account'"
    " GROUP BY subject_id) d WHERE d.at >= v.issued_at"
    " AND d.subject_id IN (CAST(k.id AS TEXT), CAST(k.claimed_by AS TEXT)))) ORDER BY v.id"
)


async def of_provider(row: Row) -> set[UUID]:
    """Who belonged to a benefit's provider, or held a role in it, in the year before it was handed
    in, or since.
    """
    handed_in = (
        await BenefitRevision.select(BenefitRevision.made_at)
        .where((BenefitRevision.benefit == row["id"]) & (BenefitRevision.move == "submitted"))
        .order_by(BenefitRevision.number, ascending=False)
        .first()
    )
    if handed_in is None:
        return set()
    return await _belonged(row["provider"], before=handed_in["made_at"])


async def had_part_in(asker: Asker, use: Row) -> bool:
    """Whether it is about somebody's own doing or their provider: nothing that they judge.

    They belonged to its provider in the year before, or since, as did who used it or asked that it
    be taken back; or it is of their own voucher.
    """
    if asker.account in await _belonged(use["provider"], before=use["used_at"]):
        return True
    voucher: Any = await row_of(use["voucher"])
    return await is_own(asker, voucher)


async def is_own(asker: Asker, voucher: Row) -> bool:
    """Whether a counter's own person has it, took it for somebody, or acted for them since."""
    whose: UUID | None = voucher["account"]
    if whose in await records_of(asker.account):
        return True
    now = await Account.select(Account.claimed_by).where(Account.id == whose).first()
    accounts = str(whose), str((now and now["claimed_by"]) or whose)
    return bool(
        await run(_STOOD_IN, asker.account, str(voucher["id"]), *accounts, voucher["issued_at"])
    )


async def expect_other(asker: Asker, voucher: Row) -> None:
    """Raises OwnVoucher where it is a counter's own person's, as `is_own` says."""
    if await is_own(asker, voucher):
        raise errors.OwnVoucher


async def own_of(asker: Asker, providers: Sequence[UUID], *, now: datetime) -> list[UUID]:
    """Of these providers' vouchers that have not run out, those that others of the counter use."""
    theirs, of_theirs = among("v.provider", "UUID"), among("v.account", "UUID")
    rows = await run(
        _OWN.format(theirs=theirs, own=of_theirs),
        *(listed(providers), now, listed(await records_of(asker.account))),
        *(asker.account, asker.account),
    )
    return [UUID(str(row["id"])) for row in rows]


async def _belonged(provider: UUID, *, before: datetime) -> set[UUID]:
    """Who was of a provider in the year before a moment, or since."""
    since = before - _BEFORE
    held = await run(_HELD, str(provider), since, provider, since)
    return {UUID(str(one["account"])) for one in held}
