"""Opening hours as a plain Chinese text, such as a person would write on a door.

`read_hours` reads every such text back into the same schedule.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, Literal

from xiangyi.features.stations.rules.opening_hours import (
    DAY,
    HoursException,
    OpeningHours,
    Reason,
    Season,
    Spans,
    Week,
)

NOTE_BEGINS: Final = "（原话：“"
NOTE_ENDS: Final = "”）"
_WEEKDAYS: Final = "一二三四五六日"
REASONS: Final[dict[Reason, str]] = {
    "heat": "高温",
    "cold": "寒潮",
    "holiday": "节日安排",
    "closed": "停开",
    "other": "临时调整",
}
#: From so many days in a row on, only the first and the last are named.
_A_ROW: Final = 3


def write_hours(hours: OpeningHours) -> str:
    """The schedule in words; a rule for holidays is left out where the days named imply it."""
    clauses = [head + "；".join(lines) for head, lines in write_weeks(hours)]
    clauses.extend(write_exceptions(hours.exceptions))
    note = f"{NOTE_BEGINS}{hours.note}{NOTE_ENDS}" if hours.note else ""
    return "；".join(clauses) + note


def write_weeks(hours: OpeningHours) -> Iterable[tuple[str, list[str]]]:
    """Each season's dates with the clauses of its week, then the plain week, then the rules.

    The dates are "" where there are none.
    """
    for at, season in enumerate(hours.seasons):
        yield _dates(season, hours.seasons[:at]), _week(season.week)
    if hours.week is not None:
        yield "其余时间" if hours.seasons else "", _week(hours.week)
    elif not hours.seasons:
        yield "", ["时间不明"]
    weeks = [season.week for season in hours.seasons]
    implied = implied_rule(weeks if hours.week is None else [*weeks, hours.week])
    rules = []
    if hours.holiday != implied:
        rules.append("法定节假日" + _rule(hours.holiday, "照常"))
    if hours.makeup != implied:
        rules.append("调休上班日" + _rule(hours.makeup, "按原来的星期"))
    if rules:
        yield "", rules


def implied_rule(weeks: Sequence[Week]) -> Literal["asWeek"] | None:
    """Who keeps the same hours on all days of a week, in every season, means holidays too.

    Who keeps others on weekends, or none, tells days apart, and has not said which a holiday is.
    """
    same = all(week[0] and len(set(week)) == 1 for week in weeks)
    return "asWeek" if weeks and same else None


def _dates(season: Season, before: Sequence[Season]) -> str:
    again = "其余日子" if overlaps(season, before) else ""
    first, last = (f"{int(day[:2])}月{int(day[3:])}日" for day in (season.from_, season.to))
    return f"{first}至{last}{again}"


def overlaps(season: Season, others: Iterable[Season]) -> bool:
    """Whether a day of the season is also one of another."""
    return any(one.contains(season.from_) or season.contains(one.from_) for one in others)


def _week(week: Week) -> list[str]:
    """Days with equal hours together, in the order of their first."""
    days: dict[Spans, list[int]] = {}
    for day, spans in enumerate(week):
        days.setdefault(spans, []).append(day)
    return [_days(same) + _spans(spans) for spans, same in days.items()]


def _days(days: Sequence[int]) -> str:
    if len(days) == len(_WEEKDAYS):
        return "每天"
    names = []
    for _, row in groupby(enumerate(days), key=lambda at: at[1] - at[0]):
        row_of_days = [f"周{_WEEKDAYS[day]}" for _, day in row]
        if len(row_of_days) < _A_ROW:
            names += row_of_days
        else:
            names.append(f"{row_of_days[0]}至{row_of_days[-1]}")
    return "、".join(names)


def _rule(rule: Literal["asWeek"] | int | Spans | None, as_week: str) -> str:
    if rule == "asWeek":
        return as_week
    if isinstance(rule, int):
        return f"按周{_WEEKDAYS[rule]}"
    return _spans(rule)


def _spans(spans: Spans | None) -> str:
    if spans is None:
        return "时间不明"
    if not spans:
        return "休息"
    return " " + "、".join(_span(*span) for span in spans)


def _span(opens: int, closes: int) -> str:
    if (opens, closes) == (0, DAY):
        return "全天"
    return f"{_clock(opens)}-{_clock(closes)}"


def _clock(minute: int) -> str:
    if minute > DAY:
        return f"次日{_clock(minute - DAY)}"
    return f"{minute // 60:02}:{minute % 60:02}"


def write_exceptions(exceptions: Sequence[HoursException]) -> Iterable[str]:
    """The dates with other hours, one clause each."""
    for at, one in enumerate(exceptions):
        dates = "至".join(
            f"{day.year}年{day.month}月{day.day}日" for day in dict.fromkeys((one.from_, one.to))
        )
        instead = any(one.from_ <= other.to and other.from_ <= one.to for other in exceptions[:at])
        reason = f"（{REASONS[one.reason]}）" if one.reason else ""
        yield dates + ("改为" if instead else "") + _spans(one.spans) + reason
