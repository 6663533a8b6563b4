"""In which month something falls that was used where there was no network."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangyi.features.reconciliation.rules import months

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)


def shanghai(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("was", "arrived", "month"),
    [
        ((2026, 11, 30, 23, 59), (2026, 11, 30, 23, 59), NOVEMBER),
        ((2026, 12, 1), (2026, 12, 1), DECEMBER),
        ((2026, 11, 30), (2026, 12, 7, 23, 59), NOVEMBER),
        ((2026, 11, 30), (2026, 12, 8), DECEMBER),
        ((2026, 11, 30), (2027, 1, 7, 23, 59), DECEMBER),
        ((2026, 11, 30), (2027, 1, 8), JANUARY),
    ],
)
def test_a_month_waits_seven_days_and_what_is_later_is_the_next_ones(was, arrived, month):
    assert months.month_of(shanghai(*was), shanghai(*arrived)) == month


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))


@given(moments, st.timedeltas(timedelta(0), timedelta(days=200)))
def test_nothing_falls_into_a_month_that_is_closed_nor_past_one_that_is_open(was, late):
    month = months.month_of(was, was + late)
    assert was + late < months.closes(month)
    was_in = months.month_at(was)
    assert month == was_in or was + late >= months.closes(months.before(month))


@given(moments, st.timedeltas(timedelta(0), timedelta(days=200)), st.integers(1, 18))
def test_the_bounds_by_which_a_month_is_looked_up_hold_what_falls_into_it(was, late, number):
    month = date(2026 + (number - 1) // 12, (number - 1) % 12 + 1, 1)
    assert months.Bounds.of(month).hold(was, was + late) == (
        months.month_of(was, was + late) == month
    )
