"""The demonstration, as far as its people need it."""

from datetime import date
from importlib.resources import files

import pytest
from httpx import ASGITransport, AsyncClient

from xiangyi.demo import people
from xiangyi.demo.stations import invented_stations
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations.service import keeping


@pytest.fixture
async def demo(api, clock):
    """The divisions of Changsha, the stations of Yingwanzhen, and the people."""
    text = files("xiangyi.demo").joinpath("data/divisions.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith(("code", "430000", "4301"))]
    await divisions.import_divisions(
        "\n".join(lines).encode(), system="nbs", as_of=date(2023, 6, 30), source="a list"
    )
    await keeping.keep_stations(invented_stations()[:8], now=clock())
    await people.load(now=clock())


@pytest.fixture
async def client(demo, app_of, settings, clock):
    app = app_of(settings, clock=clock, cast=await people.cast())
    async with AsyncClient(transport=ASGITransport(app), base_url="http://demo.test") as client:
        yield client
