"""What of a consultation is another than it was, as people are told it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xiangyi.features.consultations.schemas import Change, ConsultationFacts, Place
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.wording import HISTORY, place_words, point_of
from xiangyi.features.consultations.tables import ConsultationCampaign, ConsultationRevision
from xiangyi.features.notifications.service import unsaying
from xiangyi.features.stations.service import standing

Pair = tuple[ConsultationFacts, ConsultationFacts]


async def changes(pairs: Sequence[Pair]) -> list[list[Change]]:
    """Of each two, what is another in the second; what leads people somewhere comes first."""
    stations = {one.place.station for pair in pairs for one in pair if one.place.station}
    names = {id_: place.name for id_, place in (await standing.places(stations)).items()}
    return [_changes(was, now, names) for was, now in pairs]


async def since_told(rows: Sequence[dict[str, Any]]) -> dict[UUID, list[Change]]:
    """Of each consultation that has changed, what is another than people were told first."""
    changed = [row for row in rows if row["changed_at"]]
    if not changed:
        return {}
    told = (
        await ConsultationCampaign.select(
            ConsultationCampaign.consultation, ConsultationCampaign.revision
        )
        .where(
            ConsultationCampaign.consultation.is_in([row["id"] for row in changed])
            & (ConsultationCampaign.kind == "announced")
        )
        .order_by(ConsultationCampaign.id)
    )
    first = await _facts({one["consultation"]: one["revision"] for one in told})
    pairs = {row["id"]: (first[row["id"]], facts_of(row)) for row in changed if row["id"] in first}
    return dict(zip(pairs, await changes(list(pairs.values())), strict=True))


async def last_told(id_: UUID) -> ConsultationFacts | None:
    """As somebody was told of it last; None where nobody has been told anything yet."""
    rows = (
        await ConsultationCampaign.select()
        .where(
            (ConsultationCampaign.consultation == id_)
            & ConsultationCampaign.kind.is_in(["announced", "changed"])
        )
        .order_by(ConsultationCampaign.id, ascending=False)
    )
    told = await unsaying.told([row["campaign"] for row in rows])
    last = next((row["revision"] for row in rows if row["campaign"] in told), None)
    return None if last is None else (await _facts({id_: last})).get(id_)


async def _facts(numbers: Mapping[UUID, int]) -> dict[UUID, ConsultationFacts]:
    """Each consultation as a revision of it left it, as far as there is such a revision."""
    if not numbers:
        return {}
    rows = await ConsultationRevision.select(
        ConsultationRevision.consultation, ConsultationRevision.number, ConsultationRevision.after
    ).where(
        ConsultationRevision.consultation.is_in(list(numbers))
        & ConsultationRevision.number.is_in(sorted(set(numbers.values())))
    )
    found = {(row["consultation"], row["number"]): HISTORY.read(row["after"]) for row in rows}
    return {id_: facts for id_, number in numbers.items() if (facts := found.get((id_, number)))}


def _changes(
    was: ConsultationFacts, now: ConsultationFacts, names: Mapping[str, str]
) -> list[Change]:
    before, after = _where(was.place, names), _where(now.place, names)
    told = [
        Change("time", _when(was), _when(now)),
        Change("place", before, after),
        Change("link", was.place.link, now.place.link),
        Change("phone", was.phone, now.phone),
        Change("topic", was.title, now.title),
        Change("seats", str(was.seats or ""), str(now.seats or "")),
    ]
    bare: list[Change] = [
        *([Change("point")] if before == after and _moved(was.place, now.place) else []),
        *([Change("about")] if was.about != now.about else []),
        *([Change("form")] if was.form != now.form else []),
        *([Change("organisation")] if was.organisation != now.organisation else []),
        *([Change("audience")] if was.invited != now.invited else []),
        *([Change("parties")] if was.parties != now.parties else []),
        *([Change("agenda")] if was.agenda != now.agenda else []),
    ]
    return [*(one for one in told if one.was != one.now), *bare]


def _when(facts: ConsultationFacts) -> str:
    """An interval of ISO 8601."""
    return f"{facts.starts_at.isoformat()}/{facts.ends_at.isoformat()}"


def _where(place: Place, names: Mapping[str, str]) -> str:
    return " · ".join(place_words(place.words, names.get(place.station or "")))


def _moved(was: Place, now: Place) -> bool:
    return point_of(was) != point_of(now) or was.station != now.station
