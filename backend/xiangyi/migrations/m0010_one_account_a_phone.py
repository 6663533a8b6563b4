"""One row for each phone, window, credential and current membership; indexes, as m0002 says."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-25T21:40:00:000010"
VERSION = "1.38.0"
DESCRIPTION = "one account a phone"

_INDEXES = {
    "one_account_a_phone": "account (phone_hash)",
    "one_code_a_phone": "sign_in_code (phone_hash, purpose)",
    "one_tally_a_window": "tally (key, seconds, since)",
    "one_passkey_a_credential": "passkey (credential_id)",
    "one_external_id_a_number": "organisation_external_id (system, number)",
    "one_external_id_a_system": "organisation_external_id (organisation, system)",
}
_ONLY_WHILE = {
    "one_membership_at_a_time": "member (organisation, account) WHERE ended_at IS NULL",
    "one_grant_at_a_time": (
        "role_grant (account, role, scope_kind, scope_id) WHERE withdrawn_at IS NULL"
    ),
}


async def create() -> None:
    for name, on in (_INDEXES | _ONLY_WHILE).items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")


async def drop() -> None:
    for name in _INDEXES | _ONLY_WHILE:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
