"""What somebody typed, made comparable with names and their spelling."""

import re

_SPELT = re.compile("[0-9a-z]+")
_BETWEEN_SYLLABLES = re.compile("[ '’-]+")


def as_spelt(typed: str) -> str | None:
    """Typed pinyin as it is kept (`Chang Sha` is changsha, ü is v); None where it cannot be any."""
    spelt = _BETWEEN_SYLLABLES.sub("", typed.lower()).replace("ü", "v")
    return spelt if _SPELT.fullmatch(spelt) else None
