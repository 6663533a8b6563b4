"""Reads the common kinds of OpenStreetMap's `opening_hours`, and refuses the others.

https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification: of two rules for a day the
later holds. Sunrise, weeks of the year, school holidays, open ends and comments are not read.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec import Struct

from xiangyi.features.stations.rules.opening_hours import (
    DAY,
    OpeningHours,
    Season,
    Span,
    Spans,
    Week,
)
from xiangyi.features.stations.rules.reading_hours.clock import Time, span
from xiangyi.features.stations.rules.reading_hours.cursor import Cursor
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood
from xiangyi.features.stations.rules.reading_hours.words import EVERY_DAY, Day, month_and_day
from xiangyi.features.stations.rules.writing_hours import implied_rule

#: One letter alone is the hour of "24h".
_LATIN: Final = re.compile("[A-Za-z]{2}")
_CJK: Final = re.compile("[\u3400-\u9fff]")
_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS: Final = [
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
]
_TOKEN: Final = re.compile(
    " *(?:"
    f"(?P<day>{'|'.join(_DAYS)})(?![a-z])|(?P<holiday>PH)(?![A-Za-z])"
    f"|(?P<month>{'|'.join(_MONTHS)})(?: ?(?P<date>[0-9]{{1,2}})(?![0-9]|:[0-9]))?(?![a-z])"
    "|(?P<always>24/7)(?![0-9:])|(?P<time>[0-9]{1,2}:[0-9]{2})(?![0-9:])|(?P<off>off|closed)(?![a-z])"
    "|(?P<dash>-)|(?P<comma>,)|(?P<stop>;)|(?P<colon>:)"
    ") *"
)


def looks_like_osm(plain: str) -> bool:
    return _CJK.search(plain) is None and _LATIN.search(plain) is not None


class _Rule(Struct, eq=False):
    """Some days, in some season, and when it is open on them."""

    days: frozenset[int] = EVERY_DAY
    holiday: bool = False
    everything: bool = True
    season: tuple[str, str] | None = None
    spans: Spans = ()
    #: After a comma it adds to the rules before; only for days that they leave alone.
    adds: bool = False


class _Token(Struct, frozen=True):
    kind: str
    text: str
    date: str | None = None


def read_osm(plain: str) -> OpeningHours:
    """The schedule; days that no rule names are closed.

    Raises:
        HoursNotUnderstood: anything else than weekdays, months, holidays, times, off and 24/7.
        ValueError: spans of a day that overlap.
    """
    rules = _Reader(plain).rules()
    seasons = tuple(dict.fromkeys(rule.season for rule in rules if rule.season))
    plain_week = _week(rule for rule in rules if rule.season is None)
    found = [
        Season(*season, week)
        for season in seasons
        if (week := _week(rule for rule in rules if rule.season in {None, season})) is not None
    ]
    if any(one.contains(other.from_) for one in found for other in found if one is not other):
        raise HoursNotUnderstood
    weeks = [season.week for season in found] + ([plain_week] if plain_week is not None else [])
    if not weeks:
        raise HoursNotUnderstood
    # "off" alone is said of every day that can come.
    shut = len(rules) == 1 and rules[0].everything and not rules[0].spans
    implied = () if shut else implied_rule(weeks)
    return OpeningHours(
        week=plain_week,
        holiday=next((rule.spans for rule in reversed(rules) if rule.holiday), implied),
        makeup=implied,
        seasons=tuple(found),
    )


def _cut(plain: str) -> Iterable[_Token]:
    at = 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None:
            raise HoursNotUnderstood
        kind = "month" if found["month"] else str(found.lastgroup)
        yield _Token(kind, found[kind], found["date"])
        at = found.end()


def _week(rules: Iterable[_Rule]) -> Week | None:
    """What the rules make of a week; None where they speak of none of its days."""
    told: list[_Rule | None] = [None] * 7
    for rule in rules:
        for day in rule.days:
            if rule.adds and told[day] is not None:
                raise HoursNotUnderstood
            told[day] = rule
    for today, tomorrow in pairwise([*told, told[0]]):
        runs_over = today is not None and any(closes > DAY for _, closes in today.spans)
        if runs_over and tomorrow not in {None, today}:
            # Whether another rule for the day cuts the night short, evaluators do not agree.
            raise HoursNotUnderstood
    if not any(told):
        return None
    return tuple(() if rule is None else rule.spans for rule in told)


class _Reader:
    def __init__(self, plain: str) -> None:
        self.words = Cursor(_cut(plain))
        self.found: list[_Rule] = []

    def rules(self) -> list[_Rule]:
        adds = False
        while not self.words.ended:
            rule = self._rule()
            rule.adds = adds
            if self.found and rule.everything:
                # It would stand in place of all before, and "12:00; 14:00-18:00" does not mean it.
                raise HoursNotUnderstood
            if any(before.holiday and before.spans for before in self.found) and rule.days:
                # A later rule for weekdays also holds on those that are holidays.
                raise HoursNotUnderstood
            self.found.append(rule)
            if not self.words.ended and self.words.kind() not in {"stop", "comma"}:
                raise HoursNotUnderstood
            adds = self.words.kind() == "comma"
            self.words.at += 1
        if not self.found or adds:
            raise HoursNotUnderstood
        return self.found

    def _rule(self) -> _Rule:
        rule = _Rule()
        if self.words.kind() == "month":
            rule.season, rule.everything = self._season(), False
            self.words.skip("colon")
        if self.words.kind() in {"day", "holiday"}:
            rule.days, rule.holiday = self._days()
            rule.everything = False
            if rule.holiday and rule.season:
                raise HoursNotUnderstood
            self.words.skip("colon")
        if self.words.skip("always"):
            rule.spans = ((0, DAY),)
        elif not self.words.skip("off"):
            rule.spans = tuple(sorted(self._spans()))
        return rule

    def _season(self) -> tuple[str, str]:
        first = self._month()
        last = self._month() if self.words.skip("dash") else first
        if first is last and first.first == first.last:
            # A single day of every year is more likely one day of one year.
            raise HoursNotUnderstood
        return first.first, last.last

    def _month(self) -> Day:
        token = self.words.expect("month")
        month = _MONTHS.index(token.text) + 1
        if token.date is None:
            return month_and_day(month, 1, None, next_year=False)
        return month_and_day(month, int(token.date), int(token.date), next_year=False)

    def _days(self) -> tuple[frozenset[int], bool]:
        days: set[int] = set()
        holiday = False
        while True:
            token = self.words.next()
            if token.kind == "holiday":
                holiday = True
            elif token.kind == "day":
                days |= self._row(_DAYS.index(token.text))
            else:
                raise HoursNotUnderstood
            if self.words.kind() != "comma" or self.words.kind(1) not in {"day", "holiday"}:
                return frozenset(days), holiday
            self.words.at += 1

    def _row(self, first: int) -> set[int]:
        if not self.words.skip("dash"):
            return {first}
        last = _DAYS.index(self.words.expect("day").text)
        return {(first + day) % 7 for day in range((last - first) % 7 + 1)}

    def _spans(self) -> Iterable[Span]:
        """A night is believed where the Chinese reader would: who mixes up clocks does in both."""
        while True:
            start = self._time()
            self.words.expect("dash")
            yield span(start, self._time())
            if self.words.kind() != "comma" or self.words.kind(1) != "time":
                return
            self.words.at += 1

    def _time(self) -> Time:
        hour, minute = self.words.expect("time").text.split(":")
        return Time(int(hour), int(minute), padded=len(hour) > 1)
