"""Taking in a file of divisions: all of it or none of it, and as often as one likes."""

import asyncio
from datetime import date

import pytest
from tests.divisions.makers import (
    CHANGSHA,
    DOWN_TO_SHIZILI,
    FURONG,
    HUNAN,
    LAST_YEAR,
    SHIZILI,
    THIS_YEAR,
    WENYILU,
    file_of,
    take_in,
)

from xiangyi.core.lines import SourceUnusable
from xiangyi.features.divisions import errors, service
from xiangyi.features.divisions.schemas import Imported
from xiangyi.features.divisions.tables import Division


async def refused(content: bytes) -> dict:
    with pytest.raises(errors.DivisionFileBroken) as refusal:
        await service.import_divisions(content, system="nbs", as_of=LAST_YEAR, source="a list")
    assert refusal.value.code == "division_file_broken"
    return refusal.value.facts


async def test_it_keeps_what_a_file_tells(db):
    assert await take_in(*DOWN_TO_SHIZILI) == Imported(5, 0, 0, 0)
    row = await Division.objects().get(Division.key == "nbs:430102001000")
    assert (row.system, row.code, row.name, row.level) == (
        "nbs",
        "430102001000",
        "文艺路街道",
        "street",
    )
    assert (row.parent, row.source, row.as_of) == ("nbs:430102000000", "a list", LAST_YEAR)
    assert (row.pinyin, row.initials) == ("wenyilujiedao", "wyljd")
    assert (row.valid_to, row.successor, row.lon, row.lat) == (None, None, None, None)


async def test_what_the_file_calls_a_city_is_a_prefecture(db):
    await take_in(HUNAN, CHANGSHA)
    row = await Division.objects().get(Division.code == "430100000000")
    assert row.level == "prefecture"


async def test_a_file_may_begin_with_a_byte_order_mark_and_have_children_first(db):
    content = b"\xef\xbb\xbf" + file_of(WENYILU, FURONG, CHANGSHA, HUNAN)
    told = await service.import_divisions(content, system="nbs", as_of=LAST_YEAR, source="a list")
    assert told.added == 4


async def test_the_same_file_twice_changes_nothing(db):
    await take_in(*DOWN_TO_SHIZILI)
    before = await Division.select().order_by(Division.key)
    assert await take_in(*DOWN_TO_SHIZILI) == Imported(0, 0, 0, 5)
    assert await Division.select().order_by(Division.key) == before


async def test_rows_that_a_spreadsheet_left_empty_are_passed_over(db):
    assert (await take_in(HUNAN, ",,,", "", CHANGSHA, ", ,,")).added == 2


async def test_two_imports_at_once_take_turns(db):
    told = await asyncio.gather(take_in(*DOWN_TO_SHIZILI), take_in(*DOWN_TO_SHIZILI))
    assert sorted((one.added, one.unchanged) for one in told) == [(0, 5), (5, 0)]


async def test_a_name_is_composed_and_its_blanks_dropped(db):
    await take_in(HUNAN, CHANGSHA, "430102000000, Café区 ,county,430100000000")
    row = await Division.objects().get(Division.code == "430102000000")
    assert (row.name, row.pinyin) == ("Café区", "cafqu")


async def test_a_file_may_hang_on_what_is_held(db):
    await take_in(HUNAN, CHANGSHA)
    assert (await take_in(FURONG)).added == 1


async def test_two_systems_keep_one_code_side_by_side(db):
    above = (HUNAN, CHANGSHA, FURONG)
    await take_in(*above, "430102013000,定王台街道,street,430102000000")
    told = await take_in(*above, "430102013000,东岸街道,street,430102000000", system="mca")
    assert told == Imported(4, 0, 0, 0)
    rows = await Division.objects().where(Division.code == "430102013000").order_by(Division.key)
    assert [(row.key, row.name, row.parent) for row in rows] == [
        ("mca:430102013000", "东岸街道", "mca:430102000000"),
        ("nbs:430102013000", "定王台街道", "nbs:430102000000"),
    ]


async def test_a_newer_file_of_one_system_ends_nothing_in_the_other(db):
    await take_in(*DOWN_TO_SHIZILI, system="mca")
    await take_in(HUNAN, as_of=THIS_YEAR)
    assert not await Division.exists().where(Division.valid_to.is_not_null())


async def test_it_refuses_a_system_it_does_not_know(db):
    with pytest.raises(errors.CodeSystemUnknown):
        await take_in(HUNAN, system="nsb")


async def test_it_refuses_a_source_that_nobody_could_read(db):
    for source in (" ", "x" * 201, "a\u202elist"):
        with pytest.raises(SourceUnusable):
            await take_in(HUNAN, source=source)


async def test_it_says_which_line_hangs_wrong_and_how(db):
    facts = await refused(
        file_of(
            HUNAN,
            CHANGSHA,
            "430102000000,芙蓉区,county,430900000000",
            "430103000000,天心区,county,430000000000",
            "430102001000,文艺路街道,street,430100000000",
            "440000000000,广东省,province,430000000000",
            "430104000000,岳麓区,county,430104000000",
        )
    )
    assert facts == {
        "lines": [
            {"line": 4, "field": "parent", "problem": "not_found"},
            {"line": 5, "field": "parent", "problem": "not_one_level_up"},
            {"line": 6, "field": "parent", "problem": "not_one_level_up"},
            {"line": 7, "field": "parent", "problem": "not_one_level_up"},
            {"line": 8, "field": "parent", "problem": "not_one_level_up"},
        ],
        "total": 5,
    }


async def test_it_tells_everything_that_is_wrong_at_once(db):
    facts = await refused(
        file_of(HUNAN, "4301,长沙市,city,430000000000", ",,county,", FURONG, "1,1,1,1,1")
    )
    assert [(told["line"], told["field"], told["problem"]) for told in facts["lines"]] == [
        (3, "code", "not_12_digits"),
        (4, "code", "not_12_digits"),
        (5, "parent", "not_found"),
        (6, "", "wrong_number_of_cells"),
    ]


async def test_one_wrong_line_keeps_the_whole_file_out(db):
    await refused(file_of(*DOWN_TO_SHIZILI, "430102002000,朝阳街道,street,430109000000"))
    assert await Division.count() == 0


async def test_a_wrong_line_leaves_what_is_held_as_it_was(db):
    await take_in(*DOWN_TO_SHIZILI)
    before = await Division.select().order_by(Division.key)
    await refused(file_of(HUNAN, CHANGSHA.replace("长沙市", "星城市"), "x,y,county,430100000000"))
    assert await Division.select().order_by(Division.key) == before


async def test_it_tells_fifty_faults_and_counts_them_all(db):
    lines = [f"{number},街,street,430102000000" for number in range(70)]
    facts = await refused(file_of(HUNAN, CHANGSHA, FURONG, *lines))
    assert facts["total"] == 70
    assert [told["line"] for told in facts["lines"]] == list(range(5, 55))


async def test_a_file_may_bring_points_and_a_file_without_them_leaves_them(db):
    content = file_of(
        HUNAN + ",,",
        CHANGSHA + ",112.94,28.23",
        header="code,name,level,parent,lon,lat",
    )
    await service.import_divisions(content, system="nbs", as_of=LAST_YEAR, source="a list")
    assert await take_in(HUNAN, CHANGSHA, as_of=THIS_YEAR) == Imported(0, 0, 0, 2)
    row = await Division.objects().get(Division.code == "430100000000")
    assert (row.lon, row.lat, row.as_of) == (112.94, 28.23, THIS_YEAR)


async def test_a_renamed_division_is_spelt_anew(db):
    await take_in(*DOWN_TO_SHIZILI)
    told = await take_in(
        HUNAN, CHANGSHA, FURONG, WENYILU, SHIZILI.replace("识字里", "都正街"), as_of=THIS_YEAR
    )
    assert told == Imported(0, 1, 0, 4)
    row = await Division.objects().get(Division.code == "430102001001")
    assert (row.name, row.initials, row.as_of) == ("都正街社区居委会", "dzjsqjwh", THIS_YEAR)


async def test_it_refuses_an_older_file(db):
    await take_in(*DOWN_TO_SHIZILI, as_of=THIS_YEAR)
    with pytest.raises(errors.DivisionFileOlder) as refusal:
        await take_in(HUNAN, CHANGSHA, as_of=LAST_YEAR)
    assert refusal.value.facts == {"held": THIS_YEAR, "given": LAST_YEAR}


async def test_it_refuses_a_file_from_before_a_division_ended(db):
    await take_in(HUNAN, CHANGSHA, FURONG, as_of=date(2024, 6, 30))
    await take_in(HUNAN, CHANGSHA, as_of=THIS_YEAR)
    with pytest.raises(errors.DivisionFileOlder):
        await take_in(FURONG, as_of=LAST_YEAR)


async def test_a_code_never_changes_its_level(db):
    await take_in(HUNAN, CHANGSHA)
    facts = await refused(file_of(HUNAN, "430100000000,长沙,county,430000000000"))
    assert {"line": 3, "field": "level", "problem": "changed"} in facts["lines"]
