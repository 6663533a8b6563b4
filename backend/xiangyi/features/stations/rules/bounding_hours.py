"""How much a manager may say of hours: every phone of the prefecture carries it."""

from itertools import chain
from typing import Final, Literal

from xiangyi.features.stations.rules.opening_hours import OpeningHours, Spans

MOST_SPANS: Final = 6
MOST_EXCEPTIONS: Final = 60
MOST_SEASONS: Final = 6
LONGEST_NOTE: Final = 300

Beyond = Literal["too_many_spans", "too_many_exceptions", "too_many_seasons", "note_too_long"]


def beyond(hours: OpeningHours) -> Beyond | None:
    """The bound that the hours go beyond, if any."""
    weeks = [season.week for season in hours.seasons]
    if hours.week is not None:
        weeks.append(hours.week)
    rules: list[Spans] = [rule for rule in (hours.holiday, hours.makeup) if isinstance(rule, tuple)]
    dated = [one.spans for one in hours.exceptions if one.spans is not None]
    if any(len(spans) > MOST_SPANS for spans in chain(*weeks, rules, dated)):
        return "too_many_spans"
    if len(hours.exceptions) > MOST_EXCEPTIONS:
        return "too_many_exceptions"
    if len(hours.seasons) > MOST_SEASONS:
        return "too_many_seasons"
    return "note_too_long" if len(hours.note) > LONGEST_NOTE else None
