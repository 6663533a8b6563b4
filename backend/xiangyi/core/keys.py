"""The keys of one deployment: made once, kept apart from the data, readable by their owner only.

Sealing keys have ids, so that a new one can be put in place while the old ones still open
what they sealed. The other secrets are derived from one root, each for its own purpose.
"""

import secrets
from collections.abc import Collection
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Struct
from msgspec.structs import replace

from xiangyi.core.key_files import (
    BYTES,
    FILE,
    Keys,
    KeysMissing,
    KeysUnreadable,
    mark,
    read_marked,
)


def minted() -> Keys:
    """New keys for a deployment that has none."""
    id_ = _fresh_id(())
    return with_vapid(
        Keys(
            deployment=secrets.token_hex(8),
            root=secrets.token_bytes(BYTES),
            sealing={id_: secrets.token_bytes(BYTES)},
            current=id_,
        )
    )


def with_vapid(keys: Keys) -> Keys:
    """The same with one more key to show to push services, put to use if it is the only one."""
    id_ = _fresh_id(keys.vapid)
    numbers = ec.generate_private_key(ec.SECP256R1()).private_numbers()
    vapid = {**keys.vapid, id_: numbers.private_value.to_bytes(BYTES, "big")}
    return replace(keys, vapid=vapid, vapid_current=keys.vapid_current or id_)


def with_newest_vapid_current(keys: Keys) -> Keys:
    """The same, new subscriptions being made with the newest key; the old ones keep theirs."""
    return replace(keys, vapid_current=list(keys.vapid)[-1])


def without_vapid(keys: Keys, ids: Collection[str]) -> Keys:
    """The same without keys that no subscription belongs to any more."""
    return replace(keys, vapid={id_: key for id_, key in keys.vapid.items() if id_ not in ids})


def with_coming(keys: Keys) -> Keys:
    """The same with one more sealing key, which seals nothing yet."""
    id_ = _fresh_id(keys.sealing)
    return replace(keys, sealing={**keys.sealing, id_: secrets.token_bytes(BYTES)})


def with_newest_current(keys: Keys) -> Keys:
    """The same, sealing with the newest key; the old ones still open what they sealed."""
    return replace(keys, current=list(keys.sealing)[-1])


def without_old(keys: Keys) -> Keys:
    """The same without the keys that seal no more, once nothing is left that they sealed."""
    old = keys.old
    return replace(keys, sealing={id_: key for id_, key in keys.sealing.items() if id_ not in old})


def _fresh_id(taken: object) -> str:
    """Four letters, so that a sealed value stays short."""
    id_ = secrets.token_hex(2)
    return _fresh_id(taken) if id_ in taken else id_  # type: ignore[operator]


class _Ring(Struct, frozen=True):
    keys: Keys
    path: Path | None
    mark: tuple[int, ...]


_ring: _Ring | None = None


def use(keys: Keys) -> None:
    """Let this process seal, look up and sign with these keys, as `piccolo_conf.use` does."""
    _put(_Ring(keys, None, ()))


def use_file(folder: Path) -> None:
    """The same with the keys in a folder, and with what comes to lie there later.

    Raises:
        KeysMissing, KeysUnreadable: as `read`.
    """
    path = folder / FILE
    keys, seen = read_marked(path)
    _put(_Ring(keys, path, seen))


def are_in_use() -> bool:
    """Whether this process has been given any."""
    return _ring is not None


def in_use() -> Keys:
    """The keys of this process, as last read."""
    if _ring is None:
        raise LookupError("no keys are in use")
    return _ring.keys


def newest() -> Keys:
    """The keys of this process, read anew if their file is another one by now.

    Asked before anything is sealed, and when something was sealed with a key that is not
    known: so a running process follows `xiangyi keys rotate`. What it has known it still opens.
    A file that cannot be read, as one that is being copied, or another deployment's, is left
    alone.
    """
    known = in_use()
    if _ring is None or _ring.path is None:
        return known
    try:
        if mark(_ring.path.stat()) == _ring.mark:
            return known
        found, seen = read_marked(_ring.path)
    except (OSError, KeysMissing, KeysUnreadable):
        return known
    if (found.deployment, found.root) == (known.deployment, known.root):
        both = replace(found, sealing={**known.sealing, **found.sealing})
        _put(_Ring(both, _ring.path, seen))
    return in_use()


def _put(ring: _Ring) -> None:
    global _ring  # noqa: PLW0603  # one deployment in a process
    _ring = ring
