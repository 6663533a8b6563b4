"""The audit with the names of those who did it, which it does not know itself."""

from datetime import datetime

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.features.audit import service as audit
from xiangyi.features.audit.schemas import EntryPage, Sought
from xiangyi.features.identity.service import persons


async def search(asker: Asker, sought: Sought, *, now: datetime) -> EntryPage:
    """As `audit.search`, with masked names."""
    page = await audit.search(asker, sought, now=now)
    people = await persons.masks({one.actor for one in page.items if one.actor})
    named = [
        replace(one, actor_name=people[one.actor].name) if one.actor in people else one
        for one in page.items
    ]
    return EntryPage(named, page.next)
