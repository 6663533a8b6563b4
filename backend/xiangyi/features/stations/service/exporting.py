"""Stations as files that others read, and that our own import reads back to the same facts."""

from collections.abc import AsyncIterator, Mapping
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.sheets import writing
from xiangyi.features.stations.rules.listing.columns import DERIVED_HEADS, HEADS, KEYS, Field
from xiangyi.features.stations.rules.listing.words import ENTRIES
from xiangyi.features.stations.rules.public_words import without_people
from xiangyi.features.stations.rules.writing_hours import write_hours
from xiangyi.features.stations.schemas import AmenityOffered, StationFacts
from xiangyi.features.stations.service import holding
from xiangyi.features.stations.tables import Amenity, Family

_AT_ONCE: Final = 200
#: What takes a wide column of a spreadsheet.
_LONG: Final[tuple[Field, ...]] = ("name", "address", "hours", "amenities")
_BRACKETS: Final = str.maketrans("（()）", "〔〔〕〕")


class Licence(Struct, frozen=True):
    """Under what others may use the data, and of which day they are."""

    name: str
    on: date


class Names(Struct, frozen=True):
    """What families and amenities are called in Chinese."""

    families: Mapping[str, str]
    amenities: Mapping[str, str]


async def csv_file(licence: Licence, *, public: bool) -> AsyncIterator[bytes]:
    """All open stations as CSV, piece by piece; `public` leaves out people's mobile numbers."""
    heads = [*HEADS.values(), *DERIVED_HEADS]
    for piece in writing.csv_lines(heads, []):
        yield piece
    async for cells in table_rows(licence, public=public):
        for piece in writing.csv_rows([cells]):
            yield piece


async def xlsx_file(licence: Licence) -> bytes:
    """The same as a workbook, which has to be made as a whole."""
    rows = [cells async for cells in table_rows(licence, public=False)]
    widths = dict.fromkeys((HEADS[name] for name in _LONG), 36)
    return writing.xlsx_bytes([*HEADS.values(), *DERIVED_HEADS], rows, title="驿站", widths=widths)


async def geojson_file(licence: Licence, *, public: bool) -> AsyncIterator[bytes]:
    """All open stations as a FeatureCollection (RFC 7946), a feature a line."""
    yield writing.geojson_head(
        {"name": "湘驿驿站", "licence": licence.name, "date": licence.on.isoformat()}
    )
    between = b"\n"
    async for id_, facts, cells, on in _stations(public=public):
        properties = {KEYS[field]: cells[field] for field in KEYS if cells[field]}
        feature = writing.point(facts.lon, facts.lat, {**properties, "updatedOn": on})
        yield between + msgspec.json.encode({**feature, "id": id_})
        between = b",\n"
    yield writing.GEOJSON_FOOT


async def table_rows(licence: Licence, *, public: bool) -> AsyncIterator[list[str]]:
    """One row for each station, in the order of HEADS and DERIVED_HEADS."""
    async for id_, _facts, cells, on in _stations(public=public):
        yield [*(cells[field] for field in HEADS), id_, on, licence.name]


def cells_of(facts: StationFacts, names: Names) -> dict[str, str]:
    """One station's cells by field, as our import reads them."""
    family = names.families[facts.family]
    words = [_amenity(one, names) for one in facts.amenities]
    return {
        "name": facts.name,
        "family": facts.family_words or family,
        "division": facts.division.partition(":")[2],
        "address": facts.address,
        "lon": repr(facts.lon),
        "lat": repr(facts.lat),
        "hours": "" if facts.hours is None else write_hours(facts.hours),
        "amenities": ";".join([*words, *filter(None, [facts.amenity_words])]),
        "phone": facts.phone,
        "entry": ENTRIES[facts.entry].split()[0] if facts.entry in ENTRIES else "",
        "entry_note": facts.entry_note,
        "gate_words": facts.gate_words,
        "parking": facts.parking,
        "responsible": facts.responsible,
        "source": facts.source,
        "external_id": facts.external_id,
    }


async def read_names() -> Names:
    return Names(
        {row["id"]: row["name_zh"] for row in await Family.select()},
        {row["id"]: row["name_zh"] for row in await Amenity.select()},
    )


async def _stations(
    *, public: bool
) -> AsyncIterator[tuple[str, StationFacts, dict[str, str], str]]:
    names = await read_names()
    last = ""
    # A few at a time: a reader who stops reading holds no more of them, and no transaction.
    while some := await holding.open_after(last, limit=_AT_ONCE):
        for held, changed_at in some:
            cells = cells_of(held.facts, names)
            if public:
                cells |= without_people(cells)
            on = changed_at.astimezone(SHANGHAI).date().isoformat()
            yield held.id, held.facts, cells, on
        last = some[-1][0].id


def _amenity(offered: AmenityOffered, names: Names) -> str:
    name, note = names.amenities[offered.id], offered.note
    if not note:
        return name
    return f"{name}（{note if _is_balanced(note) else note.translate(_BRACKETS)}）"


def _is_balanced(note: str) -> bool:
    depth = 0
    for one in note:
        depth += (one in "（(") - (one in "）)")
        if depth < 0:
            return False
    return depth == 0
