"""The keys a process works with: made at the first start of one that stands alone."""

from xiangyi.core import keys
from xiangyi.core.keys import FILE, KeysMissing, KeysUnreadable
from xiangyi.core.sealing import DoesNotOpen
from xiangyi.features.identity.service.accounts import try_keys, were_kept
from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings


async def bring(settings: Settings) -> None:
    """Put the deployment's keys to use, once its database is open and up to date.

    A SQLite database without persons gets new ones. Processes that share a PostgreSQL
    database share keys too, so there nobody makes them in passing.

    Raises:
        CannotStart: they are missing, cannot be read, or are another deployment's.
    """
    folder = settings.keys_dir
    try:
        try:
            keys.use(keys.read(folder))
        except KeysMissing:
            if settings.database_url or await were_kept():
                raise
            keys.write(keys.minted(), folder / FILE)
            keys.use(keys.read(folder))
        await try_keys()
    except KeysMissing as error:
        how = (
            "bring them back from their backup"
            if await were_kept()
            else "make them once with `xiangyi keys init`, and give every process the same"
        )
        raise CannotStart(f"there are no keys at {error}; {how}") from error
    except (KeysUnreadable, OSError) as error:
        raise CannotStart(str(error)) from error
    except DoesNotOpen as error:
        raise CannotStart(
            f"the keys in {folder} do not open this database: they are another deployment's"
        ) from error
