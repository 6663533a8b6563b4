"""grant: how the first administrators come to be."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiangyi.cli.data import on_database
from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import USAGE, Refused, settings_for
from xiangyi.core.asking import SCOPES, Scope, ScopeKind

if TYPE_CHECKING:
    from xiangyi.core.asking import Role


@click.command()
@click.argument("phone")
@click.argument("role", type=click.Choice(list(SCOPES)))
@click.option("--division", help="In a division with all below it, as in nbs:430102000000.")
@click.option("--organisation", help="In an organisation, by its id.")
@click.option("--station", help="In a station, by its id.")
@click.option("--why", default="命令行授予", show_default=True, help="The reason, for the audit.")
@data_option
def grant(  # noqa: PLR0913  # a command's options are the function's
    phone: str,
    role: "Role",
    *,
    division: str | None,
    organisation: str | None,
    station: str | None,
    why: str,
    data: Path | None,
) -> None:
    """Give whoever has PHONE a ROLE, confirmed at once; a phone that is new here gets an account.

    Two administrators are needed before they can make a third: one grants, one confirms.
    """
    named: dict[ScopeKind, str | None] = {
        "division": division,
        "organisation": organisation,
        "station": station,
    }
    told = [Scope(kind, id_) for kind, id_ in named.items() if id_ is not None]
    if len(told) != 1:
        raise Refused("say where: one of --division, --organisation and --station", USAGE)
    [scope] = told

    async def give() -> str:
        from xiangyi.core.clock import utc_now
        from xiangyi.features.identity.service.roles import grant_as_operator
        from xiangyi.joints import acquaint

        acquaint()
        done = await grant_as_operator(phone, role, scope, why, now=utc_now())
        return f"{done.phone} is {role} of {done.scope_name}. Grant {done.id}."

    click.echo(on_database(settings_for(data), give))


COMMANDS = [grant]
