"""A prefecture's scenes as one file beside its stations, fetched only where there are some.

Rows rather than columns: there are tens of scenes where there are thousands of stations, and
each differs from the next. A file of its own, because a gate changes more often than a station's
address, and because the first visit needs none of it.
"""

from typing import Any

import msgspec

from xiangyi.core.pinyin import pinyin_of
from xiangyi.features.scenes.schemas import SceneCard
from xiangyi.features.scenes.service import reading
from xiangyi.features.stations.service.publishing import Beside

VERSION = 1
_PLACES = 6


async def pack(prefecture: str) -> Beside | None:
    """The scenes of a prefecture with the kinds that they are of; None where there are none."""
    scenes = await reading.of_prefecture(prefecture)
    if not scenes:
        return None
    used = {one.facts.kind for one in scenes}
    body = {
        "v": VERSION,
        "division": prefecture,
        "kinds": [one for one in await reading.kinds() if one.id in used],
        "scenes": [_row(one) for one in scenes],
    }
    return Beside(body, [(one.facts.lon, one.facts.lat) for one in scenes])


def _row(card: SceneCard) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(card.facts)
    spelling = pinyin_of(card.facts.name)
    guide = card.facts.guide
    return {
        "id": str(card.id),
        **{name: value for name, value in told.items() if name not in _REPLACED},
        "lon": round(card.facts.lon, _PLACES),
        "lat": round(card.facts.lat, _PLACES),
        "street": card.street,
        "county": card.county,
        "pinyin": spelling.pinyin,
        "initials": spelling.initials,
        "responsible": card.responsible,
        "verifiedAt": card.verified_at,
        "verifiedBy": card.verified_by,
        **({"guide": {"words": guide.words, "picture": card.guide_picture}} if guide else {}),
    }


#: Told otherwise, or of no use to a rider.
_REPLACED = ("division", "organisation", "responsible", "guide", "lon", "lat")
