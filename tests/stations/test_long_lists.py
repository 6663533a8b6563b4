"""A list of thousands of rows: compared as a whole, and never in memory as a whole."""

import tracemalloc
from datetime import timedelta

import pytest
from tests.stations.desk import make_furong, names_and_ids, row, station, take
from tests.stations.makers import NOW

from xiangyi.core.packed import PART
from xiangyi.features.stations.schemas import StationChanges
from xiangyi.features.stations.service.keeping import revise_station

#: A row's facts, what is held and the change took six thousand; what is compared, its cells and
#: facts compressed and the file itself take some eight hundred.
_BYTES_A_ROW = 2_000
_FEW, _MANY = PART, 2 * PART


@pytest.fixture(autouse=True)
async def _furong(db):
    await make_furong()


def rows(count, source="A", phone="0731-1"):
    """Different stations a metre apart."""
    return [
        row(
            f"{source}{number}",
            f"第{number}号驿站",
            lon=f"{112.98 + number / 1e5:.5f}",
            phone=phone,
        )
        for number in range(count)
    ]


@pytest.mark.usefixtures("db")
async def test_rows_a_thousand_apart_are_compared_like_neighbours():
    first, *others = rows(PART)
    await take(*others)
    id_ = (await station(f"A{PART - 1}"))["id"]
    await revise_station(id_, StationChanges(phone="0731-9"), now=NOW + timedelta(minutes=1))
    head, *unnumbered = row("", "第0号驿站", lon="112.98000").partition(",")
    report = await take(
        *(first, *rows(PART, phone="0731-2")[1:]),
        *(
            row("A0", "别的驿站"),
            "".join([head, *unnumbered]),
            row("A5", "很远的驿站", lon="112.999"),
        ),
        minutes=2,
    )
    said = {(one.line, one.code) for one in report.rows}
    assert said == {
        (PART + 1, "edited_here"),
        (PART + 2, "twice_in_file"),
        (PART + 3, "duplicate_row"),
        (PART + 4, "twice_in_file"),
    }
    assert (report.added, report.changed, report.vanished) == (2, PART - 2, [])
    assert len({found for _, found in await names_and_ids()}) == PART + 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_list_twice_as_long_takes_hardly_more_memory(db):
    await take(*rows(1), name="warm.csv")
    for minutes, phone in ((1, "0731-1"), (2, "0731-1"), (3, "0731-2")):
        few = await peak(rows(_FEW, phone=phone), minutes=minutes, name="few.csv")
        many = await peak(rows(_MANY, phone=phone), minutes=minutes, name="many.csv")
        assert (many - few) / (_MANY - _FEW) < _BYTES_A_ROW


async def peak(lines, **more):
    """Bytes of Python's at the most, over what there was before."""
    tracemalloc.start()
    report = await take(*lines, **more)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.added + report.changed + report.unchanged == len(lines)
    return most
