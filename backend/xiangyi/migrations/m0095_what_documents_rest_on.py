"""What a document rests on, by what tells nothing of its person, and which token it was given."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Bytea, Integer

ID = "2026-11-26T12:00:00:000095"
VERSION = "1.38.0"
DESCRIPTION = "what documents rest on"

_COLUMNS: dict[str, type[Any]] = {"ledger_account": UUID, "hours": Integer, "token_hash": Bytea}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, kind in _COLUMNS.items():
        manager.add_column(
            table_class_name="ServiceDocument",
            tablename="service_document",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params={"default": None, "null": True},
        )
    return manager
