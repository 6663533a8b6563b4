"""The invented stations, read from the project's own file into what a source would tell."""

import csv
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

from msgspec.structs import replace

from xiangyi.features.stations.rules.listing import words
from xiangyi.features.stations.rules.listing.cells import spelt_plainly
from xiangyi.features.stations.rules.opening_hours import HoursException, OpeningHours
from xiangyi.features.stations.rules.reading_hours import read_hours
from xiangyi.features.stations.schemas import AmenityOffered, StationFacts
from xiangyi.features.stations.tables import Station

SOURCE = "demo"

_ALWAYS = (((0, 1440),),) * 7

_FAMILIES = words.vocabulary(words.FAMILIES)
_AMENITIES = words.vocabulary(words.AMENITIES)
#: Said of one station in three, so that the screens show what a note looks like.
_NOTES = {
    "drinking_water": "热水",
    "phone_charging": "6 个插座",
    "ebike_charging": "1 元充 2 小时",
    "toilet": "走廊到底，右边",
    "rain_gear": "可借 5 件",
    "first_aid": "问值班员要",
}


def invented_stations() -> list[StationFacts]:
    text = files("xiangyi.demo").joinpath("data/stations.csv").read_text("utf-8")
    return [_facts(number, row) for number, row in enumerate(csv.DictReader(text.splitlines()))]


async def ids_of(numbers: Sequence[str]) -> list[str]:
    """The ids of stations by their numbers in stations.csv, in this order; without unknown ones."""
    rows = await Station.select(Station.id, Station.external_id).where(
        (Station.source == SOURCE) & Station.external_id.is_in(list(numbers))
    )
    known = {row["external_id"]: row["id"] for row in rows}
    return [known[number] for number in numbers if number in known]


def _facts(number: int, row: dict[str, str]) -> StationFacts:
    amenities = [_AMENITIES[spelt_plainly(word)] for word in row["amenities"].split(";")]
    family = _FAMILIES.get(spelt_plainly(row["type"]), "other")
    return StationFacts(
        source=SOURCE,
        external_id=row["id"],
        name=row["name"],
        family=family,
        family_words=row["type"] if family == "other" else "",
        division=f"nbs:{row['division']}",
        address=row["address"],
        lon=float(row["lon_wgs84"]),
        lat=float(row["lat_wgs84"]),
        hours=_with_winter(number, read_hours(row["opening_hours"]).hours),
        entry=row["entry"],  # type: ignore[arg-type]  # the file's words are the schema's
        entry_note=row["entry_note"],
        gate_words=row["gate_words"],
        parking=row["parking"],
        phone=row["phone"],
        responsible=row["responsible"],
        amenities=tuple(
            AmenityOffered(id=id_, note=_NOTES.get(id_, "") if number % 3 == 0 else "")
            for id_ in amenities
        ),
    )


def _with_winter(number: int, hours: OpeningHours | None) -> OpeningHours | None:
    """One in twenty stays open longer while it is cold, as stations do."""
    if hours is None or number % 20 or hours.week == _ALWAYS:
        return hours
    cold = HoursException(
        from_=date(2026, 11, 15), to=date(2027, 2, 28), spans=((420, 1440),), reason="cold"
    )
    return replace(hours, exceptions=(cold,))
