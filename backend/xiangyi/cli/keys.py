"""keys: what a deployment keeps secret, made, changed and copied."""

import asyncio
from pathlib import Path

import click

from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import Refused, refusals_told, settings_for

#: Far longer than a request takes from sealing something to committing it.
_PAUSE_S = 10.0


@click.group()
def keys() -> None:
    """The keys that personal data is sealed with and sign-ins are signed with."""


@keys.command()
@data_option
def init(data: Path | None) -> None:
    """Make keys where there are none; on PostgreSQL once, for every process to use."""
    settings = settings_for(data)

    async def make() -> None:
        from xiangyi.serving import database, keyring, place

        place.prepare(settings)
        async with database.opened(settings):
            await keyring.make(settings)

    with refusals_told():
        asyncio.run(make())
    click.echo(f"The keys lie in {settings.keys_dir}. Copy them apart: `xiangyi keys backup FILE`.")


@keys.command()
@data_option
@click.option("--vapid", is_flag=True, help="The key that push services are shown, instead.")
@click.option("--pause", type=click.FloatRange(min=0), default=_PAUSE_S, hidden=True)
def rotate(data: Path | None, *, vapid: bool, pause: float) -> None:
    """Seal with a new key, also what is sealed already; may run while the service does.

    On PostgreSQL it takes three runs, and says what to do between them. With --vapid new
    subscriptions are made with a new key, and a later run drops the old one once no
    subscription belongs to it.
    """
    from xiangyi.cli.data import on_database

    settings = settings_for(data)

    async def go_on() -> None:
        from xiangyi.core.clock import utc_now
        from xiangyi.features.notifications.service import subscribing
        from xiangyi.serving import rotating, rotating_vapid

        if vapid:
            await rotating_vapid.rotate(
                settings,
                belonging=subscribing.by_key,
                now=utc_now(),
                say=click.echo,
            )
            return
        await rotating.rotate(
            settings, now=utc_now(), pause=lambda: asyncio.sleep(pause), say=click.echo
        )

    on_database(settings, go_on)


@keys.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_option
def backup(file: Path, data: Path | None) -> None:
    """Copy the keys into a new FILE, to be kept apart from the data's backups."""
    from xiangyi.core import key_files

    settings = settings_for(data)
    to = file.expanduser().absolute()
    for folder in (settings.data_dir, settings.keys_dir):
        if to.resolve().is_relative_to(folder):
            raise Refused(f"{file} lies beside what it opens; choose a place outside {folder}")
    try:
        key_files.copy(key_files.read(settings.keys_dir), to)
    except key_files.KeysMissing as error:
        raise Refused(f"there are no keys at {error}") from error
    except key_files.KeysUnreadable as error:
        raise Refused(str(error)) from error
    except FileExistsError as error:
        raise Refused(f"{file} is there already; choose another name") from error
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}") from error
    click.echo(
        f"{file} opens everything: keep it apart from the backups of the data, since whoever"
        " has both can read it all."
    )


COMMANDS = [keys]
