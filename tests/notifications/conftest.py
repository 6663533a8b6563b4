"""A stage for the sender."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.notifications.sending import Stage
from tests.people import ground


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture
async def here(db, stage, clock):
    """Tokens are good for the time that their reader has."""
    clock.now = datetime.now(UTC)
    await ground()
    return stage
