"""The invented stations, read from the project's own file into what a source would tell."""

import csv
from datetime import date
from importlib.resources import files

from xiangyi.features.stations.rules.opening_hours import HoursException, OpeningHours, Span
from xiangyi.features.stations.schemas import AmenityOffered, StationFacts

SOURCE = "demo"

_FAMILIES = {
    "党群服务中心": "party_service_centre",
    "新时代文明实践中心": "civilization_centre",
    "工会驿站": "union_station",
    "青年之家": "youth_home",
    "妇女之家": "womens_home",
    "司机之家": "drivers_home",
}
_AMENITIES = {
    "饮水": "drinking_water",
    "空调": "air_conditioning",
    "座椅": "seat",
    "充电": "phone_charging",
    "WiFi": "wifi",
    "厕所": "toilet",
    "微波炉": "microwave",
    "急救包": "first_aid",
    "雨具": "rain_gear",
    "电动车充电": "ebike_charging",
    "阅读": "reading",
    "淋浴": "shower",
    "冰箱": "fridge",
    "货车停车": "truck_parking",
    "床位": "beds",
}
#: Said of one station in three, so that the screens show what a note looks like.
_NOTES = {
    "phone_charging": "6 个插座",
    "ebike_charging": "1 元充 2 小时",
    "toilet": "走廊到底，右边",
    "rain_gear": "可借 5 件",
    "first_aid": "问值班员要",
}


def _every_day(*spans: Span) -> OpeningHours:
    return OpeningHours(week=(spans,) * 7, holiday="asWeek", makeup="asWeek")


def _workdays(*spans: Span, weekend: tuple[Span, ...] = (), **rules: object) -> OpeningHours:
    return OpeningHours(week=(spans,) * 5 + (weekend,) * 2, makeup=0, **rules)  # type: ignore[arg-type]


#: The dozen schedules of the file, in our structure.
_HOURS = {
    "": None,
    "24/7": _every_day((0, 1440)),
    "Mo-Su 06:00-02:00": _every_day((360, 1560)),
    "Mo-Su 07:00-23:00": _every_day((420, 1380)),
    "Mo-Su 07:00-24:00": _every_day((420, 1440)),
    "Mo-Su 08:00-22:00": _every_day((480, 1320)),
    "Mo-Su 08:30-20:00": _every_day((510, 1200)),
    "Mo-Su 08:30-20:30": _every_day((510, 1230)),
    "Mo-Su 09:00-21:30": _every_day((540, 1290)),
    "Mo-Su 10:00-02:00": _every_day((600, 1560)),
    # Nobody said what holds on a holiday.
    "Mo-Fr 08:30-12:00,14:30-17:30": _workdays((510, 720), (870, 1050)),
    "Mo-Fr 09:00-17:00; Sa,Su 09:00-16:00": _workdays((540, 1020), weekend=((540, 960),)),
    "Mo-Fr 08:30-17:30; PH off": _workdays((510, 1050), holiday=()),
}


def invented_stations() -> list[StationFacts]:
    text = files("xiangyi.demo").joinpath("data/stations.csv").read_text("utf-8")
    return [_facts(number, row) for number, row in enumerate(csv.DictReader(text.splitlines()))]


def _facts(number: int, row: dict[str, str]) -> StationFacts:
    amenities = [_AMENITIES[word] for word in row["amenities"].split(";")]
    family = _FAMILIES.get(row["type"], "other")
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
        hours=_with_winter(number, _HOURS[row["opening_hours"]]),
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
    if hours is None or number % 20 or hours == _HOURS["24/7"]:
        return hours
    cold = HoursException(
        from_=date(2026, 11, 15), to=date(2027, 2, 28), spans=((420, 1440),), reason="cold"
    )
    return OpeningHours(
        week=hours.week, holiday=hours.holiday, makeup=hours.makeup, exceptions=(cold,)
    )
