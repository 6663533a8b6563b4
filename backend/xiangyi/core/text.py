"""Text from outside: equal where it looks equal, and free of what nobody can see."""

import re
import unicodedata
from typing import Final

#: Control, format (bidi marks, zero widths) and line separators.
_HIDDEN = {"Cc", "Cf", "Zl", "Zp"}
#: What makes one picture of several, as of a policeman: it shows, between pictures (UTS #51).
_JOINER: Final = re.compile(
    "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)
#: Where a pattern ends. A `$` alone lets a line feed by; of JSON Schema's regular expressions (ECMA
#: 262) `\Z` is none.
END: Final = r"$(?!\n)"
#: A pattern for ids and codes: PostgreSQL takes no NUL, and nobody writes the other controls.
WITHOUT_CONTROLS: Final = r"^[^\u0000-\u001f\u007f]*" + END
#: Blanks, and marks on a letter, which alone are nothing (variation selectors among them).
_NOT_ALONE = {*_HIDDEN, "Zs", "Mn"}
#: Letters and a symbol by their category, and blank: the Hangul fillers, the empty braille cell.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
#: Marks that show nothing even on a letter, or choose between two drawings of one: the grapheme
#: joiner, Khmer's inherent vowels, the variation selectors (Default_Ignorable_Code_Point).
_SILENT = frozenset(map(chr, (0x34F, 0x17B4, 0x17B5, *range(0x180B, 0x180E), 0x180F))) | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)


def tidy(text: str) -> str:
    """Compose the characters (NFC) and drop the blanks around them."""
    return unicodedata.normalize("NFC", text).strip()


def has_hidden(text: str) -> bool:
    """Whether something in it would not show, or would move what shows, or nothing shows."""
    # A private character or a wide blank is not printable either, and hides nothing.
    if not text.isprintable():
        text = _JOINER.sub("", text)
        if any(unicodedata.category(one) in _HIDDEN for one in text):
            return True
    return bool(text.strip()) and not any(map(_shows, text))


def narrowed(text: str) -> str:
    """Letters and digits in their plain width and form (NFKC); punctuation stays as written."""
    pairs = [(one, unicodedata.normalize("NFKC", one)) for one in text]
    return tidy("".join(plain if plain.isalnum() else one for one, plain in pairs))


def as_seen(text: str) -> str:
    """What an eye can tell apart: no silent marks, and one plain blank for whatever looks blank.

    For names that must differ; what hides something is refused before.
    """
    shown = (
        " " if one in _BLANK or unicodedata.category(one) == "Zs" else one
        for one in text
        if one not in _SILENT
    )
    return tidy(" ".join("".join(shown).split()))


def visible(text: str) -> str:
    """What a machine or a hand wrote as a mere label, without what would not show."""
    return "".join(one for one in tidy(text) if unicodedata.category(one) not in _HIDDEN).strip()


def _shows(character: str) -> bool:
    return character not in _BLANK and unicodedata.category(character) not in _NOT_ALONE
