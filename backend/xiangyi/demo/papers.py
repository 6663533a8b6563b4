"""The paper of the demonstration's talk about hot water, set as every sheet of ours is."""

from collections.abc import AsyncIterator
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.printing import Printer, Sheet
from xiangyi.features.consultations.service import attaching
from xiangyi.features.media.service.papers import Papers


class _Words(Struct, frozen=True):
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_WATER: Final = _Words(
    "溁湾镇夜里哪儿有热水",
    ("地方", "热水到几点", "离夜宵街", "谁管"),
    (
        ("溁湾镇工会驿站", "21:30", "400 米", "区总工会"),
        ("溁湾镇社区党群服务中心", "20:00", "700 米", "社区"),
        ("桔子洲地铁口便民点", "22:00", "2.1 公里", "城管服务中心"),
    ),
)


async def attach(convener: Asker, meeting: UUID, item: UUID, media: Path, *, now: datetime) -> None:
    """Add it to an item of the agenda, its file to that folder."""
    template = files("xiangyi.demo").joinpath("data/water.typ").read_bytes()
    content = await Printer().print(Sheet(template, _WATER))

    async def sent() -> AsyncIterator[bytes]:
        yield content

    said = attaching.Paper(uuid5(meeting, "paper"), _WATER.title, item, "everyone")
    shelf = Papers(media)
    try:
        await attaching.attach(convener, meeting, said, sent(), shelf, now=now)
    finally:
        await shelf.close()
