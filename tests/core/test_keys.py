"""A deployment's keys: one file for its owner only, which running processes follow."""

from pathlib import Path

import msgspec
import pytest

from xiangyi.core import key_files, keys
from xiangyi.core.key_files import Keys, KeysMissing, KeysUnreadable
from xiangyi.core.sealing import DoesNotOpen, key_of, seal, unseal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where keys lie that this process uses."""
    folder = tmp_path / "made" / "keys"
    key_files.write(keys.minted(), folder / key_files.FILE)
    keys.use_file(folder)
    return folder


def put(folder: Path, changed: Keys) -> None:
    key_files.write(changed, folder / key_files.FILE, over=True)


def sealed_for_me(text: str = "王建国") -> bytes:
    return seal(text, owner="me", field="name")


def opened(sealed: bytes) -> str:
    return unseal(sealed, owner="me", field="name")


def test_nobody_else_can_read_them(folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == [key_files.FILE]
    assert (folder / key_files.FILE).stat().st_mode & 0o777 == 0o600


def test_they_are_not_written_over_others(folder):
    before = key_files.read(folder)
    with pytest.raises(FileExistsError):
        key_files.write(keys.minted(), folder / key_files.FILE)
    assert key_files.read(folder) == before
    assert [path.name for path in folder.iterdir()] == [key_files.FILE]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o604])
def test_keys_that_others_can_read_are_refused(folder, mode):
    (folder / key_files.FILE).chmod(mode)
    with pytest.raises(KeysUnreadable, match="chmod 600"):
        key_files.read(folder)


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: content[:-20],
        lambda _: b"",
        lambda content: content.replace(b'"current": "', b'"current": "x'),
        lambda content: msgspec.json.encode(
            {**msgspec.json.decode(content), "sealing": {"abcd": "AAAA"}, "current": "abcd"}
        ),
        lambda content: msgspec.json.encode({**msgspec.json.decode(content), "root": "AAAA"}),
        lambda content: msgspec.json.encode({**msgspec.json.decode(content), "vapid": {}}),
        lambda content: msgspec.json.encode({**msgspec.json.decode(content), "vapid_current": ""}),
        lambda content: content.replace(b'"vapid_current": "', b'"vapid_current": "x'),
    ],
)
def test_a_damaged_file_is_refused(folder, harm):
    path = folder / key_files.FILE
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(KeysUnreadable, match=key_files.FILE):
        key_files.read(folder)


def test_missing_ones_are_named(tmp_path):
    with pytest.raises(KeysMissing, match=key_files.FILE):
        key_files.read(tmp_path)


def test_a_running_process_opens_what_another_sealed_with_a_key_it_has_not_met(folder):
    mine = keys.in_use()
    rotated = keys.with_newest_current(keys.with_coming(mine))
    keys.use(rotated)
    of_the_other = sealed_for_me()
    keys.use_file(folder)
    with pytest.raises(DoesNotOpen):
        opened(of_the_other)
    put(folder, rotated)
    assert opened(of_the_other) == "王建国"


def test_a_key_seals_nothing_before_it_is_put_to_use(folder):
    before = keys.in_use().current
    coming = keys.with_coming(keys.in_use())
    put(folder, coming)
    assert key_of(sealed_for_me()) == before
    put(folder, keys.with_newest_current(coming))
    assert [key_of(sealed_for_me())] == coming.coming


def test_a_running_process_seals_with_the_new_key_and_still_opens_with_the_old(folder):
    old = sealed_for_me("老")
    put(folder, keys.with_newest_current(keys.with_coming(keys.in_use())))
    new = sealed_for_me("新")
    assert key_of(old) != key_of(new)
    put(folder, keys.without_old(key_files.read(folder)))
    assert key_of(sealed_for_me()) == key_of(new)
    assert (opened(old), opened(new)) == ("老", "新")
    keys.use_file(folder)
    with pytest.raises(DoesNotOpen):
        opened(old)


def test_a_running_process_leaves_another_deployments_file_alone(folder):
    mine = sealed_for_me()
    put(folder, keys.minted())
    assert key_of(sealed_for_me()) == key_of(mine)
    assert opened(mine) == "王建国"


@pytest.mark.parametrize("content", [b"", b'{"deployment": "half'])
def test_a_file_that_is_being_copied_is_read_once_it_is_whole(folder, content):
    rotated = keys.with_newest_current(keys.with_coming(keys.in_use()))
    path = folder / key_files.FILE
    path.write_bytes(content)
    assert key_of(sealed_for_me()) != rotated.current
    path.unlink()
    assert key_of(sealed_for_me()) != rotated.current
    put(folder, rotated)
    assert key_of(sealed_for_me()) == rotated.current


def test_what_is_sealed_opens_for_its_owner_and_field_only(folder):
    sealed = sealed_for_me()
    for owner, field in (("you", "name"), ("me", "phone")):
        with pytest.raises(DoesNotOpen):
            unseal(sealed, owner=owner, field=field)
    for at in (0, 5, len(sealed) - 1):
        with pytest.raises(DoesNotOpen):
            opened(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
    for length in range(len(sealed)):
        with pytest.raises(DoesNotOpen):
            opened(sealed[:length])


def test_secrets_for_two_purposes_have_nothing_in_common(folder):
    ring = keys.in_use()
    told = {ring.secret("access token"), ring.secret("refresh token"), ring.root}
    assert len(told) == 3
    assert ring.secret("access token") == key_files.read(folder).secret("access token")
