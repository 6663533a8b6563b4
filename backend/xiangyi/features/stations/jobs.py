"""What the worker does for stations."""

from xiangyi.features.stations.service.indexing import Service
from xiangyi.features.stations.service.publishing import Publisher
from xiangyi.settings import Settings


def publisher(settings: Settings) -> Publisher:
    """The publisher of this installation's packs; the worker calls it each second."""
    service = Service(
        demo=settings.demo,
        phone=settings.phone,
        tiles_attribution=settings.tiles_attribution if settings.tiles_key else "",
        stale_days=settings.stale_days,
        report_hours=settings.report_hours,
    )
    return Publisher(settings.packs_dir, service)
