"""Riders' photos: the manager looks at each, and shows it on the station's page or lets it go."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from piccolo.columns.combination import And

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, of_one_moment, run
from xiangyi.features.audit import service as audit
from xiangyi.features.media import service as media
from xiangyi.features.media.errors import PhotoNotFound
from xiangyi.features.stations.schemas.desk import DeskPhoto, DeskPhotos
from xiangyi.features.stations.service.desk.reach import expect_keeper, expect_looker, is_manager
from xiangyi.features.stations.service.writing import touch
from xiangyi.features.stations.tables import PhotoDecision, Report, StationPhoto

_PAGE = 50
_NONE = UUID(int=0)
_UNDECIDED: tuple[None, None] = (None, None)


async def photos_of(asker: Asker, station: str, *, after: int, now: datetime) -> DeskPhotos:
    """What came with reports, the latest first; never who sent it.

    Args:
        after: how many of the latest are passed over.

    The look is recorded, unless it is the station's own manager who looks.

    Raises:
        StationNotFound, RoleMissing: the asker may not look at such a station.
    """
    place = await expect_looker(asker, station)
    if not is_manager(asker, station):
        division = place["division"]
        await audit.record(asker, "photo.listed", "station", station, now=now, division=division)
    # Of one moment: a photo that is dropped between two looks would be missed in the second.
    async with of_one_moment():
        # One that came with two reports is looked at once.
        page = await run(
            "SELECT photo FROM report WHERE station = {} AND photo IS NOT NULL GROUP BY photo"
            " ORDER BY MAX(reported_at) DESC, photo LIMIT {} OFFSET {}",
            *(station, _PAGE + 1, after),
        )
        ids = [UUID(str(row["photo"])) for row in page[:_PAGE]]
        rows: list[dict[str, Any]] = (
            await Report.select()
            .where((Report.station == station) & Report.photo.is_in(ids or [_NONE]))
            .order_by(Report.reported_at, ascending=False)
        )
        shown = await StationPhoto.select().where(StationPhoto.photo.is_in(ids or [_NONE]))
        unblurred = await media.unblurred(ids)
    decided = {
        row["photo"]: (row["shown_at"], row["hidden_at"])
        for row in shown
        if row["station"] == station
    }
    photos = {
        row["photo"]: DeskPhoto(
            id=row["photo"],
            kind=row["kind"],
            amenity=row["amenity"],
            reported_at=row["reported_at"],
            shown_at=decided.get(row["photo"], _UNDECIDED)[0],
            hidden_at=decided.get(row["photo"], _UNDECIDED)[1],
            unblurred=row["photo"] in unblurred,
        )
        for row in rows
    }
    return DeskPhotos([photos[id_] for id_ in ids], after + _PAGE if len(page) > _PAGE else None)


async def expect_sight(asker: Asker, station: str, photo: UUID, *, now: datetime) -> None:
    """The asker may see a photo that came with a report of a station, whether it is shown or not.

    The look is recorded, unless it is the station's own manager who looks.

    Raises:
        StationNotFound, RoleMissing: the asker may not look at such a station.
        PhotoNotFound: no report of this station has it (any more).
    """
    place = await expect_looker(asker, station)
    row = await _report_of(station, photo)
    if row is None:
        raise PhotoNotFound(photo=str(photo))
    if not is_manager(asker, station):
        await _record(asker, "photo.seen", place, photo, row["account"], now)


async def shows(digest: str) -> bool:
    """Whether everybody sees a picture on the page of a station just now."""
    return bool(
        await run(
            "SELECT 1 FROM photo JOIN station_photo ON station_photo.photo = photo.id"
            " JOIN station ON station.id = station_photo.station"
            " WHERE photo.digest = {} AND station_photo.hidden_at IS NULL"
            " AND station.closed_at IS NULL LIMIT 1",
            digest,
        )
    )


async def show(asker: Asker, station: str, photo: UUID, *, now: datetime) -> None:
    """Let everybody see a photo on the station's page, again where it was hidden.

    Shown already, it stays as it is.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
        PhotoNotFound: no report of this station has it (any more), or another station shows it.
    """
    place = await expect_keeper(asker, station)
    gone = PhotoNotFound(photo=str(photo))
    try:
        with duplicate_is(gone):
            async with atomic():
                row = await _report_of(station, photo)
                if row is None:
                    raise gone
                # Whoever lets old photos go at this moment leaves this one, or was first.
                await media.keep(photo, now=now)
                one = StationPhoto(
                    photo=photo,
                    station=station,
                    shown_at=now,
                    reported_at=row["reported_at"],
                    account=asker.account,
                )
                again = (
                    await StationPhoto.update(
                        {
                            StationPhoto.hidden_at: None,
                            StationPhoto.shown_at: now,
                            StationPhoto.account: asker.account,
                        }
                    )
                    .where(_here(station, photo) & StationPhoto.hidden_at.is_not_null())
                    .returning(StationPhoto.photo)
                )
                if not again:
                    await StationPhoto.insert(one)
                await _decide(asker, "shown", place, photo, row["account"], now)
                await touch([place["prefecture"]], now=now)
    except PhotoNotFound:
        if not await StationPhoto.exists().where(_here(station, photo)):
            raise


async def hide(asker: Asker, station: str, photo: UUID, *, now: datetime) -> None:
    """Let nobody see a photo any more that was shown; it stays with its report, to be shown again.

    Hidden already, it stays as it is.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
        PhotoNotFound: this station has never shown it, or it was dropped.
    """
    place = await expect_keeper(asker, station)
    async with atomic():
        hidden = (
            await StationPhoto.update({StationPhoto.hidden_at: now})
            .where(_here(station, photo) & StationPhoto.hidden_at.is_null())
            .returning(StationPhoto.photo)
        )
        if hidden:
            row = await _report_of(station, photo)
            about = row["account"] if row else None
            await _decide(asker, "hidden", place, photo, about, now)
            await touch([place["prefecture"]], now=now)
        elif not await StationPhoto.exists().where(_here(station, photo)):
            raise PhotoNotFound(photo=str(photo))


async def drop(asker: Asker, station: str, photo: UUID, *, now: datetime) -> set[str]:
    """Let a photo go, shown or not; the report that it came with stays.

    Returns the digests of pictures to erase now; none where another station's report has it too,
    or where no report of this station has it any more: a phone may say the same twice.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
    """
    place = await expect_keeper(asker, station)
    async with atomic():
        row = await _report_of(station, photo)
        if row is None:
            return set()
        await Report.update({Report.photo: None}).where(
            (Report.station == station) & (Report.photo == photo)
        )
        shown = (
            await StationPhoto.delete().where(_here(station, photo)).returning(StationPhoto.photo)
        )
        used = await Report.exists().where(Report.photo == photo)
        digests = set() if used else await media.forget([photo])
        await _decide(asker, "dropped", place, photo, row["account"], now)
        if shown:
            await touch([place["prefecture"]], now=now)
    return digests


def _here(station: str, photo: UUID) -> And:
    return (StationPhoto.photo == photo) & (StationPhoto.station == station)


async def _report_of(station: str, photo: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await Report.select(Report.account, Report.reported_at)
        .where((Report.station == station) & (Report.photo == photo))
        .order_by(Report.reported_at)
        .first()
    )
    return row


async def _decide(  # noqa: PLR0913, PLR0917  # what an entry is made of
    asker: Asker,
    kind: Literal["shown", "hidden", "dropped"],
    place: dict[str, Any],
    photo: UUID,
    about: UUID | None,
    now: datetime,
) -> None:
    await PhotoDecision.insert(
        PhotoDecision(
            station=place["id"], key=photo, kind=kind, decided_at=now, account=asker.account
        )
    )
    await _record(asker, f"photo.{kind}", place, photo, about, now)


async def _record(  # noqa: PLR0913, PLR0917  # what an entry is made of
    asker: Asker, action: str, place: dict[str, Any], photo: UUID, about: UUID | None, now: datetime
) -> None:
    await audit.record(
        asker, action, "photo", photo, now=now, division=place["division"], about=about
    )
