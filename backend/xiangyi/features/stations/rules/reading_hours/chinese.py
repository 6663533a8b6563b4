"""Reads hours as Chinese doors and spreadsheets say them, word by word."""

from typing import Final

from msgspec import Struct

from xiangyi.features.stations.rules.opening_hours import DAY, Span
from xiangyi.features.stations.rules.reading_hours.cursor import Cursor
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood
from xiangyi.features.stations.rules.reading_hours.saying import Entry, Part, Said, Subject
from xiangyi.features.stations.rules.reading_hours.seasons import begins_months, season_head
from xiangyi.features.stations.rules.reading_hours.spans import Spans
from xiangyi.features.stations.rules.reading_hours.subjects import (
    DAYS,
    RULES,
    dates_of,
    days_of,
    rule_for,
)
from xiangyi.features.stations.rules.reading_hours.words import (
    EVERY_DAY,
    WEEKEND,
    WORKDAYS,
    Word,
    cut,
)
from xiangyi.features.stations.rules.writing_hours import REASONS

_REASONS: Final = {words: reason for reason, words in REASONS.items()}
_SEPARATORS: Final = frozenset({"comma", "stop", "list"})
_PASSED_OVER: Final = frozenset({"filler"})
_BEFORE_HOURS: Final = frozenset({"filler", "comma"})
_HOURS: Final = frozenset({"period", "time", "number", "allday"})
_BARE: Final = Subject(days=EVERY_DAY, bare=True)
_EVERY: Final = Subject(days=EVERY_DAY, every=True)


def read_chinese(text: str) -> Said:
    """What a normalised text says.

    Raises:
        HoursNotUnderstood: some of its words, or the way they stand together.
    """
    return _Reader(text).read()


class _Spoken(Struct):
    """Of whom is being spoken, and what has been said of them so far."""

    subject: Subject | None = None
    entry: Entry | None = None
    #: Nothing yet.
    pending: bool = False
    #: Only of others, in between; it must then be these of whom the next hours are.
    passed_over: bool = False


class _Reader:
    def __init__(self, text: str) -> None:
        self.words = Cursor(cut(text))
        self.spans = Spans(self.words)
        self.said = Said(repairs=self.spans.repairs)
        self.now = _Spoken()
        #: Whom the outer sentence was about, for each bracket that is open.
        self.outer: list[_Spoken] = []
        self.separator = "stop"
        #: The days that were named before the seasons, for all of them.
        self.default: Subject | None = None
        #: A season has just begun.
        self.head = False

    def read(self) -> Said:
        while not self.words.ended:
            kind = self.words.kind()
            self._say(kind)
            if kind in _SEPARATORS:
                self.separator = kind
        if self.now.pending:
            self._belated()
        if self.outer:
            raise HoursNotUnderstood
        return self.said

    def _say(self, kind: str) -> None:
        if kind in _SEPARATORS or kind in _PASSED_OVER:
            self.words.next()
        elif kind in DAYS:
            self._speak_of(days_of(self.words))
        elif kind == "ymd":
            self._speak_of(dates_of(self.words))
        elif kind in RULES:
            self._rule()
        elif kind in {"season", "md", "month", "rest"} or begins_months(self.words):
            self._begin_part()
        elif kind in {"period", "time", "number", "lunch"}:
            self._hours()
        else:
            self._other(self.words.next())

    def _other(self, word: Word) -> None:
        kind, entry = word.kind, self.now.entry
        if kind == "allday":
            if self.words.kind() != "closed":
                self._open((0, DAY), _EVERY)
        elif kind == "remark":
            self.said.remarks.append(word.text.replace(",", "，"))
        elif kind == "nonstop":
            self._never_closed()
        elif kind == "other_than":
            self._part.entries.append(Entry(days_of(self.words), rule="closed"))
            self.words.expect("outside")
        elif kind == "including":
            self._include(days_of(self.words))
        elif kind == "reason" and entry and entry.subject.dates:
            entry.reason = _REASONS[word.text]
        elif kind == "opening":
            self.outer.append(self.now)
            self.now = _Spoken(self.now.subject, self.now.entry, self.now.pending)
        elif kind == "closing" and self.outer:
            self._close_bracket(self.outer.pop())
        else:
            raise HoursNotUnderstood

    # -- of whom ------------------------------------------------------------------------------

    def _speak_of(self, subject: Subject) -> None:
        if self.now.pending and self.now.subject is not None:
            if self.now.passed_over:
                raise HoursNotUnderstood
            if self.words.kind_after(_PASSED_OVER) in RULES:
                self._pass_over(self.now, subject)
                return
            if not (subject.work and self.now.subject.days == WORKDAYS):
                subject = self.now.subject.plus(subject)
        self.now = _Spoken(subject, pending=True)

    def _pass_over(self, now: _Spoken, subject: Subject) -> None:
        """ "周一至周五（法定节假日除外）9:00-17:00": a rule for others, before the hours.

        Of weekdays it is believed in brackets only: 周六，周日休息 may be said of both.
        """
        in_brackets = bool(self.outer) and self.outer[-1].subject is now.subject
        if not (subject.only_holiday or in_brackets):
            raise HoursNotUnderstood
        self._part.entries.append(Entry(subject, rule=rule_for(subject, self.words)))
        now.passed_over = True

    def _include(self, included: Subject) -> None:
        """ "（含法定节假日）": of days that are spoken of anyway, only the holidays are news."""
        spoken_of = self.now.subject or _BARE
        if included.makeup or not included.days <= spoken_of.days:
            raise HoursNotUnderstood
        if included.holiday:
            self._part.entries.append(Entry(Subject(holiday=True), rule="asWeek"))

    def _never_closed(self) -> None:
        if self.now.pending and self.now.subject is not None and self.now.subject.only_holiday:
            self._part.entries.append(Entry(self.now.subject, rule="asWeek"))
            self.now = _Spoken()
        else:
            self.said.nonstop = True

    # -- what ---------------------------------------------------------------------------------

    def _rule(self) -> None:
        subject, kind = self.now.subject, self.words.kind()
        if self.now.pending and subject is not None:
            if kind == "as_usual" and not (subject.only_holiday or subject.makeup):
                self._as_usual(subject, self.words.next())
                return
            entry = Entry(subject, rule=rule_for(subject, self.words))
            self._part.entries.append(entry)
            self.now = _Spoken(entry=entry)
            return
        word = self.words.next()
        if kind == "unknown" and subject is None:
            self.said.unknown = True
        elif kind == "closed" and self.head:
            self._part.entries.append(Entry(_EVERY, rule="closed"))
        elif not (kind == "as_usual" and word.text.startswith("正常")):
            raise HoursNotUnderstood

    def _as_usual(self, subject: Subject, word: Word) -> None:
        """ "周末照常 8:00-18:00" is said of all days, "工作日正常开放 8:00-18:00" only of those."""
        hours_follow = self.words.kind_after(_BEFORE_HOURS) in _HOURS
        opened = any(entry.spans for entry in self._part.entries)
        normally = word.text.startswith("正常")
        weekend = subject.days <= WEEKEND
        theirs = hours_follow and (opened or (normally and not weekend))
        if subject.dates or len(subject.days) >= len(WORKDAYS) or theirs:
            if subject.holiday:
                raise HoursNotUnderstood
            return
        if hours_follow and (normally or not weekend):
            raise HoursNotUnderstood
        if subject.holiday:
            self._part.entries.append(Entry(Subject(holiday=True), rule="asWeek"))
        self.said.as_usual |= subject.days
        self.now = _Spoken()

    def _hours(self) -> None:
        is_pause = self.words.skip("lunch")
        while is_pause and self.words.skip("filler"):
            pass
        found = self.spans.read(self.separator)
        if is_pause or self.words.kind() in {"closed", "lunch"}:
            self.words.at += not is_pause
            self._pause(found)
        else:
            self._open(found, _BARE)

    def _open(self, found: Span, unsaid: Subject) -> None:
        now = self.now
        if now.subject is None:
            now.subject, now.entry = unsaid, None
        if now.entry is None or now.entry.subject is not now.subject:
            now.entry = Entry(now.subject)
            self._part.entries.append(now.entry)
        now.entry.open(found)
        now.pending = self.head = False

    def _pause(self, found: Span) -> None:
        opened = [entry for entry in self._part.entries if entry.spans and not entry.subject.dates]
        if not opened:
            raise HoursNotUnderstood
        for entry in opened:
            entry.pause(found)
        self._part.pauses += 1

    # -- where it stands ----------------------------------------------------------------------

    def _begin_part(self) -> None:
        words, spoken = self.words, any(part.entries for part in self.said.parts)
        if spoken and (self.outer or words.words[words.at - 1].kind not in {"comma", "stop"}):
            # "8:00-18:00（夏令）": what was said before belongs to it too.
            raise HoursNotUnderstood
        if self.now.pending:
            if spoken:
                raise HoursNotUnderstood
            # "周一至周五：夏令…，冬令…"
            self.default = self.now.subject
        self.said.parts.append(season_head(words))
        self.now, self.head = _Spoken(self.default), True

    def _close_bracket(self, outer: _Spoken) -> None:
        inner = self.now
        if inner.pending and inner.subject is not outer.subject:
            if outer.entry is None and (outer.subject is None or outer.pending):
                return
            inner.entry = outer.entry
            self._belated()
        said_inside = inner.entry is not None and inner.entry.subject is outer.subject
        entry = inner.entry if said_inside else outer.entry
        self.now = _Spoken(outer.subject, entry, outer.pending and entry is None)

    def _belated(self) -> None:
        """ "8:30-17:30（周一至周五）": the days of hours that were said already."""
        now, entries = self.now, self._part.entries
        if now.entry is None and len(entries) == 1:
            now.entry = entries[0]
        if now.entry is None or not now.entry.subject.bare or now.subject is None:
            raise HoursNotUnderstood
        if now.subject.dates:
            raise HoursNotUnderstood
        now.entry.subject = now.subject
        now.pending = False

    @property
    def _part(self) -> Part:
        return self.said.parts[-1]
