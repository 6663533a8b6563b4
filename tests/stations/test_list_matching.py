"""Which station a row means: by its number, or by its name and where it stands."""

import pytest
from tests.stations.desk import HEAD, everything, make_furong, names_and_ids, row, take

from xiangyi.features.stations.service.keeping import station_id
from xiangyi.features.stations.tables import Station

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
async def _furong(db):
    await make_furong()


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


async def test_a_row_without_a_number_is_not_the_station_whose_number_another_row_has():
    await take(row("A1"))
    report = await take(row("A1", "文艺路新驿站"), row(""), minutes=5)
    assert (report.added, report.changed, report.vanished) == (1, 1, [])
    names = {name for name, _ in await names_and_ids()}
    assert names == {"文艺路新驿站", "文艺路驿站"}


async def test_an_id_that_another_station_has_is_not_given_again():
    await take(row("B1"), name="街道.csv")
    other = await Station.select().where(Station.external_id == "B1").first()
    mine = station_id("工会", "A1")
    await Station.insert(Station(**{**other, "id": mine, "external_id": "B2"}))
    await take(row("A1"), row("A2", "东塘驿站"), minutes=5)
    found = await Station.select(Station.external_id, Station.id).where(Station.source == "工会")
    assert {one["external_id"]: one["id"] for one in found} == {
        "A1": station_id("工会", "A1", 1),
        "A2": station_id("工会", "A2"),
    }
