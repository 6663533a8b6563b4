"""It does not buzz a riding rider: not at meals, not at night, unless it must."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from xiangyi.features.notifications.rules.quiet import before_quiet, heard_at

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(clock: str, day: int = 25) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{clock}").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("ready", "heard", "day"),
    [
        ("10:59:59", "10:59:59", 25),
        ("11:00", "13:00", 25),
        ("12:59:59", "13:00", 25),
        ("13:00", "13:00", 25),
        ("17:30", "19:00", 25),
        ("21:59:59", "21:59:59", 25),
        ("22:00", "07:00", 26),
        ("06:59:59", "07:00", 25),
        ("00:00", "07:00", 25),
        ("07:00", "07:00", 25),
    ],
)
def test_what_is_ready_at_a_meal_or_at_night_is_heard_when_it_is_over(ready, heard, day):
    assert heard_at(at(ready), "normal") == at(heard, day)


def test_what_is_urgent_waits_for_nothing_nor_for_who_wants_it_at_any_time():
    assert heard_at(at("12:00"), "urgent") == at("12:00")
    assert heard_at(at("23:00"), "normal", anytime=True) == at("23:00")


@pytest.mark.parametrize(
    ("ready", "begins", "heard"),
    [
        ("11:30", "12:30", "11:30"),
        ("11:30", "13:00", "11:30"),
        ("11:30", "13:01", "13:00"),
        ("18:00", "17:30", "18:00"),
        ("14:00", "14:30", "14:00"),
    ],
)
def test_what_would_be_heard_too_late_comes_at_once(ready, begins, heard):
    assert heard_at(at(ready), "normal", known_by=at(begins)) == at(heard)


@pytest.mark.parametrize(
    ("due", "moved", "day"),
    [
        ("10:30", "10:30", 25),
        ("11:00", "10:59", 25),
        ("18:30", "16:59", 25),
        ("22:30", "21:59", 25),
        ("06:00", "21:59", 24),
    ],
)
def test_a_reminder_comes_before_the_quiet_time_in_which_it_would_lie(due, moved, day):
    assert before_quiet(at(due)) == at(moved, day)
