"""The places of the demonstration that a rider has to get into, loaded through the service."""

from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.demo.people import organisation_id
from xiangyi.features.scenes.schemas import SceneFacts, SceneSaid
from xiangyi.features.scenes.service import keeping
from xiangyi.features.scenes.tables import Scene


class _Told(Struct, frozen=True, rename="camel"):
    """A row of scenes.json; `organisationKey` among the facts is one of organisations.csv."""

    number: int
    verified_days_ago: int
    facts: dict[str, Any]


_TEXT: Final = files("xiangyi.demo").joinpath("data", "scenes.json")


async def load(administrator: Asker, *, now: datetime) -> None:
    """Add what is missing of them; what a visitor changed or took down stays so."""
    told = msgspec.json.decode(_TEXT.read_bytes(), type=list[_Told])
    known = set(await Scene.select(Scene.id).output(as_list=True))
    for one in told:
        id_ = scene_id(one.number)
        if id_ in known:
            continue
        said = SceneSaid(0, _facts(one.facts))
        await keeping.put(administrator, id_, said, now=now - timedelta(days=one.verified_days_ago))


def scene_id(number: int) -> UUID:
    """The same in every demonstration, so that a second start finds it."""
    return uuid5(NAMESPACE_URL, f"https://xiangyi.example/demo/scene/{number}")


def _facts(told: dict[str, Any]) -> SceneFacts:
    plain = {name: value for name, value in told.items() if name != "organisationKey"}
    if key := told.get("organisationKey"):
        plain["organisation"] = str(organisation_id(key))
    return msgspec.convert(plain, SceneFacts)
