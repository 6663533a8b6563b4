"""Opening hours say open, closed or unknown, and when that changes."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stations import oracle
from tests.stations.vectors import HOURS, TABLES, hours_of

from xiangyi.features.stations.rules.opening_hours import (
    evaluate,
    opens_during,
    state_at,
)
from xiangyi.features.workdays.rules import CHINA

CASES = HOURS["cases"]


def named(section: str) -> Any:
    return pytest.mark.parametrize("case", HOURS[section], ids=lambda case: case["name"])


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def expected(case: Any) -> tuple[str, datetime | None, str | None]:
    expect = case["expect"]
    return expect["state"], expect["until"] and instant(expect["until"]), expect["then"]


@named("cases")
def test_it_says_what_the_schedule_says(case):
    hours, table = hours_of(case["hours"]), TABLES[case["specialDays"]]
    at = instant(case["at"]) + timedelta(minutes=case.get("travelMinutes", 0))
    answer = evaluate(hours, at, table)
    assert (answer.state, answer.until, answer.then) == expected(case)
    assert state_at(hours, at, table) == answer.state


@named("windows")
def test_it_knows_whether_it_opens_in_a_window(case):
    since, before = instant(case["from"]), instant(case["to"])
    table = TABLES[case["specialDays"]]
    assert opens_during(hours_of(case["hours"]), since, before, table) is case["expect"]


@named("cases")
def test_the_oracle_agrees_with_what_was_reasoned(case):
    hours, table = case["hours"], HOURS["specialDays"][case["specialDays"]]
    travel = case.get("travelMinutes", 0)
    arriving = instant(case["at"]) + timedelta(minutes=travel)
    assert oracle.answer(hours, arriving.isoformat(), table) == expected(case)
    if "travelMinutes" in case:
        assert (
            oracle.closes_before(hours, case["at"], travel, table)
            == case["expect"]["closesBeforeMin"]
        )


@named("windows")
def test_the_oracle_agrees_about_windows(case):
    table = HOURS["specialDays"][case["specialDays"]]
    assert oracle.open_in(case["hours"], case["from"], case["to"], table) is case["expect"]


@named("days")
def test_the_oracle_agrees_about_days_ahead(case):
    table, expect = HOURS["specialDays"][case["specialDays"]], case["expect"]
    hours = case["hours"] or hours_without_anything()
    worlds = oracle.worlds(hours, date.fromisoformat(case["date"]), table)
    open_minutes = [
        None if spans is None else {minute for span in spans for minute in range(*span)}
        for _, spans in worlds
    ]
    if expect["kind"] == "uncertain":
        assert expect["spans"] is None
        assert any(minutes != open_minutes[0] for minutes in open_minutes)
        return
    assert expect["kind"] == worlds[0][0]
    shown = expect["spans"]
    as_shown = None if shown is None else {minute for span in shown for minute in range(*span)}
    assert all(minutes == as_shown for minutes in open_minutes)


@named("openings")
def test_the_oracle_agrees_about_the_next_opening(case):
    table, now = HOURS["specialDays"][case["specialDays"]], oracle.minute_of(case["at"])
    if oracle.state_of(case["hours"], now, table) == "open":
        assert case["expect"] == case["at"]
        return
    ahead = oracle.states_between(case["hours"], now, now + 14 * oracle.A_DAY + 1, table)
    opening = next((minute for minute, state in ahead if state == "open"), None)
    expect = case["expect"] and instant(case["expect"])
    assert expect == (opening and oracle.instant_of(opening))


def hours_without_anything() -> dict[str, Any]:
    return {"week": None, "holiday": None, "makeup": None, "exceptions": []}


@st.composite
def spans(draw: st.DrawFn) -> list[list[int]]:
    """Up to three openings of a day, the last of which may run into the next."""
    edges = sorted(draw(st.lists(st.integers(0, 1439), max_size=6, unique=True)))
    pairs = [list(pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    if len(edges) % 2:
        pairs.append([edges[-1], draw(st.integers(edges[-1] + 1, edges[-1] + 1440))])
    return pairs


#: Holidays, make-up days, the table's edges, and an ordinary Monday.
MONTHS = {
    "2025-12": [30],
    "2026-01": [3],
    "2026-02": [13],
    "2026-09": [19, 30],
    "2026-10": [7, 9],
    "2026-11": [23],
    "2026-12": [18, 31],
    "2027-03": [5],
}
DAYS_AROUND_EDGES = st.sampled_from(
    [f"{month}-{day:02}" for month, days in MONTHS.items() for day in days]
)


@st.composite
def exceptions(draw: st.DrawFn) -> dict[str, Any]:
    start = date.fromisoformat(draw(DAYS_AROUND_EDGES)) + timedelta(draw(st.integers(-1, 3)))
    end = start + timedelta(draw(st.integers(0, 5)))
    return {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "spans": draw(st.none() | spans()),
        "reason": None,
    }


WEEKS = st.lists(spans(), min_size=7, max_size=7)
#: The days around which the instants lie, the leap day, and the ends of the year.
DAYS_OF_A_YEAR = st.sampled_from(
    [
        *("01-01", "01-04", "02-28", "02-29", "03-01", "03-05", "09-20", "09-30"),
        *("10-01", "10-10", "11-23", "12-18", "12-31"),
    ]
)
SEASONS = st.lists(
    st.fixed_dictionaries({"from": DAYS_OF_A_YEAR, "to": DAYS_OF_A_YEAR, "week": WEEKS}),
    max_size=3,
)

SCHEDULES = st.fixed_dictionaries(
    {
        "week": st.none() | WEEKS,
        "holiday": st.none() | st.just("asWeek") | spans(),
        "makeup": st.none() | st.just("asWeek") | st.integers(0, 6) | spans(),
        "exceptions": st.lists(exceptions(), max_size=3),
        "seasons": SEASONS,
        "note": st.just(""),
    }
)
INSTANTS = st.builds(
    lambda day, second: f"{day}T{timedelta(seconds=second)!s:0>8}+08:00",
    DAYS_AROUND_EDGES,
    st.integers(0, 86399),
)


@settings(max_examples=400, deadline=None)
@given(plain=SCHEDULES, at=INSTANTS, ahead=st.integers(1, 36 * 60))
def test_it_agrees_with_the_oracle_on_any_schedule(plain, at, ahead):
    table, hours = HOURS["specialDays"]["2026"], hours_of(plain)
    answer = evaluate(hours, instant(at), TABLES["2026"])
    assert (answer.state, answer.until, answer.then) == oracle.answer(plain, at, table)
    before = instant(at) + timedelta(minutes=ahead)
    opens = opens_during(hours, instant(at), before, TABLES["2026"])
    assert opens is oracle.open_in(plain, at, before.isoformat(), table)


def test_an_instant_without_an_offset_is_refused():
    hours = hours_of(CASES[0]["hours"])
    with pytest.raises(ValueError, match="offset"):
        state_at(hours, datetime(2026, 11, 23, 10), TABLES["2026"])  # noqa: DTZ001  it is the fault


def test_a_schedule_survives_the_way_to_json_and_back():
    for case in CASES:
        if case["hours"] is not None:
            there = msgspec.json.encode(hours_of(case["hours"]))
            assert msgspec.json.decode(there) == {"seasons": [], **case["hours"]}


def test_the_answer_is_given_in_chinese_time():
    answer = evaluate(hours_of(CASES[0]["hours"]), instant("2026-11-23T02:00:00Z"), TABLES["2026"])
    assert answer.until == datetime(2026, 11, 23, 17, tzinfo=CHINA)
    assert answer.until.utcoffset() == timedelta(hours=8)
