"""Sheets of paper as PDF: set by Typst, with the letters that they need of Noto Sans SC."""

import asyncio
from functools import cache
from typing import Any

import msgspec
import pylopdf_fonts_zh_cn as fonts
import segno
import typst
from msgspec import Struct

from xiangyi.core.threads import aside


class Sheet(Struct, frozen=True):
    """What is printed.

    Attributes:
        template: Typst's, which finds the words in `sys.inputs.told` as JSON, and among them `qr`,
            an SVG. It shows strings as they are written and reads no markup in them.
        words: all that stands on it.
        link: what the QR code holds; "" for a sheet without one.
    """

    template: bytes
    words: Struct
    link: str = ""


class Printer:
    """Prints one at a time, on a thread: a page takes some milliseconds."""

    def __init__(self) -> None:
        self._press = asyncio.Semaphore(1)

    async def print(self, sheet: Sheet) -> bytes:
        """The sheet as PDF."""
        async with self._press:
            return await aside(_set, sheet)


def _set(sheet: Sheet) -> bytes:
    told = msgspec.to_builtins(sheet.words) | {"qr": sheet.link and _qr(sheet.link)}
    return typst.compile(
        sheet.template,
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
