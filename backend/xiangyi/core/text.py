"""Text from outside: equal where it looks equal, and free of what nobody can see."""

import unicodedata
from typing import Final

#: Control, format (bidi marks, zero widths) and line separators.
_HIDDEN = {"Cc", "Cf", "Zl", "Zp"}
#: A pattern for ids and codes: PostgreSQL takes no NUL, and nobody writes the other controls.
WITHOUT_CONTROLS: Final = r"^[^\u0000-\u001f\u007f]*$"


def tidy(text: str) -> str:
    """Compose the characters (NFC) and drop the blanks around them."""
    return unicodedata.normalize("NFC", text).strip()


def has_hidden(text: str) -> bool:
    """Whether something in it would not show, or would move what shows."""
    if text.isprintable():
        return False
    # A private character or a wide blank is not printable either, and hides nothing.
    return any(unicodedata.category(character) in _HIDDEN for character in text)


def visible(text: str) -> str:
    """What a machine or a hand wrote as a mere label, without what would not show."""
    return "".join(one for one in tidy(text) if unicodedata.category(one) not in _HIDDEN).strip()
