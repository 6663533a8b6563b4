"""verify, checkpoint: what proves that nobody has rewritten the ledger of minutes."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiangyi.cli.data import on_database
from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import FAILED, Refused, refusals_told, settings_for
from xiangyi.settings import Settings

if TYPE_CHECKING:
    from xiangyi.features.ledger.service.verifying import Verified

#: Whoever rewrites one line may upset thousands; the first ones say enough.
_MOST_TOLD = 50

_folders = click.option(
    "--checkpoints",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Earlier checkpoints that somebody kept, beside our own; may be said again.",
)
_receipts = click.option(
    "--receipts",
    "kept",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Receipts that a volunteer kept (/api/me/ledger); may be said again.",
)


@click.command()
@_folders
@_receipts
@data_option
def verify(folders: tuple[Path, ...], kept: tuple[Path, ...], data: Path | None) -> None:
    """Derive the ledger of minutes anew, and say what does not fit; changes nothing.

    Balances, chains, tree, checkpoints and receipts, whether each line of service rests on scans
    or a claim, and whether each service record says no more than its lines and is in the tree as it
    was issued; the service may go on meanwhile. Exit code 0: all fits; 1: something does not, and
    each is named.
    """
    settings = settings_for(data)
    told = 0

    def tell(sentence: str) -> None:
        nonlocal told
        told += 1
        if told <= _MOST_TOLD:
            click.echo(f"{sentence}.")

    from xiangyi.core import log

    log.configure(settings.log_level)
    with refusals_told():
        done = asyncio.run(_verified(settings, folders, kept, tell))
    looked = (
        f"{done.entries:,} entries, {done.accounts:,} accounts, {done.checkpoints:,} checkpoints"
        f" and {done.receipts:,} receipts"
    )
    if told:
        more = f" The first {_MOST_TOLD} are above." if told > _MOST_TOLD else ""
        raise Refused(f"{told:,} things do not fit among {looked}.{more}", FAILED)
    click.echo(f"All fits: {looked}.")


@click.command()
@data_option
def checkpoint(data: Path | None) -> None:
    """Sign now what the ledger is, as the worker does once a day, and write it beside."""
    settings = settings_for(data)

    async def sign() -> str:
        from xiangyi.core.clock import utc_now
        from xiangyi.features.ledger.service import checkpoints

        made = await checkpoints.make(now=utc_now())
        await checkpoints.publish(settings.checkpoints_dir)
        if made is None:
            return "Nothing is there to sign that is not signed already."
        return f"Signed {made.size:,} entries: {made.root}, in {settings.checkpoints_dir}."

    click.echo(on_database(settings, sign))


COMMANDS = [verify, checkpoint]


async def _verified(
    settings: Settings,
    folders: tuple[Path, ...],
    kept: tuple[Path, ...],
    tell: Callable[[str], object],
) -> "Verified":
    from xiangyi.core import keys
    from xiangyi.core.key_files import KeysMissing, KeysUnreadable
    from xiangyi.features.documents.service import proving as documents
    from xiangyi.features.ledger.service.verifying import verify
    from xiangyi.features.volunteering.service import proving as hours
    from xiangyi.serving import database

    if not settings.database_url and not (settings.data_dir / "xiangyi.sqlite").exists():
        raise Refused(f"{settings.data_dir} holds no database; say where one is with --data")
    async with database.opened(settings):
        await database.expect_up_to_date()
        try:
            keys.use_file(settings.keys_dir)
        except KeysMissing:
            click.echo("There are no keys here: signatures are not looked at.")
        except KeysUnreadable as error:
            raise Refused(str(error)) from error
        besides = hours.follow, documents.follow
        return await verify((settings.checkpoints_dir, *folders), kept, tell, *besides)
