"""A code counts while it can be believed, and proves a time only if it came at once."""

from datetime import UTC, datetime, timedelta

import pytest

from xiangyi.core.codes import step_at
from xiangyi.features.volunteering.rules.counting import Stretch
from xiangyi.features.volunteering.rules.numbers import Numbers
from xiangyi.features.volunteering.rules.windows import fault_of, is_on_time

NINE = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
MORNING = Stretch(NINE, NINE + timedelta(hours=3))


def fault(phase: str, shown: float, received: float | None = None) -> str | None:
    """Minutes after nine; received at once if nothing is said."""
    shown_at = NINE + timedelta(minutes=shown)
    received_at = NINE + timedelta(minutes=shown if received is None else received)
    return fault_of(MORNING, phase, step_at(shown_at), received_at, Numbers())


@pytest.mark.parametrize(
    ("phase", "shown", "told"),
    [
        *[("in", -31, "early"), ("in", -30, None), ("in", 180, None), ("in", 181, "late")],
        *[("out", -31, "early"), ("out", 240, None), ("out", 241, "late")],
    ],
)
def test_people_come_and_go_around_the_shift(phase, shown, told):
    assert fault(phase, shown) == told


def test_a_code_of_later_on_is_believed_for_one_step():
    assert fault("in", 10.5, received=10) is None
    assert fault("in", 11, received=10) == "early"


def test_a_phone_may_send_for_a_week_what_it_has_scanned():
    assert fault("out", 180, received=180 + 7 * 24 * 60) is None
    assert fault("out", 180, received=181 + 7 * 24 * 60) == "closed"


def test_ten_minutes_after_its_step_a_scan_proves_no_time_any_more():
    step = step_at(NINE)
    end = NINE + timedelta(seconds=30)
    assert is_on_time(step, end + timedelta(minutes=10), Numbers())
    assert not is_on_time(step, end + timedelta(minutes=10, seconds=1), Numbers())
