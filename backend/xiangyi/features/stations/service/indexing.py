"""The index that names all packs, and the two small files that every phone holds."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations.adapters.pack_files import PackFile
from xiangyi.features.stations.service.packing import VERSION
from xiangyi.features.stations.tables import Amenity, Family, Station
from xiangyi.features.workdays import service as workdays

_MICRO = 1_000_000
_LEVELS = ("prefecture", "county", "street")


class Service(Struct, frozen=True, kw_only=True):
    """What the operator set and every phone should know."""

    demo: bool
    phone: str
    filing: str
    tiles_attribution: str
    stale_days: int
    report_hours: int


async def index_of(
    service: Service, *, days: PackFile, places: PackFile, packs: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """The body of index.json; two calls about the same packs are equal byte for byte."""
    families = await Family.select().order_by(Family.position)
    amenities = await Amenity.select().order_by(Amenity.position)
    return {
        "v": VERSION,
        "demo": service.demo,
        "phone": service.phone or None,
        "filing": service.filing or None,
        "tiles": {"attribution": service.tiles_attribution} if service.tiles_attribution else None,
        "staleDays": service.stale_days,
        "reportHours": service.report_hours,
        "families": [
            {"id": row["id"], "zh": row["name_zh"], "en": row["name_en"]} for row in families
        ],
        "amenities": [
            {"id": row["id"], "zh": row["name_zh"], "en": row["name_en"], "tier": row["tier"]}
            for row in amenities
        ],
        "days": days,
        "places": places,
        "packs": packs,
    }


async def days_file(now: datetime) -> dict[str, Any]:
    """Special days from the first of last year on: a phone never asks about earlier ones."""
    known = await workdays.list_special_days()
    last_year = date(now.astimezone(SHANGHAI).year - 1, 1, 1)
    start = max(known.from_ or last_year, last_year)
    return {
        "v": VERSION,
        "from": start.isoformat(),
        # Covers no day at all while the table is empty.
        "through": (known.through or start - timedelta(days=1)).isoformat(),
        "days": {
            day.on.isoformat(): [day.kind, day.name_zh] for day in known.items if day.on >= start
        },
    }


async def places_file() -> dict[str, Any]:
    """Names a rider may say instead of a position, each with a point.

    A street without a point of its own takes the middle of its stations; a county or a
    prefecture the middle of what lies in it.
    """
    stations = await Station.select(Station.division, Station.lon, Station.lat).where(
        Station.closed_at.is_null()
    )
    lineages = await divisions.lineages({row["division"] for row in stations})
    # Two systems name the same towns; a rider should meet each once.
    systems = {lineage[-1].system for lineage in lineages.values()}
    named = {row.key: row for row in await divisions.down_to("street") if row.system in systems}
    points = {
        row.key: (row.lon, row.lat)
        for row in named.values()
        if row.lon is not None and row.lat is not None
    }
    below: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in stations:
        for division in lineages[row["division"]]:
            below[division.key].append((row["lon"], row["lat"]))
    for key, point in list(points.items()):
        parent = named[key].parent
        while parent:
            below[parent].append(point)
            parent = named[parent].parent if parent in named else None
    found = [
        (division, points.get(key) or _middle(below[key]))
        for key, division in named.items()
        if division.level in _LEVELS and (key in points or key in below)
    ]
    found.sort(key=lambda one: (_LEVELS.index(one[0].level), one[0].key))
    withins: dict[str, int] = {}
    return {
        "v": VERSION,
        "name": [division.name for division, _ in found],
        "initials": [division.initials for division, _ in found],
        "pinyin": [division.pinyin for division, _ in found],
        "level": [division.level for division, _ in found],
        "within": [
            withins.setdefault(_within(division, named), len(withins)) for division, _ in found
        ],
        "withins": list(withins),
        "lon": [round(lon * _MICRO) for _, (lon, _lat) in found],
        "lat": [round(lat * _MICRO) for _, (_lon, lat) in found],
    }


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    lons, lats = zip(*points, strict=True)
    return sum(lons) / len(lons), sum(lats) / len(lats)


def _within(division: Any, named: dict[str, Any]) -> str:
    """The names above, without the province: 长沙市芙蓉区."""
    names: list[str] = []
    parent = named.get(division.parent)
    while parent and parent.level != "province":
        names.insert(0, parent.name)
        parent = named.get(parent.parent)
    return "".join(names)
