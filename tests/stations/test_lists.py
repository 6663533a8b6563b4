"""A list that comes again, changes, vanishes in part, meets a manager, and is taken back."""

from datetime import timedelta

import pytest
from tests.stations.desk import HEAD, everything, make_furong, phone, row, station, take
from tests.stations.makers import NOW

from xiangyi.core.db import run
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import AmenityOffered, StationChanges
from xiangyi.features.stations.service import live
from xiangyi.features.stations.service.importing.undoing import undo_import
from xiangyi.features.stations.service.keeping import revise_station
from xiangyi.features.stations.tables import (
    StationAmenity,
    StationRevision,
)

pytestmark = pytest.mark.usefixtures("db")


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


async def test_a_list_without_a_column_leaves_those_facts_as_they_are():
    await take(row("A1"))
    head = "编号,名称,区划代码,经度,纬度,进门方式"
    told = "A1,文艺路驿站,430102001000,112.99,28.19,从侧门进"
    report = await take(told, head=head, minutes=5)
    held = await station()
    assert (report.changed, held["family"], held["phone"]) == (1, "union_station", "0731-1")
    assert "1320" in held["hours"]
    assert held["entry_note"] == "从侧门进"
    assert await StationAmenity.count() == 1

    await take(row("A1", amenities="", phone=""), minutes=10)
    held = await station()
    assert (held["phone"], held["entry_note"]) == ("", "从侧门进")
    assert await StationAmenity.count() == 0


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


async def test_a_list_goes_back_to_nothing_after_the_later_one_has_gone_back():
    first = await take(row("A1", phone="1"), row("A2", "东塘驿站"))
    second = await take(row("A1", phone="2"), row("A2", "东塘驿站"), minutes=5)
    third = await take(row("A1", phone="3"), row("A2", "东塘驿站"), minutes=6)
    for minutes, batch in ((7, third.batch), (8, second.batch)):
        undone = await undo_import(batch, now=NOW + timedelta(minutes=minutes))
        assert (undone.restored, undone.changed_since) == (1, [])
    undone = await undo_import(first.batch, now=NOW + timedelta(minutes=9))
    assert (undone.closed, undone.changed_since) == (2, [])


async def test_what_a_manager_said_between_two_lists_stays_when_both_go_back():
    first = await take(row("A1", phone="1"))
    id_ = (await station())["id"]
    await revise_station(id_, StationChanges(parking="门口"), now=NOW)
    second = await take(row("A1", phone="2"), minutes=5)
    await undo_import(second.batch, now=NOW + timedelta(minutes=7))
    undone = await undo_import(first.batch, now=NOW + timedelta(minutes=8))
    assert (undone.closed, undone.changed_since) == (0, [id_])
    assert ((await station())["parking"], await phone()) == ("门口", "1")


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


async def test_a_list_without_a_column_of_hours_is_not_told_so_row_by_row():
    hours = ",周一至周日 08:00-22:00"
    told = await take(row("A1").replace(hours, ""), head=HEAD.replace(",开放时间", ""))
    assert (told.accepted, told.rows) == (1, [])
    empty = await take(row("A2").replace(hours, ","))
    assert [one.code for one in empty.rows] == ["hours_absent"]
