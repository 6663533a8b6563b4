"""What stands on a station's door poster."""

import re
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.printing import Sheet
from xiangyi.core.text import visible
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.stations.adapters import printing
from xiangyi.features.stations.adapters.printing import Pieces, PosterHours, PosterWords
from xiangyi.features.stations.rules.links import opens_elsewhere
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.rules.writing_hours import write_exceptions, write_weeks
from xiangyi.features.stations.schemas import Entry
from xiangyi.features.stations.schemas.poster import PosterPlan
from xiangyi.features.stations.service.desk.reach import expect_keeper
from xiangyi.features.stations.service.reading import StationRow, read_station
from xiangyi.features.stations.tables import Amenity, Family

#: A manager of several doors prints them all in a morning.
_PER_ACCOUNT: Final = (Limit(60, 30), Limit(3_600, 300))
#: A sheet hangs for months: of special dates only these next ones are worth its small print.
_SOON: Final = timedelta(days=28)
_BETWEEN: Final = re.compile("(?<=[ 、])|(?<=日至)")
_ENTRIES: Final[dict[Entry, str]] = {
    "walk_in": "直接进，不扫码、不登记",
    "scan": "扫门上的码进",
    "ask": "跟值班员说一声就能进",
    "register": "登记后进",
    "unknown": "问值班员",
}


class Imprint(Struct, frozen=True):
    """Whose sheet it is.

    Attributes:
        origin: where people open the service, as in https://xiangyi.example.
        counter: the number of whoever runs it, or "".
        demonstration: whether its stations are invented, which the sheet then says.
    """

    origin: str
    counter: str
    demonstration: bool


async def poster_sheet(asker: Asker, station: str, *, imprint: Imprint, now: datetime) -> Sheet:
    """A station's lasting facts in words; what is true just now is behind the code.

    Args:
        asker: whoever keeps the station.
        station: its id.
        imprint: who prints.
        now: the instant of printing.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
        TooManyTries: hundreds within an hour.
    """
    await expect_keeper(asker, station)
    await tallies.count("poster by", str(asker.account), _PER_ACCOUNT, now=now)
    row = await read_station(station, now=now, report_hours=0)
    family = await Family.select(Family.name_zh).where(Family.id == row.family).first()
    today = now.astimezone(SHANGHAI)
    words = PosterWords(
        name=visible(row.name),
        family=visible(row.family_words) or (family["name_zh"] if family else ""),
        address=visible(row.address),
        hours=_lasting_hours(row.hours),
        dates=_dates_to_come(row.hours, today),
        amenities=await _amenities(row),
        entry="。".join(
            filter(None, [_ENTRIES[row.entry], visible(row.entry_note)])  # type: ignore[index]  # a column of these words
        ),
        parking=visible(row.parking),
        phone=visible(row.phone),
        counter=imprint.counter,
        responsible=visible(row.responsible),
        link=_link(imprint, station),
        printed=f"{today.year}年{today.month}月{today.day}日",
        demonstration=imprint.demonstration,
    )
    return printing.poster(words)


async def poster_plan(asker: Asker, station: str, *, imprint: Imprint, now: datetime) -> PosterPlan:
    """What whoever prints should know before: where the code leads, and what is left out.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
    """
    await expect_keeper(asker, station)
    row = await read_station(station, now=now, report_hours=0)
    return PosterPlan(
        link=_link(imprint, station),
        opens_elsewhere=opens_elsewhere(imprint.origin),
        demonstration=imprint.demonstration,
        left_out=[one.id for one in row.amenities if one.out_since is not None],
    )


def _link(imprint: Imprint, station: str) -> str:
    return f"{imprint.origin}/s/{station}"


def _lasting_hours(hours: OpeningHours | None) -> list[PosterHours]:
    """The schedule in lines, without single dates and without the source's own words."""
    if hours is None:
        return [PosterHours("", [["还没有登记，", "扫码看最新的"]])]
    return [
        PosterHours(dates, [_pieces(line) for line in lines]) for dates, lines in write_weeks(hours)
    ]


def _pieces(line: str) -> Pieces:
    """Days, and each opening from its hour to its hour: nothing else may be torn apart."""
    return _BETWEEN.split(line)


def _dates_to_come(hours: OpeningHours | None, today: datetime) -> list[Pieces]:
    """The special dates that begin within weeks, or have begun and are not over."""
    first, last = today.date(), (today + _SOON).date()
    told = (
        [one for one in hours.exceptions if one.to >= first and one.from_ <= last] if hours else ()
    )
    return [_pieces(line) for line in write_exceptions(told)]


async def _amenities(row: StationRow) -> list[str]:
    """What works, by name, each with its note; what is out of order may be so for as long."""
    rows = await Amenity.select(Amenity.id, Amenity.name_zh).where(
        Amenity.id.is_in([one.id for one in row.amenities] or [""])
    )
    names = {one["id"]: one["name_zh"] for one in rows}
    told = [
        f"{names[one.id]}（{note}）" if (note := visible(one.note)) else names[one.id]
        for one in row.amenities
        if one.out_since is None
    ]
    told += filter(None, [visible(row.amenity_words)])
    return told if told or not row.amenities else ["扫码看现在有什么"]
