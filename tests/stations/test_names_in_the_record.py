"""The record of who did what calls things by their names, not by their numbers."""

from uuid import uuid4

from tests.people import signed_in
from tests.stations.desk import make_furong, row, station, take
from tests.stations.makers import NOW

from xiangyi.core.asking import HeldRole, Scope

FURONG, OFFICE = "nbs:430102000000", "区总工会.csv"


async def test_a_supervisor_reads_the_names_of_what_was_worked_on(api, db):
    await make_furong()
    taken = await take(row("A1"), name=OFFICE)
    id_ = (await station())["id"]
    role = HeldRole("administrator", Scope("division", FURONG))
    person = await signed_in("13800000001", role, now=NOW)
    key = uuid4()
    said = {"station": id_, "kind": "gone", "at": NOW.isoformat()}
    await api.put(f"/api/reports/{key}", json=said, headers={"X-Device-Key": "1" * 22})
    answer = {"kind": "untrue", "words": "还在"}
    await api.put(f"/api/reports/{key}/answer", json=answer, headers=person.headers)
    await api.post(f"/api/batches/{taken.batch}/undoing", headers=person.headers)
    await api.get("/api/audit", params={"division": FURONG}, headers=person.headers)
    page = await api.get("/api/audit", params={"division": FURONG}, headers=person.headers)
    names = {one["action"]: one["subjectName"] for one in page.json()["items"]}
    assert names == {
        "audit.read": "长沙市芙蓉区",
        "report.answered": "文艺路驿站",
        "list.undone": "区总工会",
    }
