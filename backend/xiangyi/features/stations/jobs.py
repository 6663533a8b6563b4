"""What the worker does for stations."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from xiangyi.features.stations.service import reporting, telling, unshown
from xiangyi.features.stations.service.indexing import Service
from xiangyi.features.stations.service.lists import keeping
from xiangyi.features.stations.service.publishing import Publisher
from xiangyi.settings import Settings


async def publish_changed(settings: Settings, clock: Callable[[], datetime]) -> None:
    """Publish the packs of every prefecture whose stations changed; called each second."""
    await publisher(settings).publish(now=clock())


async def tell_of_doubts(settings: Settings, now: datetime) -> None:
    """Tell managers whose doors riders find locked."""
    await telling.tell_of_doubts(report_hours=settings.report_hours, now=now)


async def forget_reporters(_: Settings, now: datetime) -> None:
    """Forget from which phone and network old reports came."""
    await reporting.forget(now=now)


async def forget_lists(settings: Settings, now: datetime) -> None:
    """Forget lists that nobody took in, and what came of those of last month."""
    await keeping.forget(settings.lists_dir, now=now)


async def let_photos_go(settings: Settings, now: datetime) -> None:
    """Erase riders' photos that nobody showed after their reports were answered."""
    await unshown.let_go(settings.media_dir, now=now)


@cache
def publisher(settings: Settings) -> Publisher:
    """The publisher of this installation's packs, which remembers what it has compared."""
    service = Service(
        demo=settings.demo,
        phone=settings.phone,
        filing=settings.filing,
        tiles_attribution=settings.tiles_attribution if settings.tiles_key else "",
        stale_days=settings.stale_days,
        report_hours=settings.report_hours,
    )
    return Publisher(settings.packs_dir, service)
