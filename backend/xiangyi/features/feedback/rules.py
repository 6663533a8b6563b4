"""What feedback keeps to: what is kept of words, when an answer is due, when words go. No I/O."""

import unicodedata
from datetime import datetime, timedelta
from typing import Final

#: Our own promise. An app must deal with complaints within what it promises, and that may not
#: be more than 15 working days (App违法违规收集使用个人信息行为认定方法, 2019, Art 6 No 6).
ANSWER_WORKING_DAYS: Final = 5
#: As long as the answer may be asked about; then words and contact go.
KEPT_AFTER_ANSWER: Final = timedelta(days=365)

#: Control, format (bidi marks, zero widths), line and paragraph separators.
_HIDDEN: Final = {"Cc", "Cf", "Zl", "Zp"}
#: A family of emoji is joined by a character of zero width.
_JOINER: Final = "\N{ZERO WIDTH JOINER}"


def readable(words: str) -> str:
    """The words as they show: composed (NFC), without what hides or moves, lines kept.

    Somebody who complains is not turned away for a character that nobody can see.
    """
    lines = unicodedata.normalize("NFC", words).replace("\t", " ").splitlines()
    shown = ("".join(filter(_shows, line)).rstrip() for line in lines)
    return "\n".join(shown).strip()


def on_one_line(words: str) -> str:
    """The same without lines, as for a name or a number."""
    return " ".join(readable(words).split())


def expired_before(now: datetime) -> datetime:
    """What was answered before this instant has been kept long enough."""
    return now - KEPT_AFTER_ANSWER


def _shows(character: str) -> bool:
    return character == _JOINER or unicodedata.category(character) not in _HIDDEN
