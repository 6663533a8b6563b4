"""Guardians: who answers for a person under 14, proved by a code to their own phone (Art 31)."""

from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID, uuid4

from piccolo.columns import Column

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic
from xiangyi.core.sealing import seal, unseal
from xiangyi.features.identity import errors
from xiangyi.features.identity.adapters.sms import SmsGateway
from xiangyi.features.identity.rules import persons
from xiangyi.features.identity.rules.phones import masked
from xiangyi.features.identity.schemas.personal import GuardianAgreed, GuardianShown
from xiangyi.features.identity.service import codes, consents, deeds
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.identity.service.naming import checked_name
from xiangyi.features.identity.tables import Account, Consent, Guardian

Standing = Literal["not_needed", "needed", "given"]
#: What a sealed name or phone is bound to, beside the child's account.
NAME: Final = "guardian_name"
PHONE: Final = "guardian_phone"


async def standing(account: UUID, born: date | None, *, now: datetime) -> Standing:
    """Whether somebody who says to be born on that day needs a guardian, and has one."""
    today = now.astimezone(SHANGHAI).date()
    if born is None or persons.age(born, today) >= persons.OF_AGE:
        return "not_needed"
    agreed = Guardian.exists().where(_current(account))
    return "given" if await agreed else "needed"


async def standing_of(account: UUID, *, now: datetime) -> Standing:
    """The same, by what is kept of the account."""
    return await standing(account, await born_on(account), now=now)


async def born_on(account: UUID) -> date | None:
    """When somebody was born, by what they have told; None where they have not."""
    row: Any = (
        await Account.select(Account.born_on, Account.id_number)
        .where(Account.id == account)
        .first()
    )
    told, id_number = (
        unseal(row[field], owner=account, field=field) if row[field] else None
        for field in ("born_on", "id_number")
    )
    return persons.born(told, id_number)


async def send_code(
    asker: Asker, phone: str, *, address: str, gateway: SmsGateway, now: datetime
) -> None:
    """Send a code to the phone of the one who is to agree.

    Raises:
        GuardianNotNeeded: the person is not under 14, or has not said so.
        GuardianIsSelf: it is the child's own phone.
        PhoneUnusable, TooManyTries, SmsUnavailable: as for signing in.
    """
    await _expect_other(asker, phone, now=now)
    await codes.send(phone, "guardian", address=address, gateway=gateway, now=now)


async def agree(
    asker: Asker, agreed: GuardianAgreed, *, address: str, now: datetime
) -> GuardianShown:
    """Let a guardian who holds the code agree; one who agreed before is forgotten.

    Raises:
        GuardianNotNeeded, GuardianIsSelf: as above.
        NameUnusable: the name cannot be.
        PhoneUnusable, CodeRefused, TooManyTries: as for signing in.
    """
    name = checked_name(agreed.name)
    await _expect_other(asker, agreed.phone, now=now)
    phone = await codes.take(agreed.phone, agreed.code, "guardian", address=address, now=now)
    child = asker.subject
    async with atomic():
        await hold(child)
        before = await of_account(child)
        await forget(child, now=now)
        await Guardian.insert(
            Guardian(
                id=uuid4(),
                account=child,
                name=seal(name, owner=child, field=NAME),
                phone=seal(phone, owner=child, field=PHONE),
                agreed_at=now,
                withdrawn_at=None,
            )
        )
        await Consent.insert(
            Consent(id=uuid4(), account=child, purpose=consents.UNDER_14, how="app", given_at=now)
        )
        after = {"name": name, "phone": phone}
        await deeds.note(
            asker, "guardian.set", "account", child, now=now, before=before, after=after
        )
    return GuardianShown(persons.masked_name(name), masked(phone), now)


async def forget(child: UUID, *, now: datetime) -> None:
    """Take the guardian's yes back and forget who it was, in the caller's transaction."""
    gone: dict[Column | str, Any] = {Guardian.withdrawn_at: now}
    gone |= {Guardian.name: None, Guardian.phone: None}
    await Guardian.update(gone).where(_current(child))
    await consents.withdraw_all(child, consents.UNDER_14, now=now)


async def of_account(account: UUID) -> dict[str, Any] | None:
    """Name, phone and day of the one who agreed, in plain words, for the person's own export."""
    row = await Guardian.select().where(_current(account)).first()
    if row is None:
        return None
    return {
        "name": unseal(row["name"], owner=account, field=NAME),
        "phone": unseal(row["phone"], owner=account, field=PHONE),
        "agreedAt": row["agreed_at"],
    }


async def _expect_other(asker: Asker, phone: str, *, now: datetime) -> None:
    if await standing_of(asker.subject, now=now) == "not_needed":
        raise errors.GuardianNotNeeded
    row: Any = await Account.select(Account.phone).where(Account.id == asker.subject).first()
    own = unseal(row["phone"], owner=asker.subject, field="phone") if row["phone"] else None
    if codes.phone_of(phone) == own:
        raise errors.GuardianIsSelf


def _current(account: UUID) -> Any:
    return (Guardian.account == account) & Guardian.withdrawn_at.is_null()
