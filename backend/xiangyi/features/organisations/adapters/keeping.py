"""Organisations read from and written to the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.db import is_postgres, run
from xiangyi.core.pinyin import pinyin_of
from xiangyi.features.divisions import service as divisions
from xiangyi.features.organisations import errors
from xiangyi.features.organisations.schemas import (
    ExternalId,
    Home,
    OrganisationCard,
    OrganisationFacts,
)
from xiangyi.features.organisations.tables import Organisation, OrganisationExternalId

_ADD = (
    "INSERT INTO organisation"
    " (id, kind, name, home, phone, address, pinyin, initials, changed_at)"
    " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}) ON CONFLICT DO NOTHING RETURNING id"
)
_CHANGE = (
    "UPDATE organisation SET kind = {}, name = {}, home = {}, phone = {}, address = {},"
    " pinyin = {}, initials = {}, changed_at = {} WHERE id = {}"
)
_ADD_EXTERNAL_ID = (
    "INSERT INTO organisation_external_id (organisation, system, number) VALUES ({}, {}, {})"
    " ON CONFLICT (system, number) DO NOTHING RETURNING id"
)


async def cards(ids: Sequence[UUID]) -> dict[UUID, OrganisationCard]:
    """Those of them that there are, in any order."""
    if not ids:
        return {}
    rows = await Organisation.select().where(Organisation.id.is_in(list(ids)))
    numbers = await OrganisationExternalId.select().where(
        OrganisationExternalId.organisation.is_in(list(ids))
    )
    names = await divisions.names({row["home"] for row in rows})
    return {
        row["id"]: OrganisationCard(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            home=row["home"],
            home_name=names[row["home"]],
            phone=row["phone"],
            address=row["address"],
            external_ids=sorted(
                ExternalId(one["system"], one["number"])
                for one in numbers
                if one["organisation"] == row["id"]
            ),
            closed_at=row["closed_at"],
        )
        for row in rows
    }


async def held(id_: UUID) -> OrganisationCard | None:
    """The organisation, which nobody else changes until the caller's transaction is through."""
    if is_postgres():
        await run("SELECT id FROM organisation WHERE id = {} FOR UPDATE", id_)
    return (await cards([id_])).get(id_)


async def add(id_: UUID, facts: OrganisationFacts, *, now: datetime) -> bool:
    """Add it; False where the id, or the name at this home, is there already."""
    spelling = pinyin_of(facts.name)
    return bool(
        await run(
            _ADD,
            *(id_, facts.kind, facts.name, facts.home, facts.phone, facts.address),
            *(spelling.pinyin, spelling.initials, now),
        )
    )


async def change(id_: UUID, facts: OrganisationFacts, *, now: datetime) -> None:
    """Rewrite it; a name that is there already breaks the unique index."""
    spelling = pinyin_of(facts.name)
    await run(
        _CHANGE,
        *(facts.kind, facts.name, facts.home, facts.phone, facts.address),
        *(spelling.pinyin, spelling.initials, now, id_),
    )


async def put_external_ids(id_: UUID, wanted: Collection[ExternalId]) -> None:
    """Raises ExternalIdTaken: a system calls another organisation so, or this one twice."""
    await OrganisationExternalId.delete().where(OrganisationExternalId.organisation == id_)
    seen: set[str] = set()
    for one in wanted:
        if one.system in seen or not await run(_ADD_EXTERNAL_ID, id_, one.system, one.number):
            raise errors.ExternalIdTaken(system=one.system, number=one.number)
        seen.add(one.system)


async def homes(ids: Collection[UUID]) -> dict[UUID, Home]:
    """For each that is known, its kind and name, its home and whether it has closed."""
    if not ids:
        return {}
    rows: list[dict[str, Any]] = await Organisation.select(
        *(Organisation.id, Organisation.kind, Organisation.name),
        *(Organisation.home, Organisation.closed_at),
    ).where(Organisation.id.is_in(list(ids)))
    return {
        row["id"]: Home(row["kind"], row["name"], row["home"], closed=row["closed_at"] is not None)
        for row in rows
    }
