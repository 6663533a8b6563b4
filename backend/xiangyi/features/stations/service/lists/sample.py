"""What a list may look like: its columns, and a file to be written over.

Both are what our export writes, which our import reads.
"""

from typing import Final, Literal, get_args

from xiangyi.core.sheets import writing
from xiangyi.features.stations.rules.listing.columns import heads_of
from xiangyi.features.stations.rules.listing.words import SAMPLE_MARK
from xiangyi.features.stations.rules.opening_hours import OpeningHours, Season
from xiangyi.features.stations.schemas import AmenityOffered, StationFacts
from xiangyi.features.stations.schemas.lists import ColumnField, ListColumn, ListColumns
from xiangyi.features.stations.service import exporting

MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FIELDS: Final[tuple[ColumnField, ...]] = get_args(ColumnField)
_NEEDED: Final[frozenset[ColumnField]] = frozenset({"name", "lon", "lat"})
_WIDTHS: Final[dict[ColumnField, int]] = {"name": 32, "address": 36, "hours": 48, "amenities": 36}
_DAY, _LONG_DAY, _OFFICE = ((480, 1320),), ((420, 1380),), ((540, 1020),)
#: Their names say that they are invented, and one that stayed is taken in by nobody.
_STATIONS: Final = (
    StationFacts(
        source="示例",
        external_id="示例-01",
        name=f"示例驿站一{SAMPLE_MARK}",
        family="union_station",
        division="nbs:430102001000",
        address="长沙市芙蓉区文艺路 1 号",
        lon=112.99,
        lat=28.19,
        hours=OpeningHours(
            week=(_DAY,) * 7,
            holiday="asWeek",
            makeup="asWeek",
            seasons=(Season("06-01", "09-30", (_LONG_DAY,) * 7),),
        ),
        entry="scan",
        entry_note="从北门进，右手第一间",
        gate_words="去工会驿站歇脚",
        parking="门口可停，别占盲道",
        phone="0731-00000000",
        responsible="某某街道工会",
        amenities=(
            AmenityOffered(id="drinking_water", note="热水"),
            AmenityOffered(id="microwave"),
            AmenityOffered(id="phone_charging", note="6 个插座"),
            AmenityOffered(id="toilet"),
        ),
    ),
    StationFacts(
        source="示例",
        external_id="示例-02",
        name=f"示例驿站二{SAMPLE_MARK}",
        family="party_service_centre",
        division="nbs:430102001000",
        address="长沙市芙蓉区文艺路 2 号",
        lon=112.991,
        lat=28.191,
        hours=OpeningHours(week=(_OFFICE,) * 5 + ((), ()), holiday=(), makeup=0),
        entry="walk_in",
        phone="0731-00000000",
        amenities=(AmenityOffered(id="seat"), AmenityOffered(id="air_conditioning")),
    ),
)


async def columns() -> ListColumns:
    """In the order in which the file has them, each with what the first station says."""
    [cells, *_] = await _rows()
    items = []
    for field, example in zip(_FIELDS, cells, strict=True):
        head, *also = heads_of(field)
        items.append(
            ListColumn(field=field, head=head, also=also, needed=field in _NEEDED, example=example)
        )
    return ListColumns(items)


async def file(kind: Literal["csv", "xlsx"]) -> bytes:
    """The file; its heads name no datum, which whoever sends it chooses."""
    heads, rows = [heads_of(field)[0] for field in _FIELDS], await _rows()
    if kind == "csv":
        return b"".join(writing.csv_lines(heads, rows))
    widths = {heads_of(field)[0]: width for field, width in _WIDTHS.items()}
    return writing.xlsx_bytes(heads, rows, title="驿站", widths=widths)


async def _rows() -> list[list[str]]:
    names = await exporting.read_names()
    told = [exporting.cells_of(facts, names) for facts in _STATIONS]
    return [[cells[field] for field in _FIELDS] for cells in told]
