"""The file that an office may write over, and what the desk says of its columns."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from tests.stations.desk import make_furong
from tests.stations.makers import NOW

from xiangyi.features.stations.rules.listing.columns import HEADS, field_of
from xiangyi.features.stations.service.importing.lists import SentList, import_stations

MARK = "（请改成真的）"
SAMPLE = "/api/list-columns/sample/{}"


@pytest.fixture(autouse=True)
async def _furong(db):
    await make_furong()


async def looked_through(content, kind="csv", datum="gcj02"):
    sent = SentList(content=content, name=f"stations.{kind}", datum=datum, source="区总工会")
    return await import_stations(sent, dry_run=True, now=NOW)


def made_real(content, kind):
    """The sample with other names, as somebody writes over them."""
    if kind == "csv":
        return content.replace(MARK.encode(), b"")
    book = load_workbook(BytesIO(content))
    for [cell] in book.active.iter_rows(min_row=2, max_col=1):
        cell.value = cell.value.removesuffix(MARK)
    book.save(written := BytesIO())
    return written.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("datum", ["gcj02", "bd09", "wgs84"])
async def test_the_sample_is_taken_in_without_a_word_once_its_stations_are_real(api, kind, datum):
    answer = await api.get(SAMPLE.format(kind))
    assert answer.headers["content-disposition"] == f'attachment; filename="stations.{kind}"'
    untouched = await looked_through(answer.content, kind, datum)
    assert (untouched.refused, untouched.added) == (2, 0)
    assert {one.code for one in untouched.rows} == {"sample_row"}
    report = await looked_through(made_real(answer.content, kind), kind, datum)
    assert (report.accepted, report.added, report.rows, report.ignored_columns) == (2, 2, [], [])


async def test_the_desk_names_every_column_that_is_read_and_those_that_a_row_needs(api):
    items = (await api.get("/api/list-columns")).json()["items"]
    assert [one["field"] for one in items] == [field for field in HEADS if field != "source"]
    for one in items:
        assert {field_of(head) for head in (one["head"], *one["also"])} == {one["field"]}
        assert one["example"]
    content = (await api.get(SAMPLE.format("csv"))).content
    [heads, *rows] = csv.reader(StringIO(content.decode("utf-8-sig")))
    assert heads == [one["head"] for one in items]
    assert rows[0] == [one["example"] for one in items]
    rows = [[cell.removesuffix(MARK) for cell in cells] for cells in rows]
    for at, one in enumerate(items):
        without = [[cell for place, cell in enumerate(cells) if place != at] for cells in rows]
        kept = [head for head in heads if head != one["head"]]
        if one["field"] == "name":
            kept, without = heads, [["", *cells[1:]] for cells in rows]
        lines = "\n".join(",".join(cells) for cells in [kept, *without])
        refused = (await looked_through(lines.encode())).refused
        assert (refused > 0) is one["needed"], one["head"]
