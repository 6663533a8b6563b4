"""Whether a database is a demonstration's: what only the database itself can say."""

from datetime import datetime

from msgspec.structs import replace

from xiangyi.core.backups import catalogue
from xiangyi.core.db import atomic
from xiangyi.core.migrate import hold_schema
from xiangyi.serving import database
from xiangyi.serving.refusing import CannotStart
from xiangyi.serving.tables import Demonstration
from xiangyi.settings import Settings


async def begin(settings: Settings, *, now: datetime) -> list[str]:
    """Bring a demonstration up to date, or begin one where there is nothing at all.

    In one transaction, so that no database is half a demonstration's.

    Returns:
        The names of the migrations that were applied.

    Raises:
        CannotStart: the database is something else's, and stays as it is; or a later version
            has used it.
    """
    async with atomic():
        await hold_schema()
        there = await is_one()
        if not there and await catalogue.tables():
            raise CannotStart(
                "the database holds something that is no demonstration;"
                " choose another directory with --data, or an empty database"
            )
        names = await database.bring_up_to_date(settings)
        if not there:
            await Demonstration.insert(Demonstration(begun_at=now))
    return names


async def is_one() -> bool:
    """Whether the database was begun as a demonstration; one without tables was not."""
    there = {table.name for table in await catalogue.tables()}
    return "demonstration" in there and await Demonstration.exists()


async def as_told(settings: Settings) -> Settings:
    """The settings, with what the database says about being a demonstration."""
    return replace(settings, demo=await is_one())
