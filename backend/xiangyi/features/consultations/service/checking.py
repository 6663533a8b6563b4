"""Whether what a convener wrote can be."""

import re
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.cases.rules.words import has_mobile
from xiangyi.features.consultations.errors import (
    ConsultationUnusable,
    NumberInWords,
    PartyOfAnotherKind,
)
from xiangyi.features.consultations.rules.seats import is_of
from xiangyi.features.consultations.schemas import AgendaItem, ConsultationFacts, Party, Place
from xiangyi.features.identity.rules.persons import OCCUPATIONS
from xiangyi.features.organisations import service as organisations
from xiangyi.features.stations.service import standing

_PHONE: Final = re.compile(r"[0-9+][0-9 +()-]{2,31}")
_LONGEST: Final = timedelta(hours=12)
_FURTHEST: Final = timedelta(days=366)


async def checked(facts: ConsultationFacts, *, now: datetime) -> ConsultationFacts:
    """The same, tidied.

    Raises:
        ConsultationUnusable: naming the field.
        PartyOfAnotherKind: an organisation is asked for a party that it is not of.
    """
    title = _words(facts.title, "title")
    if not title:
        raise ConsultationUnusable(field="title")
    if not now < facts.starts_at < now + _FURTHEST:
        raise ConsultationUnusable(field="startsAt")
    if not timedelta() < facts.ends_at - facts.starts_at <= _LONGEST:
        raise ConsultationUnusable(field="endsAt")
    if facts.phone and not _PHONE.fullmatch(facts.phone):
        raise ConsultationUnusable(field="phone")
    lines = facts.invited.lines
    if not {one for line in lines for one in line.occupations} <= set(OCCUPATIONS):
        raise ConsultationUnusable(field="invited.occupations")
    if any(line.anywhere and not line.stations for line in lines):
        raise ConsultationUnusable(field="invited.anywhere")
    if facts.seats is not None and facts.seats < sum(one.seats for one in facts.parties):
        raise ConsultationUnusable(field="seats")
    followed = {one for line in lines for one in line.stations}
    known = await standing.places(followed | set(filter(None, [facts.place.station])))
    if not followed <= known.keys():
        raise ConsultationUnusable(field="invited.stations")
    if facts.place.station and facts.place.station not in known:
        raise ConsultationUnusable(field="place.station")
    return replace(
        facts,
        title=title,
        about=_words(facts.about, "about", lines=True),
        place=_place(facts.place),
        parties=await _parties(facts),
        agenda=_agenda(facts),
    )


async def _parties(facts: ConsultationFacts) -> list[Party]:
    """An organisation of ours is called as it is; a letter has somebody to whom it went."""
    homes = await organisations.homes(
        {one.organisation for one in facts.parties if one.organisation}
    )
    found = []
    for one in facts.parties:
        name = _words(one.name, "parties.name")
        if one.organisation is not None:
            if one.organisation not in homes:
                raise ConsultationUnusable(field="parties.organisation")
            kind = homes[one.organisation].kind
            if not is_of(kind, one.kind):
                raise PartyOfAnotherKind(party=one.kind, kind=kind)
            name = name or homes[one.organisation].name
        if one.letter_on and (
            not name or one.letter_on > facts.starts_at.astimezone(SHANGHAI).date()
        ):
            raise ConsultationUnusable(field="parties.letterOn")
        found.append(replace(one, name=name))
    return found


def _agenda(facts: ConsultationFacts) -> list[AgendaItem]:
    """Each item is there once and has a title; together they fit into the meeting."""
    told = [
        replace(
            one, title=_words(one.title, "agenda.title"), owner=_words(one.owner, "agenda.owner")
        )
        for one in facts.agenda
    ]
    if not all(one.title for one in told):
        raise ConsultationUnusable(field="agenda.title")
    taken = [one.concern for one in told if one.concern]
    if len({one.id for one in told}) < len(told) or len(set(taken)) < len(taken):
        raise ConsultationUnusable(field="agenda")
    if timedelta(minutes=sum(one.minutes for one in told)) > facts.ends_at - facts.starts_at:
        raise ConsultationUnusable(field="agenda.minutes")
    return told


def _place(place: Place) -> Place:
    words = _words(place.words, "place.words")
    if (place.lon is None) != (place.lat is None):
        raise ConsultationUnusable(field="place.lon")
    if place.link and not _is_link(place.link):
        raise ConsultationUnusable(field="place.link")
    if not (words or place.station or (place.link and place.lon is None)):
        raise ConsultationUnusable(field="place.words")
    return replace(place, words=words)


def reason(text: str, field: str) -> str:
    """A reason that everybody reads, as it is kept.

    Raises:
        WhyMissing, WhyUnusable: it is blank, or hides something.
        NumberInWords: there is a mobile number in it.
    """
    why = audit.reason(text)
    if has_mobile(why):
        raise NumberInWords(field=field)
    return why


def _is_link(link: str) -> bool:
    """An address of the web that shows where it leads."""
    try:
        parts = urlsplit(link)
        return (
            parts.scheme == "https"
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and parts.port != 0
            and link.isprintable()
            and " " not in link
        )
    except ValueError:
        return False


def _words(text: str, field: str, *, lines: bool = False) -> str:
    tidied = tidy(text)
    if has_hidden(tidied.replace("\n", " ") if lines else tidied):
        raise ConsultationUnusable(field=field)
    if has_mobile(tidied):
        raise NumberInWords(field=field)
    return tidied
