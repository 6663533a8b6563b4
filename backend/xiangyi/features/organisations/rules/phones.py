"""An office's telephone number: a landline, a service number, a mobile; one of them."""

import re
import unicodedata
from typing import Final

_DASHES: Final = re.compile("[‐-―－]")
_BLANKS: Final = re.compile(r"\s+")
#: 0731-8221 2345, (0731) 82212345-601, 12345, 400-111-2222, +86 731 82212345.
_NUMBER: Final = re.compile(r"\+?[0-9(][0-9() -]*")
_FEWEST: Final = 3
_MOST: Final = 18


def read_office_phone(text: str) -> str | None:
    """The number as it is shown, "" for none; None where it cannot be one.

    Full-width digits and dashes are read; digits of another script are not, as nobody could
    dial them from the page.
    """
    if any(unicodedata.category(one) in {"Cc", "Cf"} for one in text.strip()):
        return None
    narrow = unicodedata.normalize("NFKC", _DASHES.sub("-", text))
    tidy = _BLANKS.sub(" ", narrow).strip()
    if not tidy:
        return ""
    digits = sum(one.isdigit() for one in tidy)
    return tidy if _NUMBER.fullmatch(tidy) and _FEWEST <= digits <= _MOST else None
