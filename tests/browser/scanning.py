"""A shift that is under way, its lead's phone, and what stands on its screen."""

import io
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.async_api import Page, expect
from tests.browser.accounts import become

from xiangyi.core import codes

_MOVE = "UPDATE activity_shift SET starts_at = ?, ends_at = ? WHERE id = ?"


async def first_shift(page: Page, activity: str) -> str:
    """The id of an activity's first shift."""
    answer = await page.request.get(f"/api/activities/{activity}")
    return str((await answer.json())["shifts"][0]["id"])


def let_be_under_way(data: Path, shift: str, *, began: timedelta, ends: timedelta) -> None:
    """Move a shift to around now: nobody may write one that has begun."""
    now = datetime.now(UTC)
    with sqlite3.connect(data / "xiangyi.sqlite") as database:
        form = "%Y-%m-%d %H:%M:%S+00:00"
        moments = [(now - began).strftime(form), (now + ends).strftime(form)]
        moved = database.execute(_MOVE, (*moments, shift)).rowcount
    assert moved == 1


async def read_code(page: Page, phase: codes.Phase, at: datetime) -> str:
    """What another phone's camera sees on this one, once it shows the code of then: an address.

    Or the next one: the phone goes by the server's clock, which has gone on since.
    """
    step, found = codes.step_at(at), None
    for _ in range(100):
        address = await address_shown(page)
        token = codes.read(address.rsplit("#", maxsplit=1)[1])
        found = (token.phase, token.step)
        if found in ((phase, step), (phase, step + 1)):
            return address
        await page.wait_for_timeout(50)
    raise AssertionError(found, phase, step)


async def address_shown(page: Page) -> str:
    """What a camera reads of the QR on a page."""
    await expect(page.locator("svg.qr")).to_be_visible()
    picture = await page.locator("svg.qr").screenshot()
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return found.text


async def show_code(page: Page, shift: str) -> None:
    await become(page, "lead")
    await page.goto(f"/desk/codes/{shift}")
    await expect(page.locator("svg.qr")).to_be_visible()
