"""What organisations do: be found, be told of, close."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec.structs import replace

from xiangyi.core import asking
from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.core.text import as_seen, has_hidden, narrowed, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.divisions import service as divisions
from xiangyi.features.divisions.errors import DivisionNotFound, SearchUnusable
from xiangyi.features.divisions.rules.searching import as_spelt
from xiangyi.features.organisations import errors
from xiangyi.features.organisations.adapters import index, keeping
from xiangyi.features.organisations.adapters.index import Wish
from xiangyi.features.organisations.rules.phones import read_office_phone
from xiangyi.features.organisations.schemas import (
    Home,
    Kind,
    OrganisationCard,
    OrganisationFacts,
    OrganisationPage,
)
from xiangyi.features.organisations.tables import Organisation

_LONGEST: Final = {"name": 80, "address": 200}


async def list_organisations(
    *,
    q: str = "",
    kind: Kind | None = None,
    division: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> OrganisationPage:
    """Open organisations in the order of their spelling.

    `q` is part of a name, of its pinyin or of the initials; `division` means with all below
    it; `cursor` is the `next` of the page before.

    Raises:
        DivisionNotFound: `division` is not known.
        SearchUnusable: `q` hides something.
    """
    words = tidy(q)
    if has_hidden(words):
        raise SearchUnusable
    if division is not None and division not in await divisions.lineages([division]):
        raise DivisionNotFound(key=division)
    wish = Wish(words=words.lower(), spelt=as_spelt(words), kind=kind, division=division)
    places = (await index.current()).find(wish, after=cursor, limit=limit + 1)
    shown = [index.id_of(place) for place in places[:limit]]
    found = await keeping.cards(shown)
    return OrganisationPage(
        items=[found[id_] for id_ in shown if id_ in found],
        next=places[limit - 1] if len(places) > limit else None,
    )


async def organisation(id_: UUID) -> OrganisationCard:
    """One organisation, closed or not.

    Raises:
        OrganisationNotFound: there is none of this id.
    """
    card = (await keeping.cards([id_])).get(id_)
    if card is None:
        raise errors.OrganisationNotFound(id=str(id_))
    return card


async def homes(ids: Collection[UUID]) -> dict[UUID, Home]:
    """For each that is known, its kind and name, its home and whether it has closed."""
    return await keeping.homes(ids)


async def put(
    asker: Asker, id_: UUID, told: OrganisationFacts, *, now: datetime
) -> OrganisationCard:
    """Tell of an organisation, new or known; the same again changes nothing.

    Raises:
        RoleMissing: the asker is no administrator of the home, or of the one it had.
        DivisionNotFound: the home is not known, or has ended.
        OrganisationWordsUnusable, OfficePhoneUnusable: something told cannot be.
        OrganisationExists: another one has this name at this home.
        ExternalIdTaken: another one has this number in that system.
        OrganisationClosed: it has closed.
        OrganisationStays: its kind or its home would be another.
    """
    facts = _checked(told)
    await _expect_administrator(asker, facts.home, living=True)
    with duplicate_is(errors.OrganisationExists(name=facts.name)):
        async with atomic():
            before = await _added_or_held(id_, facts, now=now)
            if before is not None:
                await _expect_administrator(asker, before.home)
                if before.closed_at is not None:
                    raise errors.OrganisationClosed
                if _facts_of(before) == facts:
                    return before
                if (before.kind, before.home) != (facts.kind, facts.home):
                    raise errors.OrganisationStays
                await keeping.change(id_, facts, now=now)
            await keeping.put_external_ids(id_, facts.external_ids)
            await index.count_change()
            await audit.record(
                asker,
                "organisation.changed" if before else "organisation.added",
                "organisation",
                id_,
                now=now,
                division=facts.home,
                before=_hashed(_facts_of(before)) if before else None,
                after=_hashed(facts),
            )
    return await organisation(id_)


async def close(asker: Asker, id_: UUID, why: str, *, now: datetime) -> OrganisationCard:
    """Let an organisation be no more from now on; it stays for what it once did.

    Raises:
        OrganisationNotFound: there is none of this id.
        RoleMissing: the asker is no administrator of its home.
        OrganisationClosed: it has closed already.
        WhyMissing, WhyUnusable: no reason is given.
    """
    reason = audit.reason(why)
    async with atomic():
        before = await keeping.held(id_)
        if before is None:
            raise errors.OrganisationNotFound(id=str(id_))
        await _expect_administrator(asker, before.home)
        if before.closed_at is not None:
            raise errors.OrganisationClosed
        await Organisation.update(
            {Organisation.closed_at: now, Organisation.changed_at: now}
        ).where(Organisation.id == id_)
        await index.count_change()
        facts = _hashed(_facts_of(before))
        await audit.record(
            asker,
            "organisation.closed",
            "organisation",
            id_,
            now=now,
            division=before.home,
            why=reason,
            before=facts,
            after={**facts, "closedAt": now},
        )
    return await organisation(id_)


async def _added_or_held(
    id_: UUID, facts: OrganisationFacts, *, now: datetime
) -> OrganisationCard | None:
    """What is held under the id until now; None where it has just been added."""
    if await keeping.add(id_, facts, now=now):
        return None
    before = await keeping.held(id_)
    if before is None:
        raise errors.OrganisationExists(name=facts.name)
    return before


async def _expect_administrator(asker: Asker, home: str, *, living: bool = False) -> None:
    lineage = (await divisions.lineages([home])).get(home)
    if lineage is None or (living and lineage[-1].valid_to is not None):
        raise DivisionNotFound(key=home)
    asker.expect("administrator", within=asking.divisions([one.key for one in lineage]))


def _checked(told: OrganisationFacts) -> OrganisationFacts:
    # However wide it was typed, it is one name.
    told = replace(told, name=narrowed(told.name))
    words = {field: _words(field, getattr(told, field)) for field in _LONGEST}
    words["name"] = as_seen(words["name"])
    if not words["name"]:
        raise errors.OrganisationWordsUnusable(field="name", reason="empty")
    phone = read_office_phone(told.phone)
    if phone is None:
        raise errors.OfficePhoneUnusable
    return replace(told, **words, phone=phone, external_ids=sorted(set(told.external_ids)))


def _words(field: str, text: str) -> str:
    words = tidy(text)
    if has_hidden(words):
        raise errors.OrganisationWordsUnusable(field=field, reason="hidden")
    if len(words) > _LONGEST[field]:
        raise errors.OrganisationWordsUnusable(field=field, reason="too_long")
    return words


def _facts_of(card: OrganisationCard) -> OrganisationFacts:
    return OrganisationFacts(
        kind=card.kind,
        name=card.name,
        home=card.home,
        phone=card.phone,
        address=card.address,
        external_ids=card.external_ids,
    )


def _hashed(facts: OrganisationFacts) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(facts)
    return told
