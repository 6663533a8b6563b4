"""The real server with the demonstration province, and phones to open it with."""

import fcntl
import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page
from tests.browser import phones
from tests.browser.accounts import CodeOf
from tests.browser.autopush import Autopush
from tests.browser.firefox import MISSING, Firefox, find_firefox
from tests.browser.oracle import Province
from tests.browser.province import FILING, PHONE, serving, tell_province, url_of
from tests.processes import Staying


@pytest.fixture(scope="session")
async def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that nobody serves: each server has a copy of it."""
    data = tmp_path_factory.mktemp("told") / "province"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        data.mkdir()
        await tell_province(data)
        return data
    # To tell it takes as long as many stories do: one worker does, and the others wait and copy.
    told = tmp_path_factory.getbasetemp().parent / "province"
    with told.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            telling = told.with_suffix(".telling")
            shutil.rmtree(telling, ignore_errors=True)
            telling.mkdir()
            await tell_province(telling)
            telling.rename(told)
    return shutil.copytree(told, data)


@pytest.fixture(scope="session")
def known(province: Path) -> Province:
    """What the phone should know, worked out from the packs."""
    return Province(province)


@pytest.fixture(scope="session")
def site_data(province: Path) -> Path:
    return shutil.copytree(province, province.with_name("site"))


@pytest.fixture(scope="session")
def site_server(site_data: Path) -> Iterator[Staying]:
    """The demonstration, which prints the counter's telephone number."""
    with serving(
        site_data, XIANGYI_PROXIES="1", XIANGYI_PHONE=PHONE, XIANGYI_FILING=FILING
    ) as server:
        yield server
        server.stop()


@pytest.fixture(scope="session")
def site(site_server: Staying) -> str:
    return url_of(site_server)


@pytest.fixture(scope="module")
def own_data(province: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(province, tmp_path_factory.mktemp("own") / "site")


@pytest.fixture(scope="module")
def own_server(own_data: Path) -> Iterator[Staying]:
    """For a module whose stories change what others read: a server of its own."""
    with serving(own_data, XIANGYI_PROXIES="1") as server:
        yield server
        server.stop()


@pytest.fixture(scope="module")
def own_site(own_server: Staying) -> str:
    return url_of(own_server)


@pytest.fixture
def code_of(site_server: Staying) -> CodeOf:
    return codes_of(site_server)


def codes_of(server: Staying) -> CodeOf:
    """The last code that went out to a phone: a demonstration prints what would be a message."""

    def last(phone: str) -> str:
        server.wait_for(f"SMS {phone}: ")
        return re.findall(rf"SMS {phone}: (\d+)", server.output)[-1]

    return last


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with _started(phones.find_chromium()) as browser:
        yield browser


@pytest.fixture(scope="session")
async def shell() -> AsyncIterator[Browser]:
    async with _started(phones.find_shell()) as browser:
        yield browser


@asynccontextmanager
async def _started(found: str | None) -> AsyncIterator[Browser]:
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(phones.MISSING)
        pytest.skip(phones.MISSING)
    async with phones.chromium(found) as browser:
        yield browser


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Browser:
    """The shell does for all but notifications, which it shows none of."""
    whole = request.node.get_closest_marker("whole")
    return request.getfixturevalue("chromium" if whole else "shell")


@pytest.fixture(scope="module")
async def autopush() -> AsyncIterator[Autopush]:
    async with Autopush() as service:
        yield service


@pytest.fixture(scope="module")
async def firefox(
    tmp_path_factory: pytest.TempPathFactory, autopush: Autopush
) -> AsyncIterator[Firefox]:
    if find_firefox() is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    async with Firefox(tmp_path_factory.mktemp("firefox"), autopush.url) as running:
        yield running


def pushing_to(autopush: Autopush) -> dict[str, str]:
    """What a server is told that knocks there."""
    return {
        "XIANGYI_PUSH_TEST_ORIGINS": autopush.posted.origin,
        "XIANGYI_PUSH_SUBJECT": "mailto:push@xiangyi.example",
    }


NewPhone = Callable[..., Awaitable[BrowserContext]]


@pytest.fixture
def forgiven() -> list[str]:
    """What the watch may see in this one test, because the test is about it."""
    return []


@pytest.fixture
async def new_phone(
    browser: Browser, site: str, forgiven: list[str], request: pytest.FixtureRequest
) -> AsyncIterator[NewPhone]:
    """Make a phone for the site, or for another `url`; what it may not do fails the test.

    To keep the app for airplane mode takes half of what a phone does: those of an `online` story
    do not.
    """
    keeps_app = request.node.get_closest_marker("online") is None
    made: list[tuple[BrowserContext, phones.Watch]] = []

    async def make(url: str = site, **options: object) -> BrowserContext:
        context = await phones.make_phone(browser, url, **{"keeps_app": keeps_app, **options})
        made.append((context, phones.Watch(context, url)))
        return context

    yield make
    for context, _ in made:
        await context.close()
    seen = [wrong for _, watch in made for wrong in watch.wrong]
    assert [wrong for wrong in seen if not any(one in wrong for one in forgiven)] == []


@pytest.fixture
async def phone(new_phone: NewPhone) -> BrowserContext:
    return await new_phone()


@pytest.fixture
async def page(phone: BrowserContext) -> Page:
    return await phone.new_page()
