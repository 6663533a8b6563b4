"""Nobody takes the place of what the server derives: its ids anybody could work out."""

import ast
import json
import re
from pathlib import Path
from uuid import NAMESPACE_URL, uuid4, uuid5

import pytest
from tests.cases import makers as cases
from tests.contracts.test_api import operations

import xiangyi.features
from xiangyi.app import openapi_document
from xiangyi.settings import Settings

_STEPS, _LEAVES, _NOBODYS = "steps of concerns", "postings and leaves", "no client's"
#: What derives ids, and with whose ids those must not meet.
DERIVING = {
    "benefits/service/charging.py": _LEAVES,
    "benefits/service/lapsing.py": _LEAVES,
    "cases/service/telling.py": _NOBODYS,
    "consultations/service/agenda.py": _STEPS,
    "consultations/service/attaching.py": _LEAVES,
    "consultations/service/recording.py": f"{_STEPS}; {_LEAVES}",
    "documents/rules/sealing.py": _LEAVES,
    "ledger/service/accounts.py": _NOBODYS,
    "notifications/service/messaging.py": _NOBODYS,
    "records/service/answering.py": _LEAVES,
    "volunteering/rules/watching.py": _NOBODYS,
    "volunteering/service/confirming.py": _LEAVES,
}
#: By which a client's own id becomes one of those, and what it sends.
DOORS: dict[str, dict[str, dict[str, object]]] = {
    _STEPS: {"moveConcern": {"move": "accept"}},
    _LEAVES: {
        "putRecordAnnex": {"words": "月底画好了。"},
        "claimHours": {"shift": str(uuid4()), "minutes": 5, "evidence": "我在那里。"},
        "takeMinutes": {
            "line": str(uuid4()),
            "minutes": 5,
            "falsePresence": False,
            "why": "没有到场。",
        },
        "issueDocument": {"organisation": str(uuid4()), "form": "full"},
    },
}
ALL = {name: body for doors in DOORS.values() for name, body in doors.items()}


def derives(path: Path) -> bool:
    return any(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "uuid5"
        for one in ast.walk(ast.parse(path.read_text()))
    )


def test_of_each_place_that_derives_an_id_it_is_known_with_whose_it_could_meet():
    [root] = map(Path, xiangyi.features.__path__)
    found = {str(path.relative_to(root)) for path in root.rglob("*.py") if derives(path)}
    assert found == DERIVING.keys()
    assert {one for told in DERIVING.values() for one in told.split("; ")} == {*DOORS, _NOBODYS}


def described() -> dict[str, str]:
    """The operations that refuse a derived id, by their names."""
    return {
        str(operation["operationId"]): name
        for name, operation in operations(json.loads(openapi_document(Settings())))
        if any("id_unusable" in one["description"] for one in operation["responses"].values())
    }


@pytest.mark.parametrize("name", ALL)
async def test_what_anybody_could_work_out_is_nobodys_to_mint(api, clock, name):
    who = await cases.rider(clock)
    doors = described()
    assert doors.keys() == ALL.keys()

    async def said(id_) -> str:
        path = re.sub(r"\{\w+\}$", str(id_), doors[name].removeprefix("PUT "))
        path = re.sub(r"\{\w+\}", str(uuid4()), path)
        return str((await api.put(path, json=ALL[name], headers=who.headers)).json().get("code"))

    assert await said(uuid5(NAMESPACE_URL, name)) == "id_unusable"
    assert await said(uuid4()) not in ("id_unusable", "bad_request", "unprocessable_entity")
