"""sync: volunteers' records on their way to the national system, as files."""

import os
from pathlib import Path

import click

from xiangyi.cli.data import content_of, file_argument, on_database
from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import Refused, settings_for


@click.group()
def sync() -> None:
    """Records for the national volunteer system, which has no public interface: files out and in.

    A file goes to whoever may enter it there; what they answer comes back as a file.
    """


@sync.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help="What was rejected too, once it has been mended.")
@data_option
def export(file: Path, *, again: bool, data: Path | None) -> None:
    """Write what is pending into a new FILE (JSON), its owner's alone, and take it for sent.

    Only lines of those who have agreed, with their names and identity numbers.
    """
    if file.exists():
        raise Refused(f"{file} is there already; say a new name")

    async def send() -> str:
        from xiangyi.core.clock import utc_now
        from xiangyi.features.records.service import syncing

        done = await syncing.send(again=again, now=utc_now(), keep=lambda told: _keep(file, told))
        left = f"; {done.waiting:,} wait until their people agree" if done.waiting else ""
        return f"Batch {done.batch}: {done.lines:,} lines in {file}{left}."

    click.echo(on_database(settings_for(data), send))


def _keep(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        kept.write(content)
        kept.flush()
        os.fsync(kept.fileno())


@sync.command()
@file_argument
@data_option
def answers(file: Path, data: Path | None) -> None:
    """Take in what the national system answered: CSV with line,state,reason.

    A state is accepted or rejected. All of the file or, where a line is broken, nothing.
    """
    settings, content = settings_for(data), content_of(file)

    async def take_in() -> str:
        from xiangyi.core.clock import utc_now
        from xiangyi.features.records.service import syncing

        done = await syncing.take_answers(content, now=utc_now())
        return (
            f"{done['accepted']:,} accepted, {done['rejected']:,} rejected,"
            f" {done['unknown']:,} unknown."
        )

    click.echo(on_database(settings, take_in))


COMMANDS = [sync]
