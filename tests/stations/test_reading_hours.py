"""Hours are read as doors, lists and OpenStreetMap write them, and never wrongly as open."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours as PeersHours
from tests.bench.fuzz_hours import UNKNOWN_WORDS, fuzz_hours, misread
from tests.stations.oracle import worlds
from tests.stations.vectors import hours_of

from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.rules.reading_hours import LONGEST, read_hours

PHRASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "hours_phrases.json").read_text(encoding="utf-8")
)
READABLE = [*PHRASES["chinese"], *PHRASES["osm"]]


def named(phrases: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("phrase", phrases, ids=[one["text"] for one in phrases])


@named(READABLE)
def test_it_reads_what_is_written_on_doors(phrase):
    read = read_hours(phrase["text"])
    assert read.hours == hours_of(phrase["hours"])
    assert (read.doubt, read.note) == (None, phrase["hours"]["note"])
    assert read.repairs == tuple(phrase.get("repairs", ()))


@named(PHRASES["unknown"])
def test_what_is_not_wholly_understood_is_unknown(phrase):
    read = read_hours(phrase["text"])
    assert (read.hours, read.doubt) == (None, phrase["doubt"])


@named(PHRASES["osm"])
def test_a_peer_that_evaluates_osm_agrees(phrase):
    """A week of every month, by quarters of an hour; of holidays neither knows here.

    Where a text speaks of a season alone we say unknown for the rest of the year, and the peer
    closed: neither is open.
    """
    hours, peer = phrase["hours"], PeersHours(phrase.get("peer", phrase["text"]))
    no_special_days = {"from": "2026-01-01", "through": "2027-12-31", "days": {}}
    for week in range(0, 52, 5):
        for weekday in range(7):
            day = date(2026, 1, 5) + timedelta(days=7 * week + weekday)
            (_, late), *_ = worlds(hours, day - timedelta(days=1), no_special_days)
            (_, today), *_ = worlds(hours, day, no_special_days)
            for minute in range(0, 1440, 15):
                ours = any(a <= minute < b for a, b in today or ()) or any(
                    a <= minute + 1440 < b for a, b in late or ()
                )
                theirs = peer.is_open(datetime.combine(day, time(minute // 60, minute % 60)))
                assert ours == theirs, (day, minute)


@settings(max_examples=1000, deadline=1000)
@given(text=st.text(max_size=2 * LONGEST))
def test_nothing_that_anybody_types_makes_it_stumble(text):
    read = read_hours(text)
    assert (read.hours is None) == (read.doubt is not None)


@settings(max_examples=1500, deadline=1000)
@given(
    phrase=st.sampled_from(READABLE).map(lambda phrase: phrase["text"]),
    word=st.sampled_from(UNKNOWN_WORDS),
    at=st.floats(0, 1),
)
def test_one_unknown_word_makes_all_of_it_unknown(phrase, word, at):
    where = round(at * len(phrase))
    assert read_hours(phrase[:where] + word + phrase[where:]).hours is None


def test_it_does_not_open_a_door_that_a_blunter_reading_keeps_closed():
    assert fuzz_hours(3000) == []


@pytest.mark.parametrize(
    "text",
    [
        "每天 8:00-22:00" + "，周一休息" * 6_000,
        "周一、" * 10_000,
        "（" * 32_000,
        "9" * 32_000,
        "每天每天" * 8_000 + "（原话：“",
        "08:00-22:00、" * 2_500,
        "开放" * 99 + "x",
        "周一" * 99 + "x",
        " " * 32_000 + "x",
    ],
)
def test_as_much_as_a_cell_can_hold_is_refused_at_once(text):
    begun = process_time()
    assert read_hours(text).hours is None
    assert process_time() - begun < 1


def test_the_blunter_reading_would_notice_a_guess():
    def every_day(span: tuple[int, int], **rules: Any) -> OpeningHours:
        return OpeningHours(week=((span,),) * 7, **rules)

    assert misread("每天 8:00-5:30", every_day((480, 1770)))
    assert misread("每天 8:00-12:00", every_day((480, 780)))
    assert misread("每天9:00-17:00，周一休息", every_day((540, 1020)))
    assert misread("每天9:00-17:00，节假日休息", every_day((540, 1020), holiday="asWeek"))
    assert not misread("每天9:00-17:00", every_day((540, 1020), holiday="asWeek"))
