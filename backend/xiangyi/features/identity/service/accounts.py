"""Accounts: who somebody is here, and what they say of themselves."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from msgspec import UNSET

from xiangyi.core.asking import Asker, HeldRole
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import keyed_hash, seal, unseal
from xiangyi.core.text import tidy
from xiangyi.features.divisions import service as divisions
from xiangyi.features.identity import errors
from xiangyi.features.identity.rules import persons
from xiangyi.features.identity.rules.phones import masked
from xiangyi.features.identity.schemas import Me, OrganisationShown, ProfileChanges, RoleShown
from xiangyi.features.identity.service import codes, deeds, guardians, scopes
from xiangyi.features.identity.service.naming import checked_name
from xiangyi.features.identity.tables import Account, Member

_SEALED = ("phone", "name", "born_on", "id_number", "sex", "skills")
#: What a person under 14 says of themselves before a guardian has agreed (PIPL Art 31).
_SAID_ALONE = frozenset({"name", "born_on", "language", "size"})


async def of_phone(phone: str, *, now: datetime) -> UUID:
    """The account of a phone that has just been proved, a new one if there was none."""
    hashed = codes.phone_hash(phone)
    account = uuid4()
    rows = await run(
        "INSERT INTO account (id, made_at, phone, phone_hash) VALUES ({}, {}, {}, {})"
        " ON CONFLICT (phone_hash) DO UPDATE SET phone_hash = EXCLUDED.phone_hash RETURNING id",
        *(account, now, seal(phone, owner=account, field="phone"), hashed),
    )
    return UUID(str(rows[0]["id"]))


async def me(asker: Asker, *, now: datetime) -> Me:
    """The person who asks, as they see themselves, or the one for whom a clerk asks."""
    account = asker.subject
    row = await _row(account)
    plain = opened(row)
    home = row["home"]
    names = await divisions.names({home} if home else set())
    return Me(
        id=account,
        phone=masked(plain["phone"]) if plain["phone"] else None,
        name=plain["name"],
        occupation=row["occupation"],
        home=home,
        home_name=names.get(home),
        language=row["language"],
        size=row["size"],
        born_on=plain["born_on"],
        id_number=persons.masked_id_number(plain["id_number"]) if plain["id_number"] else None,
        sex=plain["sex"],  # type: ignore[arg-type]  # as it was said
        skills=plain["skills"],
        guardian=await guardians.standing(
            account, persons.born(plain["born_on"], plain["id_number"]), now=now
        ),
        # A clerk's roles are not those of the person for whom they act.
        roles=await _shown(() if asker.acting_for else asker.roles),
        organisations=await organisations_of(account),
        deletion_due_at=row["deletion_due_at"],
        device=asker.device,
        kept=await Account.count().where(
            (Account.kept_by == account)
            & Account.claimed_by.is_null()
            & Account.erased_at.is_null()
        ),
    )


async def change(asker: Asker, changes: ProfileChanges, *, now: datetime) -> Me:
    """Let the person say more, less or something else of themselves.

    Raises:
        NameUnusable, OccupationUnknown, BornOnUnusable, IdNumberUnusable: it cannot be.
        DivisionNotFound: the home division is not known.
        GuardianNeeded: they are under 14 and no guardian has agreed, and it is more than a child
            says alone, or makes them older.
    """
    said = await _checked(changes, now.astimezone(SHANGHAI).date())
    await _expect_guardian(asker.subject, said, now=now)
    row: dict[Any, Any] = {
        field: seal(text, owner=asker.subject, field=field) if text and field in _SEALED else text
        for field, text in said.items()
    }
    if "id_number" in said:
        number = said["id_number"]
        row["id_number_hash"] = number and keyed_hash(number, field="id_number")
    if row:
        async with atomic():
            before = _facts(await _row(asker.subject), said)
            # Nothing is written to whoever has been erased since they were found to ask.
            await Account.update(row).where(
                (Account.id == asker.subject) & Account.erased_at.is_null()
            )
            after = _facts(await _row(asker.subject), said)
            await deeds.note(
                asker,
                "person.changed",
                "account",
                asker.subject,
                now=now,
                before=before,
                after=after,
            )
    return await me(asker, now=now)


def _facts(row: dict[str, Any], fields: Collection[str]) -> dict[str, str | None]:
    plain = row | opened(row)
    return {field: plain[field] for field in fields}


async def phone_of(account: UUID) -> str | None:
    """Eleven digits; None for somebody without a phone, or who has been erased."""
    return opened(await _row(account))["phone"]


def opened(row: dict[str, Any]) -> dict[str, str | None]:
    """What is sealed in a row of the table, by column."""
    return {
        field: None if row[field] is None else unseal(row[field], owner=row["id"], field=field)
        for field in _SEALED
    }


async def organisations_of(account: UUID) -> list[OrganisationShown]:
    """The organisations that somebody belongs to today."""
    rows = (
        await Member.select(
            Member.organisation.id, Member.organisation.name, Member.organisation.kind
        )
        .where((Member.account == account) & Member.ended_at.is_null())
        .order_by(Member.organisation.name)
    )
    return [
        OrganisationShown(
            row["organisation.id"], row["organisation.name"], row["organisation.kind"]
        )
        for row in rows
    ]


async def _row(account: UUID) -> dict[str, Any]:
    row: dict[str, Any] | None = await Account.select().where(Account.id == account).first()
    if row is None:
        raise LookupError(f"no account {account}")
    return row


async def _checked(changes: ProfileChanges, today: date) -> dict[str, str | None]:
    said: dict[str, str | None] = {}
    for field in changes.__struct_fields__:
        text = getattr(changes, field)
        if text is not UNSET:
            said[field] = (tidy(text) or None) if text else None
    if number := said.get("id_number"):
        said["id_number"] = number.upper()
    if name := said.get("name"):
        said["name"] = checked_name(name)
    if said.get("occupation") not in {None, *persons.OCCUPATIONS}:
        raise errors.OccupationUnknown(known=list(persons.OCCUPATIONS))
    if home := said.get("home"):
        await divisions.division(home)
    if born_on := said.get("born_on"):
        said["born_on"] = _birth_date(born_on, today)
    if (number := said.get("id_number")) and not persons.is_id_number(number, today):
        raise errors.IdNumberUnusable
    return said


async def _expect_guardian(account: UUID, said: dict[str, str | None], *, now: datetime) -> None:
    """Expect one for what a child says, by the birth date that stands and by the one to come."""
    known = opened(await _row(account))
    before = persons.born(known["born_on"], known["id_number"])
    told = known | said
    after = persons.born(told["born_on"], told["id_number"])
    more = any(text for field, text in said.items() if field not in _SAID_ALONE)
    older = before is not None and (after is None or after < before)
    if (older and await guardians.standing(account, before, now=now) == "needed") or (
        more and await guardians.standing(account, after, now=now) == "needed"
    ):
        raise errors.GuardianNeeded


def _birth_date(text: str, today: date) -> str:
    try:
        born_on = date.fromisoformat(text)
    except ValueError as error:
        raise errors.BornOnUnusable from error
    if not persons.is_birth_date(born_on, today):
        raise errors.BornOnUnusable
    return born_on.isoformat()


async def _shown(roles: Sequence[HeldRole]) -> list[RoleShown]:
    """Roles with the names of their scopes."""
    grounds = await scopes.grounds(one.scope for one in roles)
    return [
        RoleShown(
            one.role,
            one.scope.kind,
            one.scope.id,
            grounds[one.scope].name if one.scope in grounds else "",
        )
        for one in roles
    ]
