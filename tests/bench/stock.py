"""The peer of everything that is written: our application on Piccolo's engines as they come.

Run as a program: `python -m tests.bench.stock DATA PORT`.
"""

import sys
from typing import Any

import uvloop
from piccolo.engine.postgres import PostgresEngine
from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType

from xiangyi import piccolo_conf
from xiangyi.app import create_app
from xiangyi.core import log
from xiangyi.serving import keyring, server, sockets
from xiangyi.settings import Settings


class _Stock(SQLiteEngine):
    """Asks for the lock when it begins, as its documentation advises whoever writes."""

    def transaction(
        self,
        transaction_type: TransactionType = TransactionType.immediate,
        allow_nested: bool = True,  # noqa: FBT001, FBT002  # Piccolo's signature
    ) -> SQLiteTransaction:
        return super().transaction(transaction_type, allow_nested)


async def main(settings: Settings, port: int) -> None:
    engine: Any
    if settings.database_url:
        engine = PostgresEngine({"dsn": settings.database_url})
        await engine.start_connection_pool()
    else:
        engine = _Stock(str(settings.data_dir / "xiangyi.sqlite"), timeout=20)
    piccolo_conf.use(engine)
    await keyring.bring(settings)
    await server.answer(create_app(settings), sockets.listen("127.0.0.1", port))


if __name__ == "__main__":
    known = Settings.from_environment(data=sys.argv[1])
    log.configure(known.log_level)
    uvloop.run(main(known, int(sys.argv[2])))
