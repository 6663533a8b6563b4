"""What is said of an activity in words of somebody's own, and who brought them in."""

from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec.structs import replace

from xiangyi.features.volunteering.schemas import ActivityFacts
from xiangyi.features.volunteering.tables import ActivityRevision

#: Of what it is said, and the text.
Text = tuple[str, str]

#: An activity has a title.
_GONE: Final = "—"


async def written_by(account: UUID) -> list[dict[str, object]]:
    """Each move of an account, the oldest first, with what it wrote in words of its own."""
    rows = (
        await ActivityRevision.select(
            *ActivityRevision.all_columns(), ActivityRevision.activity.title
        )
        .where(ActivityRevision.account == account)
        .order_by(ActivityRevision.id)
    )
    return [
        {
            "at": row["made_at"],
            "title": row["activity.title"],
            "move": row["move"],
            "words": "\n".join(_brought(row)),
        }
        for row in rows
    ]


def _brought(row: dict[str, Any]) -> list[str]:
    new = texts_of(read(row["after"])) - texts_of(read(row["before"]))
    return [
        text for text in dict.fromkeys((*(text for _, text in sorted(new)), row["why"])) if text
    ]


def texts_of(facts: ActivityFacts | None) -> set[Text]:
    if facts is None:
        return set()
    place = facts.place
    said = {
        "title": facts.title,
        "about": facts.about,
        "phone": facts.phone,
        "beneficiaries": facts.beneficiaries,
        "place": place.words,
        "point": "" if place.lon is None else f"{place.lon},{place.lat}",
    }
    return {(name, text) for name, text in said.items() if text}


def without(gone: set[Text], facts: ActivityFacts) -> ActivityFacts:
    out = {name for name, _ in gone & texts_of(facts)}
    place = facts.place
    return replace(
        facts,
        title=_GONE if "title" in out else facts.title,
        about="" if "about" in out else facts.about,
        phone="" if "phone" in out else facts.phone,
        beneficiaries="" if "beneficiaries" in out else facts.beneficiaries,
        place=replace(
            place,
            words="" if "place" in out else place.words,
            lon=None if "point" in out else place.lon,
            lat=None if "point" in out else place.lat,
        ),
    )


def left_of(text: str | None, gone: set[Text]) -> str | None:
    """The facts without these texts; as they were where they have none of them."""
    facts = read(text)
    if facts is None or not gone & texts_of(facts):
        return text
    return msgspec.json.encode(without(gone, facts)).decode()


def read(text: str | None) -> ActivityFacts | None:
    return None if text is None else msgspec.json.decode(text, type=ActivityFacts)
