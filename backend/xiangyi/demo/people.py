"""The organisations and the people of the demonstration, loaded through the services."""

import csv
from datetime import datetime
from importlib.resources import files
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import msgspec

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import atomic
from xiangyi.demo import voices
from xiangyi.demo.cast import CAST, Member
from xiangyi.demo.stations import ids_of
from xiangyi.features.identity.schemas import CastMember, ProfileChanges
from xiangyi.features.identity.schemas.granting import RoleWanted
from xiangyi.features.identity.service import accounts, asking, codes, members, roles
from xiangyi.features.identity.tables import Account
from xiangyi.features.organisations import service as organisations
from xiangyi.features.organisations.schemas import OrganisationFacts

#: Before two digits. They ring nobody: 154 is among the prefixes that no operator has been
#: given, as are 142, 143, 161, 164 and 194. An office's numbers begin with 0000.
_PHONES: Final = "154000000"
#: Whose organisation and lead the other administrator chose: who confirms for a host owes that to
#: nobody who chose the host's own.
_THE_OTHERS: Final = "orange_isle"
_WHY: Final = "演示"


async def load(*, now: datetime) -> None:
    """Add what is missing of accounts, organisations, memberships and roles.

    What visitors changed stays as it is, but everybody has their role again.
    """
    async with atomic():
        ids = {
            one.person: await accounts.of_phone(_phone(number), now=now)
            for number, one in enumerate(CAST)
        }
        for number, one in enumerate(CAST):
            if one.role == "administrator" and one.scope:
                await _appoint(_phone(number), ids[one.person], one.scope, now=now)
        administrator = await _asker(ids["administrator"])
        other = await _asker(ids["second_administrator"])
        await _found(administrator, other, now=now)
        for one in CAST:
            by = other if one.organisation == _THE_OTHERS else administrator
            await _introduce(by, one, ids[one.person], now=now)
    await voices.load(administrator, now=now)


async def cast() -> list[CastMember]:
    """Those of the demonstration that somebody may become."""
    hashes = [codes.phone_hash(_phone(number)) for number in range(len(CAST))]
    rows = await Account.select(Account.id, Account.phone_hash).where(
        Account.phone_hash.is_in(hashes) & Account.erased_at.is_null()
    )
    known = {bytes(row["phone_hash"]): row["id"] for row in rows}
    return [
        CastMember(
            person=one.person,
            account=known[hashed],
            name_zh=one.name_zh,
            name_en=one.name_en,
            does_zh=one.does_zh,
            does_en=one.does_en,
        )
        for one, hashed in zip(CAST, hashes, strict=True)
        if hashed in known
    ]


async def _appoint(phone: str, account: UUID, scope: Scope, *, now: datetime) -> None:
    if HeldRole("administrator", scope) not in await asking.roles_of(account):
        await roles.grant_as_operator(phone, "administrator", scope, _WHY, now=now)


async def _found(administrator: Asker, other: Asker, *, now: datetime) -> None:
    """Tell of the organisations that are not there."""
    text = files("xiangyi.demo").joinpath("data/organisations.csv").read_text("utf-8")
    rows = {organisation_id(row["key"]): row for row in csv.DictReader(text.splitlines())}
    known = await organisations.homes(list(rows))
    for id_ in rows.keys() - known.keys():
        row = rows[id_]
        facts = msgspec.convert(
            {name: row[name] for name in ("kind", "name", "phone", "address")}
            | {"home": f"nbs:{row['division']}"},
            OrganisationFacts,
        )
        by = other if row["key"] == _THE_OTHERS else administrator
        await organisations.put(by, id_, facts, now=now)


async def _introduce(administrator: Asker, one: Member, id_: UUID, *, now: datetime) -> None:
    """Give one of the cast a name, an organisation and a role."""
    asker = await _asker(id_)
    if (await accounts.me(asker, now=now)).name is None:
        said = ProfileChanges(name=one.name, occupation=one.occupation, home=one.home)
        await accounts.change(asker, said, now=now)
    if one.organisation:
        await members.add(administrator, organisation_id(one.organisation), id_, now=now)
    for scope in await _scopes(one):
        if one.role and HeldRole(one.role, scope) not in asker.roles:
            wanted = RoleWanted(
                account=id_, role=one.role, scope_kind=scope.kind, scope_id=scope.id, why=_WHY
            )
            await roles.grant(administrator, uuid4(), wanted, now=now)


async def _scopes(one: Member) -> list[Scope]:
    if one.scope:
        return [one.scope]
    if one.stations:
        return [Scope("station", id_) for id_ in await ids_of(one.stations)]
    return (
        [Scope("organisation", str(organisation_id(one.organisation)))] if one.organisation else []
    )


async def member(person: str) -> Asker:
    """One of the cast as whoever asks."""
    number = next(number for number, one in enumerate(CAST) if one.person == person)
    row = (
        await Account.select(Account.id)
        .where(Account.phone_hash == codes.phone_hash(_phone(number)))
        .first()
    )
    if row is None:
        raise LookupError(person)
    return await _asker(row["id"])


async def _asker(account: UUID) -> Asker:
    return Asker(account=account, device=UUID(int=0), roles=await asking.roles_of(account))


def _phone(number: int) -> str:
    return f"{_PHONES}{number:02}"


def organisation_id(key: str) -> UUID:
    """The same in every demonstration, so that a second start finds it."""
    return uuid5(NAMESPACE_URL, f"https://xiangyi.example/demo/{key}")
