"""What is played in any order by the services on a real database, which all of a play share."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from tests.databases import engine_of_one_test, in_haste
from tests.people import STREET, ground

from xiangyi import piccolo_conf
from xiangyi.core import keys
from xiangyi.core.db import connected
from xiangyi.core.errors import Refusal
from xiangyi.features.divisions.tables import Division

_NUMBERS = count(1)


class Played(RuleBasedStateMachine):
    """Begins anew each time, in the same street and among other people."""

    url: ClassVar[str]
    folder: ClassVar[Path]
    #: A Monday morning.
    begins: ClassVar[datetime]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.database = AsyncExitStack()
        self.now = self.begins
        self.run(self._open())
        self.run(self.begin())

    async def begin(self) -> None:
        """What is there before anything happens."""

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def tried(self, work: Coroutine[Any, Any, Any]) -> str | None:
        """What refuses it, by its code."""
        try:
            self.run(work)
        except Refusal as refusal:
            return refusal.code
        return None

    async def _open(self) -> None:
        engine = engine_of_one_test(self.url, self.folder)
        piccolo_conf.use(engine)
        await self.database.enter_async_context(connected(engine))
        await in_haste()
        if not await Division.exists().where(Division.key == STREET):
            await ground()

    def teardown(self) -> None:
        self.run(self.database.aclose())
        self.runner.close()


def new_phone() -> str:
    """One that nobody has."""
    return f"138{next(_NUMBERS):08}"


def play(machine: type[Played], url: str, folder: Path, *, examples: int, steps: int) -> None:
    keys.use(keys.minted())
    here = type(machine.__name__, (machine,), {"url": url, "folder": folder})
    # The steps as they were drawn tell enough; to look for fewer takes minutes.
    played = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=[Phase.generate],
    )
    run_state_machine_as_test(here, settings=played)
