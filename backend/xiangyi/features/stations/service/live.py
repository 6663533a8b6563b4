"""What is true just now: confirmations, reports, faults and states, each added with its time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from msgspec import Struct

from xiangyi.core.db import atomic
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import LiveKind, ReportKind
from xiangyi.features.stations.service.faults import put_amenity
from xiangyi.features.stations.service.writing import touch
from xiangyi.features.stations.tables import (
    AmenityState,
    Confirmation,
    LiveState,
    Report,
    Station,
)


class Heard(Struct, frozen=True):
    """What somebody said of one station at one time."""

    station: str
    at: datetime


class Confirmed(Heard, frozen=True):
    """The manager: as listed."""


class Reported(Heard, frozen=True):
    """A rider: not as listed."""

    kind: ReportKind
    amenity: str | None = None


class BrokeDown(Heard, frozen=True):
    """The manager: this amenity is out of order."""

    amenity: str


class Stands(Heard, frozen=True):
    """The manager: full, without power or shut, until then."""

    kind: LiveKind
    until: datetime | None = None


async def hear(said: Sequence[Heard], *, now: datetime) -> None:
    """Add what was said, all of it or none, and tell the publisher.

    Raises:
        StationNotFound: one of the stations is not here.
    """
    async with atomic():
        rows = await Station.select(Station.id, Station.prefecture).where(
            Station.id.is_in(sorted({one.station for one in said}) or [""])
        )
        prefectures = {row["id"]: row["prefecture"] for row in rows}
        for one in said:
            if one.station not in prefectures:
                raise errors.StationNotFound(station=one.station)
        confirmations = [
            Confirmation(station=one.station, confirmed_at=one.at)
            for one in said
            if isinstance(one, Confirmed)
        ]
        reports = [
            Report(
                key=uuid4(),
                station=one.station,
                kind=one.kind,
                amenity=one.amenity,
                reported_at=one.at,
            )
            for one in said
            if isinstance(one, Reported)
        ]
        states = [
            LiveState(station=one.station, kind=one.kind, since_at=one.at, until_at=one.until)
            for one in said
            if isinstance(one, Stands)
        ]
        if confirmations:
            await Confirmation.insert(*confirmations)
        if reports:
            await Report.insert(*reports)
        if states:
            await LiveState.insert(*states)
        broken = [one for one in said if isinstance(one, BrokeDown)]
        if broken:
            await AmenityState.insert(
                *(
                    AmenityState(
                        key=uuid4(),
                        station=one.station,
                        amenity=one.amenity,
                        works=False,
                        said_at=one.at,
                        received_at=now,
                        # Of somebody who has no account any more.
                        account=uuid4(),
                    )
                    for one in broken
                )
            )
        for one in broken:
            await put_amenity(one.station, one.amenity)
        await touch(set(prefectures.values()), now=now)
