"""Which days are worked, and when something is due."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangyi.features.workdays.rules import SpecialDays, deadline, is_working_day, kinds_of

#: The autumn of 2026 as the State Council moved it; the table ends with the year.
AUTUMN = SpecialDays(
    from_=date(2026, 9, 1),
    through=date(2026, 12, 31),
    days={
        date(2026, 9, 20): "makeup",
        **{date(2026, 9, day): "holiday" for day in (25, 26, 27)},
        **{date(2026, 10, day): "holiday" for day in range(1, 8)},
        date(2026, 10, 10): "makeup",
    },
)


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 9, 30), {"ordinary"}),
        (date(2026, 10, 17), {"ordinary"}),
        (date(2026, 10, 1), {"holiday"}),
        (date(2026, 10, 3), {"holiday"}),
        (date(2026, 10, 10), {"makeup"}),
        (date(2026, 9, 20), {"makeup"}),
        (date(2026, 9, 1), {"ordinary"}),
        (date(2026, 12, 31), {"ordinary"}),
        (date(2026, 8, 31), {"ordinary", "holiday"}),
        (date(2027, 1, 1), {"ordinary", "holiday"}),
        (date(2027, 1, 2), {"ordinary", "holiday", "makeup"}),
        (date(2027, 1, 3), {"ordinary", "holiday", "makeup"}),
        (date(2027, 1, 4), {"ordinary", "holiday"}),
    ],
)
def test_a_date_is_of_one_kind_inside_the_table_and_of_several_outside(day, kinds):
    assert kinds_of(day, AUTUMN) == kinds


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 9, 20), True),
        (date(2026, 10, 17), False),
        (date(2026, 10, 18), False),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), None),
        (date(2027, 1, 2), None),
        (date(2026, 8, 31), None),
    ],
)
def test_a_day_is_worked_or_not_or_nobody_knows_yet(day, works):
    assert is_working_day(day, AUTUMN) is works


@pytest.mark.parametrize(
    ("start", "working_days", "due", "provisional"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 24), False),
        (date(2026, 11, 23), 5, date(2026, 11, 30), False),
        (date(2026, 11, 27), 1, date(2026, 11, 30), False),
        (date(2026, 11, 28), 1, date(2026, 11, 30), False),
        # Over National Day and its make-up Saturday.
        (date(2026, 9, 30), 1, date(2026, 10, 8), False),
        (date(2026, 9, 30), 2, date(2026, 10, 9), False),
        (date(2026, 9, 30), 3, date(2026, 10, 10), False),
        (date(2026, 9, 30), 4, date(2026, 10, 12), False),
        (date(2026, 10, 3), 1, date(2026, 10, 8), False),
        (date(2026, 9, 18), 1, date(2026, 9, 20), False),
        # The last day of the table is sure, the next is counted Monday to Friday.
        (date(2026, 12, 30), 1, date(2026, 12, 31), False),
        (date(2026, 12, 31), 1, date(2027, 1, 1), True),
        (date(2026, 12, 30), 2, date(2027, 1, 1), True),
        (date(2026, 12, 30), 3, date(2027, 1, 4), True),
        (date(2027, 3, 5), 1, date(2027, 3, 8), True),
        (date(2026, 8, 28), 2, date(2026, 9, 1), True),
    ],
)
def test_a_deadline_counts_working_days_after_the_start(start, working_days, due, provisional):
    assert deadline(start, working_days, AUTUMN) == (due, provisional)


def test_a_provisional_deadline_is_sure_once_the_table_has_grown():
    year = timedelta(days=365)
    grown = msgspec.structs.replace(
        AUTUMN,
        through=AUTUMN.through + year,
        days=AUTUMN.days | {date(2027, 1, 1): "holiday", date(2027, 1, 3): "makeup"},
    )
    assert deadline(date(2026, 12, 30), 3, AUTUMN) == (date(2027, 1, 4), True)
    assert deadline(date(2026, 12, 30), 2, grown) == (date(2027, 1, 3), False)
    assert deadline(date(2026, 12, 30), 3, grown) == (date(2027, 1, 4), False)


@given(st.dates(date(2026, 8, 1), date(2027, 3, 1)), st.integers(1, 60))
def test_one_more_working_day_is_always_later(start, working_days):
    sooner, _ = deadline(start, working_days, AUTUMN)
    later, _ = deadline(start, working_days + 1, AUTUMN)
    assert start < sooner < later


@pytest.mark.parametrize("working_days", [0, -1])
def test_a_deadline_without_a_working_day_is_refused(working_days):
    with pytest.raises(ValueError, match="at least one working day"):
        deadline(date(2026, 11, 23), working_days, AUTUMN)


def test_the_table_is_read_from_json_and_refuses_other_kinds():
    text = b'{"from":"2026-01-01","through":"2026-12-31","days":{"2026-10-10":"makeup"}}'
    table = msgspec.json.decode(text, type=SpecialDays)
    assert table.days == {date(2026, 10, 10): "makeup"}
    assert msgspec.json.encode(table) == text
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value 'festival'"):
        msgspec.json.decode(text.replace(b"makeup", b"festival"), type=SpecialDays)
