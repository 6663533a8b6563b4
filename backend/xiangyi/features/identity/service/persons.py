"""Finding a person whom somebody with a role names, and showing only as much as that needs."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.features.audit import service as audit
from xiangyi.features.identity import errors
from xiangyi.features.identity.rules.persons import masked_name
from xiangyi.features.identity.rules.phones import masked
from xiangyi.features.identity.service import accounts, codes, tallies
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.identity.tables import Account

#: Nobody finds out by trying which phones are known here.
_LOOKED_UP: Final = (Limit(3_600, 100), Limit(86_400, 300))


class Masked(Struct, frozen=True):
    """A person as others see them; None where there is nothing to mask."""

    phone: str | None
    name: str | None


async def of_phone(asker: Asker, phone: str, *, division: str, now: datetime) -> UUID:
    """The account of a phone; that somebody asked is recorded, whatever comes of it.

    The record tells whether anybody had the phone, and never the phone.

    Raises:
        PhoneUnusable: it is no mainland mobile number.
        AccountNotFound: nobody here has it.
        TooManyTries: the asker has looked up too many.
    """
    hashed = codes.phone_hash(codes.phone_of(phone))
    await tallies.count("phone looked up by", str(asker.account), _LOOKED_UP, now=now)
    row = (
        await Account.select(Account.id)
        .where((Account.phone_hash == hashed) & Account.erased_at.is_null())
        .first()
    )
    found = "unknown" if row is None else "known"
    await audit.record(asker, "person.sought", "phone", found, now=now, division=division)
    if row is None:
        raise errors.AccountNotFound
    account: UUID = row["id"]
    return account


async def expect(account: UUID) -> None:
    """Raises AccountNotFound: nobody has this id, or somebody erased has."""
    if not await Account.exists().where((Account.id == account) & Account.erased_at.is_null()):
        raise errors.AccountNotFound


async def masks(ids: Collection[UUID]) -> dict[UUID, Masked]:
    """How each of the accounts is shown."""
    if not ids:
        return {}
    shown = {}
    for row in await Account.select().where(Account.id.is_in(list(ids))):
        plain = accounts.opened(row)
        phone, name = plain["phone"], plain["name"]
        shown[row["id"]] = Masked(phone and masked(phone), name and masked_name(name))
    return shown


class OnPaper(Struct, frozen=True):
    """A person as their own papers name them; None where they have not said."""

    name: str | None
    id_number: str | None


async def on_paper(account: UUID) -> OnPaper:
    """Name and identity number in full, for what the person themselves takes away."""
    row = await Account.select().where(Account.id == account).first()
    plain = accounts.opened(row) if row else {}
    return OnPaper(plain.get("name"), plain.get("id_number"))


class Rung(Struct, frozen=True):
    """A person whom somebody is to ring up; None where nothing is known."""

    phone: str | None
    name: str | None


class Told(Struct, frozen=True):
    """A person as an authority is told of them; None where nothing is known."""

    name: str | None
    id_number: str | None
    sex: str | None
    skills: str | None


async def to_be_told(ids: Collection[UUID]) -> dict[UUID, Told]:
    """Those who agreed, or who were in charge, in full; whoever asks records that."""
    if not ids:
        return {}
    rows = await Account.select().where(Account.id.is_in(list(ids)))
    opened = {row["id"]: accounts.opened(row) for row in rows}
    told = Told.__struct_fields__
    return {id_: Told(*(plain[one] for one in told)) for id_, plain in opened.items()}


async def to_be_rung(ids: Collection[UUID]) -> dict[UUID, Rung]:
    """Names and phones in full; whoever asks for them records that, and why."""
    if not ids:
        return {}
    rows = await Account.select().where(Account.id.is_in(list(ids)))
    opened = {row["id"]: accounts.opened(row) for row in rows}
    return {id_: Rung(plain["phone"], plain["name"]) for id_, plain in opened.items()}
