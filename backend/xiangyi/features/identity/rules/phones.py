"""Phone numbers as people write them: mainland mobile numbers, eleven digits from 13 to 19."""

import re
import unicodedata
from typing import Final, Literal

Fault = Literal["empty", "digits", "length", "not_mobile", "two", "hidden"]

_BETWEEN: Final = re.compile(r"[\s\-.()·]+")
#: +86, 0086 and 86 before eleven digits; nobody's number begins with 86 otherwise.
_COUNTRY: Final = re.compile(r"(?:\+86|0086|86)(?=1[0-9]{10}$)")
#: A plus after a digit begins another number; the one before all digits is the country's.
_TWO: Final = re.compile(r"[,;/|、，；或和&]|(?<=[0-9])[\s)]*\+")
_MOBILE: Final = re.compile("1[3-9][0-9]{9}")
_DIGITS: Final = 11


def read_phone(text: str) -> tuple[str, Fault | None]:
    """Eleven digits, or what is wrong with it.

    Full-width digits, blanks, dashes and the country's code are read; digits of another script
    are not, since two ways to write a number would be two accounts.
    """
    if any(unicodedata.category(one) in {"Cc", "Cf"} for one in text.strip()):
        return "", "hidden"
    narrow = unicodedata.normalize("NFKC", text).strip()
    digits = _COUNTRY.sub("", _BETWEEN.sub("", narrow))
    faults: list[tuple[Fault, bool]] = [
        ("empty", not narrow),
        ("two", _TWO.search(narrow) is not None or len(digits) == 2 * _DIGITS),
        ("digits", not re.fullmatch("[0-9]*", digits)),
        ("length", len(digits) != _DIGITS),
        ("not_mobile", not _MOBILE.fullmatch(digits)),
    ]
    fault = next((name for name, there in faults if there), None)
    return ("", fault) if fault else (digits, None)


def masked(phone: str) -> str:
    """Enough to recognise one's own: 138****0126."""
    return f"{phone[:3]}****{phone[-4:]}"
