"""The audit with the names of who did it and of what it was done to, which it does not know itself.

What belongs to a higher feature is named by that: it hands in how, once for each process, as
`scopes.know_stations` does.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.features.audit import service as audit
from xiangyi.features.audit.schemas import Entry, EntryPage, Sought
from xiangyi.features.divisions import service as divisions
from xiangyi.features.identity.service import persons
from xiangyi.features.organisations import service as organisations

#: What the subjects of these ids are called, as far as they have names.
Names = Callable[[Collection[str]], Awaitable[Mapping[str, str]]]


async def _organisations(ids: Collection[str]) -> dict[str, str]:
    found = await organisations.homes([UUID(one) for one in ids])
    return {str(id_): home.name for id_, home in found.items()}


async def _accounts(ids: Collection[str]) -> dict[str, str]:
    people = await persons.masks([UUID(one) for one in ids])
    return {str(id_): one.name for id_, one in people.items() if one.name}


_names: dict[str, Names] = {
    "account": _accounts,
    "division": divisions.names,
    "organisation": _organisations,
}


def know_names(of: Mapping[str, Names]) -> None:
    """Let this process name the subjects of these kinds so."""
    _names.update(of)


async def search(asker: Asker, sought: Sought, *, now: datetime) -> EntryPage:
    """As `audit.search`, with masked names of people, and the names of things."""
    page = await audit.search(asker, sought, now=now)
    people = await persons.masks({one.actor for one in page.items if one.actor})
    things = await _things(page.items)
    named = [
        replace(
            one,
            actor_name=people[one.actor].name if one.actor in people else None,
            subject_name=things.get((one.subject_kind, one.subject_id)),
        )
        for one in page.items
    ]
    return EntryPage(named, page.next)


async def _things(entries: Collection[Entry]) -> dict[tuple[str, str], str]:
    ids: dict[str, set[str]] = defaultdict(set)
    for one in entries:
        ids[one.subject_kind].add(one.subject_id)
    return {
        (kind, id_): name
        for kind, how in _names.items()
        if kind in ids
        for id_, name in (await how(ids[kind])).items()
    }
