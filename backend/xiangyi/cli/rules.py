"""rule: the numbers that a division sets for itself."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiangyi.cli.data import on_database
from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import settings_for

if TYPE_CHECKING:
    from xiangyi.features.consultations.service.ruling import Number

_NUMBERS: "dict[str, Number]" = {"approval-above": "approval_above"}


@click.command()
@click.argument("name", type=click.Choice(list(_NUMBERS)))
@click.argument("value", type=int)
@click.option("--division", required=True, help="There and below, as in nbs:430104000000.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day on which it holds, as in 2026-12-01; today if nothing is said.",
)
@click.option("--basis", required=True, help="The article or letter that says so.")
@data_option
def rule(  # noqa: PLR0913  # a command's options are the function's
    name: str, value: int, *, division: str, since: datetime | None, basis: str, data: Path | None
) -> None:
    """Let a number be VALUE in a division, from a day on.

    approval-above: to more than so many people nobody announces a meeting alone. The nearest
    division that has one counts, of its rules the latest; without any it is 50.
    """

    async def set_it() -> str:
        from xiangyi.core.clock import SHANGHAI, utc_now
        from xiangyi.features.consultations.service import ruling
        from xiangyi.features.divisions import service as tree

        now = utc_now()
        day: date = since.date() if since else now.astimezone(SHANGHAI).date()
        before = await ruling.set_as_operator(
            _NUMBERS[name], division, value, since_on=day, basis=basis, now=now
        )
        [called] = (await tree.names({division})).values()
        return f"{name} of {called} is {value} from {day} on; until then it is {before}."

    click.echo(on_database(settings_for(data), set_it))


COMMANDS = [rule]
