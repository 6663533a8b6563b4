"""What is said of a consultation in words of somebody's own, and where its changes lie."""

import re
from typing import Any, Final

from msgspec.structs import replace

from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas import ConsultationFacts, Place
from xiangyi.features.consultations.tables import Consultation, ConsultationRevision
from xiangyi.features.revising.service import History, Text
from xiangyi.features.stations.service import standing

#: A meeting has a title, and so has what it speaks of.
_GONE: Final = "—"


def texts_of(facts: ConsultationFacts) -> set[Text]:
    said = {
        "title": facts.title,
        "about": facts.about,
        "phone": facts.phone,
        "place": facts.place.words,
        "link": facts.place.link,
        "point": point_of(facts.place),
    }
    listed = [
        *(("parties", one.name) for one in facts.parties),
        *(("agenda", text) for one in facts.agenda for text in (one.title, one.owner)),
    ]
    return {(name, text) for name, text in (*said.items(), *listed) if text}


def without(gone: set[Text], facts: ConsultationFacts) -> ConsultationFacts:
    lost = gone & texts_of(facts)
    out = {name for name, _ in lost}
    place = facts.place

    def left(name: str, text: str, instead: str = "") -> str:
        return instead if (name, text) in lost else text

    return replace(
        facts,
        title=_GONE if "title" in out else facts.title,
        about="" if "about" in out else facts.about,
        phone="" if "phone" in out else facts.phone,
        place=replace(
            place,
            words="" if "place" in out else place.words,
            link="" if "link" in out else place.link,
            lon=None if "point" in out else place.lon,
            lat=None if "point" in out else place.lat,
        ),
        parties=[replace(one, name=left("parties", one.name)) for one in facts.parties],
        agenda=[
            replace(one, title=left("agenda", one.title, _GONE), owner=left("agenda", one.owner))
            for one in facts.agenda
        ],
    )


def point_of(place: Place) -> str:
    """Longitude and latitude in degrees; "" without."""
    return "" if place.lon is None else f"{place.lon},{place.lat}"


def seats_words(seats: int | None) -> str:
    """On paper and in a calendar, where nobody sees how many are still free."""
    return f"一共 {seats} 个，坐满了可以排候补" if seats else ""


def place_words(words: str, station: str | None) -> list[str]:
    """Where people meet, each thing once: words may say which station, or be its name."""
    plain, named = _plain(words), _plain(station or "")
    if named in plain:
        return [words] if words else []
    return [station or ""] if plain in named else [words, station or ""]


async def blanks(facts: ConsultationFacts, row: dict[str, Any]) -> dict[str, Any]:
    """What fills the sentence of a notice about a meeting."""
    station = facts.place.station
    named = (await standing.places([station]))[station].name if station else None
    return {
        "form": facts.form,
        "title": facts.title,
        "startsAt": facts.starts_at,
        "endsAt": facts.ends_at,
        "place": " · ".join(place_words(facts.place.words, named)),
        "online": bool(facts.place.link),
        "reason": row["reason"],
    }


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


HISTORY: Final = History(
    table=Consultation,
    revisions=ConsultationRevision,
    subject="consultation",
    facts=ConsultationFacts,
    texts_of=texts_of,
    without=without,
    meanwhile=errors.ConsultationChangedMeanwhile,
)
