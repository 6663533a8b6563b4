"""Riders' photos: the manager looks at each, and shows it on the station's page or lets it go."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.audit import service as audit
from xiangyi.features.media import service as media
from xiangyi.features.media.errors import PhotoNotFound
from xiangyi.features.stations.schemas import DeskPhoto, DeskPhotos
from xiangyi.features.stations.service.desk.reach import expect_keeper, expect_looker, is_manager
from xiangyi.features.stations.service.writing import touch
from xiangyi.features.stations.tables import Report, StationPhoto

_MOST = 100


async def photos_of(asker: Asker, station: str, *, now: datetime) -> DeskPhotos:
    """What came with reports, the latest first; never who sent it.

    The look is recorded, unless it is the station's own manager who looks.

    Raises:
        StationNotFound, RoleMissing: the asker may not look at such a station.
    """
    place = await expect_looker(asker, station)
    if not is_manager(asker, station):
        division = place["division"]
        await audit.record(asker, "photo.listed", "station", station, now=now, division=division)
    rows: list[dict[str, Any]] = (
        await Report.select(*Report.all_columns(), Report.photo.digest)
        .where((Report.station == station) & Report.photo.is_not_null())
        .order_by(Report.reported_at, ascending=False)
        .limit(_MOST)
    )
    shown = await StationPhoto.select().where(StationPhoto.station == station)
    shown_at = {row["photo"]: row["shown_at"] for row in shown}
    # One that came with two reports is looked at once.
    photos = {
        row["photo"]: DeskPhoto(
            id=row["photo"],
            digest=row["photo.digest"],
            kind=row["kind"],
            amenity=row["amenity"],
            reported_at=row["reported_at"],
            shown_at=shown_at.get(row["photo"]),
        )
        for row in rows
    }
    return DeskPhotos(list(photos.values()))


async def show(asker: Asker, station: str, photo: UUID, *, now: datetime) -> None:
    """Let everybody see a photo on the station's page; shown already, it stays as it is.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
        PhotoNotFound: no report of this station has it (any more), or another station shows it.
    """
    place = await expect_keeper(asker, station)
    one = StationPhoto(photo=photo, station=station, shown_at=now, account=asker.account)
    gone = PhotoNotFound(photo=str(photo))
    try:
        with duplicate_is(gone):
            async with atomic():
                row = await _report_of(station, photo)
                if row is None:
                    raise gone
                await StationPhoto.insert(one)
                await _record(asker, "photo.shown", place, photo, row["account"], now)
                await touch([place["prefecture"]], now=now)
    except PhotoNotFound:
        here = (StationPhoto.photo == photo) & (StationPhoto.station == station)
        if not await StationPhoto.exists().where(here):
            raise


async def drop(asker: Asker, station: str, photo: UUID, *, now: datetime) -> set[str]:
    """Let a photo go, shown or not; the report that it came with stays.

    Returns the digests of pictures to erase now; none where another station's report has it too.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
        PhotoNotFound: no report of this station has it (any more).
    """
    place = await expect_keeper(asker, station)
    async with atomic():
        row = await _report_of(station, photo)
        if row is None:
            raise PhotoNotFound(photo=str(photo))
        await Report.update({Report.photo: None}).where(
            (Report.station == station) & (Report.photo == photo)
        )
        shown = (
            await StationPhoto.delete()
            .where((StationPhoto.station == station) & (StationPhoto.photo == photo))
            .returning(StationPhoto.photo)
        )
        used = await Report.exists().where(Report.photo == photo)
        digests = set() if used else await media.forget([photo])
        await _record(asker, "photo.dropped", place, photo, row["account"], now)
        if shown:
            await touch([place["prefecture"]], now=now)
    return digests


async def _report_of(station: str, photo: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await Report.select(Report.account)
        .where((Report.station == station) & (Report.photo == photo))
        .first()
    )
    return row


async def _record(  # noqa: PLR0913, PLR0917  # what an entry is made of
    asker: Asker, action: str, place: dict[str, Any], photo: UUID, about: UUID | None, now: datetime
) -> None:
    await audit.record(
        asker, action, "photo", photo, now=now, division=place["division"], about=about
    )
