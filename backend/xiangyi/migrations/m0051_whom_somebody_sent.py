"""What was told before is of a revision too; names of whom somebody sent are found quickly.

Each hour those are let go of whose meeting is long over, of all the answers there are.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000051"
VERSION = "1.38.0"
DESCRIPTION = "whom somebody sent"


async def number() -> None:
    """What was told was told in the transaction of its revision, and so at the same moment."""
    await run(
        "UPDATE consultation_campaign SET revision = COALESCE((SELECT max(number)"
        " FROM consultation_revision AS made"
        " WHERE made.consultation = consultation_campaign.consultation"
        " AND made.made_at <= consultation_campaign.made_at), 0)"
    )


async def create() -> None:
    await run(
        "CREATE INDEX answer_with_a_delegate ON consultation_answer (consultation)"
        " WHERE delegate IS NOT NULL"
    )


async def drop() -> None:
    await run("DROP INDEX answer_with_a_delegate")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(number)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
