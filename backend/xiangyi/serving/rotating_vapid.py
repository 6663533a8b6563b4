"""A new VAPID key for new subscriptions, while the old ones keep theirs (RFC 8292 §4).

A browser binds a subscription to the key it was made with, and a push service refuses any other.
So the old key stays until each subscription has been renewed with the new one, which phones do
when they open the app, or has ended. On PostgreSQL the new key has to be known to every machine
before anybody subscribes with it, and somebody has to copy the file: there that is a run of its
own.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path

from xiangyi.core import key_files, keys
from xiangyi.core.key_files import Keys
from xiangyi.features.audit import service as audit
from xiangyi.serving.refusing import CannotStart
from xiangyi.serving.rotating import Say
from xiangyi.settings import Settings

#: How many subscriptions belong to each key, by the key's id.
Belonging = Callable[[], Awaitable[Mapping[str, int]]]


async def rotate(settings: Settings, *, belonging: Belonging, now: datetime, say: Say) -> None:
    """Go as far towards a new VAPID key as can be gone in one run.

    Raises:
        CannotStart: somebody else changes the keys, or there is none to change.
    """
    folder = settings.keys_dir
    try:
        with key_files.held(folder):
            found = key_files.read(folder)
            if not found.vapid:
                raise CannotStart("there is no VAPID key yet: make one with `xiangyi keys init`")
            await audit.record(None, "operator.vapid_rotated", "keys", found.vapid_current, now=now)
            if found.vapid_coming:
                _use_newest(folder, found, say, apart=True)
            elif found.vapid_old:
                await _drop_unused(folder, found, belonging, say)
            elif settings.database_url:
                _put(folder, keys.with_vapid(found))
                say(
                    f"There is a new VAPID key in {folder / key_files.FILE}, which nobody"
                    " subscribes with yet. Give every machine this file, then run `xiangyi keys"
                    " rotate --vapid` again, for the key to be put to use."
                )
            else:
                _use_newest(folder, keys.with_vapid(found), say, apart=False)
    except BlockingIOError as error:
        raise CannotStart(f"somebody else changes the keys in {folder}; try again") from error


def _use_newest(folder: Path, found: Keys, say: Say, *, apart: bool) -> None:
    _put(folder, keys.with_newest_vapid_current(found))
    copy = f" Give every machine {folder / key_files.FILE} again." if apart else ""
    say(
        f"New subscriptions are made with the new VAPID key from now on.{copy} The old key stays"
        " until each phone has renewed its subscription, as it does when it opens the app; run"
        " `xiangyi keys rotate --vapid` again after some weeks. Make a new `xiangyi keys backup`."
    )


async def _drop_unused(folder: Path, found: Keys, belonging: Belonging, say: Say) -> None:
    counts = await belonging()
    gone = [id_ for id_ in found.vapid_old if not counts.get(id_)]
    if gone:
        _put(folder, keys.without_vapid(found, gone))
        say(
            f"An old VAPID key is gone from {folder / key_files.FILE}, since no subscription"
            " belongs to it. Make a new `xiangyi keys backup`."
        )
    if left := sum(counts.get(id_, 0) for id_ in found.vapid_old):
        say(f"{left} subscriptions still belong to an old VAPID key, which stays.")


def _put(folder: Path, changed: Keys) -> None:
    key_files.write(changed, folder / key_files.FILE, over=True)
    keys.newest()
