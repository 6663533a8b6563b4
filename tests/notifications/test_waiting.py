"""When a delivery is tried again, and when a whole host is left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangyi.features.notifications.rules.answers import meaning
from xiangyi.features.notifications.rules.breaker import FAILURES, Breaker
from xiangyi.features.notifications.rules.waiting import MOST_TRIES, asked_s, pause_s, try_again_at

DAY_S = 86_400
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((200, "sent"), (201, "sent"), (202, "sent"), (204, "sent")),
        *((404, "gone"), (410, "gone")),
        *((400, "ours"), (401, "ours"), (403, "ours"), (413, "ours"), (405, "ours"), (415, "ours")),
        *((406, "later"), (408, "later"), (429, "later"), (500, "later"), (503, "later")),
        *((301, "refused_address"), (302, "refused_address"), (307, "refused_address")),
    ],
)
def test_each_answer_has_its_meaning(status, kind):
    assert meaning(status)[0] == kind


def test_pauses_double_up_to_an_hour():
    assert [pause_s(tries, 1) for tries in range(1, 10)] == [
        *(30, 60, 120, 240, 480, 960, 1920, 3600, 3600)
    ]
    assert pause_s(1, 0) == 15


def test_a_delivery_is_given_up_after_its_tries():
    assert try_again_at(MOST_TRIES - 1, NOW, 0.5, left_s=DAY_S) is not None
    assert try_again_at(MOST_TRIES, NOW, 0.5, left_s=DAY_S) is None


@given(
    tries=st.integers(1, MOST_TRIES - 1),
    chance=st.floats(0, 1),
    asked=st.floats(0.001, 10 * DAY_S),
    left=st.floats(60, 3 * DAY_S),
)
def test_nobody_comes_back_before_a_push_service_said_nor_when_it_is_too_late(
    tries, chance, asked, left
):
    at = try_again_at(tries, NOW, chance, asked_s=asked, left_s=left)
    if at is None:
        assert asked + 30 >= left
    else:
        assert asked - 0.001 <= (at - NOW).total_seconds() <= left


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 86400\r\n", 86_400),
        ("Mon, 23 Nov 2026 08:02:00 GMT", 120),
        ("Mon, 23 Nov 2026 08:02:00 -0000", 120),
        ("Mon, 23 Nov 2026 07:00:00 GMT", 0),
        *(("", 0), ("-5", 0), ("soon", 0), ("\u00b2", 0), ("1e9", 0)),
    ],
)
def test_a_push_service_says_how_long_in_seconds_or_until_when(said, seconds):
    assert asked_s(said, NOW) == seconds


def test_those_who_failed_together_come_back_apart():
    early, late = (try_again_at(3, NOW, chance, left_s=DAY_S) for chance in (0, 1))
    assert (early, late) == (NOW + timedelta(seconds=60), NOW + timedelta(seconds=120))


def fail(breaker: Breaker, times: int, *, at: float = 10.0, asked_at: float = 0.0) -> Breaker:
    for _ in range(times):
        breaker.failed(at, asked_at=asked_at)
    return breaker


def test_a_host_that_fails_now_and_then_is_asked_on():
    breaker = fail(Breaker(), FAILURES - 1)
    breaker.answered(11)
    assert fail(breaker, FAILURES - 1, at=13, asked_at=12).lets_ask(13)


def test_a_host_that_answers_nobody_is_left_alone_and_then_tried_by_one():
    breaker = fail(Breaker(), FAILURES)
    assert not breaker.lets_ask(10)
    assert not breaker.lets_ask(24.9)
    assert breaker.lets_ask(25)
    breaker.asked()
    assert not breaker.lets_ask(25)
    breaker.answered(26)
    assert breaker.lets_ask(26)
    assert breaker.is_new


def test_a_host_that_is_still_away_is_left_alone_for_twice_as_long_up_to_ten_minutes():
    breaker, now, pauses = fail(Breaker(), FAILURES), 10.0, []
    for _ in range(8):
        assert breaker.open_until is not None
        pauses.append(breaker.open_until - now)
        now = breaker.open_until
        breaker.asked()
        breaker.failed(now, asked_at=now)
    assert pauses == [15, 30, 60, 120, 240, 480, 600, 600]


def test_failures_of_before_it_was_left_alone_tell_nothing_new():
    breaker = fail(Breaker(), FAILURES)
    breaker.lets_ask(25)
    breaker.asked()
    assert fail(breaker, 90, at=26, asked_at=1).open_until == 25
    assert breaker.trying


def test_endpoints_that_hang_do_not_make_a_host_that_answers_others_bad():
    breaker = Breaker()
    breaker.answered(5)
    assert fail(breaker, 100, at=15, asked_at=0).is_new


def test_a_host_that_says_how_long_is_left_alone_that_long():
    breaker = Breaker()
    for _ in range(FAILURES):
        breaker.failed(10, asked_at=0, asked_s=120)
    assert not breaker.lets_ask(129)
    assert breaker.lets_ask(130)
