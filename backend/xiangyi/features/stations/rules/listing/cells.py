"""Single cells: what a name, a code, a coordinate or a list of words says.

Each reader returns the value and the remarks about it; a value of None is a refusal.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

LONGEST_NAME: Final = 80
#: Breaks of lines are repaired, and so are the blanks without width that chats leave behind.
_BLANKS: Final = re.compile(
    "[ \t\r\n\u00a0\u1680\u2000-\u200c\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+"
)
_UNWRAPPED: Final = re.compile(r'=\s*"([^"]*)"')
#: A conversion that did not know the letters; no station is called so.
_LOST: Final = re.compile(r"^\?|\?{2}")
_HIDDEN_CATEGORIES: Final = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_APOSTROPHES: Final = "'’‘`´＇\"“”"
_DESTROYED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_DECIMALS = re.compile(r"(\d+)\.0+")
_CODE_LENGTHS: Final = (6, 9)
_CODE_LENGTH: Final = 12
#: Degrees, minutes that may have decimals, and seconds; compatibility forms write the sign of
#: seconds as two of minutes.
_DMS = re.compile(
    r"(\d{1,3})\s*[°度d:\s]\s*(\d{1,2}(?:\.\d+)?)\s*['′’分m:]?"
    r"(?:[\s:]*(\d{1,2}(?:\.\d+)?)\s*(?:[\"”秒s]|['′’]{2})?)?"
)
_AROUND_DEGREES = re.compile(
    r"^(?:东经|北纬|经度|纬度|[NE])\s*[:=]?\s*|\s*(?:[°度]?\s*[NE]|[°度])$", re.IGNORECASE
)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")
_SIXTY: Final = 60


class Note(Struct, frozen=True):
    """A code with the facts of its sentence."""

    code: str
    facts: dict[str, object] = {}


def has_control(text: str) -> bool:
    """Whether something stands in it that neither shows nor is a blank that can be repaired."""
    return any(unicodedata.category(one) in _HIDDEN_CATEGORIES for one in _BLANKS.sub("", text))


def unwrapped(text: str) -> str | None:
    """What stands in `="430102"`, by which spreadsheets keep a code as text; None elsewhere."""
    found = _UNWRAPPED.fullmatch(text.strip())
    return found[1] if found else None


def has_lost_letters(name: str) -> bool:
    return _LOST.search(name) is not None


def cut_short(text: str, most: int) -> str:
    """As much of a text as fits, up to its last separator where there is one."""
    start = text[:most]
    at = max((start.rfind(one) for one in ";；、,，/ "), default=-1)
    return (start[:at] if at > 0 and len(text) > most else start).strip()


def plain_text(text: str) -> tuple[str, list[Note]]:
    """Compose the characters and make every run of blanks one; a formula's look is noted."""
    notes = []
    composed = unicodedata.normalize("NFC", text)
    tidy = _BLANKS.sub(" ", composed).strip()
    if tidy != composed:
        notes.append(Note("spaces_dropped", {"to": tidy}))
    if looks_like_formula(tidy):
        notes.append(Note("formula_as_text"))
    return tidy, notes


def looks_like_formula(text: str) -> bool:
    """A spreadsheet would compute it: `=1+1`, `@SUM`, `+A1`; a phone number is none."""
    return text[:1] in {"=", "@", "+", "-", "＝", "＠"} and not re.fullmatch(r"[+-][\d\s-]*", text)


def division_code(text: str) -> tuple[str | None, list[Note]]:
    """Twelve digits, completed with noughts from six or nine; "" where the cell is empty."""
    notes: list[Note] = []
    written = _BLANKS.sub("", text)
    code = unicodedata.normalize("NFKC", written)
    if code != written:
        notes.append(Note("full_width", {"to": code}))
    if _DESTROYED.fullmatch(code):
        return None, [Note("code_destroyed", {"words": code})]
    bare = code.strip(_APOSTROPHES).strip()
    if bare != code:
        notes.append(Note("apostrophe_dropped", {"to": bare}))
    if whole := _DECIMALS.fullmatch(bare):
        bare = whole[1]
        notes.append(Note("decimal_dropped", {"to": bare}))
    if not bare:
        return "", []
    if not (bare.isascii() and bare.isdigit()):
        return None, [Note("code_unreadable", {"words": text.strip()[:40]})]
    if len(bare) in _CODE_LENGTHS:
        bare = bare.ljust(_CODE_LENGTH, "0")
        notes.append(Note("code_completed", {"to": bare}))
    if len(bare) != _CODE_LENGTH:
        return None, [Note("code_unreadable", {"words": text.strip()[:40]})]
    return bare, notes


def degrees(text: str) -> tuple[float | None, list[Note]]:
    """A longitude or latitude in degrees, from decimals or from degrees, minutes and seconds."""
    words = unicodedata.normalize("NFKC", text).strip().strip("'’‘`")
    bare = _AROUND_DEGREES.sub("", words).strip()
    if sexagesimal := _DMS.fullmatch(bare):
        whole, minutes, seconds = (float(part or 0) for part in sexagesimal.groups())
        if minutes < _SIXTY and seconds < _SIXTY:
            value = whole + minutes / _SIXTY + seconds / _SIXTY**2
            return value, [Note("degrees_converted", {"to": f"{value:.6f}"})]
    value = float(bare) if _NUMBER.fullmatch(bare) else math.nan
    if not math.isfinite(value):
        return None, [Note(_why_no_degrees(words, bare), {"words": words[:40]})]
    if bare != words:
        return value, [Note("marks_dropped", {"to": bare})]
    return value, [Note("full_width", {"to": bare})] if words != text.strip() else []


def _why_no_degrees(words: str, bare: str) -> str:
    if not words:
        return "coordinates_absent"
    if _DECIMAL_COMMA.fullmatch(words):
        return "decimal_comma"
    if _NUMBER.fullmatch(bare) or words.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        return "coordinates_not_finite"
    return "coordinates_unreadable"


def two_degrees(text: str) -> tuple[str, str]:
    """Longitude and latitude out of one cell, `112.98,28.19`; else the whole cell twice."""
    parts = [part for part in re.split(r"[,，;；\s]+", text.strip().strip("[]()（）")) if part]
    return (parts[0], parts[1]) if len(parts) == 2 else (text, text)  # noqa: PLR2004  # a pair


def split_words(text: str) -> list[tuple[str, str]]:
    """Words and their notes: `热水;手机充电（6 个插座）` is two words, the second with a note.

    Separators inside brackets belong to the note.
    """
    parts, depth = [""], 0
    for one in unicodedata.normalize("NFC", text):
        depth += (one in "（(") - (one in "）)")
        if depth <= 0 and one in ";；、,，/|｜\n\t":
            parts.append("")
            depth = 0
        else:
            parts[-1] += one
    found = []
    for part in parts:
        word, bracket, note = _first_bracket(part.strip())
        if word or note:
            found.append((word, note if bracket else ""))
    return found


def _first_bracket(part: str) -> tuple[str, str, str]:
    at = min((part.find(one) for one in "（(" if one in part), default=-1)
    if at < 1 or part[-1] not in "）)":
        return part, "", ""
    return part[:at].strip(), part[at], part[at + 1 : -1].strip()


def looked_up(word: str, known: Mapping[str, str]) -> str | None:
    """The id that a word stands for, whatever its case, width and blanks."""
    return known.get(spelt_plainly(word))


def spelt_plainly(word: str) -> str:
    return re.sub(r"[\s\-_·]", "", unicodedata.normalize("NFKC", word).lower())
