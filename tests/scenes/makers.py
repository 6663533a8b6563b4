"""Scenes with sensible facts; a test names only the facts it is about."""

import json
from typing import Any
from uuid import uuid4

from tests.stations.makers import CHANGSHA

STREET, COMMUNITY = "nbs:430104001000", "nbs:430104001001"
MOBILE = "13812345678"


def facts(**told: Any) -> dict[str, Any]:
    defaults = {
        "name": "荷叶塘小区",
        "kind": "community",
        "division": STREET,
        "lon": 112.951,
        "lat": 28.201,
    }
    return {**defaults, **told}


def gate(name: str, **told: Any) -> dict[str, Any]:
    return {"name": name, **told}


async def put(api, person, id_, told, *, based_on=0):
    body = {"basedOn": based_on, "facts": told}
    return await api.put(f"/api/scenes/{id_}", json=body, headers=person.headers)


async def made(api, person, **told):
    id_ = str(uuid4())
    assert (await put(api, person, id_, facts(**told))).status_code == 200
    return id_


def published(folder):
    """The packs that a folder offers, and the scenes of Changsha among them."""
    index = json.loads((folder / "index.json").read_bytes())
    packs = {pack["division"]: pack for pack in index["packs"]}
    scenes = packs[CHANGSHA].get("scenes")
    return packs, scenes and json.loads((folder / scenes["path"]).read_bytes())
