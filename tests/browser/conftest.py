"""The real server with the demonstration province, and the system's Chromium as a phone.

The province's story is told at one fixed instant and the phone's clock is set to it,
so that "open now" means the same at three in the morning.
"""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from xiangyi import builder, migrations, piccolo_conf
from xiangyi.core.db import connected, engine_for
from xiangyi.core.migrate import migrate
from xiangyi.demo import story
from xiangyi.features.stations.jobs import publisher
from xiangyi.settings import Settings

ROOT = Path(__file__).parents[2]
#: A Monday, 16:00 in Shanghai.
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
#: 溁湾镇, in the middle of Changsha.
HERE = {"longitude": 112.952, "latitude": 28.199}
CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


async def told_province(data: Path) -> Settings:
    """A data directory in which the demonstration has happened and is published, at NOW."""
    settings = Settings.from_environment({}, data=str(data), demo=True, phone="0731-0000 0000")

    engine = engine_for("", data)
    piccolo_conf.use(engine)
    async with connected(engine):
        await migrate(migrations)
        await story.load(lambda _: None, now=NOW)
        await publisher(settings).publish(now=NOW + timedelta(seconds=30))
    return settings


class Site:
    """One `xiangyi serve` on a free port of loopback, in a process session of its own."""

    def __init__(self, data: Path, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self._data, self._environment = data, environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self._data / "output.txt").open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "xiangyi", "serve", "--port", str(self.port)],
                env={**os.environ, "XIANGYI_DATA": str(self._data), **self._environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with urlopen(f"{self.url}/packs/index.json", timeout=1):  # noqa: S310  # loopback
                    return
            except (URLError, OSError):
                assert self._process.poll() is None, self.output()
        raise TimeoutError(self.output())

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(10)

    def output(self) -> str:
        return (self._data / "output.txt").read_text()


@pytest.fixture(scope="session")
async def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    await asyncio.to_thread(builder.build_if_needed, ROOT, say=print)
    data = tmp_path_factory.mktemp("province")
    (data / "demo").touch()
    await told_province(data)
    return data


@pytest.fixture(scope="session")
def site(province: Path) -> Iterator[Site]:
    one = Site(province, XIANGYI_PHONE="0731-0000 0000")
    one.start()
    yield one
    one.stop()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    path = find_chromium()
    if path is None:
        told = "Chromium is missing: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    # The asynchronous API, because the other one leaves a loop running under every later test.
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        await browser.close()


NewPhone = Callable[..., Awaitable[BrowserContext]]


@pytest.fixture
async def new_phone(chromium: Browser, site: Site) -> AsyncIterator[NewPhone]:
    """Make a phone: 360 by 740, Shanghai, standing at 溁湾镇 unless told otherwise."""
    made: list[BrowserContext] = []

    async def make(**options: object) -> BrowserContext:
        defaults: dict[str, object] = {
            "viewport": {"width": 360, "height": 740},
            "device_scale_factor": 2,
            "has_touch": True,
            "is_mobile": True,
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            "geolocation": HERE,
            "permissions": ["geolocation"],
            "base_url": site.url,
        }
        context = await chromium.new_context(**{**defaults, **options})  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        await context.clock.set_fixed_time(NOW)
        made.append(context)
        return context

    yield make
    for context in made:
        await context.close()


@pytest.fixture
async def phone(new_phone: NewPhone) -> BrowserContext:
    return await new_phone()


@pytest.fixture
async def page(phone: BrowserContext) -> AsyncIterator[Page]:
    """A tab whose script errors and complaints on the console fail the test."""
    tab = await phone.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield tab
    assert wrong == []
