"""An operator sets how many people one person may call together, as a letter says."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.consultations.makers import announce, drafted
from tests.divisions.makers import DOWN_TO_SHIZILI, file_of
from tests.notifications.makers import person
from tests.people import FURONG, STREET, ground, signed_in
from tests.processes import say

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.core.errors import Refusal
from xiangyi.features.consultations.service.ruling import RULES
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule

LETTER = "芙蓉区协商办法第七条"


@pytest.fixture
async def _ground(db):
    await ground()


@pytest.fixture
def furong(tmp_path) -> str:
    """A service's own data, with the divisions down to a community."""
    (tmp_path / "divisions.csv").write_bytes(file_of(*DOWN_TO_SHIZILI))
    told = ("--system", "nbs", "--as-of", "2025-06-30", "--data", str(tmp_path))
    done = say("import", "divisions", str(tmp_path / "divisions.csv"), *told)
    assert done.returncode == 0, done.stderr
    return str(tmp_path)


async def set_rule(clock, value=0, *, days=0, division=FURONG, basis=LETTER):
    day = clock.now.date() + timedelta(days=days)
    rule = Rule("approval_above", division, value, since_on=day, basis=basis)
    return await ruling.set_as_operator(RULES, rule, now=clock.now)


@pytest.mark.usefixtures("_ground")
async def test_it_holds_from_its_day_on_and_is_written_down(api, clock):
    await person("13800000001", clock)
    held = HeldRole("convener", Scope("division", STREET))
    convener = await signed_in("13800000091", held, now=clock.now)
    await signed_in("13800000092", held, now=clock.now)
    assert await set_rule(clock, 0, days=1) == 50
    id_ = await drafted(api, convener)
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    assert desk.json()["approvalAbove"] == 50
    assert await set_rule(clock, 0) == 50
    assert await set_rule(clock, 7, days=1) == 0
    assert (await announce(api, convener, id_)).json()["state"] == "waiting"
    entries = await run("SELECT action, division, actor FROM audit_entry WHERE actor IS NULL")
    assert [(one["action"], one["division"]) for one in entries] == [
        ("consultation.rule_set", FURONG)
    ] * 3


@pytest.mark.usefixtures("_ground")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": -1}, "rule_unusable"),
        ({"value": 2**31}, "rule_unusable"),
        ({"days": -1}, "rule_unusable"),
        ({"basis": " "}, "rule_unusable"),
        ({"basis": "条" * 201}, "rule_unusable"),
        ({"division": "nbs:990000000000"}, "division_not_found"),
    ],
)
async def test_what_cannot_be_ruled_is_refused(clock, changes, code):
    with pytest.raises(Refusal) as refusal:
        await set_rule(clock, **changes)
    assert refusal.value.code == code
    assert await run("SELECT id FROM consultation_rule") == []


def test_the_command_says_what_holds_from_when(furong):
    told = ("--division", FURONG, "--basis", LETTER, "--data", furong)
    day = (datetime.now(UTC) + timedelta(days=9)).date()
    done = say("rule", "approval-above", "80", "--since", str(day), *told)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        f"approval-above of 长沙市芙蓉区 is 80 from {day} on; until then it is 50.\n"
    )
    refused = say("rule", "approval-above", "80", "--since", "2020-01-01", *told)
    assert refused.returncode == 1
    assert re.fullmatch(
        r"xiangyi: rule unusable \(field: since, wanted: 20\d\d-\d\d-\d\d or later\)\n",
        refused.stderr,
    )
