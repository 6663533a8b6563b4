"""The system's Chromium as a rider's phone, and a watch over everything it does."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from itertools import count
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Request,
    Response,
    WebError,
    async_playwright,
    expect,
)
from tests.browser.province import NOW

MISSING = "Chromium is missing: apt-get install chromium fonts-noto-cjk"
#: 溁湾镇, in the middle of Changsha.
HERE = {"longitude": 112.952, "latitude": 28.199}
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
#: What takes longer than this hangs, also beside another worker's browser.
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)
#: As a browser that has no service workers, or where the page came over plain HTTP.
_NO_WORKER = "delete Navigator.prototype.serviceWorker"
#: Each phone is on a network of its own: behind one address only so many are met in a day.
_NETWORKS = count(1)
#: What Chromium writes on the console of its own; answers that are no good are watched apart.
_FETCH_FAILED = "Failed to load resource"


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def find_shell() -> str | None:
    """The same Chromium without windows: what Playwright takes too, for a third less of work."""
    return shutil.which("chromium-headless-shell") or find_chromium()


@asynccontextmanager
async def chromium(found: str | None, *flags: str) -> AsyncIterator[Browser]:
    # The asynchronous API, because the other one leaves a loop running under every later test.
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=[*FLAGS, *flags])
        yield browser
        await browser.close()


async def make_phone(
    browser: Browser, url: str, *, keeps_app: bool = True, **options: object
) -> BrowserContext:
    """360 by 740, Shanghai, Monday 16:00, standing at 溁湾镇 unless `options` say otherwise.

    One that does not keep the app has no service worker: whatever it opens comes from the server.
    """
    network = next(_NETWORKS)
    defaults: dict[str, object] = {
        "viewport": {"width": 360, "height": 740},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "geolocation": HERE,
        "permissions": ["geolocation"],
        "base_url": url,
        "extra_http_headers": {"X-Forwarded-For": f"10.64.{network // 250}.{network % 250}"},
    }
    context = await browser.new_context(**{**defaults, **options})  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    if not keeps_app:
        await context.add_init_script(_NO_WORKER)
    await context.clock.set_fixed_time(NOW)
    return context


class Watch:
    """Takes down what no page of ours may do: fail, break its own policy, ask anybody else."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.wrong: list[str] = []
        self._host = urlsplit(url).netloc
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", self._failed)

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.netloc != self._host and url.scheme not in {"data", "blob"}:
            self.wrong.append(f"asked {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST:
            self.wrong.append(f"got {response.status} for {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # Breaches of the content security policy are said here too, as errors.
        if message.type == "error" and not message.text.startswith(_FETCH_FAILED):
            self.wrong.append(f"said {message.text}")

    def _failed(self, error: WebError) -> None:
        self.wrong.append(f"failed: {error.error}")
