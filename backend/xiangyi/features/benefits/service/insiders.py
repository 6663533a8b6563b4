"""Who stands too near: to a provider to say yes for its benefit, to a voucher to use it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.tables import BenefitRevision
from xiangyi.features.identity.service.records import records_of

Row = dict[str, Any]

#: So long before a benefit was handed in somebody has to have left its provider.
_BEFORE: Final = timedelta(days=365)
_HELD: Final = (
    "SELECT DISTINCT account FROM role_grant WHERE scope_kind = 'organisation' AND scope_id = {}"
    " AND confirmed_at IS NOT NULL AND (withdrawn_at IS NULL OR withdrawn_at > {})"
    " UNION SELECT account FROM member WHERE organisation = {}"
    " AND (ended_at IS NULL OR ended_at > {})"
)
_TOOK: Final = (
    "SELECT 1 AS took FROM audit_entry WHERE action = 'voucher.issued'"
    " AND subject_kind = 'voucher' AND subject_id = {} AND actor = {}"
)
_OWN: Final = (
    "SELECT v.id FROM voucher v WHERE {theirs} AND v.expires_at > {{}} AND ({own}"
    " OR CAST(v.id AS TEXT) IN (SELECT subject_id FROM audit_entry WHERE actor = {{}}"
    " AND action = 'voucher.issued' AND subject_kind = 'voucher')) ORDER BY v.id"
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
    since = handed_in["made_at"] - _BEFORE
    held = await run(_HELD, str(row["provider"]), since, row["provider"], since)
    return {UUID(str(one["account"])) for one in held}


async def is_own(asker: Asker, voucher: Row) -> bool:
    """Whether a counter's own person has it, or took it for somebody."""
    return voucher["account"] in await records_of(asker.account) or bool(
        await run(_TOOK, str(voucher["id"]), asker.account)
    )


async def expect_other(asker: Asker, voucher: Row) -> None:
    """Raises OwnVoucher where a counter's own person has it, or took it for somebody."""
    if await is_own(asker, voucher):
        raise errors.OwnVoucher


async def own_of(asker: Asker, providers: Sequence[UUID], *, now: datetime) -> list[UUID]:
    """Of these providers' vouchers that have not run out, those that others of the counter use."""
    theirs, of_theirs = among("v.provider", "UUID"), among("v.account", "UUID")
    rows = await run(
        _OWN.format(theirs=theirs, own=of_theirs),
        *(listed(providers), now, listed(await records_of(asker.account)), asker.account),
    )
    return [UUID(str(row["id"])) for row in rows]
