"""Reads opening hours as doors, spreadsheets and OpenStreetMap write them.

Never wrongly open: a text of which any part is not understood says nothing at all, unless that
part is a remark of which it is known that it changes nothing.
"""

import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.rules.reading_hours.chinese import read_chinese
from xiangyi.features.stations.rules.reading_hours.gathering import gather
from xiangyi.features.stations.rules.reading_hours.normalising import normalised
from xiangyi.features.stations.rules.reading_hours.osm import looks_like_osm, read_osm
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood
from xiangyi.features.stations.rules.writing_hours import (
    NOTE_BEGINS,
    NOTE_ENDS,
    REASONS,
    write_hours,
)

#: Longer texts are rules for visitors rather than hours; what we wrote ourselves may be longer.
LONGEST: Final = 200


class ReadHours(Struct, frozen=True):
    """What a text says of hours."""

    #: None is unknown; the text itself is then worth keeping as a note.
    hours: OpeningHours | None
    #: The source's own remarks beside the hours, as in `hours.note`.
    note: str = ""
    #: Why nothing is known: `hours_absent`, `hours_unreadable`, `hours_too_long`, `hours_vague`,
    #: `hours_by_appointment`, `hours_suspended`, or `hours_impossible`, which no day has.
    doubt: str | None = None
    #: `fullwidth_digits`, `fullwidth_punctuation`, `tilde_for_dash`, `dot_for_colon`,
    #: `missing_colon`.
    repairs: tuple[str, ...] = ()


def read_hours(text: str) -> ReadHours:
    """Read hours from a text of any kind; nothing is raised, whatever it is."""
    told = text.strip()
    if told in _ABSENT or told.lower() in _ABSENT_IN_LETTERS:
        return ReadHours(None, doubt="hours_absent")
    found = _ours(told)
    if found is not None:
        return ReadHours(found, note=found.note)
    if len(told) > LONGEST:
        return ReadHours(None, doubt="hours_too_long")
    plain, repairs = normalised(told)
    try:
        hours, more = _read(plain)
    except (HoursNotUnderstood, ValueError):
        return ReadHours(None, doubt=_doubt(plain))
    return ReadHours(hours, note=hours.note, repairs=(*repairs, *more))


def _ours(told: str) -> OpeningHours | None:
    """The schedule that `write_hours` wrote as exactly this text."""
    before, quotes, after = told.partition(NOTE_BEGINS)
    if (quotes and not after.endswith(NOTE_ENDS)) or not _OURS.fullmatch(before):
        return None
    try:
        hours, _ = _read(normalised(before)[0])
    except (HoursNotUnderstood, ValueError):
        return None
    hours = replace(hours, note=after.removesuffix(NOTE_ENDS))
    return hours if write_hours(hours) == told else None


def _read(plain: str) -> tuple[OpeningHours, tuple[str, ...]]:
    """The hours with their remarks, and the repairs without which they could not be read."""
    if looks_like_osm(plain):
        return read_osm(plain), ()
    said = read_chinese(plain)
    return replace(gather(said), note="；".join(said.remarks)), tuple(sorted(said.repairs))


def _doubt(plain: str) -> str:
    """The reason to tell, by the first of the words that give one."""
    if any(_is_impossible(*found) for found in _CLOCKS.findall(plain)):
        return "hours_impossible"
    return next((code for code, words in _REASONS if words.search(plain)), "hours_unreadable")


def _is_impossible(hour: str, minute: str) -> bool:
    return (int(hour), int(minute or 0)) > (24, 0) or int(minute or 0) > 59  # noqa: PLR2004  a clock


_ABSENT: Final = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "未知", "不详", "待定", "空"}
)
_ABSENT_IN_LETTERS: Final = frozenset({"n/a", "na", "none", "null", "unknown"})
#: Every character that `write_hours` uses outside a note.
_OURS: Final = re.compile(
    "(?:[-0-9 :；、每天周一二三四五六日至次全休息其余时间子不明法定"
    "节假照常调上班按原来的星期年月改为]++"
    f"|（(?:{'|'.join(REASONS.values())})）)*+"
)
_CLOCKS: Final = re.compile("(?<![0-9.:])([0-9]{1,2})(?::([0-9]{2})(?![0-9])|[点时])")
_REASONS: Final = [
    (code, re.compile(words, re.IGNORECASE))
    for code, words in (
        ("hours_by_appointment", "预约|电话联系|致电|来电|提前联系|电话咨询|by appointment"),
        ("hours_suspended", "暂停|停业|停用|装修|维修|改造|歇业|暂不|搬迁|撤销|关停|未开放|尚未"),
        (
            "hours_vague",
            "视情况|不定时|不固定|为准|随时|弹性|灵活|另行通知|不定|sunrise|sunset|dawn|dusk",
        ),
    )
]
