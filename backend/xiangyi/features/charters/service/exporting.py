"""All compacts and charters as a file that others read, with nothing personal in it."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.features.charters.service import keeping, reading
from xiangyi.features.charters.tables import Charter
from xiangyi.features.stations.service.exporting import Licence

#: What a program that reads them goes by; another number where a member changes its meaning.
FORMAT: Final = "xiangyi-charters/1"
_AT_ONCE: Final = 50


async def json_file(licence: Licence, *, now: datetime) -> AsyncIterator[bytes]:
    """Each with all its published versions, piece by piece."""
    head = {"format": FORMAT, "licence": licence.name, "date": licence.on}
    yield msgspec.json.encode(head)[:-1] + b',"charters":['
    between, last = b"\n", UUID(int=0)
    while True:
        ids = (
            await Charter.select(Charter.id)
            .where(Charter.id > last)
            .order_by(Charter.id)
            .limit(_AT_ONCE)
            .output(as_list=True)
        )
        if not ids:
            break
        told = await keeping.published(ids)
        for card in await reading.cards(ids, now=now):
            plain: dict[str, Any] = msgspec.to_builtins(card)
            yield between + msgspec.json.encode(
                plain | {"versions": await reading.versions(told[card.id])}
            )
            between = b",\n"
        last = ids[-1]
    yield b"\n]}\n"
