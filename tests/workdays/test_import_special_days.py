"""Taking in the State Council's calendar, and how far it then reaches."""

from datetime import date
from importlib.resources import files

import pytest
from tests.workdays.makers import (
    IN_EXCHANGE,
    NATIONAL_DAY,
    file_of,
    first_half,
    second_half,
    take_in,
    whole,
)

from xiangyi.core.lines import Faults, SourceUnusable
from xiangyi.features.workdays import errors, service
from xiangyi.features.workdays.adapters import read
from xiangyi.features.workdays.rules import is_working_day
from xiangyi.features.workdays.schemas import Imported
from xiangyi.features.workdays.tables import SpecialDay


async def test_it_keeps_what_a_file_tells(db):
    assert await take_in(NATIONAL_DAY, IN_EXCHANGE) == Imported(2, 0, 0)
    row = await SpecialDay.objects().get(SpecialDay.on == date(2026, 10, 10))
    assert (row.kind, row.name_zh, row.name_en, row.source) == (
        "makeup_workday",
        "国庆节",
        "National Day",
        "State Council",
    )


async def test_the_same_file_twice_changes_nothing(db):
    await take_in(NATIONAL_DAY, IN_EXCHANGE)
    assert await take_in(NATIONAL_DAY, IN_EXCHANGE) == Imported(0, 0, 2)


async def test_a_corrected_day_is_rewritten(db):
    await take_in(*whole(2026), IN_EXCHANGE)
    told = await take_in("2026-10-10,holiday,National Day,国庆节")
    assert told == Imported(added=0, changed=1, unchanged=0)
    assert (await service.table()).days[date(2026, 10, 10)] == "holiday"


async def test_the_year_after_is_taken_in_when_its_notice_is_out(db):
    await take_in(*whole(2026))
    assert is_working_day(date(2027, 1, 1), await service.table()) is None
    await take_in(*whole(2027))
    table = await service.table()
    assert (table.from_, table.through) == (date(2026, 1, 1), date(2027, 12, 31))
    assert is_working_day(date(2027, 1, 1), table) is False
    assert is_working_day(date(2027, 1, 4), table) is True


async def test_half_a_years_list_makes_nobody_sure_of_the_other_half(db):
    await take_in(*whole(2026))
    await take_in(*second_half(2027))
    table = await service.table()
    assert table.through == date(2026, 12, 31)
    assert is_working_day(date(2027, 2, 1), table) is None
    assert (await service.reach()).unfinished == {
        2027: (
            "new_year",
            "spring_festival",
            "labour_day",
            "qingming",
            "dragon_boat",
            "makeup_workday",
        )
    }
    await take_in(*first_half(2027))
    assert (await service.table()).through == date(2027, 12, 31)
    assert (await service.reach()).unfinished == {}


async def test_the_holidays_alone_are_not_the_whole_list(db):
    await take_in(*(line for line in whole(2026) if "makeup" not in line))
    assert (await service.reach()).unfinished == {2026: ("makeup_workday",)}
    assert (await service.reach()).through is None
    await take_in(*(line for line in whole(2026) if "makeup" in line))
    assert (await service.reach()).through == date(2026, 12, 31)


@pytest.mark.parametrize("stray", ["2002-01-01", "2027-01-01", "2029-01-01"])
async def test_a_stray_row_takes_no_day_from_what_is_known(db, stray):
    await take_in(*whole(2025), *whole(2026))
    await take_in(f"{stray},holiday,New Year's Day,元旦")
    table = await service.table()
    assert (table.from_, table.through) == (date(2025, 1, 1), date(2026, 12, 31))
    assert date.fromisoformat(stray) not in table.days


@pytest.mark.parametrize(("apart", "between"), [(2024, 2025), (2028, 2027)])
async def test_a_year_that_stands_apart_is_refused_until_the_one_between_is_there(
    db, apart, between
):
    await take_in(*whole(2026))
    with pytest.raises(errors.SpecialDaysLeaveGap) as refusal:
        await take_in(*whole(apart))
    assert refusal.value.facts == {"years": [between]}
    assert await SpecialDay.count() == len(whole(2026))
    await take_in(*whole(between), *whole(apart))
    table = await service.table()
    assert table.covers(date(2026, 7, 1))
    assert table.covers(date(apart, 7, 1))


async def test_a_new_notice_may_move_a_day_of_the_year_before(db):
    """New Year 2023 began on 31 December 2022, which its own year's notice did not know."""
    await take_in(*whole(2022))
    await take_in("2022-12-31,holiday,New Year's Day,元旦", *whole(2023))
    table = await service.table()
    assert is_working_day(date(2022, 12, 31), table) is False
    assert table.through == date(2023, 12, 31)


async def test_an_empty_table_covers_no_day(db):
    assert not (await service.table()).covers(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("line", "field", "problem"),
    [
        ("2026-02-30,holiday,x,春节", "date", "no_such_date"),
        ("20261001,holiday,x,春节", "date", "no_such_date"),
        ("2026/10/01,holiday,x,春节", "date", "no_such_date"),
        (",holiday,x,春节", "date", "no_such_date"),
        ("1026-10-01,holiday,x,春节", "date", "year_out_of_range"),
        ("2026-05-01,feast,x,劳动节", "kind", "unknown"),
        ("2026-10-01,makeup_workday,x,国庆节", "date", "makeup_on_a_weekday"),
        ("2026-10-10,holiday,x,国庆节", "date", "twice_of_two_kinds"),
        (f"2026-05-01,holiday,x,{'节' * 33}", "name_zh", "too_long"),
        (f"2026-05-01,holiday,{'x' * 65},劳动节", "name_en", "too_long"),
        ("2026-05-01,holiday,,劳动节", "name_en", "empty"),
        ("2026-05-01,holiday,x,劳动\u200f节", "name_zh", "hidden_character"),
    ],
)
def test_it_says_which_line_is_wrong_and_how(line, field, problem):
    faults = Faults()
    read(file_of(NATIONAL_DAY.replace("10-01", "10-02"), IN_EXCHANGE, line), faults)
    assert faults.facts() == {
        "lines": [{"line": 4, "field": field, "problem": problem}],
        "total": 1,
    }


async def test_one_wrong_line_keeps_the_whole_file_out(db):
    with pytest.raises(errors.SpecialDayFileBroken) as refusal:
        await take_in(NATIONAL_DAY, "2026-10-09,makeup_workday,National Day,国庆节")
    assert refusal.value.code == "special_day_file_broken"
    assert refusal.value.facts == {
        "lines": [{"line": 3, "field": "date", "problem": "makeup_on_a_weekday"}],
        "total": 1,
    }
    assert await SpecialDay.count() == 0


async def test_one_day_may_have_two_names_of_one_kind(db):
    told = await take_in(NATIONAL_DAY, "2026-10-01,holiday,Mid-Autumn,中秋")
    assert told == Imported(1, 0, 0)


async def test_it_refuses_an_unnamed_source(db):
    with pytest.raises(SourceUnusable):
        await service.import_special_days(file_of(NATIONAL_DAY), source="")


async def test_the_notices_since_2004_are_taken_in(db):
    content = files("xiangyi.demo").joinpath("data", "special_days.csv").read_bytes()
    told = await service.import_special_days(content, source="chinese-calendar")
    assert told == Imported(added=771, changed=0, unchanged=0)
    table = await service.table()
    assert (table.from_, table.through) == (date(2004, 1, 1), date(2026, 12, 31))
    assert is_working_day(date(2026, 10, 10), table) is True
    assert (await service.reach()).unfinished == {}
