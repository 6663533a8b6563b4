"""Whether a meeting may be called so, by the rules of its form."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.clock import SHANGHAI
from xiangyi.features.cases.service import raisers
from xiangyi.features.consultations.errors import forms as errors
from xiangyi.features.consultations.rules.forms import Caller, Form, FormRules, PartyKind
from xiangyi.features.consultations.rules.seats import RIDERS
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.schemas.desk import Call, FormsTold
from xiangyi.features.consultations.service import ruling
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import CONVENERS
from xiangyi.features.consultations.tables import ConsultationRevision
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.service.asking import roles_of
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline

_CALLER: Final[dict[str, Caller]] = {
    "street_office": "street",
    "committee": "committee",
    "department": "department",
    "platform_company": "company",
    "courier_company": "company",
}
#: Who is asked to the table of a talk with riders is the law's (Art 10).
_RIDERS_ARTICLE: Final = 10
#: Who calls in no organisation's name, by the level for which they convene.
_CALLER_AT: Final[dict[str, Caller]] = {"street": "street", "community": "committee"}


async def forms(division: str, *, now: datetime) -> FormsTold:
    """The five forms as they hold in a division.

    Raises:
        DivisionNotFound: no such division.
    """
    await tree.ancestors(division)
    [name] = (await tree.names({division})).values()
    return FormsTold(name, await ruling.forms(division, now=now))


async def shown(asker: Asker, row: dict[str, Any], *, told_at: datetime) -> Call:
    """What its form asks, and what it lacks if the asker calls it, or else whoever drafted it."""
    mine = asker.holds(*CONVENERS, within=await _around(facts_of(row)))
    by = asker.roles if mine else await roles_of(row["drafted_by"])
    return await _call(row, by, told_at=told_at)


async def sent_by(row: dict[str, Any]) -> Sequence[HeldRole]:
    """The roles of whoever sent for a yes what waits for one: they call, whoever says yes."""
    [sent] = (
        await ConsultationRevision.select(ConsultationRevision.account)
        .where(
            (ConsultationRevision.consultation == row["id"])
            & ConsultationRevision.move.is_in(["submitted", "outgrown"])
        )
        .order_by(ConsultationRevision.number, ascending=False)
        .limit(1)
    )
    return await roles_of(sent["account"])


async def _call(row: dict[str, Any], by: Sequence[HeldRole], *, told_at: datetime) -> Call:
    facts = facts_of(row)
    rules = await ruling.form_rules(facts.form, facts.division, now=told_at)
    asked = {one.kind for one in facts.parties}
    must = rules.must if await _binds(rules, facts) else []
    caller = await _caller(facts, rules, by)
    told: set[PartyKind] = {
        one.kind for one in facts.parties if one.organisation or (one.letter_on and one.name)
    }
    # Riders hear of it as those whom it calls; and who calls knows.
    told |= {"riders", "street"} if caller == "street" else {"riders"}
    seats = sum(one.seats for one in facts.parties if one.kind == "riders")
    lacking = rules.rider_seats - seats if "riders" in must else 0
    earliest_on, provisional = await _earliest(rules, told_at)
    return Call(
        rules=rules,
        caller=caller in rules.callers,
        parties=[one for one in must if one not in asked],
        untold=[one for one in must if one in asked and one not in told],
        rider_seats=max(0, lacking),
        earliest_on=earliest_on,
        provisional=provisional,
    )


async def expect_lawful(
    row: dict[str, Any], by: Sequence[HeldRole], hurry: str, *, told_at: datetime
) -> str:
    """Why people are told so late, where they are; "" where they are told in time.

    `by` is what whoever calls holds.

    Raises:
        CallerNotOfForm, PartiesMissing, PartiesUntold, RiderSeatsMissing, NoticeTooShort: naming
            the rule.
    """
    call = await _call(row, by, told_at=told_at)
    form, bases = call.rules.form, call.rules.bases
    if not call.caller:
        rule = f"{form}_by_{await _caller(facts_of(row), call.rules, by)}"
        raise errors.CallerNotOfForm(form, rule, bases, callers=call.rules.callers)
    article = _RIDERS_ARTICLE if form == "talk" else 0
    if call.parties:
        must = f"{form}_must_{call.parties[0]}"
        raise errors.PartiesMissing(form, must, bases, article=article, parties=call.parties)
    if call.untold:
        must = f"{form}_must_{call.untold[0]}"
        raise errors.PartiesUntold(form, must, bases, article=article, parties=call.untold)
    if call.rider_seats:
        seats = call.rules.rider_seats
        rule = f"{form}_rider_seats"
        raise errors.RiderSeatsMissing(form, rule, bases, article=article, seats=seats)
    return _said(row["starts_at"], call.earliest_on, call.rules, hurry)


async def expect_in_time(
    row: dict[str, Any], starts_at: datetime, hurry: str, *, now: datetime
) -> str:
    """Why people hear so late of when it is from now on; "" where they hear in time.

    Whoever is told that it is another time has as many days from then, sooner or later. A reason
    that was given before stands while it is needed.

    Raises:
        NoticeTooShort: naming the rule.
    """
    if starts_at == row["starts_at"]:
        return str(row["hurry"])
    rules = await ruling.form_rules(row["form"], row["division"], now=now)
    earliest_on, _ = await _earliest(rules, max(row["send_at"] or now, now))
    return _said(starts_at, earliest_on, rules, hurry or row["hurry"])


def _said(starts_at: datetime, earliest: date, rules: FormRules, hurry: str) -> str:
    if starts_at.astimezone(SHANGHAI).date() >= earliest:
        return ""
    if not hurry:
        raise errors.NoticeTooShort(
            rules.form,
            f"{rules.form}_notice_days",
            rules.bases,
            days=rules.notice_days,
            earliest=earliest.isoformat(),
        )
    return hurry


async def _binds(rules: FormRules, facts: ConsultationFacts) -> bool:
    """A talk is with riders (Art 10) where it calls people by their work or who keeps a station,
    and where riders raised what it speaks of; others always bind.
    """
    if rules.form != "talk":
        return True
    if any(line.occupations or line.stations for line in facts.invited.lines):
        return True
    return await raisers.by_work([one.concern for one in facts.agenda if one.concern], RIDERS)


async def _caller(facts: ConsultationFacts, rules: FormRules, by: Sequence[HeldRole]) -> Caller:
    """In no organisation's name somebody calls as what they convene for, wherever it is held: the
    nearest around it that may call such a meeting, or else the nearest.
    """
    if facts.organisation is None:
        held = {one.scope for one in by if one.role in CONVENERS}
        callers = [caller for scope, caller in (await _around(facts)).items() if scope in held]
        may = [one for one in callers if one in rules.callers]
        return next(iter([*may, *callers]), "other")
    kind = (
        await Organisation.select(Organisation.kind)
        .where(Organisation.id == facts.organisation)
        .first()
    )
    return _CALLER.get(kind["kind"] if kind else "", "other")


async def _around(facts: ConsultationFacts) -> dict[Scope, Caller]:
    """The divisions around a meeting, from near to far; as what one calls who convenes there."""
    lineage = (await tree.lineages([facts.division]))[facts.division]
    return {
        Scope("division", one.key): _CALLER_AT.get(one.level, "department")
        for one in reversed(lineage)
    }


async def earliest(form: Form, division: str, *, told_at: datetime) -> tuple[date, bool]:
    """On which day it may be if people are told then, and whether holidays may still move that."""
    return await _earliest(await ruling.form_rules(form, division, now=told_at), told_at)


async def _earliest(rules: FormRules, told_at: datetime) -> tuple[date, bool]:
    """The first day after as many working days, each of them a whole one."""
    day = told_at.astimezone(SHANGHAI).date()
    if not rules.notice_days:
        return day, False
    last, provisional = deadline(day, rules.notice_days, await workdays.table())
    return last + timedelta(days=1), provisional
