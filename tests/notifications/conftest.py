"""A stage for the sender."""

from pathlib import Path

import pytest
from tests.notifications.sending import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)
