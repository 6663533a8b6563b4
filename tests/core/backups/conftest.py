"""A place that has something in it, and a backup of it."""

from pathlib import Path

import pytest
from tests.core.backups.places import back_up, fill

from xiangyi.settings import Settings


@pytest.fixture
async def filled(database_url: str, tmp_path: Path) -> Settings:
    """On each engine."""
    settings = Settings.from_environment({}, data=str(tmp_path), database_url=database_url)
    await fill(settings)
    return settings


@pytest.fixture
async def backup(filled: Settings, tmp_path: Path) -> Path:
    file = tmp_path / "the.backup"
    await back_up(filled, file)
    return file
