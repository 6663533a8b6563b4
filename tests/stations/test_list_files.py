"""The files that offices send, and whose they are, from the file to the station."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from tests.stations.desk import HEAD, csv_of, make_furong, row, station, take
from tests.stations.makers import NOW

from xiangyi.core.sheets.rows import FileUnreadable
from xiangyi.features.stations import errors
from xiangyi.features.stations.service.importing.lists import SentList, import_stations
from xiangyi.features.stations.tables import Station

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
async def _furong(db):
    await make_furong()


async def test_a_column_says_whose_a_row_is_unless_the_operator_did():
    head = "来源," + HEAD
    await take("市总," + row("A1"), "," + row("A2", "东塘驿站"), head=head)
    assert [(await station(number))["source"] for number in ("A1", "A2")] == ["市总", "工会"]
    content = SentList("\n".join([head, "市总," + row("A3")]).encode(), "a.csv", "wgs84", "省总")
    await import_stations(content, now=NOW + timedelta(minutes=1))
    assert (await station("A3"))["source"] == "省总"


async def test_a_workbook_with_a_title_and_a_second_sheet_is_read_and_the_second_named():
    book = Workbook()
    book.active.append(("2026年芙蓉区工会驿站统计表",))
    book.active.merge_cells("A1:D1")
    book.active.append(("名称", "区划代码", "经度", "纬度"))
    book.active.append(("文艺路驿站", 430102001000, 112.99, 28.19))
    book.create_sheet("雨花区").append(("名称", "区划代码", "经度", "纬度"))
    content = BytesIO()
    book.save(content)
    report = await import_stations(SentList(content.getvalue(), "工会.xlsx", "wgs84"), now=NOW)
    assert (report.added, report.refused) == (1, 0)
    assert report.sheets_not_read == ["雨花区"]
    assert await Station.select(Station.division).output(as_list=True) == ["nbs:430102001000"]


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (csv_of(), "header_only"), (b"a,b\n1,2\n", "no_header")]
)
async def test_it_refuses_a_file_that_is_no_list(content, reason):
    with pytest.raises(FileUnreadable) as refused:
        await import_stations(SentList(content, "a.csv", "wgs84"), now=NOW)
    assert refused.value.facts["reason"] == reason


async def test_it_refuses_a_datum_that_it_does_not_know_or_that_the_columns_contradict():
    with pytest.raises(errors.DatumUnknown):
        await import_stations(SentList(csv_of({}), "a.csv", "cgcs2000"), now=NOW)
    content = b"name,lon_wgs84,lat_wgs84\n\xe7\x94\xb2,112.99,28.19\n"
    with pytest.raises(errors.DatumContradicted):
        await import_stations(SentList(content, "a.csv", "gcj02"), now=NOW)


@pytest.mark.parametrize(
    ("properties", "point", "place"),
    [
        ({"经度": 112.9955, "纬度": 28.187}, [112.99, 28.19], (112.99, 28.19)),
        ({"x": 3, "y": 4}, [112.99, 28.19], (112.99, 28.19)),
        ({"坐标": "112.9955,28.187"}, [112.99, 28.19], (112.99, 28.19)),
        ({"经度": 112.99, "纬度": 28.187}, None, (112.99, 28.187)),
    ],
)
async def test_a_station_stands_where_its_geometry_says(properties, point, place):
    features = [
        {
            "type": "Feature",
            "properties": {"name": "甲", "code": "430102001000", "id": "A1", **properties},
            "geometry": point and {"type": "Point", "coordinates": point},
        },
        {
            "type": "Feature",
            "properties": {"name": "乙", "code": "430102001000", "id": "A2"},
            "geometry": {"type": "Point", "coordinates": [112.9905, 28.191]},
        },
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    report = await import_stations(SentList(content, "工会.geojson", "wgs84"), now=NOW)
    assert report.refused == 0, report.rows
    found = await station()
    assert (found["lon"], found["lat"]) == place
