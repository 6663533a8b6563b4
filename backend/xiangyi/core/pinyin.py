"""Pinyin for searching, as a thumb types it: no tones, no blanks, `v` for ü.

Heteronyms are read by phrase (长沙 is changsha), and otherwise as place names are.
"""

import asyncio
import gc
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from types import ModuleType
from typing import NamedTuple

from xiangyi.core.threads import aside

#: What a name means where the dictionary's first reading is another: 长 is "long" before it
#: is "elder", 圩 in Hunan is a market, 咀 stands for 嘴.
_CHARACTERS = {
    "长": "cháng,zhǎng",
    "朝": "cháo,zhāo",
    "都": "dū,dōu",
    "曾": "zēng,céng",
    "圩": "xū,wéi",
    "咀": "zuǐ,jǔ",
    "卜": "bǔ,bo",
    "覃": "qín,tán",
    "佛": "fó,fú",
}
#: Phrases that the dictionary knows as a word, a city or a county elsewhere.
_PHRASES = {
    "朝阳": [["cháo"], ["yáng"]],
    "柏林": [["bǎi"], ["lín"]],
    "民乐": [["mín"], ["lè"]],
}


class Spelling(NamedTuple):
    pinyin: str
    initials: str


@asynccontextmanager
async def at_hand() -> AsyncIterator[None]:
    """Load the dictionaries beside the event loop, lest the first name stops all requests."""
    loading = asyncio.create_task(_load())
    try:
        yield
    finally:
        loading.cancel()
        await asyncio.gather(loading, return_exceptions=True)


async def _load() -> None:
    await aside(_library)
    # Python would look for cycles in half a million lists again and again, and every request
    # would wait for a tenth of a second; these stay as they are.
    gc.freeze()


def pinyin_of(text: str) -> Spelling:
    """Spell `text`: 芙蓉区 is (furongqu, frq); Latin letters and digits stay, the rest goes."""
    syllables = _library().lazy_pinyin(text, errors=_kept)
    initials = (syllable if syllable.isdecimal() else syllable[0] for syllable in syllables)
    return Spelling("".join(syllables), "".join(initials))


def readings_of(text: str) -> list[str]:
    """Pinyin of each character in turn, as its phrase has it; "" for what is not Chinese."""
    readings: list[str] = _library().lazy_pinyin(text, errors=lambda foreign: [""] * len(foreign))
    return readings


def _kept(foreign: str) -> list[str]:
    """What stays of characters that are not Chinese, one word for a run of letters or digits."""
    plain = unicodedata.normalize("NFKC", foreign).lower()
    kept = "".join(char if char.isascii() and char.isalnum() else " " for char in plain)
    return kept.split()


@cache
def _library() -> ModuleType:
    """Load the dictionaries at the first word, not at every start of the program."""
    import pypinyin  # noqa: PLC0415  # a sixth of a second that most processes never need

    pypinyin.load_single_dict({ord(char): read for char, read in _CHARACTERS.items()})
    pypinyin.load_phrases_dict(_PHRASES)
    return pypinyin
