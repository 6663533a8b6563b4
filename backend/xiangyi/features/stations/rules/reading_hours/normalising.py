"""One spelling for what people type in many: digits, dashes, colons, brackets."""

import re
from typing import Final

#: The full-width forms of ASCII.
_NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
#: Chinese punctuation that nobody needs to be told was "repaired".
_USUAL: Final = str.maketrans(
    {
        **dict.fromkeys("，", ","),
        **dict.fromkeys("；。", ";"),
        **dict.fromkeys("（【［〔[", "("),
        **dict.fromkeys("）】］〕]", ")"),
        **dict.fromkeys("–—―‐‑‒─", "-"),
        **dict.fromkeys("〜∼", "~"),
        **dict.fromkeys("∶︰", "："),
        **dict.fromkeys("\r\n", ","),
        **dict.fromkeys("\t\u00a0\u3000", " "),
        "．": ".",
    }
)
_SPACES: Final = re.compile(r"\s{2,}")
_DASHES: Final = re.compile(r"[-~]+")
_HALF_DAYS: Final = re.compile(
    r"(?<![0-9:.])(1[0-2]|0?[1-9])(:[0-5][0-9])? ?([ap])\.?m\.?"
    r" ?(-|to|至|到) ?(1[0-2]|0?[1-9])(:[0-5][0-9])? ?([ap])\.?m(?:\.|(?![a-z]))",
    re.IGNORECASE,
)


def normalised(text: str) -> tuple[str, tuple[str, ...]]:
    """The text in plain spelling, and the codes of the repairs that a source may want to hear of.

    Codes: `fullwidth_digits`, `fullwidth_punctuation` (within times), `tilde_for_dash`.
    """
    repairs = []
    usual = text.translate(_USUAL)
    if re.search("[０-９]", usual):
        repairs.append("fullwidth_digits")
    if re.search("[0-9０-９]：[0-9０-９]|－", usual):
        repairs.append("fullwidth_punctuation")
    plain = usual.translate(_NARROW)
    if "~" in plain:
        repairs.append("tilde_for_dash")
    plain = _SPACES.sub(" ", _DASHES.sub("-", plain)).strip()
    return _HALF_DAYS.sub(_whole_days, plain), tuple(repairs)


def _whole_days(found: re.Match[str]) -> str:
    """ "8am-5:30pm": only where both say it, or eight to half past five might be the night."""
    times = [found.group(1, 2, 3), found.group(5, 6, 7)]
    return "-".join(
        f"{int(hour) % 12 + 12 * (half in 'pP'):02}{minute or ':00'}"
        for hour, minute, half in times
    )
