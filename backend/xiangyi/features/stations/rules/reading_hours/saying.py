"""What a text said of which days, before it is made into a schedule."""

from datetime import date
from typing import Literal

from msgspec import Struct, field

from xiangyi.features.stations.rules.opening_hours import Reason, Span
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood

#: Closed; closed "except" on those days; as on the weekday it falls on; nobody knows; or like a
#: weekday, by its number.
Rule = Literal["closed", "except", "asWeek", "unknown"] | int


class Subject(Struct, frozen=True):
    """The days of which something is said."""

    days: frozenset[int] = frozenset()
    holiday: bool = False
    makeup: bool = False
    dates: tuple[date, date] | None = None
    #: It stands in place of an earlier exception on some of the dates.
    instead: bool = False
    #: "工作日": the week's first five days, whatever the calendar makes of them.
    work: bool = False
    #: Every day, by a word for it; or because no day was named at all.
    every: bool = False
    bare: bool = False

    @property
    def general(self) -> bool:
        return self.every or self.bare

    @property
    def only_holiday(self) -> bool:
        return self.holiday and not self.days and not self.makeup

    @property
    def only_makeup(self) -> bool:
        return self.makeup and not self.days and not self.holiday

    def plus(self, other: "Subject") -> "Subject":
        if self.dates or other.dates:
            raise HoursNotUnderstood
        return Subject(
            days=self.days | other.days,
            holiday=self.holiday or other.holiday,
            makeup=self.makeup or other.makeup,
            work=self.work or other.work,
            every=self.every or other.every,
        )


class Entry(Struct):
    """Spans, or a rule, for a subject."""

    subject: Subject
    spans: list[Span] = field(default_factory=list)
    rule: Rule | None = None
    reason: Reason | None = None

    def open(self, span: Span) -> None:
        """Spans must come in the day's order: "8:30-12:00 2:30-5:30" means the afternoon."""
        if self.rule is not None or (self.spans and span[0] < self.spans[-1][1]):
            raise HoursNotUnderstood
        self.spans.append(span)

    def pause(self, pause: Span) -> None:
        """Take a break out of the span that it lies in."""
        for at, (opens, closes) in enumerate(self.spans):
            if opens < pause[0] and pause[1] < closes:
                self.spans[at : at + 1] = [(opens, pause[0]), (pause[1], closes)]
                return
        raise HoursNotUnderstood


class Part(Struct):
    """What was said of a season, or of the rest of the year."""

    season: tuple[str, str] | None = None
    #: 夏 or 冬 where the season was only named.
    name: str | None = None
    #: It holds only where no earlier season does.
    again: bool = False
    entries: list[Entry] = field(default_factory=list)
    pauses: int = 0


class Said(Struct):
    """All that a text said; the first part is what came before any season."""

    parts: list[Part] = field(default_factory=lambda: [Part()])
    #: "全年无休".
    nonstop: bool = False
    #: "周末照常": days that are said to be no exception, so they must be open.
    as_usual: frozenset[int] = frozenset()
    #: "时间不明": nobody knows the week, and that was said.
    unknown: bool = False
    remarks: list[str] = field(default_factory=list)
    #: Codes as in `ReadHours`.
    repairs: set[str] = field(default_factory=set)
