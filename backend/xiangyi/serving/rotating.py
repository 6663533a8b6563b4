"""A new sealing key takes the place of the one before, while others serve.

Nothing may become unreadable, so a key seals only once everybody can open with it, and goes
only once nothing is sealed with it. Processes that read the same file follow by themselves
(`keys.newest`), and all is done in one run. Those that share a PostgreSQL database may lie on
several machines, each with a file of its own; somebody has to copy it, so there each of the
three steps is a run. The file says how far it has come: a key after the current one has yet
to be put to use, one before it has yet to go. Cut off anywhere, the next run goes on.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from xiangyi.core import key_files, keys, resealing
from xiangyi.core.key_files import Keys
from xiangyi.core.resealing import Resealed
from xiangyi.features.audit import service as audit
from xiangyi.keepers import SEALED
from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings

Say = Callable[[str], None]


async def rotate(
    settings: Settings, *, now: datetime, pause: Callable[[], Awaitable[object]], say: Say
) -> None:
    """Go as far towards a new key as can be gone in one run, with keys and database at hand.

    Each run is recorded, under the id of the key that sealed until then.

    Args:
        pause: longer than anybody holds what he has sealed before it is in the database.

    Raises:
        CannotStart: somebody else rotates, or something is sealed with a key that is gone.
    """
    folder = settings.keys_dir
    try:
        with key_files.held(folder):
            found = key_files.read(folder)
            await audit.record(None, "operator.keys_rotated", "keys", found.current, now=now)
            if settings.database_url:
                await _next_step(folder, found, pause, say)
                return
            if not found.old:
                found = found if found.coming else keys.with_coming(found)
                _put(folder, keys.with_newest_current(found))
            _tell(await resealing.seal_anew(SEALED), say)
            await _drop_old(folder, pause, say)
    except BlockingIOError as error:
        raise CannotStart(f"another `xiangyi keys rotate` is at work in {folder}") from error


async def _next_step(
    folder: Path, found: Keys, pause: Callable[[], Awaitable[object]], say: Say
) -> None:
    path = folder / key_files.FILE
    if found.old:
        late = await resealing.seal_anew(SEALED)
        _tell(late, say)
        if late.anew:
            say(
                "They were sealed with the old key, which therefore stays: is there a machine"
                f" without the new file? Give every machine {path}, then run"
                " `xiangyi keys rotate` again."
            )
            return
        await _drop_old(folder, pause, say)
    elif found.coming:
        _put(folder, keys.with_newest_current(found))
        _tell(await resealing.seal_anew(SEALED), say)
        say(
            f"The new key seals from now on. Give every machine {path} again, then run"
            " `xiangyi keys rotate` once more, for the old key to go."
        )
    else:
        _put(folder, keys.with_coming(found))
        say(
            f"There is a new key in {path}, which seals nothing yet. Give every machine this"
            " file, then run `xiangyi keys rotate` again, for the key to be put to use."
        )


async def _drop_old(folder: Path, pause: Callable[[], Awaitable[object]], say: Say) -> None:
    await pause()
    _tell(await resealing.seal_anew(SEALED), say)
    before = key_files.read(folder)
    _put(folder, keys.without_old(before))
    await pause()
    # Whoever was slower than the first pause gets his key back.
    if (await resealing.seal_anew(SEALED)).anew:
        _put(folder, before)
        say("Something was still being sealed with the old key: run `xiangyi keys rotate` again.")
        return
    say(f"The old key is gone from {folder / key_files.FILE}. Make a new `xiangyi keys backup`.")


def _put(folder: Path, changed: Keys) -> None:
    key_files.write(changed, folder / key_files.FILE, over=True)
    # Like everybody else; `use_file` would forget a key that has gone a moment too early.
    keys.newest()


def _tell(done: Resealed, say: Say) -> None:
    if done.anew:
        say(f"{done.anew} values were sealed anew.")
    if done.closed:
        raise CannotStart(
            f"{done.closed} values are damaged or sealed with a key that is not in the file, and"
            " stay as they are; the old key stays too. If there is a backup of the keys that has"
            " more of them, put it in the file's place and run `xiangyi keys rotate` again"
        )
