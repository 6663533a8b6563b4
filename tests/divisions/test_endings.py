"""What a newer file leaves out has ended, and keeps its row."""

import pytest
from tests.divisions.makers import (
    CHANGSHA,
    DOWN_TO_SHIZILI,
    FURONG,
    HUNAN,
    LAST_YEAR,
    THIS_YEAR,
    WENYILU,
    YUHUA,
    file_of,
    take_in,
)

from xiangyi.features.divisions import errors, service
from xiangyi.features.divisions.schemas import Imported
from xiangyi.features.divisions.tables import Division

NEW_WENYILU = "430102021000,文艺路街道,street,430102000000"
NEW_SHIZILI = "430102021001,识字里社区居委会,community,430102021000"


async def row_of(code: str) -> Division:
    row = await Division.objects().get(Division.key == f"nbs:{code}")
    assert row
    return row


async def test_a_code_that_a_newer_file_leaves_out_ends_with_all_below_it(db):
    await take_in(*DOWN_TO_SHIZILI, YUHUA)
    told = await take_in(HUNAN, CHANGSHA, YUHUA, as_of=THIS_YEAR)
    assert told == Imported(added=0, changed=0, ended=3, unchanged=3)
    for code in ("430102000000", "430102001000", "430102001001"):
        row = await row_of(code)
        assert (row.valid_to, row.as_of, row.successor) == (THIS_YEAR, LAST_YEAR, None)
    assert (await row_of("430111000000")).as_of == THIS_YEAR


async def test_a_file_of_the_same_date_only_adds(db):
    await take_in(HUNAN, CHANGSHA, FURONG)
    assert await take_in(HUNAN, CHANGSHA, YUHUA) == Imported(1, 0, 0, 2)
    assert (await row_of("430102000000")).valid_to is None


async def test_a_newer_file_of_one_county_ends_nothing_outside_it(db):
    await take_in(*DOWN_TO_SHIZILI, YUHUA)
    told = await take_in(FURONG, WENYILU, as_of=THIS_YEAR)
    assert told == Imported(added=0, changed=0, ended=1, unchanged=2)
    assert (await row_of("430102001001")).valid_to == THIS_YEAR
    assert (await row_of("430111000000")).valid_to is None


async def test_a_new_code_for_the_same_name_in_the_same_place_is_the_successor(db):
    await take_in(*DOWN_TO_SHIZILI)
    told = await take_in(HUNAN, CHANGSHA, FURONG, NEW_WENYILU, NEW_SHIZILI, as_of=THIS_YEAR)
    assert told == Imported(added=2, changed=0, ended=2, unchanged=3)
    assert (await row_of("430102001000")).successor == "nbs:430102021000"
    # Its parent's code is another, but the parent's successor is its new one.
    assert (await row_of("430102001001")).successor == "nbs:430102021001"


async def test_two_new_codes_of_one_name_leave_the_successor_open(db):
    await take_in(HUNAN, CHANGSHA, FURONG, WENYILU)
    again = NEW_WENYILU.replace("430102021000", "430102022000")
    await take_in(HUNAN, CHANGSHA, FURONG, NEW_WENYILU, again, as_of=THIS_YEAR)
    assert (await row_of("430102001000")).successor is None


async def test_a_code_that_comes_back_has_not_ended(db):
    await take_in(HUNAN, CHANGSHA, FURONG, WENYILU)
    await take_in(HUNAN, CHANGSHA, FURONG, NEW_WENYILU, as_of=THIS_YEAR)
    later = THIS_YEAR.replace(month=12)
    told = await take_in(HUNAN, CHANGSHA, FURONG, WENYILU, NEW_WENYILU, as_of=later)
    assert told == Imported(added=0, changed=1, ended=0, unchanged=4)
    row = await row_of("430102001000")
    assert (row.valid_to, row.successor) == (None, None)


async def test_what_has_ended_keeps_its_date(db):
    await take_in(HUNAN, CHANGSHA, FURONG)
    await take_in(HUNAN, CHANGSHA, as_of=THIS_YEAR)
    told = await take_in(HUNAN, CHANGSHA, as_of=THIS_YEAR.replace(month=12))
    assert told == Imported(added=0, changed=0, ended=0, unchanged=2)
    assert (await row_of("430102000000")).valid_to == THIS_YEAR


async def test_nothing_may_hang_on_what_the_same_file_ends(db):
    await take_in(HUNAN, CHANGSHA, FURONG)
    with pytest.raises(errors.DivisionFileBroken) as refusal:
        await service.import_divisions(
            file_of(HUNAN, CHANGSHA, WENYILU), system="nbs", as_of=THIS_YEAR, source="a list"
        )
    assert refusal.value.facts["lines"] == [{"line": 4, "field": "parent", "problem": "not_found"}]


async def test_nothing_may_hang_on_what_has_ended(db):
    await take_in(HUNAN, CHANGSHA, FURONG)
    await take_in(HUNAN, CHANGSHA, as_of=THIS_YEAR)
    with pytest.raises(errors.DivisionFileBroken):
        await take_in(WENYILU, as_of=THIS_YEAR)


async def test_where_all_below_has_ended_there_is_nothing_below(db, api):
    await take_in(HUNAN, CHANGSHA, FURONG)
    await take_in(HUNAN, CHANGSHA, as_of=THIS_YEAR)
    listed = (await api.get("/api/divisions", params={"parent": "nbs:430000000000"})).json()
    alone = (await api.get("/api/divisions/nbs:430100000000")).json()
    assert [item["hasChildren"] for item in [*listed["items"], alone["division"]]] == [False] * 2


async def test_an_ended_division_is_not_listed_but_found_by_its_key(db, api):
    await take_in(*DOWN_TO_SHIZILI)
    await take_in(HUNAN, CHANGSHA, FURONG, NEW_WENYILU, NEW_SHIZILI, as_of=THIS_YEAR)
    listed = (await api.get("/api/divisions", params={"parent": "nbs:430102000000"})).json()
    assert [item["code"] for item in listed["items"]] == ["430102021000"]
    found = (await api.get("/api/divisions", params={"q": "文艺路"})).json()
    assert [item["code"] for item in found["items"]] == ["430102021000"]
    answer = (await api.get("/api/divisions/nbs:430102001000")).json()
    assert (answer["validTo"], answer["successor"]) == ("2026-06-30", "nbs:430102021000")
    assert answer["division"]["hasChildren"] is False
