"""Reads of whom a clause speaks, and what rule it gives them."""

from datetime import date
from typing import Final

from xiangyi.features.stations.rules.reading_hours.cursor import Cursor
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood
from xiangyi.features.stations.rules.reading_hours.saying import Rule, Subject
from xiangyi.features.stations.rules.reading_hours.words import Word

#: Words that begin a subject, and words that give it a rule.
DAYS: Final = frozenset({"days", "every", "work", "weekend", "holiday", "makeup"})
RULES: Final = frozenset({"closed", "except", "as_usual", "as_dated", "later", "like", "unknown"})


def days_of(words: Cursor[Word]) -> Subject:
    """ "周一、周三和法定节假日"."""
    said = _some_days(words)
    while words.kind() == "list" and words.kind(1) in DAYS:
        words.at += 1
        said = said.plus(_some_days(words))
    return said


def _some_days(words: Cursor[Word]) -> Subject:
    word = words.next()
    if word.kind not in DAYS:
        raise HoursNotUnderstood
    if word.kind in {"holiday", "makeup"}:
        return Subject(holiday=word.kind == "holiday", makeup=word.kind == "makeup")
    return Subject(days=word.value, work=word.kind == "work", every=word.kind == "every")


def dates_of(words: Cursor[Word]) -> Subject:
    """ "2026年7月1日至2026年8月31日"."""
    first: date = words.next().value
    last: date = words.expect("ymd").value if words.skip("through") else first
    return Subject(dates=(first, last), instead=words.skip("instead"))


def rule_for(subject: Subject, words: Cursor[Word]) -> Rule:
    """The rule that comes next, if it is one that the subject can have."""
    while words.skip("filler"):
        pass
    kind = words.next().kind
    if kind in {"closed", "except"} and not (kind == "except" and subject.dates):
        return "except" if kind == "except" else "closed"
    if subject.only_holiday and kind in {"as_usual", "later", "unknown"}:
        return "asWeek" if kind == "as_usual" else "unknown"
    if subject.only_makeup and kind in {"as_dated", "like"}:
        return "asWeek" if kind == "as_dated" else _likeness(words)
    if kind == "unknown" and (subject.only_makeup or subject.dates):
        return "unknown"
    raise HoursNotUnderstood


def _likeness(words: Cursor[Word]) -> int:
    """ "按周一", "同周一一样"."""
    days: frozenset[int] = words.expect("days").value
    if len(days) > 1:
        raise HoursNotUnderstood
    words.skip("alike")
    return min(days)
