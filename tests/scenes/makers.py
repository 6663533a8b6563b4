"""Scenes with sensible facts; a test names only the facts it is about."""

from typing import Any

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
