"""The commands: each says what it does, and when it cannot, why not, in one sentence."""

import sys

import click

from xiangyi.cli import (
    backups,
    data,
    documents,
    grants,
    keys,
    ledger,
    lists,
    rules,
    running,
    sync,
    tools,
)
from xiangyi.cli.refusing import Refused


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """湘驿 Xiangyi: rest stops that are really open.

    Settings are read from the environment: XIANGYI_DATA, XIANGYI_DATABASE_URL, XIANGYI_PHONE
    and others; a wrong one is named at start.
    """


for commands in (
    running,
    data,
    keys,
    lists,
    grants,
    rules,
    ledger,
    documents,
    sync,
    backups,
    tools,
):
    for command in commands.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Run the command line; a refusal is a sentence on standard error and exit code 1 or 2."""
    try:
        cli.main(standalone_mode=False)
    except Refused as refused:
        _end(refused.sentence, refused.exit_code)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        where = f" (see {context.command_path} --help)" if context else ""
        _end(error.format_message().rstrip(".") + where, error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _end("stopped", 130)


def _end(sentence: str, code: int) -> None:
    click.echo(f"xiangyi: {sentence}", err=True)
    sys.exit(code)
