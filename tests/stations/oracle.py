"""A second opinion on opening hours: slow, and blunt enough to be seen right.

It reads the plain JSON, imports nothing of ours, paints every day minute by minute once for each
pair of kinds that yesterday and today may be, and walks from minute to minute.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
A_DAY = 24 * 60


def minute_of(at: str) -> int:
    """Chinese wall-clock minutes since 1970 began there."""
    return (datetime.fromisoformat(at) - EPOCH) // timedelta(minutes=1) + 8 * 60


def instant_of(minute: int) -> datetime:
    return EPOCH + timedelta(minutes=minute - 8 * 60)


def state_of(hours: Any, minute: int, table: Any) -> str:
    return next(states_between(hours, minute, minute + 1, table))[1]


def states_between(hours: Any, first: int, past: int, table: Any) -> Iterator[tuple[int, str]]:
    hours_text, table_text = json.dumps(hours), json.dumps(table)
    for minute in range(first, past):
        yield minute, _painted(hours_text, table_text, minute // A_DAY)[minute % A_DAY]


def answer(hours: Any, at: str, table: Any) -> tuple[str, datetime | None, str | None]:
    now = minute_of(at)
    state = state_of(hours, now, table)
    for minute, then in states_between(hours, now + 1, now + 14 * A_DAY + 1, table):
        if then != state:
            return state, instant_of(minute), then
    return state, None, None


def open_in(hours: Any, start: str, end: str, table: Any) -> bool:
    """Whether some second from `start` until before `end` lies in an open minute."""
    last_second = datetime.fromisoformat(end) - timedelta(seconds=1)
    past = minute_of(last_second.isoformat()) + 1
    return any(state == "open" for _, state in states_between(hours, minute_of(start), past, table))


def closes_before(hours: Any, leaving: str, travel: int, table: Any) -> int | None:
    """From the last closing on the way to the arrival at a closed door, rounded up."""
    arriving = datetime.fromisoformat(leaving) + timedelta(minutes=travel)
    there = minute_of(arriving.isoformat())
    way = [state for _, state in states_between(hours, minute_of(leaving), there + 1, table)]
    closings = [i for i in range(1, len(way)) if way[i - 1 : i + 1] == ["open", "closed"]]
    if way[-1] != "closed" or not closings:
        return None
    too_late = arriving - instant_of(minute_of(leaving) + closings[-1])
    return -(-too_late // timedelta(minutes=1))


def worlds(hours: Any, day: date, table: Any) -> list[tuple[str, Any]]:
    """Every way the day may turn out: its kind, and the spans that then start on it."""
    text = day.isoformat()
    exceptions = [e for e in hours["exceptions"] if e["from"] <= text <= e["to"]]
    if exceptions:
        return [("exception", exceptions[-1]["spans"])]
    if table["from"] <= text <= table["through"]:
        kinds = [table["days"].get(text, "ordinary")]
    else:
        kinds = ["ordinary", "holiday"] + (["makeup"] if day.isoweekday() > 5 else [])
    week = week_on(hours, day) or [None] * 7
    found = []
    for kind in kinds:
        rule = {"ordinary": "asWeek", **hours}[kind]
        if rule == "asWeek":
            rule = day.isoweekday() - 1
        found.append((kind, week[rule] if isinstance(rule, int) else rule))
    return found


def week_on(hours: Any, day: date) -> Any:
    """The week of the first season of which the day is one, counted out day by day."""
    for season in hours.get("seasons", []):
        # 2000 has every day that a season may begin or end on.
        at, last = date.fromisoformat(f"2000-{season['from']}"), season["to"]
        while True:
            if f"{at:%m-%d}" == f"{day:%m-%d}":
                return season["week"]
            if f"{at:%m-%d}" == last:
                break
            at = date(2000, 1, 1) if f"{at:%m-%d}" == "12-31" else at + timedelta(days=1)
    return hours["week"]


@cache
def _painted(hours_text: str, table_text: str, day_number: int) -> list[str]:
    hours, table = json.loads(hours_text), json.loads(table_text)
    if hours is None:
        return ["unknown"] * A_DAY
    day = date(1970, 1, 1) + timedelta(days=day_number)
    before = worlds(hours, day - timedelta(days=1), table)
    own = worlds(hours, day, table)
    pictures = []
    for (_, late), (_, today) in product(before, own):
        picture = ["unknown" if today is None else "closed"] * A_DAY
        for start, end in today or []:
            for minute in range(start, min(end, A_DAY)):
                picture[minute] = "open"
        for start, end in late or []:
            for minute in range(max(start, A_DAY), end):
                picture[minute - A_DAY] = "open"
        pictures.append(picture)
    return [
        states[0] if len(set(states)) == 1 else "unknown" for states in zip(*pictures, strict=True)
    ]
