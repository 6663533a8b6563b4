"""Where a division lies, asked by the features that stand on the tree."""

import pytest
from tests.divisions.makers import (
    CHANGSHA,
    DOWN_TO_SHIZILI,
    FURONG,
    HUNAN,
    THIS_YEAR,
    YUHUA,
    take_in,
)

from xiangyi.features.divisions import errors, service
from xiangyi.features.divisions.tables import Division


@pytest.fixture(autouse=True)
async def held(db):
    await take_in(*DOWN_TO_SHIZILI, YUHUA)


async def test_ancestors_run_from_the_province_down(db):
    above = await service.ancestors("nbs:430102001001")
    assert [one.name for one in above] == ["湖南省", "长沙市", "芙蓉区", "文艺路街道"]


async def test_lineages_end_with_the_division_and_leave_out_what_is_unknown(db):
    lineages = await service.lineages(
        {"nbs:430102000000", "nbs:430000000000", "nbs:990000000000", "nonsense\x00"}
    )
    assert {key: [one.name for one in line] for key, line in lineages.items()} == {
        "nbs:430102000000": ["湖南省", "长沙市", "芙蓉区"],
        "nbs:430000000000": ["湖南省"],
    }


async def test_the_prefecture_is_found_by_going_up(db):
    for code in ("430102001001", "430102000000", "430100000000"):
        assert await service.prefecture_of(f"nbs:{code}") == "nbs:430100000000"


async def test_a_province_has_no_prefecture(db):
    with pytest.raises(errors.DivisionHasNoPrefecture):
        await service.prefecture_of("nbs:430000000000")


async def test_a_subtree_goes_by_parents_and_keeps_what_has_ended(db):
    # Its code begins as 雨花区's does, its parent is 芙蓉区.
    await take_in("430111999000,飞地街道,street,430102000000")
    await take_in(HUNAN, CHANGSHA, FURONG, YUHUA, as_of=THIS_YEAR)
    assert set(await service.subtree("nbs:430102000000")) == {
        "nbs:430102000000",
        "nbs:430102001000",
        "nbs:430102001001",
        "nbs:430111999000",
    }
    assert await service.subtree("nbs:430111000000") == ["nbs:430111000000"]


async def test_down_to_a_level_stops_there_and_leaves_out_what_has_ended(db):
    await take_in(HUNAN, CHANGSHA, FURONG, as_of=THIS_YEAR)
    assert [one.name for one in await service.down_to("county")] == ["湖南省", "长沙市", "芙蓉区"]


async def test_an_unknown_key_is_refused(db):
    for ask in (service.ancestors, service.prefecture_of, service.subtree, service.division):
        for key in ("nbs:439900000000", "430100000000"):
            with pytest.raises(errors.DivisionNotFound):
                await ask(key)


async def test_points_are_kept_all_or_none(db):
    known, unknown = "nbs:430100000000", "nbs:439900000000"
    with pytest.raises(errors.DivisionNotFound):
        await service.locate([(known, 112.94, 28.23), (unknown, 112.94, 28.23)])
    with pytest.raises(errors.PointOutsideChina):
        await service.locate([(known, 28.23, 112.94)])
    row = await Division.objects().get(Division.key == known)
    assert (row.lon, row.lat) == (None, None)


async def test_a_point_told_again_replaces_the_one_before(db):
    await service.locate([("nbs:430100000000", 112.9, 28.2)])
    await service.locate([("nbs:430100000000", 112.94, 28.23)])
    row = await Division.objects().get(Division.code == "430100000000")
    assert (row.lon, row.lat) == (112.94, 28.23)
