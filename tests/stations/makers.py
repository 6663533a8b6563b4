"""Rows with sensible facts; a test names only the facts it is about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from xiangyi.core.pinyin import pinyin_of
from xiangyi.features.divisions import service as divisions
from xiangyi.features.divisions.tables import Division
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.schemas import AmenityOffered, StationFacts
from xiangyi.features.stations.service import keeping
from xiangyi.features.stations.service.indexing import Service

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SERVICE = Service(
    demo=False, phone="", filing="", tiles_attribution="", stale_days=3, report_hours=6
)

EVERY_DAY_8_TO_22 = OpeningHours(week=(((480, 1320),),) * 7, holiday="asWeek", makeup="asWeek")
NIGHTS_ONLY = OpeningHours(week=(((1320, 1800),),) * 7, holiday="asWeek", makeup="asWeek")

CHANGSHA, XIANGTAN = "nbs:430100000000", "nbs:430300000000"
_TREE = [
    ("430000000000", "湖南省", "province", None),
    ("430100000000", "长沙市", "prefecture", "430000000000"),
    ("430104000000", "岳麓区", "county", "430100000000"),
    ("430104001000", "望月湖街道", "street", "430104000000"),
    ("430104001001", "荷叶塘社区居委会", "community", "430104001000"),
    ("430300000000", "湘潭市", "prefecture", "430000000000"),
    ("430304000000", "岳塘区", "county", "430300000000"),
    ("430304001000", "岳塘街道", "street", "430304000000"),
]


async def make_divisions(tree: Sequence[tuple[str, str, str, str | None]] = _TREE) -> None:
    for code, name, level, parent in tree:
        pinyin, initials = pinyin_of(name)
        await Division.insert(
            Division(
                key=f"nbs:{code}",
                system="nbs",
                code=code,
                name=name,
                level=level,
                parent=parent and f"nbs:{parent}",
                source="test",
                as_of=date(2023, 6, 30),
                pinyin=pinyin,
                initials=initials,
            )
        )


async def rename(old: str, new: str) -> None:
    """Take in a newer list in which one division is called otherwise."""
    lines = [
        ",".join([code, new if name == old else name, level, parent or ""])
        for code, name, level, parent in _TREE
    ]
    content = "\n".join(["code,name,level,parent", *lines]).encode()
    await divisions.import_divisions(
        content, system="nbs", as_of=date(2026, 6, 30), source="a newer list"
    )


def facts(external_id: str, *, amenities: tuple[str, ...] = (), **told: Any) -> StationFacts:
    defaults: dict[str, Any] = {
        "source": "test",
        "name": f"望月湖{external_id}号驿站",
        "family": "union_station",
        "division": "nbs:430104001000",
        "lon": 112.95,
        "lat": 28.20,
        "hours": EVERY_DAY_8_TO_22,
    }
    offered = tuple(AmenityOffered(id=id_) for id_ in amenities)
    return StationFacts(external_id=external_id, amenities=offered, **{**defaults, **told})


async def make_stations(*stations: StationFacts) -> list[str]:
    await keeping.keep_stations(stations, now=NOW)
    return [keeping.station_id(one.source, one.external_id) for one in stations]
