"""A clock for servers that goes on by days, as often as a story tells it to."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Runs as far ahead of this machine's as it has been told.

    A server that is started with `settings` goes by it; a phone must be told its `now`.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "ahead"
        self.settings = {
            "PYTHONPATH": str(Path(__file__).parents[1] / "ahead"),
            "AHEAD": str(self._file),
        }
        self._ahead = timedelta()
        self._say()

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def go_on(self, *, days: int = 0, hours: int = 0, minutes: int = 0) -> None:
        self._ahead += timedelta(days=days, hours=hours, minutes=minutes)
        self._say()

    def go_to(self, then: datetime) -> None:
        self._ahead = then - datetime.now(UTC)
        self._say()

    def _say(self) -> None:
        # Put in its place whole: somebody may be reading.
        said = self._file.with_suffix(".said")
        said.write_text(str(self._ahead.total_seconds()))
        said.replace(self._file)
