"""What is said of a consultation in words of somebody's own, and who brought them in."""

import re
from typing import Final
from uuid import UUID

import msgspec
from msgspec.structs import replace

from xiangyi.features.consultations.schemas import ConsultationFacts, Place
from xiangyi.features.consultations.tables import ConsultationRevision

#: Of what it is said, and the text.
Text = tuple[str, str]

#: A meeting has a title.
_GONE: Final = "—"


async def written_by(account: UUID) -> list[dict[str, object]]:
    """Each move of an account, the oldest first, with what it wrote in words of its own."""
    rows = (
        await ConsultationRevision.select(
            *ConsultationRevision.all_columns(), ConsultationRevision.consultation.title
        )
        .where(ConsultationRevision.account == account)
        .order_by(ConsultationRevision.id)
    )
    return [
        {
            "at": row["made_at"],
            "title": row["consultation.title"],
            "move": row["move"],
            "words": "\n".join(_brought(row)),
        }
        for row in rows
    ]


def _brought(row: dict[str, str]) -> list[str]:
    was = texts_of(read(row["before"]))
    new = [text for said in sorted(texts_of(read(row["after"])) - was) for text in said[1:]]
    return [text for text in dict.fromkeys((*new, row["why"])) if text]


def texts_of(facts: ConsultationFacts | None) -> set[Text]:
    if facts is None:
        return set()
    said = {
        "title": facts.title,
        "about": facts.about,
        "phone": facts.phone,
        "place": facts.place.words,
        "link": facts.place.link,
        "point": point_of(facts.place),
    }
    return {(name, text) for name, text in said.items() if text}


def without(gone: set[Text], facts: ConsultationFacts) -> ConsultationFacts:
    out = {name for name, _ in gone & texts_of(facts)}
    place = facts.place
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
    )


def point_of(place: Place) -> str:
    """Longitude and latitude in degrees; "" without."""
    return "" if place.lon is None else f"{place.lon},{place.lat}"


def place_words(words: str, station: str | None) -> list[str]:
    """Where people meet, each thing once: words may say which station, or be its name."""
    plain, named = _plain(words), _plain(station or "")
    if named in plain:
        return [words] if words else []
    return [station or ""] if plain in named else [words, station or ""]


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def left_of(text: str | None, gone: set[Text]) -> str | None:
    """The facts without these texts; as they were where they have none of them."""
    facts = read(text)
    if facts is None or not gone & texts_of(facts):
        return text
    return msgspec.json.encode(without(gone, facts)).decode()


def read(text: str | None) -> ConsultationFacts | None:
    return None if text is None else msgspec.json.decode(text, type=ConsultationFacts)
