"""The demonstration province as it stands at one fixed instant, in a data directory of its own."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.databases import in_haste
from tests.processes import Staying

from xiangyi import builder
from xiangyi.demo import story
from xiangyi.features.stations.jobs import publisher
from xiangyi.serving import database, demonstration, keyring
from xiangyi.settings import Settings

ROOT = Path(__file__).parents[2]
#: A Monday, 16:00 in Shanghai: the phone's clock says so too, so that "open now" never changes.
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PHONE = "0731-0000 0000"
FILING = "湘ICP备00000000号-1"


async def tell_province(data: Path) -> None:
    """Let the demonstration happen in `data` at NOW, publish it, and build the app if need be."""
    await asyncio.to_thread(builder.build_if_needed, ROOT, say=print)
    settings = Settings.from_environment({}, data=str(data), demo=True, phone=PHONE, filing=FILING)
    async with database.opened(settings):
        await in_haste()
        await demonstration.begin(settings, now=NOW)
        await keyring.bring(settings)
        await story.load(lambda _: None, settings.media_dir, now=NOW)
        await publisher(settings).publish(now=NOW + timedelta(seconds=30))


def serving(data: Path, *, port: int = 0, **settings: str) -> Staying:
    """The real server on loopback, on a free port unless told otherwise."""
    output = data.with_name(f"{data.name}.output")
    return Staying(output, "serve", "--port", str(port), "--data", str(data), **settings)


def url_of(server: Staying) -> str:
    return f"http://localhost:{server.port}"
