"""Scenes as open data: how one gets in, and no person's number."""

from collections.abc import AsyncIterator
from typing import Any, Final

import msgspec

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.sheets import writing
from xiangyi.features.scenes.schemas import SceneCard
from xiangyi.features.scenes.service import reading
from xiangyi.features.stations.rules.public_words import public_phone, public_text
from xiangyi.features.stations.service.exporting import Licence

_PHONES: Final = {"gatePhone", "contact"}
#: Ids and words of ours, in which nobody turns up.
_PLAIN: Final = {"kind", "division", "organisation", "photo", "vehicles", "passBy", "codes"}


async def geojson_file(licence: Licence) -> AsyncIterator[bytes]:
    """All open scenes as a FeatureCollection (RFC 7946), a feature a line."""
    yield writing.geojson_head(
        {"name": "湘驿友好场景", "licence": licence.name, "date": licence.on.isoformat()}
    )
    between = b"\n"
    for card in await reading.everywhere():
        facts = card.facts
        feature = writing.point(facts.lon, facts.lat, _properties(card))
        yield between + msgspec.json.encode({**feature, "id": str(card.id)})
        between = b",\n"
    yield writing.GEOJSON_FOOT


def _properties(card: SceneCard) -> dict[str, Any]:
    told = msgspec.to_builtins(card.facts)
    told = {name: value for name, value in told.items() if name not in {"lon", "lat"}}
    told["responsible"] = card.responsible
    on = card.verified_at and card.verified_at.astimezone(SHANGHAI).date().isoformat()
    public: dict[str, Any] = _public(told, "")
    return {**public, "street": card.street, "county": card.county, "verifiedOn": on}


def _public(value: Any, key: str) -> Any:
    if key in _PLAIN:
        return value
    if isinstance(value, str):
        return public_phone(value) if key in _PHONES else public_text(value)
    if isinstance(value, dict):
        return {name: _public(told, name) for name, told in value.items()}
    if isinstance(value, list | tuple):
        return [_public(told, key) for told in value]
    return value
