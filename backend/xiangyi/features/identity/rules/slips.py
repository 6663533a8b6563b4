"""Slips as people copy them: ten characters of Crockford's base 32, which has no I, L, O or U."""

import re
from typing import Final
from unicodedata import normalize

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 10

_BETWEEN: Final = re.compile(r"[\s\-.·]+")
_MISREAD: Final = str.maketrans("ILO", "110")


def read_slip(text: str) -> str | None:
    """The code as it was made, or None: 0 and O, 1, I and L are the same, full width or half."""
    code = _BETWEEN.sub("", normalize("NFKC", text)).upper().translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
