"""The door poster as a PDF: typeset by Typst, with the letters that it needs of Noto Sans SC."""

import asyncio
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
import pylopdf_fonts_zh_cn as fonts
import segno
import typst
from msgspec import Struct

from xiangyi.core.threads import aside

_TEMPLATE: Final = Path(__file__).with_name("poster.typ").read_bytes()


class PosterWords(Struct, frozen=True, kw_only=True):
    """All that stands on a poster; each is shown as it is written, and empty ones are left out."""

    name: str
    family: str
    address: str
    #: One line each.
    hours: list[str]
    #: Special dates of the next weeks, in small letters; one each.
    dates: list[str]
    amenities: list[str]
    entry: str
    parking: str
    phone: str
    #: The number of whoever runs the service.
    counter: str
    responsible: str
    #: The address of the station's page, which the QR code holds.
    link: str
    #: The day it is printed, in words.
    printed: str
    #: Whether the station is invented.
    demonstration: bool


class Printer:
    """Prints one at a time, on a thread: a poster takes some milliseconds."""

    def __init__(self) -> None:
        self._press = asyncio.Semaphore(1)

    async def poster(self, words: PosterWords) -> bytes:
        """An A4 page as PDF."""
        async with self._press:
            return await aside(_set, words)


def _set(words: PosterWords) -> bytes:
    told = msgspec.to_builtins(words) | {"qr": _qr(words.link)}
    return typst.compile(
        _TEMPLATE,
        font_paths=_fonts(),
        sys_inputs={"told": msgspec.json.encode(told).decode()},
    )


@cache
def _fonts() -> Any:
    """Nothing of this machine's own, so that every server prints the same."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts.sans_path().parent)],
    )


def _qr(link: str) -> str:
    """An SVG; a quarter of it may be dirty or torn (ISO/IEC 18004, level Q)."""
    return segno.make_qr(link, error="q").svg_inline(border=0, omitsize=True)
