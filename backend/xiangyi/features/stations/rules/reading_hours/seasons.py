"""Reads where a season begins in a text: its name, its dates, or both."""

from typing import Final

from xiangyi.features.stations.rules.reading_hours.cursor import Cursor
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood
from xiangyi.features.stations.rules.reading_hours.saying import Part
from xiangyi.features.stations.rules.reading_hours.words import Day, Word, month_and_day

_ENDS: Final = frozenset({"md", "month"})


def begins_months(words: Cursor[Word], ahead: int = 0) -> bool:
    """ "5-9月"."""
    kinds = [words.kind(ahead + further) for further in range(3)]
    return kinds == ["number", "through", "month"]


def season_head(words: Cursor[Word]) -> Part:
    """The part of the year that begins here, with the cursor after its name and its dates.

    Raises:
        HoursNotUnderstood: dates that make no season.
    """
    part, bracket = Part(), False
    if words.skip("rest"):
        return part
    while not words.ended:
        kind = words.kind()
        if kind == "season" and part.name is None:
            part.name = words.next().value
        elif part.season is None and (kind in _ENDS or begins_months(words)):
            part.season = _dates(words)
        elif kind == "again" and part.season and not part.again:
            part.again = words.skip("again")
        elif kind == "opening" and not bracket and _goes_on(words):
            bracket = words.skip("opening")
        elif kind == "closing" and bracket:
            bracket = not words.skip("closing")
        elif not words.skip("filler"):
            break
    if bracket:
        raise HoursNotUnderstood
    return part


def _goes_on(words: Cursor[Word]) -> bool:
    return words.kind(1) in _ENDS | {"season"} or begins_months(words, 1)


def _dates(words: Cursor[Word]) -> tuple[str, str]:
    first = words.next()
    begins: Day = (
        month_and_day(first.value, 1, None, next_year=False)
        if first.kind == "number"
        else first.value
    )
    if words.skip("through"):
        if words.kind() not in _ENDS:
            raise HoursNotUnderstood
        ends: Day = words.next().value
    elif first.kind == "month":
        ends = begins
    else:
        raise HoursNotUnderstood
    if begins.next_year or (ends.next_year and begins.first <= ends.last):
        raise HoursNotUnderstood
    return begins.first, ends.last
