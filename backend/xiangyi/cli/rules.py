"""rule: the numbers that a division sets for itself."""

from datetime import date, datetime
from pathlib import Path

import click

from xiangyi.cli.data import on_database
from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import settings_for
from xiangyi.features.consultations.rules.forms import BOUNDS

#: Of meetings, cases, commitments and benefits; all others are of volunteering.
_OF_MEETINGS = ("approval-above", *(one.replace("_", "-") for one in BOUNDS))
_OF_CASES = (
    "lodging-days",
    "meals-days",
    "parking-days",
    "passage-days",
    "pay-rights-days",
    "safety-days",
    "facilities-days",
    "other-days",
)
_OF_COMMITMENTS = ("climbing-days", "judging-days", "not-solved-percent", "again-days")
_OF_VOLUNTEERING = (
    "presence-percent",
    "at-once-min",
    "host-min",
    "most-pairs",
    "on-time-min",
    "early-min",
    "leaving-min",
    "ticking-min",
    "sending-h",
    "claiming-days",
    "star-one-h",
    "star-two-h",
    "star-three-h",
    "star-four-h",
    "star-five-h",
    "clean-years",
    "recording-days",
    "answering-days",
)
_OF_BENEFITS = (
    "lapse-months",
    "announcing-days",
    "offline-most",
    "offline-h",
    "settling-h",
)


@click.command()
@click.argument(
    "name",
    type=click.Choice(
        [*_OF_MEETINGS, *_OF_CASES, *_OF_COMMITMENTS, *_OF_VOLUNTEERING, *_OF_BENEFITS]
    ),
)
@click.argument("value", type=int)
@click.option("--division", required=True, help="There and below, as in nbs:430104000000.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day on which it holds, as in 2026-12-01; as soon as may be if nothing is said:"
    " today, or tomorrow of volunteering.",
)
@click.option("--basis", required=True, help="The article or letter that says so.")
@data_option
def rule(  # noqa: PLR0913  # a command's options are the function's
    name: str, value: int, *, division: str, since: datetime | None, basis: str, data: Path | None
) -> None:
    """Let a number be VALUE in a division, from a day on.

    The nearest division that has a rule counts, of its rules the latest that has begun.

    \b
    approval-above    to more than so many people nobody announces a meeting alone (50)
    talk-notice-days  so many working days before a talk people are told of it (3); the same
                      of council, hearing, courtyard and building; and, of each, -quorum,
                      -rider-seats, -method (0 all agree, 1 by hands, 2 by papers, 3 heard),
                      -statements and -dissent (1: the record says them), -by-street and
                      -must-regulator (1: may call, must be asked) and so on
    correction-days   so many working days a record is put right (3)
    objection-days    so many it may be objected to after that (5)
    parking-days      within so many working days a case of parking is answered (5); the same
                      of lodging, meals, passage, pay-rights, facilities, other, and safety (2)
    climbing-days     so many working days after it was told overdue, a commitment is told
                      to the level above (5)
    judging-days      so many working days its raisers have to say whether it is solved (5)
    not-solved-percent
                      from so many percent of "not solved" on, it is not (50)
    again-days        within so many working days it is done again (10)
    presence-percent  of a shift volunteers must be there (60)
    at-once-min       so many minutes of a day count at once; above, the host says yes (480)
    host-min          above so many minutes of a day, the county says yes (720)
    most-pairs        so often somebody may come and go in an activity a day (3)
    on-time-min       so many minutes after it was shown, a scan proves a time (10)
    early-min         so many minutes before a shift people may come (30)
    leaving-min       so many minutes after its end they may still go (60)
    ticking-min       so many minutes after its end the lead's list is sealed (30)
    sending-h         so many hours after its end phones may send scans (168)
    claiming-days     so many days after its end hours may be claimed without scans (30)
    star-one-h        so many verified hours make one star (100)
    star-two-h        two stars (300)
    star-three-h      three stars (600)
    star-four-h       four stars (1000)
    star-five-h       five stars (1500)
    clean-years       so many years after hours were taken back for false presence
                      a volunteer's record is good again (2)
    recording-days    within so many working days of its end all of a shift is recorded (10)
    answering-days    within so many working days a doubted record is answered (10)
    lapse-months      so many months after they came, hours to be redeemed lapse (24)
    announcing-days   so many days ahead their person is told (30)
    offline-most      so many vouchers a counter uses without a network at most (20)
    offline-h         so many hours it may go by its list (24)
    settling-h        so many hours after a use it may still settle it (72)
    """

    async def set_it() -> str:
        from xiangyi.core.clock import utc_now
        from xiangyi.features.benefits.service.ruling import RULES as BENEFITS
        from xiangyi.features.cases.service.ruling import RULES as CASES
        from xiangyi.features.commitments.service.ruling import RULES as COMMITMENTS
        from xiangyi.features.consultations.service.ruling import RULES as MEETINGS
        from xiangyi.features.divisions import service as tree
        from xiangyi.features.ruling import service as ruling
        from xiangyi.features.volunteering.service.ruling import RULES as VOLUNTEERING

        now = utc_now()
        books = dict.fromkeys(_OF_MEETINGS, MEETINGS) | dict.fromkeys(_OF_CASES, CASES)
        books |= dict.fromkeys(_OF_COMMITMENTS, COMMITMENTS)
        books |= dict.fromkeys(_OF_BENEFITS, BENEFITS)
        book = books.get(name, VOLUNTEERING)
        day: date = since.date() if since else book.first_day(now)
        told = ruling.Rule(name.replace("-", "_"), division, value, since_on=day, basis=basis)
        before = await ruling.set_as_operator(book, told, now=now)
        [called] = (await tree.names({division})).values()
        return f"{name} of {called} is {value} from {day} on; until then it is {before}."

    click.echo(on_database(settings_for(data), set_it))


@click.command("committee-matter")
@click.argument("field", type=click.Choice([one.removesuffix("-days") for one in _OF_CASES]))
@click.argument("title")
@click.option("--division", required=True, help="There and below, as in nbs:430104000000.")
@click.option(
    "--article",
    type=click.Choice(["7", "13"]),
    default="7",
    help="7 for the register of assistance, 13 for that of the grids.",
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day; today if not said."
)
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day, where there is one."
)
@click.option("--basis", required=True, help="The list, letter or article that says so.")
@data_option
def committee_matter(  # noqa: PLR0913  # a command's options are the function's
    field: str,
    title: str,
    *,
    division: str,
    article: str,
    since: datetime | None,
    until: datetime | None,
    basis: str,
    data: Path | None,
) -> None:
    """Let residents' committees be asked to help with TITLE, which covers cases of a FIELD.

    What no such matter covers cannot be assigned to them. The same again with --until ends it; with
    another basis or article it ends the day before, and a new one begins.
    """

    async def set_it() -> str:
        from xiangyi.core.clock import SHANGHAI, utc_now
        from xiangyi.features.cases.service import registering
        from xiangyi.features.divisions import service as tree

        now = utc_now()
        told = registering.Admission(
            field=field.replace("-", "_"),  # type: ignore[arg-type]  # one of the choices
            title=title,
            division=division,
            article=int(article),
            since_on=since.date() if since else now.astimezone(SHANGHAI).date(),
            until_on=until.date() if until else None,
            basis=basis,
        )
        await registering.register_as_operator(told, now=now)
        [called] = (await tree.names({division})).values()
        end = f" until {told.until_on}" if told.until_on else ""
        return f"Committees in {called} may be asked from {told.since_on}{end}: {title}."

    click.echo(on_database(settings_for(data), set_it))


COMMANDS = [rule, committee_matter]
