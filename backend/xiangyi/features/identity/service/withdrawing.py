"""Taking a yes back, and what follows from it."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import structs

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas.personal import ConsentShown
from xiangyi.features.identity.service import consents, deeds, guardians
from xiangyi.features.identity.service.deleting import night_after
from xiangyi.features.identity.service.records import records_of
from xiangyi.features.identity.tables import Account, Consent

Row = dict[str, Any]

#: How long somebody may still claim what was kept for them, once nobody may act for them.
LEFT_TO_CLAIM: Final = timedelta(days=30)


async def withdraw_consent(asker: Asker, consent: UUID, *, now: datetime) -> ConsentShown:
    """Take a yes back, from now on; what was done before stays lawful. Once is enough.

    Whatever else they said yes with to the same goes with it, on another phone or by a clerk
    before they claimed what was kept; those to acting-for, of a division each, stay apart.

    Without a yes to acting-for, nothing allows keeping a person's account for them: it is
    erased after 30 days unless they claim it. Without a guardian's, the guardian is forgotten.

    Raises:
        ConsentNotFound: none of the person's has this id.
    """
    mine = {asker.subject} if asker.acting_for else await records_of(asker.subject)
    theirs = (Consent.id == consent) & Consent.account.is_in(list(mine))
    async with atomic():
        row: Any = await Consent.select().where(theirs).first()
        if row is None:
            raise errors.ConsentNotFound
        account: UUID = row["account"]
        for other in await _same(row, mine):
            await _withdraw(asker, other, now=now)
        row = await _withdraw(asker, row, now=now)
        if row["purpose"] == consents.UNDER_14:
            await guardians.forget(account, now=now)
        if row["purpose"] == consents.ACTING_FOR:
            await let_lapse(account, now=now)
    return consents.shown(row)


async def _same(row: Row, mine: set[UUID]) -> list[Row]:
    """The others that hold of the same purpose."""
    if row["purpose"] in {consents.ACTING_FOR, consents.UNDER_14}:
        return []
    return await Consent.select().where(
        (Consent.purpose == row["purpose"])
        & Consent.account.is_in(list(mine))
        & Consent.withdrawn_at.is_null()
        & (Consent.id != row["id"])
    )


async def _withdraw(asker: Asker, row: Row, *, now: datetime) -> Row:
    one = Consent.id == row["id"]
    await Consent.update({Consent.withdrawn_at: now}).where(one & Consent.withdrawn_at.is_null())
    after: Any = await Consent.select().where(one).first()
    told = [structs.asdict(consents.shown(state)) for state in (row, after)]
    await deeds.note(
        asker, "consent.withdrawn", "consent", row["id"], now=now, before=told[0], after=told[1]
    )
    return after  # type: ignore[no-any-return]


async def let_lapse(account: UUID, *, now: datetime) -> None:
    """Erase a kept account in 30 days where no yes to acting-for is left, in the transaction."""
    if not await consents.consented(account, consents.ACTING_FOR, now=now):
        await Account.update({Account.deletion_due_at: night_after(now + LEFT_TO_CLAIM)}).where(
            (Account.id == account)
            & Account.kept_by.is_not_null()
            & Account.claimed_by.is_null()
            & Account.deletion_due_at.is_null()
        )


async def withdraw_guardian(asker: Asker, *, now: datetime) -> None:
    """Take the guardian's yes back, and forget who it was."""
    async with atomic():
        before = await guardians.of_account(asker.subject)
        if before is None:
            return
        await guardians.forget(asker.subject, now=now)
        await deeds.note(
            asker, "guardian.withdrawn", "account", asker.subject, now=now, before=before
        )
