"""Which keys a process starts with, and which it refuses to start with."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.people import signed_in

from xiangyi.core import key_files, keys
from xiangyi.serving import keyring
from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PHONE = "13812340126"


@pytest.fixture
def here(settings: Settings, database_url: str, db: object) -> Settings:
    return replace(settings, database_url=database_url)


def path_of(settings: Settings) -> Path:
    return settings.keys_dir / key_files.FILE


async def test_only_a_process_that_stands_alone_makes_keys_by_itself(here):
    if here.database_url:
        with pytest.raises(CannotStart, match="`xiangyi keys init`"):
            await keyring.bring(here)
        assert not path_of(here).exists()
        return
    await keyring.bring(here)
    assert key_files.read(here.keys_dir) == keys.in_use()


async def test_keys_are_made_once(here):
    await keyring.make(here)
    made = key_files.read(here.keys_dir)
    with pytest.raises(CannotStart, match="they stay"):
        await keyring.make(here)
    await keyring.bring(here)
    assert keys.in_use() == made


async def test_keys_from_before_there_was_push_gain_the_one_for_it(here):
    """In passing where a process stands alone, else only when told to."""
    old = replace(keys.minted(), vapid={}, vapid_current="")
    key_files.write(old, path_of(here))
    await keyring.bring(here)
    assert bool(keys.in_use().vapid) is not bool(here.database_url)
    if here.database_url:
        await keyring.make(here)
    gained = key_files.read(here.keys_dir)
    assert replace(gained, vapid={}, vapid_current="") == old
    assert list(gained.vapid) == [gained.vapid_current]
    assert keys.newest() == gained
    with pytest.raises(CannotStart, match="they stay"):
        await keyring.make(here)


async def test_keys_that_somebody_else_changes_are_left_to_them(here):
    key_files.write(replace(keys.minted(), vapid={}, vapid_current=""), path_of(here))
    with key_files.held(here.keys_dir):
        await keyring.bring(here)
        with pytest.raises(CannotStart, match="try again"):
            await keyring.make(here)
    assert not key_files.read(here.keys_dir).vapid


@pytest.mark.parametrize("way", ["bring", "make"])
async def test_keys_that_are_lost_are_asked_for_and_never_made_anew(here, way):
    await keyring.make(here)
    await keyring.bring(here)
    await signed_in(PHONE, now=NOW)
    path_of(here).unlink()
    with pytest.raises(CannotStart, match="bring them back from their backup"):
        await getattr(keyring, way)(here)
    assert not path_of(here).exists()


async def test_another_deployments_keys_are_refused(here):
    await keyring.make(here)
    await keyring.bring(here)
    await signed_in(PHONE, now=NOW)
    key_files.write(keys.minted(), path_of(here), over=True)
    with pytest.raises(CannotStart, match="another deployment's"):
        await keyring.bring(here)


async def test_keys_that_others_can_read_are_refused(here):
    await keyring.make(here)
    path_of(here).chmod(0o644)
    with pytest.raises(CannotStart, match="chmod 600"):
        await keyring.bring(here)


async def test_a_place_where_no_keys_can_be_made_is_named(here, tmp_path):
    (tmp_path / "file").write_text("in the way")
    nowhere = replace(here, keys=str(tmp_path / "file" / "keys"), database_url="")
    with pytest.raises(CannotStart, match="file/keys"):
        await keyring.bring(nowhere)
