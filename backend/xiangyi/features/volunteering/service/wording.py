"""What is said of an activity in words of somebody's own, and where its changes lie."""

from typing import Final

from msgspec.structs import replace

from xiangyi.features.revising.service import History, Text
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.schemas import ActivityFacts
from xiangyi.features.volunteering.tables import ActivityRevision, VolunteerActivity

#: An activity has a title.
_GONE: Final = "—"


def texts_of(facts: ActivityFacts) -> set[Text]:
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


HISTORY: Final = History(
    table=VolunteerActivity,
    revisions=ActivityRevision,
    subject="activity",
    facts=ActivityFacts,
    texts_of=texts_of,
    without=without,
    meanwhile=errors.ActivityChangedMeanwhile,
)
