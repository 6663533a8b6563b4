"""PostgreSQL whose transactions always give their connection back to the pool, as it was.

Stock Piccolo 1.38 releases it only when COMMIT or ROLLBACK succeeded, so a few
failed commits (a serialization error, a lost server) empty the pool for good.
"""

from types import TracebackType
from typing import Any

from piccolo.engine.postgres import PostgresEngine, PostgresTransaction


class SafeTransaction(PostgresTransaction):
    """A transaction that releases its connection whatever happened to it."""

    __slots__ = ()

    async def __aenter__(self) -> PostgresTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = await self.get_connection()
        try:
            self.transaction = self.connection.transaction()
            await self.begin()
        except BaseException:
            await self._give_back()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if self._parent:
            return exception is None
        try:
            if exception:
                if not self._rolled_back:
                    await self.rollback()
            elif not self._committed and not self._rolled_back:
                await self.commit()
        finally:
            self.engine.current_transaction.reset(self.context)
            await self._give_back()
        return exception is None

    async def _give_back(self) -> None:
        if self.engine.pool:
            await self.engine.pool.release(self.connection)
        else:
            await self.connection.close()


class SafePostgresEngine(PostgresEngine):
    """Piccolo's engine, handing out safe transactions."""

    async def check_version(self) -> None:
        """Not at construction, which would open a connection in a loop of its own."""

    async def start_connection_pool(self, **kwargs: Any) -> None:
        """Keep connections; one that comes back is only rolled back, where that is needed.

        asyncpg would also forget settings, cursors, locks and listening of the session, with a
        round trip of its own after each statement, a third of what that takes. We have none:
        a setting or a lock is of one transaction (`SET LOCAL`, `pg_advisory_xact_lock`).
        """
        await super().start_connection_pool(reset=_as_it_is, **kwargs)

    def transaction(self, allow_nested: bool = True) -> SafeTransaction:  # noqa: FBT001, FBT002  # Piccolo's signature
        return SafeTransaction(self, allow_nested)


async def _as_it_is(_: object) -> None:
    """Nothing is left to be forgotten."""
