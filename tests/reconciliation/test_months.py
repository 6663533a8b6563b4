"""In which month something falls that was used where there was no network."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiangyi.features.reconciliation.rules import months
from xiangyi.features.reconciliation.rules.months import Bounds

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
FEBRUARY = datetime(2026, 2, 1, tzinfo=UTC)
#: From before everything that is asked about to long after it.
MONTHS = [date(year, number, 1) for year in (2026, 2027) for number in range(1, 13)]


def shanghai(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("was", "arrived", "month"),
    [
        ((2026, 11, 30, 23, 59), (2026, 11, 30, 23, 59), NOVEMBER),
        ((2026, 12, 1), (2026, 12, 1), DECEMBER),
        ((2026, 12, 1), (2026, 11, 30, 23, 58), DECEMBER),
        ((2026, 11, 30), (2026, 12, 3, 23, 59), NOVEMBER),
        ((2026, 11, 30), (2026, 12, 4), DECEMBER),
        ((2026, 10, 31), (2026, 12, 4), DECEMBER),
        ((2026, 10, 31), (2026, 12, 3, 23, 59), NOVEMBER),
    ],
)
def test_a_month_waits_for_what_may_still_be_settled_and_later_is_the_next_ones(
    was, arrived, month
):
    held = [one for one in MONTHS if Bounds.of(one).hold(shanghai(*was), shanghai(*arrived))]
    assert held == [month]


moments = st.timedeltas(timedelta(0), timedelta(days=450)).map(lambda since: FEBRUARY + since)


# A busy machine takes long to think of anything.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moments, st.timedeltas(-timedelta(minutes=5), timedelta(days=200)))
def test_whatever_arrives_when_falls_into_one_month_that_is_open_and_no_other(was, late):
    arrived = was + late
    held = [one for one in MONTHS if Bounds.of(one).hold(was, arrived)]
    assert len(held) == 1
    assert months.month_at(was) <= held[0]
    assert arrived < months.ends(held[0]) + months.WAITS
