"""`xiangyi screenshots DIR`: every screen in every look as a picture, for people to look at."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

from playwright.async_api import Browser
from tests.browser import phones
from tests.browser.province import FILING, PHONE, serving, tell_province, url_of
from tests.browser.screens import SCREENS, THEMES, wear

SMALL, LARGE, DESK = (360, 740), (390, 844), (1280, 800)


async def main(folder: Path) -> None:
    async with _open_site() as (browser, url):
        made = []
        for theme in THEMES:
            made += [await _picture(browser, url, folder, name, theme) for name in SCREENS]
        for name in ("home", "station", "me"):
            made.append(await _picture(browser, url, folder, name, "light", letters="200%"))
            made += [
                await _picture(browser, url, folder, name, "light", size=size)
                for size in (LARGE, DESK)
            ]
        made += [await _refused(browser, url, folder), await _loading(browser, url, folder)]
    _write_index(folder, made)
    print(f"{len(made)} pictures; open {folder / 'index.html'}")  # noqa: T201  # the command's answer


@asynccontextmanager
async def _open_site() -> AsyncIterator[tuple[Browser, str]]:
    if phones.find_chromium() is None:
        sys.exit(phones.MISSING)
    with tempfile.TemporaryDirectory() as home:
        data = Path(home) / "province"
        data.mkdir()
        await tell_province(data)
        with serving(data, XIANGYI_PHONE=PHONE, XIANGYI_FILING=FILING) as server:
            async with phones.chromium(phones.find_chromium()) as browser:
                yield browser, url_of(server)
            server.stop()


async def _picture(  # a picture has this many sides
    browser: Browser,
    url: str,
    folder: Path,
    name: str,
    theme: str,
    *,
    size: tuple[int, int] = SMALL,
    letters: str = "",
) -> str:
    width, height = size
    phone = await phones.make_phone(browser, url, viewport={"width": width, "height": height})
    page = await phone.new_page()
    await wear(page, theme)
    await SCREENS[name](page, "")
    if letters:
        await page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
    parts = [name, theme, *(["x200"] if letters else []), *([str(width)] if size != SMALL else [])]
    file = "-".join(parts) + ".png"
    await page.screenshot(path=folder / file, animations="disabled")
    await phone.close()
    print(file, flush=True)  # noqa: T201  # progress
    return file


async def _refused(browser: Browser, url: str, folder: Path) -> str:
    phone = await phones.make_phone(browser, url, permissions=[])
    page = await phone.new_page()
    await page.goto("/")
    await page.locator(".blank h2").first.wait_for()
    await page.screenshot(path=folder / "home-refused-light.png")
    await phone.close()
    return "home-refused-light.png"


async def _loading(browser: Browser, url: str, folder: Path) -> str:
    """The packs never come while the picture is taken."""
    phone = await phones.make_phone(browser, url, service_workers="block")
    page = await phone.new_page()
    held = asyncio.Event()

    async def wait(route: object) -> None:
        await held.wait()

    await page.route("**/packs/*.slow.*", wait)
    await page.goto("/")
    await page.locator(".bones").first.wait_for()
    await page.screenshot(path=folder / "home-loading-light.png")
    held.set()
    await phone.close()
    return "home-loading-light.png"


def _write_index(folder: Path, files: list[str]) -> None:
    pictures = "".join(
        f'<figure><img src="{escape(file)}" loading="lazy" width="270">'
        f"<figcaption>{escape(file)}</figcaption></figure>"
        for file in files
    )
    style = "<style>body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif}</style>"
    (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{style}{pictures}")


if __name__ == "__main__":
    os.environ["PICCOLO_CONF"] = "xiangyi.piccolo_conf"
    wanted = Path(sys.argv[1])
    wanted.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(wanted))
