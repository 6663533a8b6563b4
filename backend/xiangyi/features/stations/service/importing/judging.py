"""Each row of a list against what is known: the facts it tells, or why it is refused."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from xiangyi.core.packed import Packed
from xiangyi.core.sheets.rows import Row
from xiangyi.features.divisions.rules.tree import lies_in_china
from xiangyi.features.stations.adapters.datums import to_wgs84
from xiangyi.features.stations.rules.distance import Point
from xiangyi.features.stations.rules.listing import cells
from xiangyi.features.stations.rules.listing.cells import Note
from xiangyi.features.stations.rules.listing.columns import Field, fields_of
from xiangyi.features.stations.rules.listing.furniture import is_furniture, is_running_number
from xiangyi.features.stations.rules.listing.remarks import Remark, remark
from xiangyi.features.stations.rules.listing.words import SAMPLE_MARK, TELLING
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.rules.reading_hours import read_hours
from xiangyi.features.stations.schemas import AmenityOffered, Datum, StationFacts
from xiangyi.features.stations.service.importing.ground import Ground
from xiangyi.features.stations.service.importing.placing import place

#: Too long a number is another number; of the others what fits is kept.
_NUMBERS: tuple[tuple[Field, int], ...] = (("external_id", 64), ("source", 64))
_PLAIN: tuple[tuple[Field, int], ...] = (
    ("address", 200),
    ("phone", 32),
    ("entry_note", 120),
    ("gate_words", 120),
    ("parking", 120),
    ("responsible", 80),
)
_LONGEST_WORDS, _LONGEST_NOTE, _LONGEST_HOURS = 200, 80, 500


class Told(Struct):
    """A row on its way: what it tells so far, and what there is to say of it."""

    line: int
    remarks: list[Remark]
    facts: dict[str, Any]
    code: str = ""
    point: Point | None = None
    #: What it tells in the end, unless it is refused; its external id is "" where it gives none.
    station: StationFacts | None = None

    @property
    def refused(self) -> bool:
        return any(one.verdict == "refused" for one in self.remarks)


class Judge:
    """Knows the columns of one list and what is known here."""

    def __init__(
        self, columns: Sequence[str], *, datum: Datum, source: str, surely: bool = False
    ) -> None:
        """`source` is whose list it is: `surely`, or where no column says otherwise."""
        self._columns = columns
        self._fields = fields = fields_of(columns)
        self._passed_over: set[Field] = {"derived", "source"} if surely else {"derived"}
        self._datum: Datum = datum
        self._source = source
        self.heads = {
            field: head for field, head in zip(fields, columns, strict=True) if field is not None
        }
        #: Columns that mean nothing to us.
        self.ignored = [
            head for field, head in zip(fields, columns, strict=True) if head and field is None
        ]

        #: The lines of rows that are no stations.
        self.furniture: list[int] = []
        #: The division codes that the rows name, as far as they can be read.
        self.codes: set[str] = set()

    def hold(self, rows: Iterable[Row]) -> Packed[Row]:
        """Go through the whole list once, and hold those of its rows that are stations.

        Only then is it known whether a column merely counts them, which is dropped.
        """
        held: Packed[Row] = Packed()
        number, division = self._column("external_id"), self._column("division")
        counts = number is not None
        for row in rows:
            if is_furniture(row.cells, self._columns):
                self.furniture.append(row.line)
                continue
            held.add(row)
            counts = counts and is_running_number(row.cells[number or 0], len(held))
            if division is not None and not row.extra:
                cell = row.cells[division]
                self.codes.add(cells.division_code(cells.unwrapped(cell) or cell)[0] or "")
        if counts and held:
            self._passed_over.add("external_id")
            self.ignored.append(self.heads["external_id"])
        return held

    def judge(self, rows: Sequence[Row], ground: Ground) -> list[Told]:
        """Read some of the rows, then look where their points lie at once."""
        told = [self._read(row, ground) for row in rows]
        there = ground.polygons.of([one.point or (0.0, 0.0) for one in told])
        for one, county in zip(told, there, strict=True):
            if one.point is not None:
                place(one, county, ground, self._head)
            if not one.refused:
                one.station = StationFacts(**{"external_id": "", **one.facts})
        return told

    def _column(self, field: Field) -> int | None:
        return self._fields.index(field) if field in self._fields else None

    def _read(self, row: Row, ground: Ground) -> Told:
        told = Told(line=row.line, remarks=[], facts={"source": self._source})
        if row.extra:
            code = "too_many_columns" if row.extra > 0 else "too_few_columns"
            told.remarks.append(remark("", code, count=abs(row.extra)))
            return told
        written = {
            field: cell
            for field, cell in zip(self._fields, row.cells, strict=True)
            if field is not None and field not in self._passed_over
        }
        for field, cell in written.items():
            if cells.has_control(cell):
                told.remarks.append(remark(self._head(field), "control_character"))
                return told
            if (inner := cells.unwrapped(cell)) is not None:
                written[field] = inner
                self._say(told, field, [Note("formula_unwrapped", {"to": inner})])
        self._name(told, written.get("name", ""))
        for field, most in _NUMBERS:
            self._number(told, field, written.get(field, ""), most)
        for field, most in _PLAIN:
            self._plain(told, field, written.get(field, ""), most)
        self._code(told, written.get("division", ""))
        self._point(told, written)
        self._hours(told, written.get("hours", ""))
        self._family(told, written.get("family", ""), ground)
        self._amenities(told, written.get("amenities", ""), ground)
        self._entry(told, written.get("entry", ""), ground)
        return told

    def _head(self, field: Any) -> str:
        return self.heads.get(field, "")

    def _say(self, told: Told, field: Field, notes: Sequence[Note]) -> None:
        told.remarks += [remark(self._head(field), note.code, **note.facts) for note in notes]

    def _name(self, told: Told, cell: str) -> None:
        name, notes = cells.plain_text(cell)
        if not name:
            notes = [Note("name_absent")]
        elif name.endswith(SAMPLE_MARK):
            notes = [Note("sample_row")]
        elif cells.has_lost_letters(name):
            notes = [Note("name_lost")]
        elif len(name) > cells.LONGEST_NAME:
            notes = [Note("too_long", {"count": len(name), "most": cells.LONGEST_NAME})]
        told.facts["name"] = name
        self._say(told, "name", notes)

    def _number(self, told: Told, field: Field, cell: str, most: int) -> None:
        text, notes = cells.plain_text(cell)
        if len(text) > most:
            notes = [Note("too_long", {"count": len(text), "most": most})]
        if text:
            told.facts[field] = text
        self._say(told, field, notes)

    def _plain(self, told: Told, field: Field, cell: str, most: int) -> None:
        text, notes = cells.plain_text(cell)
        if field == "phone" and (narrow := unicodedata.normalize("NFKC", text)) != text:
            text = narrow
            notes = [*notes, Note("full_width", {"to": text})]
        if len(text) > most:
            kept = cells.cut_short(text, most)
            notes = [*notes, Note("cut_short", {"count": len(text), "to": kept})]
            text = kept
        if text:
            told.facts[field] = text
        self._say(told, field, notes)

    def _code(self, told: Told, cell: str) -> None:
        code, notes = cells.division_code(cell)
        told.code = code or ""
        self._say(told, "division", notes)

    def _point(self, told: Told, written: dict[Field, str]) -> None:
        lon_head, lat_head = self._head("lon"), self._head("lat")
        lon_cell, lat_cell = written.get("lon", ""), written.get("lat", "")
        if "lon" not in self.heads and "lon_lat" in self.heads:
            lon_head = lat_head = self._head("lon_lat")
            lon_cell, lat_cell = cells.two_degrees(written.get("lon_lat", ""))
        lon, notes = cells.degrees(lon_cell)
        told.remarks += [remark(lon_head, note.code, **note.facts) for note in notes]
        lat, more = cells.degrees(lat_cell)
        told.remarks += [remark(lat_head, note.code, **note.facts) for note in more]
        if lon is None or lat is None:
            return
        if lon == 0 or lat == 0:
            told.remarks.append(remark(lon_head if lon == 0 else lat_head, "coordinates_zero"))
            return
        # Swapped or foreign degrees are refused later, and no datum is defined for them.
        told.point = to_wgs84((lon, lat), self._datum) if lies_in_china(lon, lat) else (lon, lat)
        told.facts |= {"lon": told.point[0], "lat": told.point[1], "datum": self._datum}

    def _hours(self, told: Told, cell: str) -> None:
        if "hours" not in self.heads:
            # A list without the column says nothing of it, and is not told so for each row.
            return
        text, _ = cells.plain_text(cell)
        if len(text) > _LONGEST_HOURS:
            kept = cells.cut_short(text, _LONGEST_HOURS)
            told.facts["hours"] = OpeningHours(week=None, note=kept)
            self._say(told, "hours", [Note("cut_short", {"count": len(text), "to": kept})])
            return
        read = read_hours(cell)
        if read.doubt == "hours_impossible":
            self._say(told, "hours", [Note(read.doubt, {"words": text[:40]})])
        elif read.hours is None:
            self._say(told, "hours", [Note(read.doubt or "hours_unreadable")])
            told.facts["hours"] = OpeningHours(week=None, note=text) if text else None
        else:
            self._say(told, "hours", [Note(code) for code in read.repairs])
            told.facts["hours"] = read.hours

    def _family(self, told: Told, cell: str, ground: Ground) -> None:
        words, _ = cells.plain_text(cell)
        known = cells.looked_up(words, ground.families) if words else "other"
        told.facts["family"] = known or "other"
        if known is None:
            told.facts["family_words"] = words[:40]
            self._say(told, "family", [Note("family_unknown", {"words": words[:40]})])

    def _amenities(self, told: Told, cell: str, ground: Ground) -> None:
        offered: dict[str, str] = {}
        unknown = []
        for word, note in cells.split_words(cell):
            id_ = cells.looked_up(word, ground.amenities)
            if id_ is None:
                unknown.append(f"{word}（{note}）" if note else word)
            else:
                told_more = note or (word if word in TELLING else "")
                offered[id_] = offered.get(id_) or told_more[:_LONGEST_NOTE]
        told.facts["amenities"] = tuple(
            AmenityOffered(id=id_, note=note) for id_, note in sorted(offered.items())
        )
        if unknown:
            words = "、".join(unknown)[:_LONGEST_WORDS]
            told.facts["amenity_words"] = words
            self._say(told, "amenities", [Note("amenity_unknown", {"words": words})])

    def _entry(self, told: Told, cell: str, ground: Ground) -> None:
        words, _ = cells.plain_text(cell)
        if not words:
            return
        known = cells.looked_up(words, ground.entries)
        told.facts["entry"] = known or "unknown"
        if known is None:
            note = told.facts.get("entry_note", "")
            told.facts["entry_note"] = "；".join(filter(None, (words, note)))[:120]
            self._say(told, "entry", [Note("entry_unknown", {"words": words[:40]})])
