"""Code that is later than ours: the same migrations, and more after them."""

import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from xiangyi import migrations

ONE = """
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from xiangyi.core.db import is_postgres, run

ID = "{id}"

async def change():
    for sql in {postgres!r} if is_postgres() else {sqlite!r}:
        await run(sql)

async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description="test")
    manager.add_raw(change)
    return manager
"""


@pytest.fixture
def history(tmp_path, monkeypatch):
    """A copy of the migrations, with room for more after them."""
    folder = tmp_path / "later_migrations"
    shutil.copytree(Path(migrations.__path__[0]), folder)
    monkeypatch.syspath_prepend(str(tmp_path))

    def package_with(**more: str | dict[str, tuple[str, ...]]) -> ModuleType:
        """Each is one statement, or some for each engine by its name."""
        for name, told in more.items():
            statements = {"sqlite": (told,), "postgres": (told,)} if isinstance(told, str) else told
            text = ONE.format(id=f"2999-01-01T00:00:00:{name}", **statements)
            (folder / f"m9999_{name}.py").write_text(text)
        package = ModuleType("later_migrations")
        package.__path__ = [str(folder)]
        monkeypatch.setitem(sys.modules, "later_migrations", package)
        return package

    yield package_with
    for name in [name for name in sys.modules if name.startswith("later_migrations.")]:
        del sys.modules[name]
