"""When a meeting that is being written may be, told before anybody is called."""

from datetime import datetime, timedelta
from typing import Final

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.features.consultations.rules.times import Span, slots
from xiangyi.features.consultations.schemas import Invited, Line
from xiangyi.features.consultations.schemas.desk import TimesTold, TimesWanted
from xiangyi.features.consultations.service import lawful
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import expect_invited
from xiangyi.features.consultations.tables import Consultation
from xiangyi.features.divisions import service as tree
from xiangyi.features.workdays import service as workdays

#: So far ahead, where nobody says how far.
_AHEAD: Final = timedelta(days=30)
#: No further than a meeting may be called.
_FURTHEST: Final = timedelta(days=365)


async def times(asker: Asker, wanted: TimesWanted, *, now: datetime) -> TimesTold:
    """Three times at most, none before its form lets it be, nor beside another of these people.

    Raises:
        ConsultationUnusable: the division is not known.
        AudienceNotYours: the asker calls nobody there.
    """
    await expect_invited(asker, wanted.invited)
    earliest, _ = await lawful.earliest(wanted.form, wanted.invited.division, told_at=now)
    since = max(wanted.since or earliest, earliest)
    last = (now + _FURTHEST).astimezone(SHANGHAI).date()
    through = min(wanted.through or since + _AHEAD, last)
    found = slots(
        since,
        through,
        timedelta(minutes=wanted.minutes),
        await _taken(wanted, now=now),
        await workdays.table(),
        now=now,
        evenings=wanted.evenings,
    )
    return TimesTold(earliest, found)


async def _taken(wanted: TimesWanted, *, now: datetime) -> list[Span]:
    """When others of these people are called, or are about to be."""
    rows = (
        await Consultation.select()
        .where(Consultation.state.is_in(["waiting", "announced"]) & (Consultation.ends_at > now))
        .order_by(Consultation.starts_at, Consultation.id)
    )
    called = [facts_of(row) for row in rows if row["id"] != wanted.consultation]
    lineages = await tree.lineages(
        {wanted.invited.division, *(one.invited.division for one in called)}
    )
    above = {key: {one.key for one in lineage} for key, lineage in lineages.items()}
    here = wanted.invited.division
    return [
        (one.starts_at, one.ends_at)
        for one in called
        if (one.invited.division in above[here] or here in above[one.invited.division])
        and _some_of_both(one.invited, wanted.invited)
    ]


def _some_of_both(one: Invited, other: Invited) -> bool:
    """Whether somebody may be meant by both: only of other work nobody is."""
    return any(
        not (mine.occupations and theirs.occupations)
        or not {*mine.occupations}.isdisjoint(theirs.occupations)
        for mine in one.lines or [Line()]
        for theirs in other.lines or [Line()]
    )
