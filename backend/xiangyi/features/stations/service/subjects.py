"""What stations, and what belongs to them, are called in the record of who did what."""

from collections.abc import Collection
from uuid import UUID

from xiangyi.features.stations.tables import PhotoDecision, Report, Station, StationBatch


async def stations(ids: Collection[str]) -> dict[str, str]:
    """By id, closed ones too."""
    rows = await Station.select(Station.id, Station.name).where(Station.id.is_in(list(ids)))
    return {row["id"]: row["name"] for row in rows}


async def reports(ids: Collection[str]) -> dict[str, str]:
    """By key, what the station is called that a report is of."""
    rows = await Report.select(Report.key, Report.station.name).where(
        Report.key.is_in([UUID(one) for one in ids])
    )
    return {str(row["key"]): row["station.name"] for row in rows}


async def photos(ids: Collection[str]) -> dict[str, str]:
    """By id, what the station is called at which something was decided of a photo."""
    rows = await PhotoDecision.select(PhotoDecision.key, PhotoDecision.station.name).where(
        PhotoDecision.key.is_in([UUID(one) for one in ids])
    )
    return {str(row["key"]): row["station.name"] for row in rows}


async def lists(ids: Collection[str]) -> dict[str, str]:
    """By batch, whose list it is."""
    rows = await StationBatch.select(StationBatch.id, StationBatch.source).where(
        StationBatch.id.is_in(list(ids))
    )
    return {row["id"]: row["source"] for row in rows}


NAMES = {"station": stations, "report": reports, "photo": photos, "batch": lists}
