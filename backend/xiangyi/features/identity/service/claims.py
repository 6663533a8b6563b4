"""Claiming: a person takes over what a clerk has kept for them, by the slip they were handed."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.identity import errors
from xiangyi.features.identity.rules.slips import read_slip
from xiangyi.features.identity.schemas.personal import Claimed, ClaimShown
from xiangyi.features.identity.service import accounts, consents, tallies
from xiangyi.features.identity.service.kept import SLIP_LASTS, slip_hash
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.identity.tables import Account, ClaimSlip, Consent

#: Of 2^50 codes, that leaves nobody a chance to guess one.
_TRIES: Final = (Limit(3_600, 5), Limit(86_400, 10))


async def claim(asker: Asker, code: str, *, address: str, now: datetime) -> Claimed:
    """Make the account on the slip one's own; nobody acts for it any more.

    Both accounts stay, each with its records: `records.records_of` names them. The same slip
    again answers its person as the first time did.

    Raises:
        ClaimRefused: no such slip, or it is used, 30 days old or made or kept by the asker.
        TooManyTries: too many from this account or address.
    """
    if asker.acting_for:
        raise errors.ActingForRefused
    await tallies.count("claim by", str(asker.account), _TRIES, now=now)
    await tallies.count("claim from", address, (Limit(3_600, 60),), now=now)
    read = read_slip(code)
    if read is None:
        raise errors.ClaimRefused
    async with atomic():
        slip = (
            await ClaimSlip.select()
            .where(
                (ClaimSlip.code_hash == slip_hash(read)) & (ClaimSlip.made_at > now - SLIP_LASTS)
            )
            .first()
        )
        if slip is None or slip["made_by"] == asker.account:
            raise errors.ClaimRefused
        account: UUID = slip["account"]
        if slip["spent_at"] is None:
            await _take(account, asker.account, now=now)
            await ClaimSlip.update({ClaimSlip.spent_at: now}).where(ClaimSlip.id == slip["id"])
        mine = (Account.id == account) & (Account.claimed_by == asker.account)
        if not await Account.exists().where(mine):
            raise errors.ClaimRefused
    return Claimed(account)


async def list_claims(asker: Asker) -> list[ClaimShown]:
    """What the person has claimed, the latest first, with what came along.

    Raises:
        ActingForRefused: a clerk asks for somebody.
    """
    if asker.acting_for:
        raise errors.ActingForRefused
    rows = (
        await Account.select()
        .where((Account.claimed_by == asker.account) & Account.erased_at.is_null())
        .order_by(Account.claimed_at, Account.id, ascending=False)
    )
    given = await consents.of_accounts([row["id"] for row in rows])
    return [
        ClaimShown(
            account=row["id"],
            claimed_at=row["claimed_at"],
            name=accounts.opened(row)["name"],
            consents=given.get(row["id"], []),
        )
        for row in rows
    ]


async def _take(account: UUID, by: UUID, *, now: datetime) -> None:
    """Only if nobody has; the clerk who keeps it is not the person it is kept for."""
    await run(
        "UPDATE account SET claimed_by = {}, claimed_at = {}, deletion_due_at = NULL"
        " WHERE id = {} AND claimed_by IS NULL AND erased_at IS NULL AND kept_by <> {}",
        *(by, now, account, by),
    )
    await Consent.update({Consent.ends_at: now}).where(
        (Consent.account == account)
        & (Consent.purpose == consents.ACTING_FOR)
        & Consent.withdrawn_at.is_null()
    )
