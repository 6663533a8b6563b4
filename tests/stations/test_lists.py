"""A list that comes again, changes, vanishes in part, meets a manager, and is taken back."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from tests.stations.makers import NOW
from tests.stations.test_listing import csv_of, make_furong

from xiangyi.core.db import run
from xiangyi.core.sheets.rows import FileUnreadable
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import AmenityOffered, StationChanges
from xiangyi.features.stations.service import live
from xiangyi.features.stations.service.importing.lists import SentList, import_stations
from xiangyi.features.stations.service.importing.undoing import undo_import
from xiangyi.features.stations.service.keeping import revise_station
from xiangyi.features.stations.tables import (
    Station,
    StationAmenity,
    StationBatch,
    StationRevision,
)

pytestmark = pytest.mark.usefixtures("db")
HEAD = "编号,名称,类型,区划代码,经度,纬度,开放时间,设施,电话"


def row(number, name="文艺路驿站", *, lon=112.99, amenities="热水", phone="0731-1"):
    hours = "周一至周日 08:00-22:00"
    return f"{number},{name},工会驿站,430102001000,{lon},28.19,{hours},{amenities},{phone}"


async def take(*rows, minutes=0, name="工会.csv", head=HEAD, **more):
    content = "\n".join([head, *rows]).encode()
    now = NOW + timedelta(minutes=minutes)
    return await import_stations(SentList(content, name, "wgs84"), now=now, **more)


async def everything():
    tables = (Station, StationAmenity, StationRevision, StationBatch)
    return [await table.select().order_by(table._meta.primary_key) for table in tables]  # noqa: SLF001


async def station(number="A1"):
    return await Station.select().where(Station.external_id == number).first()


async def names_and_ids():
    rows = await Station.select(Station.name, Station.id).order_by(Station.lon)
    return [(one["name"], one["id"]) for one in rows]


async def phone(number="A1"):
    return (await station(number))["phone"]


@pytest.fixture(autouse=True)
async def _furong(db):
    await make_furong()


async def test_the_same_list_again_changes_nothing():
    first = await take(row("A1"), row("A2", "东塘驿站"))
    before = await everything()
    again = await take(row("A1"), row("A2", "东塘驿站"), minutes=5)
    assert (first.added, first.batch is not None) == (2, True)
    assert (again.added, again.changed, again.unchanged, again.batch) == (0, 0, 2, None)
    assert await everything() == before


async def test_rows_without_a_number_are_known_again_by_name_division_and_200_metres():
    head = HEAD.removeprefix("编号,")

    def bare(*args, **more):
        return row(*args, **more).partition(",")[2]

    await take(bare("", "甲"), bare("", "乙"), bare("", "乙", lon=112.995), head=head)
    ids = await Station.select(Station.id).order_by(Station.id).output(as_list=True)
    again = await take(
        bare("", "甲", lon=112.9915),
        bare("", "乙", lon=112.995),
        bare("", "乙"),
        head=head,
        minutes=5,
    )
    assert (again.added, again.changed, again.unchanged) == (0, 1, 2)
    assert await Station.select(Station.id).order_by(Station.id).output(as_list=True) == ids
    far = await take(bare("", "甲", lon=113.0), head=head, minutes=9)
    assert far.added == 1
    assert len(far.vanished) == 3


async def test_running_numbers_are_nobodys():
    def counted(*names):
        return [row(str(place), name) for place, name in enumerate(names, start=1)]

    first = await take(*counted("甲", "乙"))
    assert "编号" in first.ignored_columns
    ids = dict(await names_and_ids())
    again = await take(*counted("新", "甲", "乙"), minutes=5)
    assert (again.added, again.changed, again.unchanged) == (1, 0, 2)
    assert {name: id_ for name, id_ in await names_and_ids() if name in ids} == ids


async def test_a_number_that_is_another_stations_is_refused():
    await take(row("A1"), row("A2", "东塘驿站"))
    before = await everything()
    report = await take(row("A2", "株洲火车站驿站", lon=112.995), row("A1"), minutes=5)
    [said] = report.rows
    assert (said.line, said.verdict, said.code) == (2, "refused", "number_taken")
    assert "东塘驿站" in said.message
    assert await everything() == before


async def test_a_station_that_moved_or_was_renamed_is_still_the_same():
    await take(row("A1"))
    moved = await take(row("A1", lon=112.995), minutes=5)
    renamed = await take(row("A1", "文艺路新驿站", lon=112.995), minutes=9)
    assert (moved.changed, renamed.changed) == (1, 1)
    assert await Station.count() == 1


async def test_codes_that_come_later_double_nothing():
    head = HEAD.removeprefix("编号,")
    bare = row("").removeprefix(",")
    await take(bare.replace("430102001000", ""), head=head)
    report = await take(bare, head=head, minutes=5)
    assert (report.added, report.changed, await Station.count()) == (0, 1, 1)


async def test_of_two_that_moved_each_row_means_the_nearer():
    head = HEAD.removeprefix("编号,")

    def bare(lon):
        return row("", "乙", lon=lon).removeprefix(",")

    await take(bare(112.9900), bare(112.9915), head=head)
    ids = [id_ for _, id_ in await names_and_ids()]
    await take(bare(112.9914), bare(112.9901), head=head, minutes=5)
    assert [id_ for _, id_ in await names_and_ids()] == ids


async def test_a_changed_row_is_a_revision_that_says_what_was():
    await take(row("A1"))
    report = await take(row("A1", phone="0731-2"), minutes=5)
    assert (report.changed, report.unchanged) == (1, 0)
    revisions = await StationRevision.select().order_by(StationRevision.number)
    assert [(one["number"], one["made_by"], one["batch"]) for one in revisions][1:] == [
        (2, "source", report.batch)
    ]
    assert revisions[0]["before"] is None
    assert '"phone":"0731-1"' in revisions[1]["before"]
    assert '"phone":"0731-2"' in revisions[1]["after"]


async def test_rows_that_vanished_are_listed_and_their_stations_stay():
    await take(row("A1"), row("A2", "东塘驿站"))
    report = await take(row("A1"), minutes=5)
    assert [(one.external_id, one.name) for one in report.vanished] == [("A2", "东塘驿站")]
    assert (await station("A2"))["closed_at"] is None


async def test_what_a_manager_edited_stays_and_a_third_opinion_is_shown():
    await take(row("A1"))
    id_ = (await station())["id"]
    await revise_station(id_, StationChanges(phone="0731-9"), now=NOW + timedelta(minutes=1))
    quiet = await take(row("A1", amenities="热水;厕所"), minutes=2)
    assert (quiet.warned, quiet.changed, await phone()) == (0, 1, "0731-9")
    for minutes in (3, 4):
        loud = await take(row("A1", amenities="热水;厕所", phone="0731-5"), minutes=minutes)
        [said] = loud.rows
        assert (said.verdict, said.code) == ("warned", "edited_here")
        assert "电话" in said.message
        assert (loud.changed, await phone()) == (0, "0731-9")
    agreed = await take(row("A1", amenities="热水;厕所", phone="0731-9"), minutes=5)
    assert (agreed.rows, agreed.changed) == ([], 0)
    assert (await take(row("A1", amenities="热水;厕所", phone="0731-5"), minutes=6)).changed == 1
    assert await phone() == "0731-5"


async def test_an_amenity_that_stays_keeps_saying_that_it_is_broken():
    await take(row("A1", amenities="热水;厕所"))
    id_ = (await station())["id"]
    await live.hear([live.BrokeDown(id_, NOW, "toilet")], now=NOW)
    await take(row("A1", amenities="厕所（二楼）;Wi-Fi"), minutes=5)
    rows = await StationAmenity.select().order_by(StationAmenity.amenity)
    assert [(one["amenity"], one["note"], one["out_since"]) for one in rows] == [
        ("toilet", "二楼", NOW),
        ("wifi", "", None),
    ]


async def test_a_batch_is_taken_back_as_one():
    await take(row("A1"), row("A2", "东塘驿站"))
    second = await take(row("A1", phone="0731-2"), row("A3", "左家塘驿站"), minutes=5)
    undone = await undo_import(second.batch, now=NOW + timedelta(minutes=6))
    assert (undone.restored, undone.closed, undone.changed_since) == (1, 1, [])
    assert await phone() == "0731-1"
    assert (await station("A3"))["closed_at"] == NOW + timedelta(minutes=6)
    again = await take(row("A1", phone="0731-2"), row("A3", "左家塘驿站"), minutes=7)
    assert (again.added, again.changed) == (1, 1)
    assert (await station("A3"))["closed_at"] is None
    with pytest.raises(errors.BatchUndone):
        await undo_import(second.batch, now=NOW)
    with pytest.raises(errors.BatchNotFound):
        await undo_import("nobody's", now=NOW)


async def test_taking_back_leaves_what_somebody_changed_since():
    report = await take(row("A1"), row("A2", "东塘驿站"))
    id_ = (await station())["id"]
    await revise_station(id_, StationChanges(phone="0731-9"), now=NOW + timedelta(minutes=1))
    undone = await undo_import(report.batch, now=NOW + timedelta(minutes=2))
    assert (undone.closed, undone.changed_since) == (1, [id_])
    assert await phone() == "0731-9"


async def test_a_managers_edit_outlives_a_batch_taken_back_after_it_was_merged():
    await take(row("A1"))
    id_ = (await station())["id"]
    await revise_station(id_, StationChanges(phone="0731-9"), now=NOW + timedelta(minutes=1))
    merged = await take(row("A1", amenities="热水;厕所"), minutes=2)
    await undo_import(merged.batch, now=NOW + timedelta(minutes=3))
    await take(row("A1"), minutes=4)
    assert await phone() == "0731-9"


async def test_a_rehearsal_says_what_would_happen_and_writes_nothing():
    await take(row("A1"))
    before = await everything()
    report = await take(
        row("A1", phone="0731-2"), row("A2", ""), row("A3"), minutes=5, dry_run=True
    )
    assert (report.added, report.changed, report.refused, report.batch) == (1, 1, 1, None)
    assert report.dry_run
    assert await everything() == before


async def test_a_column_says_whose_a_row_is_unless_the_operator_did():
    head = "来源," + HEAD
    await take("市总," + row("A1"), "," + row("A2", "东塘驿站"), head=head)
    assert [(await station(number))["source"] for number in ("A1", "A2")] == ["市总", "工会"]
    content = SentList("\n".join([head, "市总," + row("A3")]).encode(), "a.csv", "wgs84", "省总")
    await import_stations(content, now=NOW + timedelta(minutes=1))
    assert (await station("A3"))["source"] == "省总"


async def test_it_publishes_what_landed():
    await take(row("A1"))
    [waiting] = await run(
        "SELECT revision FROM pack_revision WHERE prefecture = 'nbs:430100000000'"
    )
    await take(row("A1"), minutes=5)
    [still] = await run("SELECT revision FROM pack_revision WHERE prefecture = 'nbs:430100000000'")
    assert still == waiting


async def test_a_manager_cannot_give_what_is_not_known():
    await take(row("A1"))
    id_ = (await station())["id"]
    with pytest.raises(errors.StationUnusable):
        await revise_station(id_, StationChanges(amenities=(AmenityOffered("sauna"),)), now=NOW)
    with pytest.raises(errors.StationNotFound):
        await revise_station("00000000", StationChanges(phone="1"), now=NOW)


async def test_it_tells_how_far_it_is():
    seen = []
    await take(
        row("A1"), row("A2", "东塘驿站"), progress=lambda done, steps: seen.append((done, steps))
    )
    assert seen[0][0] == 0
    assert seen[-1] == (4, 4)
    assert seen == sorted(seen)


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


async def test_a_features_geometry_says_where_it_is():
    point = {"type": "Point", "coordinates": [112.99, 28.19]}
    told = {"名称": "文艺路驿站", "区划代码": "430102001000", "经度": "112.9955", "x": 3}
    feature = {"type": "Feature", "geometry": point, "properties": told}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    report = await import_stations(SentList(content, "a.geojson", "wgs84"), now=NOW)
    assert report.added == 1
    assert await Station.select(Station.lon, Station.lat) == [{"lon": 112.99, "lat": 28.19}]


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
