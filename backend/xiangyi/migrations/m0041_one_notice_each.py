"""One notice of each thing for each person, and what waits is found among what is done; as m0002 says."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T06:10:00:000041"
VERSION = "1.38.0"
DESCRIPTION = "one notice each"

_UNIQUE = {
    "one_follow_each": "follow (subject_kind, subject_id, account)",
    "one_notice_each": "notice (campaign, account)",
    "one_setting_each": "notice_setting (account, topic)",
    "one_subscription_each": "push_subscription (endpoint_hash)",
}
_INDEXES = {
    "notices_of_an_account": "notice (account, id)",
    "notices_unread": "notice (account) WHERE read_at IS NULL AND replaced_at IS NULL",
    "campaigns_to_tell": "campaign (send_at, id) WHERE told_at IS NULL AND cancelled_at IS NULL",
    "attempts_waiting": "attempt (due_at, id) WHERE state = 'waiting'",
    "attempts_of_an_account": "attempt (campaign, account)",
}


async def create() -> None:
    for name, on in _UNIQUE.items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")


async def drop() -> None:
    for name in (*_INDEXES, *_UNIQUE):
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
