"""Places with something in every corner, and what is in them, read past the backups' own code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from tests.databases import in_haste
from tests.stations.desk import make_furong, row, take
from tests.stations.makers import NOW, SERVICE
from tests.workdays import makers as workdays

from xiangyi.core.db import is_postgres, run
from xiangyi.features.stations.service import live
from xiangyi.features.stations.service.publishing import Publisher
from xiangyi.features.stations.tables import Station
from xiangyi.serving import backups, database
from xiangyi.settings import Settings

#: For a test that asks for both fixtures: from each engine to the other.
THERE_AND_BACK = pytest.mark.parametrize(
    ("database_url", "empty_place"), [("sqlite", "postgres"), ("postgres", "sqlite")], indirect=True
)

Contents = dict[str, list[list[object]]]


@contextmanager
def unseen(label: str, total: int) -> Iterator[Callable[[int], object]]:
    """Progress that nobody looks at."""
    yield lambda _: None


async def fill(settings: Settings) -> None:
    """A list of an office, its correction, what riders and managers said, a calendar and packs."""
    async with database.opened(settings):
        await in_haste()
        await make_furong()
        await workdays.take_in(*workdays.whole(2026))
        await take(*(row(f"A{number}", f"第{number}驿站") for number in range(20)))
        await take(row("A1", "第1驿站", phone="0731-2", amenities="厕所;热水"), minutes=5)
        [one, *_] = await Station.select(Station.id).order_by(Station.id).output(as_list=True)
        heard = [
            live.Confirmed(one, NOW),
            live.Reported(one, NOW, "amenity_broken", "drinking_water"),
            live.BrokeDown(one, NOW, "drinking_water"),
            live.Stands(one, NOW, "full"),
        ]
        await live.hear(heard, now=NOW)
        await publish(settings)


async def publish(settings: Settings) -> None:
    publisher = Publisher(settings.packs_dir, SERVICE)
    settings.packs_dir.mkdir(parents=True, exist_ok=True)
    await publisher.publish(now=NOW + timedelta(minutes=10))


async def contents(settings: Settings) -> Contents:
    """Every row of every table that the database names."""
    async with database.opened(settings):
        return await rows_of_all()


async def rows_of_all() -> Contents:
    if is_postgres():
        named = await run("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    else:
        named = await run("SELECT name FROM sqlite_master WHERE type = 'table'")
    found = {}
    for name in sorted(str(one["name"]) for one in named):
        rows = [list(one.values()) for one in await run(f'SELECT * FROM "{name}"')]  # noqa: S608
        found[name] = sorted(rows, key=lambda cells: [str(cell) for cell in cells])
    return found


def besides(found: Contents, *actions: str) -> Contents:
    """The same without what the audit has under these actions."""
    ids = {row[0] for row in found["audit_entry"] if row[4] in actions}
    return found | {
        "audit_entry": [row for row in found["audit_entry"] if row[0] not in ids],
        "audit_place": [row for row in found["audit_place"] if row[1] not in ids],
    }


async def back_up(settings: Settings, file: Path) -> None:
    await backups.back_up(settings, file, now=NOW, show=unseen)


async def restore(settings: Settings, file: Path) -> list[str]:
    """What it said meanwhile."""
    said: list[str] = []
    await backups.restore(settings, file, now=NOW, show=unseen, say=said.append)
    return said
