"""What erasing an account means for what identity keeps of it."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from piccolo.columns import Column

from xiangyi.features.identity.service import accounts, codes, guardians, sessions
from xiangyi.features.identity.tables import (
    Account,
    Challenge,
    ClaimSlip,
    Consent,
    Device,
    Member,
    Passkey,
    RoleGrant,
    SignInCode,
)

#: What a row says of the person who is gone; what stays of it are times and random ids.
_OF_ACCOUNT: Final[tuple[Column | str, ...]] = (
    Account.phone,
    Account.phone_hash,
    Account.name,
    Account.born_on,
    Account.id_number,
    Account.id_number_hash,
    Account.sex,
    Account.skills,
    Account.occupation,
    Account.home,
    Account.language,
    Account.size,
)


async def erase(account: UUID, now: datetime) -> None:
    """Leave nothing of an account but its random id, in the caller's transaction.

    Roles, memberships and consents stay as what once was, by the random id, and have ended.
    """
    await _forget_codes(account)
    await Account.update(dict.fromkeys(_OF_ACCOUNT) | {Account.erased_at: now}).where(
        Account.id == account
    )
    await sessions.close_all(account, "erased", now=now)
    await Device.update({Device.label: None}).where(Device.account == account)
    await Passkey.delete().where(Passkey.account == account)
    await Challenge.delete().where(Challenge.account == account)
    await ClaimSlip.delete().where(ClaimSlip.account == account)
    await guardians.forget(account, now=now)
    await Consent.update({Consent.note: None}).where(Consent.account == account)
    await Consent.update({Consent.withdrawn_at: now}).where(
        (Consent.account == account) & Consent.withdrawn_at.is_null()
    )
    await _forget_reasons(account)
    await RoleGrant.update({RoleGrant.withdrawn_at: now}).where(
        (RoleGrant.account == account) & RoleGrant.withdrawn_at.is_null()
    )
    await Member.update({Member.ended_at: now}).where(
        (Member.account == account) & Member.ended_at.is_null()
    )


async def _forget_reasons(account: UUID) -> None:
    """What was said of the person's roles, and what the person said of others'."""
    for reason, writer in (
        (RoleGrant.reason, RoleGrant.granted_by),
        (RoleGrant.withdrawn_reason, RoleGrant.withdrawn_by),
    ):
        gone: dict[Column | str, Any] = {reason: None}
        await RoleGrant.update(gone).where((RoleGrant.account == account) | (writer == account))


async def _forget_codes(account: UUID) -> None:
    """The codes sent to the person's phone and to their guardian's, by the phones' hashes."""
    row: Any = await Account.select().where(Account.id == account).first()
    phones = [accounts.opened(row)["phone"]]
    if guardian := await guardians.of_account(account):
        phones.append(str(guardian["phone"]))
    hashes = [codes.phone_hash(phone) for phone in phones if phone]
    if hashes:
        await SignInCode.delete().where(SignInCode.phone_hash.is_in(hashes))
