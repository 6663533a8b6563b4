"""Reads the hours of a clause: two times, with what stands around them."""

from typing import Final

from msgspec.structs import replace

from xiangyi.features.stations.rules.opening_hours import Span
from xiangyi.features.stations.rules.reading_hours.clock import Time, span
from xiangyi.features.stations.rules.reading_hours.cursor import Cursor
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood
from xiangyi.features.stations.rules.reading_hours.words import Word

_MONTHS: Final = range(1, 13)
_DAYS: Final = range(1, 32)


class Spans:
    """The spans of a text, which must all be written in one way."""

    def __init__(self, words: Cursor[Word]) -> None:
        self._words = words
        self._dotted: bool | None = None
        self._maybe_dates = False
        #: Codes as in `ReadHours`.
        self.repairs: set[str] = set()

    def read(self, separator: str) -> Span:
        """The span that comes next, after a separator of some kind."""
        start = self._time()
        self._words.expect("through")
        end = self._time()
        if start.hour_alone and "点" not in self._words.words[self._words.at - 1].text:
            raise HoursNotUnderstood
        self._check_dots(start, end, separator)
        return span(start, end)

    def _time(self) -> Time:
        next_day, period = False, None
        while self._words.kind() in {"next_day", "period"}:
            word = self._words.next()
            if word.kind == "next_day":
                next_day = True
            elif period is None:
                period = word.value
            else:
                raise HoursNotUnderstood
        word = self._words.next()
        if word.kind == "number":
            time = Time(word.value, 0, padded=False, hour_alone=True)
        elif word.kind == "time":
            time = word.value
        else:
            raise HoursNotUnderstood
        if time.dotted or (word.kind == "time" and word.text.isdigit()):
            self.repairs.add("dot_for_colon" if time.dotted else "missing_colon")
        return replace(time, period=period, next_day=next_day)

    def _check_dots(self, start: Time, end: Time, separator: str) -> None:
        """ "5.10-9.30，10.00-18.00" may be a season and its hours."""
        dotted = start.dotted
        if end.dotted != dotted or self._dotted not in {None, dotted}:
            raise HoursNotUnderstood
        if self._maybe_dates and separator != "list":
            raise HoursNotUnderstood
        self._dotted = dotted
        self._maybe_dates = dotted and all(
            time.hour in _MONTHS and time.minute in _DAYS for time in (start, end)
        )
